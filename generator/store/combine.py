"""One record from many articles: what agrees is supported by each, what differs is kept side by side.

The result is a pure function of the articles' drafts and never of the order in which they came. Which value stands in
the field is a visible rule: grade, then later publication (`combine_voice`). The kind, the day and the place do not
change as time goes on, as tolls do; there the value that most independent articles have goes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from generator.record.edtf import PartialDate
from generator.record.forms import ListOf
from generator.record.ids import slug
from generator.record.kinds import akin
from generator.record.paths import Address, fields_of, is_absent, path_of
from generator.record.schema import Differing, Evidence, Incident, When, Where, description
from generator.record.text import fold
from generator.record.values import plain
from generator.store.combine_items import Item, combine_items
from generator.store.combine_voice import Voice, independent, preferred, under
from generator.store.match_traits import LISTED, Key

MOST_RECALLING = 20
"""Articles that a stub is made of; who only recalls an incident adds little to what others recall."""
_VAGUE = ("police-operation", "other")
_SINGLE = ("outcome", "stage", "foiled_by", "method", "motive", "cause")
_APART = frozenset({"links", "differing", "sources", "aliases", "tags", "keep"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What all articles together say of an incident."""

    record: Incident
    """The record."""
    confidence: Mapping[str, float]
    """Field path -> 0 to 1."""


def combine(
    voices: Sequence[Voice], *, id: str, aliases: Iterable[str] = (), alone: bool = True, key: Key = LISTED
) -> Proposal:
    """Make the record of an incident from what its articles say.

    Args:
        voices: The articles, at least one; where any is about the incident, those that only recall it add nothing.
        id: The brief's id.
        aliases: Its old ids.
        alone: False where the brief rests on more than these, so that even one article's quotes must name it.
        key: Gives what all names of one person, group or place share.
    """
    about = [voice for voice in voices if voice.is_main]
    ranked = preferred(about) if about else preferred(voices)[:MOST_RECALLING]
    own = {id, *aliases}
    aliases = tuple(sorted(set(aliases) - {id}))
    if len(ranked) == 1 and alone:
        only = ranked[0]
        record = replace(only.record, id=id, aliases=aliases, links=_links(ranked, own))
        return Proposal(_without_lost(record), dict(only.confidence))
    combining = _Combining(independent(ranked), key)
    combining.kind()
    combining.singles()
    combining.when()
    combining.where()
    combining.lists()
    combining.links(own)
    record = combining.record(id, aliases, tuple(voice.source for voice in ranked))
    return Proposal(record, combining.confidence)


def _links(voices: Sequence[Voice], own: set[str]) -> tuple[Any, ...]:
    return tuple(link for voice in voices for link in voice.record.links if link.to not in own)


def _without_lost(record: Incident) -> Incident:
    """Leave out evidence for links that lead nowhere any more."""
    kept = {path_of("links", link, record.links) for link in record.links}
    evidence = {
        path: quotes for path, quotes in record.evidence.items() if not path.startswith("links[") or path in kept
    }
    return record if len(evidence) == len(record.evidence) else replace(record, evidence=MappingProxyType(evidence))


