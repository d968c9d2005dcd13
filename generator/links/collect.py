"""Collect the entities of a collection: one for all spellings of a name, made again only where it is named anew."""

from __future__ import annotations

import operator
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from generator.links.entities import CATEGORIES, WITHIN, Entity, EntityIndex, Shelf
from generator.links.evidence import evidence_by_item
from generator.links.mentions import Mention, Said, mentions_in
from generator.links.names import distinct_slugs, same_words
from generator.record.names import Names
from generator.record.schema import Incident, Source

_NO_NAMES = Names()
_Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands in a record."""

    record: Incident
    sources: list[Source | None]
    mentions: list[Mention]
    surnames: Mapping[str, str]


@dataclass(slots=True)
class NameMemory:
    """What was found the last time, to be found again at once where a record has not changed.

    A record counts as unchanged when it is the same object; so does a source.
    """

    _names: Names | None = None
    _said: dict[str, tuple[Incident, Said]] = field(default_factory=dict)
    _found: dict[str, _Found] = field(default_factory=dict)
    _where: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The briefs in which a key stands, whatever as."""
    _people: Counter[str] = field(default_factory=Counter)
    """How often a key is a person's."""
    _groups: Counter[str] = field(default_factory=Counter)
    """How often a key is that of a group whose type is known."""
    _shelves: dict[str, Shelf] = field(default_factory=dict)
    _addresses: dict[str, dict[str, str]] = field(default_factory=dict)

    def evidence_of(self, record: Incident) -> Said:
        """Give the quotes behind every list item of a record."""
        known = self._said.get(record.id)
        if known is None or known[0] is not record:
            known = self._said[record.id] = (record, evidence_by_item(record))
        return known[1]

    def use(self, names: Names) -> None:
        """Forget all that rests on other names than these."""
        if names != self._names:
            self._names = names
            self._found, self._where = {}, defaultdict(set)
            self._people, self._groups = Counter(), Counter()
            self._shelves = {category: Shelf() for category in CATEGORIES}
            self._addresses = {category: {} for category in CATEGORIES}

    def read(self, records: Mapping[str, Incident], sources: Mapping[str, Source], names: Names) -> set[_Name]:
        """Look at all records.

        Returns:
            The names, each as category and key, that may stand elsewhere now than they did.
        """
        gone = [id for id in self._found if id not in records]
        touched = [mention for id in gone for mention in self._drop(id)]
        for id in gone:
            self._said.pop(id, None)
        for id, record in records.items():
            known = self._found.get(id)
            kept = [sources.get(ref) if isinstance(ref, str) else ref for ref in _each_once(record.sources)]
            if known and known.record is record and _same(known.sources, kept):
                continue
            touched += self._drop(id)
            said, key = self.evidence_of(record), partial(names.key, brief=id)
            found = self._found[id] = _Found(record, kept, *mentions_in(record, kept, key, said))
            touched += found.mentions
            self._count(found.mentions, 1)
            for mention in found.mentions:
                self._where[mention.key].add(id)
        # What is a group to one brief is a person to all, once another has said so.
        people = ("person", "group")
        return {(c, m.key) for m in touched for c in (people if m.category in people else (m.category,))}

    def _drop(self, id: str) -> list[Mention]:
        known = self._found.pop(id, None)
        if known is None:
            return []
        self._count(known.mentions, -1)
        for mention in known.mentions:
            self._where[mention.key].discard(id)
        return known.mentions

    def _count(self, mentions: Iterable[Mention], step: int) -> None:
        for mention in mentions:
            if mention.category == "person":
                self._people[mention.key] += step
            elif mention.category == "group" and mention.type not in (None, "unknown"):
                self._groups[mention.key] += step

    def mentions_of(self, category: str, key: str) -> list[Mention]:
        """Give every place where a name stands, in the order of the briefs' ids."""
        is_only_person = self._people[key] > 0 and self._groups[key] == 0

        def means(mention: Mention) -> bool:
            if mention.category == "group" and is_only_person and mention.type in (None, "unknown"):
                # Its type is open here, and another brief has said that it is a person.
                return category == "person"
            return mention.category == category

        found = (self._found[id].mentions for id in sorted(self._where[key]))
        return [mention for mentions in found for mention in mentions if mention.key == key and means(mention)]

    def put(self, category: str, changed: Mapping[str, Entity | None], names: Names) -> Shelf:
        """Keep the entities of a category.

        Args:
            category: The category.
            changed: By their keys those that have changed, their slugs not yet given; None for one that is gone.
            names: What the collection says of names.

        Returns:
            All of them.
        """
        if not changed:
            return self._shelves[category]
        addresses, entities = self._addresses[category], dict(self._shelves[category].entities)
        same = True
        for key, entity in changed.items():
            old = addresses.pop(key, None)
            if entity:
                addresses[key] = _address(category, key, entity)
                before = entities.get(key)
                entities[key] = replace(entity, slug=before.slug) if before else entity
            else:
                entities.pop(key, None)
            same = same and old == addresses.get(key)
        if not same:
            for key, slug in distinct_slugs(addresses.items()).items():
                if entities[key].slug != slug:
                    entities[key] = replace(entities[key], slug=slug)
        shelf = self._shelves[category] = self._shelves[category].with_entities(entities, changed, names)
        return shelf

    def surnames(self) -> dict[tuple[str, str], str]:
        """Give for a brief and the key of a family name that stands alone in it the key of the full name."""
        return {(id, short): long for id, found in self._found.items() for short, long in found.surnames.items()}


def collect_entities(
    records: Mapping[str, Incident],
    sources: Mapping[str, Source],
    names: Names = _NO_NAMES,
    memory: NameMemory | None = None,
) -> EntityIndex:
    """Collect every entity that the given records name.

    Args:
        records: The published records by id.
        sources: The kept sources by id.
        names: What the collection says of names.
        memory: What was found the last time.
    """
    memory = memory or NameMemory()
    memory.use(names)
    changed: dict[str, dict[str, Entity | None]] = {category: {} for category in CATEGORIES}
    for category, key in memory.read(records, sources, names):
        mentions = memory.mentions_of(category, key)
        changed[category][key] = _entity(category, key, mentions, names) if mentions else None
    shelves = {category: memory.put(category, changed[category], names) for category in CATEGORIES}
    return EntityIndex.of(shelves, names, MappingProxyType(memory.surnames()))


def _each_once(sources: Collection[Any]) -> Iterable[Any]:
    return sources if len(sources) < 2 else dict.fromkeys(sources)


def _same(one: list[Any], other: list[Any]) -> bool:
    return len(one) == len(other) and all(map(operator.is_, one, other))


def _entity(category: str, entity_key: str, mentions: list[Mention], names: Names) -> Entity:
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
