"""Every name that stands in a brief, each with the place where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.links.entities import Appearance, is_person, perpetrator_category, place_path, speaker_category
from generator.links.evidence import ItemKey
from generator.links.names import is_name
from generator.record.schema import Evidence, Incident, Source, Target, Weapon
from generator.record.vocabulary import vocabulary

Said = Mapping[ItemKey, tuple[Evidence, ...]]
"""The quotes behind every list item of a record."""
_Key = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in one place of one brief."""

    category: str
    """What it seems to be."""
    key: str
    """What all its spellings share; for a family name that stands alone, that of the full name."""
    name: str
    """As the brief has it."""
    type: str | None
    """Of its kind, as an entity has it."""
    appearance: Appearance
    """Where it stands."""
    parent: str | None = None
    """The key of the place it lies in."""


def mentions_in(
    record: Incident, sources: Sequence[Source | None], key: _Key, said: Said
) -> tuple[list[Mention], dict[str, str]]:
    """Give every name in a record, and the key of the full name for each family name that stands alone.

    Args:
        record: The record.
        sources: Its sources, each once, kept ones looked up; None for one that is not there.
        key: Gives what all spellings of a name share in this brief.
        said: The quotes behind its list items.
    """
    found = list(_mentions(record, sources, key, said))
    full = _full_names(found)
    return [replace(m, key=full[m.key]) if m.category == "person" and m.key in full else m for m in found], full


def _full_names(mentions: list[Mention]) -> dict[str, str]:
    """Give the key of the full name for each family name that stands alone in a brief, where it can mean only one."""
    people = {mention.key for mention in mentions if mention.category == "person"}
    ends: dict[str, list[str]] = defaultdict(list)
    for person in people:
        first, _, last = person.rpartition(" ")
        if first:
            ends[last].append(person)
    return {person: ends[person][0] for person in people if len(ends.get(person, ())) == 1}


def _mentions(record: Incident, sources: Sequence[Source | None], key: _Key, said: Said) -> Iterator[Mention]:
    yield from _whos(record, said, key)
    yield from _things(record, said, key)
    for source in sources:
        if source is None:
            continue
        for part, names in (("publisher", (source.publisher,)), ("cited", source.cites)):
            for name in names:
                if name and name.strip():
                    yield Mention("outlet", key(name), name, None, Appearance(record.id, part, source))


def _whos(record: Incident, said: Said, key: _Key) -> Iterator[Mention]:
    for at, perpetrator in enumerate(record.perpetrators):
        if category := perpetrator_category(perpetrator):
            here = Appearance(record.id, "perpetrator", perpetrator, said.get(("perpetrators", at), ()))
            yield Mention(category, key(perpetrator.name), perpetrator.name, perpetrator.type, here)
    for at, victim in enumerate(record.victims):
        if is_person(victim):
            here = Appearance(record.id, "victim", victim, said.get(("victims", at), ()))
            yield Mention("person", key(victim.name), victim.name, "person", here)
    for at, quote in enumerate(record.quotes):
        if category := speaker_category(quote.speaker):
            here = Appearance(record.id, "speaker", quote, said.get(("quotes", at), ()))
            type_ = "person" if category == "person" else "organization"
            yield Mention(category, key(quote.speaker), quote.speaker, type_, here)
    for at, response in enumerate(record.responses):
        if response.by and is_name(response.by):
            here = Appearance(record.id, "responder", response, said.get(("responses", at), ()))
            yield Mention("group", key(response.by), response.by, "organization", here)


def _things(record: Incident, said: Said, key: _Key) -> Iterator[Mention]:
    path = place_path(record.where, key)
    there = _quotes(record, "where", "where.place", "where.region", "where.country")
    for depth, (place_key, name, type_) in enumerate(path):
        parent = path[depth - 1][0] if depth else None
        yield Mention("place", place_key, name, type_, Appearance(record.id, "place", record.where, there), parent)
    if record.kind:
        label = vocabulary("kind").label(record.kind)
        here = Appearance(record.id, "kind", record.kind, _quotes(record, "kind"))
        yield Mention("kind", key(record.kind), label, record.kind, here)
    for category, name in (("weapon", "weapons"), ("target", "targets")):
        types = vocabulary(f"{category}-type")
        items: tuple[Weapon | Target, ...] = getattr(record, name)
        for at, item in enumerate(items):
            if item.type and item.type != "unknown":
                here = Appearance(record.id, category, item, said.get((name, at), ()))
                yield Mention(category, key(item.type), types.label(item.type), item.type, here)


def _quotes(record: Incident, *paths: str) -> tuple[Evidence, ...]:
    return tuple(quote for path in paths for quote in record.evidence.get(path, ()))