@dataclass(slots=True)
class _Combining:
    """A record under way."""

    voices: list[Voice]
    key: Key
    values: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    differing: list[tuple[Differing, tuple[Evidence, ...]]] = field(default_factory=list)

    def support(self, path: str, voice: Voice, address: Address) -> None:
        """Let an article's words support a value, and its parts."""
        for rest, quote in under(voice.cited, address):
            inner = _inner(path, rest)
            self.evidence[inner] = tuple(dict.fromkeys((*self.evidence.get(inner, ()), quote)))
        for at, score in voice.scores.items():
            if at[: len(address)] == address:
                inner = _inner(path, at[len(address) :])
                self.confidence[inner] = max(score, self.confidence.get(inner, 0.0))

    def differs(self, about: str, value: str, voice: Voice, address: Address) -> None:
        """Note what an article says instead."""
        quotes = tuple(dict.fromkeys(quote for _, quote in under(voice.cited, address)))
        self.differing.append((Differing(about=about, value=value, source=voice.source), quotes))

    def kind(self) -> None:
        said = [(voice, voice.record.kind) for voice in self.voices if voice.record.kind]
        if not said:
            return
        # What one article calls a police operation, and another an attack, was the attack that the police ended.
        telling = [(voice, kind) for voice, kind in said if kind not in _VAGUE]
        value = _favourite(telling or said, lambda one, other: one == other)
        self.values["kind"] = value
        for voice, other in said:
            if other == value:
                self.support("kind", voice, ("kind",))
            elif not akin(other, value):
                self.differs("kind", other, voice, ("kind",))

    def singles(self) -> None:
        """Take single values from the preferred article that has them."""
        for name in _SINGLE:
            said = [(voice, getattr(voice.record, name)) for voice in self.voices if getattr(voice.record, name)]
            if said:
                self.values[name] = said[0][1]
            for voice, other in said:
                if _reads_like(other, said[0][1]):
                    self.support(name, voice, (name,))
                else:
                    self.differs(name, other, voice, (name,))

    def when(self) -> None:
        """Take the date that most articles can agree on, as finely as one of them has it."""
        said = [(voice, voice.record.when.date) for voice in self.voices if voice.record.when.date]
        if not said:
            return
        date = _favourite(said, _agree)
        date = next((other for _, other in said if _is_finer(other, date)), date)
        agreeing = [voice for voice, other in said if _agree(other, date)]
        ends = [voice.record.when.end for voice in agreeing if voice.record.when.end]
        self.values["when"] = When(date=date, end=next((end for end in ends if end.latest >= date.earliest), None))
        for voice, other in said:
            if voice in agreeing:
                self.support("when.date", voice, ("when", "date"))
                self.support("when.end", voice, ("when", "end"))
            else:
                self.differs("when.date", str(other), voice, ("when",))

    def where(self) -> None:
        """Take the place, whole, from one article: a town of one and a point of another would be nowhere."""
        said = [(voice, voice.record.where) for voice in self.voices if not is_absent(voice.record.where)]
        if not said:
            return
        place = _favourite(said, _is_one_place)
        place = next((other for _, other in said if other.place and _holds(place, other)), place)
        self.values["where"] = place
        for voice, other in said:
            if _is_one_place(place, other) or _holds(other, place):
                self.support("where", voice, ("where",))
            else:
                name = (
                    "place" if other.place and place.place else "region" if other.region and place.region else "country"
                )
                value = getattr(other, name) or other.country or other.place or other.region
                if value:
                    self.differs(f"where.{name}", value, voice, ("where",))

    def lists(self) -> None:
        """Bring the lists together."""
        for described in description(Incident):
            if isinstance(described.form, ListOf) and described.name not in _APART:
                self._list(described.name, combine_items(described.name, self.voices, self.key))

    def _list(self, name: str, items: Sequence[Item]) -> None:
        values = tuple(item.value for item in items)
        self.values[name] = values
        for item in items:
            path = path_of(name, item.value, values)
            for voice, at in item.agreed:
                self.support(path, voice, (name, at))
            for inner, value, voice, at in item.against:
                form = next(f.form for f in fields_of(item.value) if f.name == inner)
                self.differs(f"{path}.{inner}", str(plain(form, value)), voice, (name, at))

    def links(self, own: set[str]) -> None:
        """Bring the links together; none leads to the brief itself."""
        found = {(link.relation, link.to): link for link in reversed(_links(self.voices, own))}
        values = tuple(sorted(found.values(), key=lambda link: (link.to, link.relation)))
        self.values["links"] = values
        for link in values:
            for voice in self.voices:
                for at, other in enumerate(voice.record.links):
                    if (other.relation, other.to) == (link.relation, link.to):
                        self.support(path_of("links", link, values), voice, ("links", at))

    def record(self, id: str, aliases: tuple[str, ...], sources: tuple[str, ...]) -> Incident:
        """Give the record."""
        face = self._face()
        distinct: dict[tuple[str, str, str], tuple[Differing, tuple[Evidence, ...]]] = {}
        for other, quotes in self.differing:
            distinct.setdefault((other.about, other.value, other.source), (other, quotes))
        differing = tuple(other for other, _ in distinct.values())
        evidence = dict(self.evidence)
        for other, quotes in distinct.values():
            if quotes:
                evidence[path_of("differing", other, differing)] = quotes
        return Incident(
            id=id,
            status=self.voices[0].record.status,
            title=face.record.title,
            summary=face.record.summary,
            aliases=aliases,
            differing=differing,
            sources=sources,
            evidence=MappingProxyType({path: quotes for path, quotes in evidence.items() if quotes}),
            **{name: value for name, value in self.values.items() if not is_absent(value)},
        )

    def _face(self) -> Voice:
        """Choose the article whose headline and summary fit what the record says; the preferred one of those."""
        kind, where = self.values.get("kind"), self.values.get("where", Where())
        date = self.values.get("when", When()).date

        def misfits(voice: Voice) -> int:
            other = voice.record
            return sum((other.kind != kind, 2 * (other.where != where), 2 * (other.when.date != date)))

        return min(self.voices, key=misfits)


def _favourite(said: Sequence[tuple[Voice, Any]], agree: Callable[[Any, Any], bool]) -> Any:
    """Give the value that most articles have; of several such, that of the preferred article."""
    return max((value for _, value in said), key=lambda value: sum(agree(value, other) for _, other in said))


def _agree(one: PartialDate, other: PartialDate) -> bool:
    return one.overlaps(other)


def _is_finer(one: PartialDate, other: PartialDate) -> bool:
    inside = other.earliest <= one.earliest and one.latest <= other.latest
    return inside and one.latest - one.earliest < other.latest - other.earliest


def _is_one_place(one: Where, other: Where) -> bool:
    return slug(one.place or "") == slug(other.place or "") and _fit(one.country, other.country)


def _holds(wide: Where, narrow: Where) -> bool:
    """Say whether a place names only the country or region that another one is in."""
    if wide.place or not narrow.place:
        return False
    return wide.country == narrow.country and (not wide.region or not narrow.region or wide.region == narrow.region)


def _fit(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _reads_like(one: str, other: str) -> bool:
    a, b = fold(one).casefold().strip(" ."), fold(other).casefold().strip(" .")
    return a == b or (" " in a and " " in b and (a in b or b in a))


def _inner(path: str, rest: Address) -> str:
    """Give the path of a part of a value; the items of a list within it are cited as the list."""
    return ".".join((path, *(step for step in rest if isinstance(step, str))))
