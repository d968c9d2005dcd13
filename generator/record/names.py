"""Names as records compare them: one key for all spellings, what the collection itself says of names first."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.errors import Location
from generator.record.forms import Group, Id, ListOf, Text
from generator.record.groups import groups
from generator.record.paths import Address
from generator.record.problem import Problem
from generator.record.schema import described
from generator.record.text import fold
from generator.record.values import did_you_mean, nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What a collection says of one person, group or place."""

    name: str = described(Text(), "The name its page has.", key=True, required=True)
    wordings: tuple[str, ...] = described(ListOf(Text()), "Other names that mean the same.")
    briefs: tuple[str, ...] = described(
        ListOf(Id(refers=True)),
        "The briefs in which these names mean it, where they mean somebody else in others; absent: in all.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Namings:
    """The file of names of a collection."""

    names: tuple[Naming, ...] = described(ListOf(Group(Naming)), "People, groups and places of several names.")


class Names:
    """All namings of a collection; what it does not speak of is as the list of groups has it.

    Args:
        namings: In any order.
    """

    def __init__(self, namings: Iterable[Naming] = ()) -> None:
        self._everywhere: dict[str, Naming] = {}
        self._there: dict[tuple[str, str], Naming] = {}
        self._titles: dict[str, str] = {}
        for naming in namings:
            self._titles[plain(naming.name)] = naming.name
            for wording in (naming.name, *naming.wordings):
                if not naming.briefs:
                    self._everywhere.setdefault(plain(wording), naming)
                for brief in naming.briefs:
                    self._there[brief, plain(wording)] = naming
        self._all = (dict(self._everywhere), dict(self._there))

    def __eq__(self, other: object) -> bool:
        """Say whether two collections say the same of names."""
        return isinstance(other, Names) and self._all == other._all

    def __hash__(self) -> int:
        return hash(frozenset(self._everywhere))

    @property
    def everything(self) -> str:
        """All that is said, as text that differs where it does."""
        return repr(self._all)

    def key(self, name: str, brief: str = "") -> str:
        """Give what all names of one person, group or place share.

        Args:
            name: As a brief has it.
            brief: The brief's id, where a name may mean somebody in one brief and somebody else in another.
        """
        bare = plain(name)
        naming = self._there.get((brief, bare)) or self._everywhere.get(bare)
        return plain(naming.name) if naming else _listed().get(bare, (bare, ""))[0]

    def wordings(self, key: str) -> tuple[str, ...]:
        """Give every wording that means what a key stands for, wherever it does, in small letters."""
        own = [bare for bare, naming in self._everywhere.items() if plain(naming.name) == key]
        there = [bare for (_, bare), naming in self._there.items() if plain(naming.name) == key]
        return tuple(dict.fromkeys([*own, *there, *_wordings().get(key, ())]))

    def title(self, key: str, *, listed: bool = True) -> str | None:
        """Give the name a page has by its key, where the collection or, if it counts, the list of groups says so."""
        return self._titles.get(key) or (_listed().get(key, ("", None))[1] if listed else None)


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """Give a name without what spellings differ in: case, accents, dashes, apostrophes, dots, a leading "the"."""
    bare = fold(name).replace("-", " ").replace("'", "").replace(".", "").casefold()
    bare = unicodedata.normalize("NFKD", bare)
    bare = " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())
    return bare.removeprefix("the ")


def check_namings(
    namings: Namings, records: Collection[str], *, locate: Callable[[Address], Location | None]
) -> Iterator[Problem]:
    """Find what is wrong with the names of a collection.

    Args:
        namings: What the file says.
        records: The ids of all briefs, those that cannot be read included.
        locate: Tells where a value stands in the file.

    Yields:
        A brief that is none, or a wording that means two things at once.
    """
    meant: dict[str, list[Naming]] = {}
    for at, naming in enumerate(namings.names):
        for number, brief in enumerate(naming.briefs):
            if brief not in records:
                near = nearest(brief, records)
                message = f'"{brief}" is no brief{did_you_mean(near)}'
                place = ("names", at, "briefs", number)
                yield Problem("unknown-brief", message, f"names[{naming.name}]", locate(place), suggestion=near)
        for wording in {plain(word): word for word in (naming.name, *naming.wordings)}.values():
            for other in meant.get(plain(wording), ()):
                shared = set(naming.briefs) & set(other.briefs)
                if shared or not (naming.briefs or other.briefs):
                    where = f" in {min(shared)}" if shared else ""
                    message = (
                        f'"{wording}" means both "{other.name}" and "{naming.name}"{where}; '
                        "take it out of one of them, or say under briefs where it means which"
                    )
                    yield Problem("double-name", message, f"names[{naming.name}]", locate(("names", at)))
            meant.setdefault(plain(wording), []).append(naming)


@cache
def _listed() -> Mapping[str, tuple[str, str]]:
    """Give the key and name of the listed group by the key of each of its wordings."""
    known: dict[str, tuple[str, str]] = {}
    for group in groups().values():
        for wording in (group.name, *group.wordings):
            known.setdefault(plain(wording), (plain(group.name), group.name))
    return known


@cache
def _wordings() -> Mapping[str, tuple[str, ...]]:
    """Give the wordings of each listed group by its key."""
    found: dict[str, tuple[str, ...]] = {}
    for wording, (key, _) in _listed().items():
        found[key] = (*found.get(key, ()), wording)
    return found
