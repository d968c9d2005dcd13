"""Lists of several articles brought together: what each says of one weapon, one person, one toll, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.record.count import Count
from generator.record.forms import ListOf, Text
from generator.record.ids import slug
from generator.record.paths import fields_of, is_absent, key_of
from generator.record.schema import Casualties, Context, Perpetrator, Quote, Target, Victim, Weapon
from generator.record.text import fold
from generator.store.combine_voice import Voice
from generator.store.match_traits import Key, shared_names

_VAGUE = ("several", "unknown")
# Which term of a vocabulary fits best is no fact of the article's that another one could dispute.
_TERMS = frozenset({"type", "claim", "caused_by", "who"})
_FIRST = re.compile(r"\S+")


@dataclass(slots=True)
class Item:
    """One item of a list, as all articles have it."""

    value: Any
    """The preferred version, what it leaves open filled from the others."""
    seen: list[tuple[Voice, int]] = field(default_factory=list)
    """Where it stands: the article, and the position in its list."""
    against: list[tuple[str, Any, Voice, int]] = field(default_factory=list)
    """What else is said: the field, the value, and where."""

    @property
    def agreed(self) -> list[tuple[Voice, int]]:
        """Where it stands with the same number; another toll does not support this one."""
        counted = {(voice.source, at) for name, _, voice, at in self.against if name == "count"}
        return [(voice, at) for voice, at in self.seen if (voice.source, at) not in counted]


def combine_items(field: str, voices: Sequence[Voice], key: Key) -> list[Item]:
    """Bring the lists of one field together, the preferred article's items first.

    Args:
        field: The name of a list in the schema.
        voices: The articles, the preferred one first.
        key: Gives what all names of one person, group or place share.
    """
    out: list[Item] = []
    for voice in voices:
        mine: list[Item] = []
        for at, value in enumerate(getattr(voice.record, field)):
            found = next((item for item in out if item not in mine and _alike(item.value, value, key)), None)
            if found is None:
                found = Item(value)
                out.append(found)
            else:
                _take(found, value, voice, at)
            found.seen.append((voice, at))
            mine.append(found)
    return list(_distinct(out))


def _take(item: Item, value: Any, voice: Voice, at: int) -> None:
    """Let one more article speak of an item."""
    for described in fields_of(value):
        name, said = described.name, getattr(value, described.name)
        known = getattr(item.value, name)
        if is_absent(said) or _same(known, said):
            continue
        if is_absent(known) or _is_vaguer(known, said):
            item.value = replace(item.value, **{name: said})
        elif name == "name":
            # "Hicks" in the one is "Owen Hicks" in the other.
            if len(_FIRST.findall(said)) > len(_FIRST.findall(known)) == 1:
                item.value = replace(item.value, name=said)
        elif isinstance(described.form, ListOf):
            item.value = replace(item.value, **{name: tuple(dict.fromkeys((*known, *said)))})
        elif name not in _TERMS and not described.key and not _is_vague(said) and not isinstance(described.form, Text):
            item.against.append((name, said, voice, at))


def _distinct(items: Sequence[Item]) -> Iterator[Item]:
    """Leave out items whose key, once filled in, has become that of another one."""
    seen: set[str] = set()
    for item in items:
        key = fold(key_of(item.value)).casefold()
        if key not in seen:
            seen.add(key)
            yield item


def _alike(one: Any, other: Any, key: Key) -> bool:
    """Say whether two items of a list are one thing."""
    if isinstance(one, Casualties):
        return one.status == other.status and _fits(one.who, other.who) and _fits(one.caused_by, other.caused_by)
    if isinstance(one, Weapon | Target):
        return slug(key(one.name)) == slug(key(other.name))
    if isinstance(one, Perpetrator | Victim):
        return _is_one_person(one.name, other.name, key)
    if isinstance(one, Context | Quote):
        return _folded(one.text) == _folded(other.text)
    return _folded(key_of(one)) == _folded(key_of(other))


def _fits(one: str | None, other: str | None) -> bool:
    return one == other or one in (None, "unknown") or other in (None, "unknown")


def _is_one_person(one: str, other: str, key: Key) -> bool:
    mine, theirs = slug(key(one)), slug(key(other))
    if mine == theirs:
        return True
    if not (one[:1].isupper() and other[:1].isupper()):
        return False
    whole, part = shared_names([mine], [theirs])
    return bool(whole or part)


def _folded(text: str) -> str:
    return fold(text).casefold().strip(" .,;:'\"")


def _same(known: Any, said: Any) -> bool:
    if isinstance(known, Count) and isinstance(said, Count) and not _is_vague(known) and not _is_vague(said):
        # "At least 12" and "12" can be true together.
        return (known.low or 0) <= _high(said) and (said.low or 0) <= _high(known)
    return bool(known == said)


def _high(count: Count) -> float:
    return float("inf") if count.high is None else count.high


def _is_vague(value: Any) -> bool:
    return isinstance(value, Count) and value.text in _VAGUE


def _is_vaguer(known: Any, said: Any) -> bool:
    return _is_vague(known) and not _is_vague(said)
