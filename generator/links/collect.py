"""Collect the entities of a collection: one walk over all records, one entity for all spellings of a name."""

from __future__ import annotations

import operator
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from generator.links.entities import (
    CATEGORIES,
    WITHIN,
    Appearance,
    Entity,
    EntityIndex,
    is_person,
    make_index,
    perpetrator_category,
    place_path,
    speaker_category,
)
from generator.links.evidence import ItemKey, evidence_by_item
from generator.links.names import distinct_slugs, is_name, same_words
from generator.record.names import Names
from generator.record.schema import Evidence, Incident, Source, Target, Weapon
from generator.record.vocabulary import vocabulary

_Key = Callable[[str], str]
_NO_NAMES = Names()


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name as it stands in one place of one brief."""

    category: str
    key: str
    name: str
    type: str | None
    appearance: Appearance
    parent: str | None = None


_Name = tuple[str, str]
_Said = Mapping[ItemKey, tuple[Evidence, ...]]
_Found = tuple[list[_Mention], dict[str, str]]


@dataclass(slots=True)
class Memory:
    """What was found the last time, to be found again at once where a record has not changed.

    A record counts as unchanged when it is the same object; so does a source.
    """

    _names: Names | None = None
    _said: dict[str, tuple[Incident, _Said]] = field(default_factory=dict)
    _mentions: dict[str, tuple[Incident, list[Source | None], _Found]] = field(default_factory=dict)
    _entities: dict[_Name, tuple[list[_Mention], Entity]] = field(default_factory=dict)

    def evidence_of(self, record: Incident) -> _Said:
        """Give the quotes behind every list item of a record."""
        known = self._said.get(record.id)
        if known is None or known[0] is not record:
            known = self._said[record.id] = (record, evidence_by_item(record))
        return known[1]

    def use(self, names: Names) -> None:
        """Forget all that rests on other names than these."""
        if names != self._names:
            self._names = names
            self._mentions, self._entities = {}, {}

    def mentions_of(self, record: Incident, sources: Mapping[str, Source], names: Names) -> _Found:
        """Give every name in a record, and the key of the full name for each family name that stands alone."""
        kept = [sources.get(ref) if isinstance(ref, str) else ref for ref in record.sources]
        known = self._mentions.get(record.id)
        if known is None or known[0] is not record or not _same(known[1], kept):
            found = list(_mentions(record, sources, partial(names.key, brief=record.id), self.evidence_of(record)))
            full = _full_names(found)
            those = [replace(m, key=full[m.key]) if m.category == "person" and m.key in full else m for m in found]
            known = self._mentions[record.id] = (record, kept, (those, full))
        return known[2]

    def entity_of(self, category: str, entity_key: str, mentions: list[_Mention], names: Names) -> Entity:
        """Make an entity, or give the one that was made of the same mentions; its slug may be from then."""
        known = self._entities.get((category, entity_key))
        return known[1] if known and _same(known[0], mentions) else _entity(category, entity_key, mentions, names)

    def keep(self, entities: Mapping[_Name, tuple[list[_Mention], Entity]], ids: Collection[str]) -> None:
        """Keep what there is now, and forget what is gone."""
        self._entities = dict(entities)
        self._said = {id: known for id, known in self._said.items() if id in ids}
        self._mentions = {id: known for id, known in self._mentions.items() if id in ids}


def collect_entities(
    records: Mapping[str, Incident],
    sources: Mapping[str, Source],
    names: Names = _NO_NAMES,
    memory: Memory | None = None,
) -> EntityIndex:
    """Collect every entity that the given records name.

    Args:
        records: The published records by id.
        sources: The kept sources by id.
        names: What the collection says of names.
        memory: What was found the last time.
    """
    memory = memory or Memory()
    memory.use(names)
    mentions: list[_Mention] = []
    surnames: dict[tuple[str, str], str] = {}
    for record in records.values():
        found, full = memory.mentions_of(record, sources, names)
        surnames.update({(record.id, short): long for short, long in full.items()})
        mentions += found
    people = {mention.key for mention in mentions if mention.category == "person"}
    groups = {m.key for m in mentions if m.category == "group" and m.type not in (None, "unknown")}
    only_people = people - groups
    grouped: dict[_Name, list[_Mention]] = defaultdict(list)
    for mention in mentions:
        category = mention.category
        if category == "group" and mention.type in (None, "unknown") and mention.key in only_people:
            category = "person"  # its type is open here, and another brief has said that it is a person
        grouped[category, mention.key].append(mention)
    index: dict[str, dict[str, Entity]] = {category: {} for category in CATEGORIES}
    for (category, entity_key), those in grouped.items():
        index[category][entity_key] = memory.entity_of(category, entity_key, those, names)
    for category, entities in index.items():
        slugs = distinct_slugs([(k, _address(category, k, entity)) for k, entity in entities.items()])
        for entity_key, entity in entities.items():
            if entity.slug != slugs[entity_key]:
                entities[entity_key] = replace(entity, slug=slugs[entity_key])
    memory.keep({(c, k): (those, index[c][k]) for (c, k), those in grouped.items()}, records)
    return make_index(index, names, surnames)


def _same(one: list[Any], other: list[Any]) -> bool:
    return len(one) == len(other) and all(map(operator.is_, one, other))


def _full_names(mentions: list[_Mention]) -> dict[str, str]:
    """Give the key of the full name for each family name that stands alone in a brief, where it can mean only one."""
    people = {mention.key for mention in mentions if mention.category == "person"}
    ends: dict[str, list[str]] = defaultdict(list)
    for person in people:
        first, _, last = person.rpartition(" ")
        if first:
            ends[last].append(person)
    return {person: ends[person][0] for person in people if len(ends.get(person, ())) == 1}


def _entity(category: str, entity_key: str, mentions: list[_Mention], names: Names) -> Entity:
    spelled = Counter(mention.name for mention in mentions)
    whole = [name for name in spelled if names.key(name) == entity_key] or list(spelled)  # no family name alone
    most = min(whole, key=lambda name: (-spelled[name], name.isupper(), name.casefold().startswith("the "), name))
    # A listed group's name means the group only; what the collection itself says holds for everything.
    name = names.title(entity_key, listed=category == "group") or most
    types = Counter(mention.type for mention in mentions if mention.type not in (None, "unknown"))
    parents = {mention.parent for mention in mentions if mention.parent}
    regions = sorted(parent for parent in parents if WITHIN in parent)
    countries = sorted(parents.difference(regions))
    return Entity(
        category=category,
        key=entity_key,
        slug="",
        name=name,
        type=min(types, key=lambda type_: (-types[type_], type_ or "")) if types else mentions[0].type,
        aliases=tuple(sorted(other for other in spelled if not same_words(other, name))),
        appearances=tuple(mention.appearance for mention in mentions),
        # A town that articles put into different regions lies in its country, and no further.
        parent=regions[0] if len(regions) == 1 else next(iter(countries), None),
    )


def _address(category: str, entity_key: str, entity: Entity) -> str:
    """Give the words of an entity's address: the term of a vocabulary, a place with its country, else the name."""
    if category in ("kind", "weapon", "target"):
        return entity.type or entity.name
    if category == "place" and WITHIN in entity_key:
        return f"{entity_key.rpartition(WITHIN)[2]} {entity.name}"
    return entity.name


