"""What matching looks at of a draft: days, places, names, counts and the words of its article, quick to compare."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from generator.record.edtf import PartialDate
from generator.record.ids import slug
from generator.record.names import Names
from generator.record.schema import Incident
from generator.store.similarity import Signature, is_common

# Small words that a proper name may hold without being any less a name: "Osama bin Laden", "Charles de Gaulle".
_PARTICLES = frozenset("a al an and bin da das de del der di dos el for ibn in la las los of on the van von y".split())
_WORD = re.compile(r"[^\W_]+")
_KEYS = 32
"""Rare words of an article under which it is found again."""
_STRUCK = ("victim", "unknown", None)
_COUNTED = ("killed", "injured")

Count = tuple[int, int]
"""The least and the most that a count can be."""
_MOST = 10**10
_SURE = 0.5
"""Confidence of a date below which one in three or four is wrong."""
Key = Callable[[str], str]
"""Gives what all names of one person, group or place share."""
LISTED: Key = Names().key
"""The key where a collection says nothing of names: what the list of groups has."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What one article says of one incident, as far as it tells incidents apart."""

    main: bool
    """True where the article is about it, False where it only recalls it."""
    kind: str | None = None
    """Its kind."""
    earliest: int | None = None
    """First day that it can have been, as an ordinal."""
    latest: int | None = None
    """Last day."""
    open_start: bool = False
    """True where all that is said is that it came before some day."""
    unsure_day: bool = False
    """True where extraction was not sure of the date."""
    published: int | None = None
    """The day on which the article was published, as an ordinal."""
    place: str | None = None
    """The place, folded."""
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    point: tuple[float, float] | None = None
    """Longitude and latitude of a town or site, in degrees; None for what is wider."""
    killed: tuple[str, ...] = ()
    """Folded names of people killed."""
    victims: tuple[str, ...] = ()
    """Folded names of other people struck."""
    suspects: tuple[str, ...] = ()
    """Folded names of people held to have done it."""
    names: tuple[str, ...] = ()
    """Folded names that an incident is recalled by: its place and the targets that have names."""
    counts: Mapping[str, Count] | None = None
    """How many victims were killed and injured, by status."""

    @property
    def day(self) -> int | None:
        """The day, where it is known to the day."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody named, victims first."""
        return (*self.killed, *self.victims, *self.suspects)

    def to_data(self) -> dict[str, Any]:
        """Give it as plain data, for a cache."""
        found = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: value for name, value in found.items() if value not in (None, (), False)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Traits:
        """Read what `to_data` gave."""
        lists = {name: tuple(value) for name, value in data.items() if isinstance(value, list)}
        values: dict[str, Any] = {"main": False, **data, **lists}
        if values.get("counts"):
            values["counts"] = {status: (low, high) for status, (low, high) in values["counts"].items()}
        return cls(**values)


def traits_of(
    record: Incident,
    *,
    main: bool,
    published: PartialDate | None = None,
    confidence: Mapping[str, float] | None = None,
    key: Key = LISTED,
) -> Traits:
    """Take the traits of a draft, or of a brief as a person left it.

    Args:
        record: The record.
        main: Whether its article is about it.
        published: When the article was published.
        confidence: Field path -> 0 to 1; None for what a person wrote.
        key: Gives what all names of one person, group or place share.
    """
    date = record.when.date
    open_start = date is not None and date.text.startswith(("../", "/"))
    victims = {slug(key(v.name)): v.effect for v in record.victims if _is_person(v.name)}
    suspects = [p.name for p in record.perpetrators if p.type in ("person", None) and p.attribution != "cleared"]
    exact = record.where.precision in ("city", "exact")
    return Traits(
        main=main,
        kind=record.kind,
        earliest=date.earliest.toordinal() if date else None,
        latest=date.latest.toordinal() if date else None,
        open_start=open_start,
        unsure_day=(confidence or {}).get("when.date", 1.0) < _SURE,
        published=published.earliest.toordinal() if published else None,
        place=slug(key(record.where.place or "")) or None,
        country=record.where.country,
        point=record.where.point if exact else None,
        killed=tuple(name for name, effect in victims.items() if effect == "killed"),
        victims=tuple(name for name, effect in victims.items() if effect != "killed"),
        suspects=tuple(dict.fromkeys(slug(key(name)) for name in suspects if _is_person(name))),
        names=tuple(sorted(names_of(record, key))),
        counts=dict(_counts(record)),
    )


def names_of(record: Incident, key: Key = LISTED) -> set[str]:
    """Give the folded names of an incident's place and targets, the country left out."""
    names = {slug(key(record.where.place))} if record.where.place else set()
    names |= {slug(key(t.name)) for t in record.targets if any(w[:1].isupper() for w in t.name.split())}
    return names - {""}


def terms_of(traits: Traits, signature: Signature | None) -> set[int]:
    """Give the terms under which an index finds a draft: rare words, names, its place with the month.

    Args:
        traits: Its traits.
        signature: Its article's; what an article only recalls is found by names alone.
    """
    terms = {_term("name", name) for name in traits.names}
    if not traits.main:
        return terms
    terms |= {_term("person", name.rpartition("-")[2]) for name in traits.people}
    if signature is not None:
        terms |= set(signature.rarest(_KEYS))
    days = [day for day in (traits.day, traits.published) if day is not None and traits.place]
    # A day on either side of a month's end must not part two accounts.
    terms |= {_term("town", f"{traits.place} {(day + shift) // 30}") for day in days for shift in (-2, 2)}
    return terms


def _term(kind: str, text: str) -> int:
    # The last four bits of a word's hash are its level; 0 belongs to no word, and so to these.
    return zlib.crc32(f"{kind} {text}".encode()) & ~15


def _is_person(name: str) -> bool:
    """Say whether text is a proper name: `Said Kouachi`, and not `two gunmen`, `Boy` or `Family of four`."""
    words = [word for word in _WORD.findall(name.replace("'s", "")) if word.lower() not in _PARTICLES]
    if not words or not all(word[0].isupper() for word in words):
        return False
    return len(words) > 1 or not is_common(words[0])


def _counts(record: Incident) -> Iterator[tuple[str, Count]]:
    for status in _COUNTED:
        found = [c.count for c in record.casualties if c.status == status and c.who in _STRUCK]
        if found and found[0].low is not None:
            yield status, (found[0].low, _MOST if found[0].high is None else found[0].high)


def shared_names(one: Iterable[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """Find the people named in both, spelling forgiven.

    Returns:
        Those of `one` that `other` has by their full names, and those that may be meant by a surname alone.
    """
    whole, part = [], []
    for name in one:
        if any(_one_person(name, candidate) for candidate in other):
            whole.append(name)
        elif any(_one_surname(name, candidate) for candidate in other):
            part.append(name)
    return whole, part


def _one_person(one: str, other: str) -> bool:
    if "-" not in one or "-" not in other:
        return False
    if one == other:
        return True
    first, last = one.split("-"), other.split("-")
    if first[0] == last[0] and first[-1] == last[-1]:
        return True
    # Imported only where names are compared that are not alike letter by letter.
    from rapidfuzz.fuzz import ratio

    return ratio(one, other) >= 85


def _one_surname(one: str, other: str) -> bool:
    short, full = (one, other) if "-" not in one else (other, one)
    return "-" not in short and short == full.rpartition("-")[2]