def _mentions(record: Incident, sources: Mapping[str, Source], key: _Key, said: _Said) -> Iterator[_Mention]:
    yield from _whos(record, said, key)
    yield from _things(record, said, key)
    for ref in dict.fromkeys(record.sources):
        source = sources.get(ref) if isinstance(ref, str) else ref
        if source is None:
            continue
        for part, names in (("publisher", (source.publisher,)), ("cited", source.cites)):
            for name in names:
                if name and name.strip():
                    yield _Mention("outlet", key(name), name, None, Appearance(record.id, part, source))


def _whos(record: Incident, said: _Said, key: _Key) -> Iterator[_Mention]:
    for at, perpetrator in enumerate(record.perpetrators):
        if category := perpetrator_category(perpetrator):
            here = Appearance(record.id, "perpetrator", perpetrator, said.get(("perpetrators", at), ()))
            yield _Mention(category, key(perpetrator.name), perpetrator.name, perpetrator.type, here)
    for at, victim in enumerate(record.victims):
        if is_person(victim):
            here = Appearance(record.id, "victim", victim, said.get(("victims", at), ()))
            yield _Mention("person", key(victim.name), victim.name, "person", here)
    for at, quote in enumerate(record.quotes):
        if category := speaker_category(quote.speaker):
            here = Appearance(record.id, "speaker", quote, said.get(("quotes", at), ()))
            type_ = "person" if category == "person" else "organization"
            yield _Mention(category, key(quote.speaker), quote.speaker, type_, here)
    for at, response in enumerate(record.responses):
        if response.by and is_name(response.by):
            here = Appearance(record.id, "responder", response, said.get(("responses", at), ()))
            yield _Mention("group", key(response.by), response.by, "organization", here)


def _things(record: Incident, said: _Said, key: _Key) -> Iterator[_Mention]:
    path = place_path(record.where, key)
    there = _quotes(record, "where", "where.place", "where.region", "where.country")
    for depth, (place_key, name, type_) in enumerate(path):
        parent = path[depth - 1][0] if depth else None
        yield _Mention("place", place_key, name, type_, Appearance(record.id, "place", record.where, there), parent)
    if record.kind:
        label = vocabulary("kind").label(record.kind)
        here = Appearance(record.id, "kind", record.kind, _quotes(record, "kind"))
        yield _Mention("kind", key(record.kind), label, record.kind, here)
    for category, name in (("weapon", "weapons"), ("target", "targets")):
        types = vocabulary(f"{category}-type")
        items: tuple[Weapon | Target, ...] = getattr(record, name)
        for at, item in enumerate(items):
            if item.type and item.type != "unknown":
                here = Appearance(record.id, category, item, said.get((name, at), ()))
                yield _Mention(category, key(item.type), types.label(item.type), item.type, here)


def _quotes(record: Incident, *paths: str) -> tuple[Evidence, ...]:
    return tuple(quote for path in paths for quote in record.evidence.get(path, ()))
