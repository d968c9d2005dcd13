"""Names and terms that several briefs may share, from people to outlets, each with the briefs in which it stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType

from generator.links.names import is_name, is_organisation, key
from generator.record.countries import country_name
from generator.record.names import Names
from generator.record.schema import (
    Evidence,
    Perpetrator,
    Quote,
    Response,
    Source,
    Target,
    Victim,
    Weapon,
    Where,
)

CATEGORIES = ("person", "group", "place", "kind", "weapon", "target", "outlet")
"""Every category of entity, in the order in which a reader meets them."""

WITHIN = " > "
"""Stands in a place's key between its name and its country."""

Item = Perpetrator | Victim | Quote | Response | Where | Weapon | Target | Source | str
"""The part of a record in which a name stands."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """One place in one brief where an entity stands."""

    brief: str
    """The brief's id."""
    part: str
    """As what: perpetrator, victim, speaker, responder, place, kind, weapon, target, publisher or cited."""
    item: Item
    """The part of the record, with role and attribution."""
    evidence: tuple[Evidence, ...] = ()
    """The words it rests on."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A name with all the briefs in which it stands."""

    category: str
    """One of `CATEGORIES`."""
    key: str
    """What all its spellings share; unique in its category."""
    slug: str
    """Unique in its category; part of its page's address."""
    name: str
    """The name its page has: a known group's own, else the spelling most briefs use."""
    type: str | None = None
    """Person, group, organization; country, region, town, site; a term of a vocabulary; or nothing."""
    aliases: tuple[str, ...] = ()
    """Its other spellings in the collection."""
    appearances: tuple[Appearance, ...] = ()
    """Where it stands, in the order of the briefs' ids."""
    parent: str | None = None
    """The key of the place it lies in."""

    @property
    def briefs(self) -> tuple[str, ...]:
        """The ids of its briefs, each once."""
        return tuple(dict.fromkeys(appearance.brief for appearance in self.appearances))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The entities of one category, and how they are found."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    """By their keys."""
    in_order: tuple[str, ...] = ()
    """Their keys by their names."""
    named: Mapping[str, str] = field(default_factory=dict)
    """For what all spellings of a name share, the key of the first entity of that name."""
    inside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For the key of a place, the keys of those in it by their names."""

    def with_entities(self, entities: Mapping[str, Entity], changed: Collection[str], names: Names) -> Shelf:
        """Give a shelf of other entities.

        Args:
            entities: All of them.
            changed: The keys of those that are new, others than they were, or gone.
            names: What the collection says of names.
        """
        if all(_found_by(self.entities.get(key)) == _found_by(entities.get(key)) for key in changed):
            return replace(self, entities=entities)
        named: dict[str, str] = {}
        inside: dict[str, list[Entity]] = {}
        for entity_key, entity in entities.items():
            name = names.key(entity.name)
            named[name] = min(named.get(name, entity_key), entity_key)
            if entity.parent:
                inside.setdefault(entity.parent, []).append(entity)
        within = {parent: _keys_by_name(those) for parent, those in inside.items()}
        # What has stayed the same stays the same object, so that whoever compares is soon done.
        same = {parent: self.inside[parent] for parent, keys in within.items() if self.inside.get(parent) == keys}
        return Shelf(entities, _keys_by_name(entities.values()), named, {**within, **same})


@dataclass(frozen=True, slots=True)
class EntityIndex:
    """All entities, by category and key."""

    by_category: Mapping[str, Mapping[str, Entity]] = field(
        default_factory=lambda: MappingProxyType({name: MappingProxyType({}) for name in CATEGORIES})
    )
    """For each category its entities by key."""
    names: Names = field(default_factory=Names)
    """What the collection says of names."""
    surnames: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    """For a brief and the key of a family name that stands alone in it, the key of the full name."""
    _inside: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    _named: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    _in_order: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, shelves: Mapping[str, Shelf], names: Names, surnames: Mapping[tuple[str, str], str]) -> EntityIndex:
        """Put the entities of all categories together."""
        return cls(
            MappingProxyType({category: MappingProxyType(shelf.entities) for category, shelf in shelves.items()}),
            names,
            surnames,
            MappingProxyType(shelves["place"].inside),
            MappingProxyType({(c, name): key for c, shelf in shelves.items() for name, key in shelf.named.items()}),
            MappingProxyType({category: shelf.in_order for category, shelf in shelves.items()}),
        )

    def key_of(self, name: str, brief: str = "") -> str:
        """Give the key of a name as a brief means it."""
        found = self.names.key(name, brief)
        return self.surnames.get((brief, found), found)

    def all(self, category: str) -> tuple[Entity, ...]:
        """Give the entities of a category, by name."""
        entities = self.by_category[category]
        return tuple(entities[entity_key] for entity_key in self._in_order.get(category, ()))

    def find(self, category: str, name: str, brief: str = "") -> Entity | None:
        """Find an entity by any spelling of its name, as a brief means it."""
        return self.by_category[category].get(self.key_of(name, brief))

    def named(self, name: str) -> Entity | None:
        """Find an entity by name, whatever it is; people before groups before places before the rest."""
        for category in CATEGORIES:
            if found := self.find(category, name):
                return found
            # A place's key has its country too: of several places of one name, the first by key.
            if same := self._named.get((category, self.names.key(name))):
                return self.by_category[category][same]
        return None

    def of_perpetrator(self, perpetrator: Perpetrator, brief: str = "") -> Entity | None:
        """Give the page that a perpetrator's name leads to; None for a mere description."""
        category = perpetrator_category(perpetrator)
        if category is None:
            return None
        other = "person" if category == "group" else "group"
        found = self.find(category, perpetrator.name, brief)
        return found or (self.find(other, perpetrator.name, brief) if perpetrator.type in (None, "unknown") else None)

    def of_speaker(self, quote: Quote, brief: str = "") -> Entity | None:
        """Give the page that a speaker's name leads to."""
        category = speaker_category(quote.speaker)
        return self.find(category, quote.speaker, brief) if category else None

    def of_victim(self, victim: Victim, brief: str = "") -> Entity | None:
        """Give the page that a victim's name leads to."""
        return self.find("person", victim.name, brief) if is_person(victim) else None

    def of_responder(self, response: Response, brief: str = "") -> Entity | None:
        """Give the page that a responder's name leads to."""
        return self.find("group", response.by, brief) if response.by and is_name(response.by) else None

    def of_places(self, where: Where, brief: str = "") -> tuple[Entity, ...]:
        """Give the places a record happened in, the most exact one first."""
        places = self.by_category["place"]
        path = place_path(where, partial(self.names.key, brief=brief))
        found = [places.get(place_key) for place_key, _, _ in reversed(path)]
        return tuple(place for place in found if place)

    def within(self, place: Entity) -> tuple[Entity, ...]:
        """Give the places that lie directly in a place, by name."""
        return tuple(self.by_category["place"][inner] for inner in self._inside.get(place.key, ()))


def _found_by(entity: Entity | None) -> tuple[str, str | None] | None:
    return (entity.name, entity.parent) if entity else None


def _keys_by_name(entities: Iterable[Entity]) -> tuple[str, ...]:
    return tuple(entity_key for _, entity_key in sorted((key(entity.name), entity.key) for entity in entities))


def perpetrator_category(perpetrator: Perpetrator) -> str | None:
    """Say whether a perpetrator is a person or a group to have a page; None for a mere description."""
    if not is_name(perpetrator.name):
        return None
    return "person" if perpetrator.type == "person" else "group"


def speaker_category(speaker: str) -> str | None:
    """Say whether a speaker is a person or an organisation to have a page; None for a mere description."""
    if not is_name(speaker, least=2):
        return None
    return "group" if is_organisation(speaker) else "person"


def is_person(victim: Victim) -> bool:
    """Say whether a victim is one person of a name, to have a page."""
    return is_name(victim.name, least=2) and (victim.count is None or victim.count.best == 1)


def place_path(where: Where, key: Callable[[str], str] = key) -> list[tuple[str, str, str]]:
    """Give the places a record names, from the country down, each as key, name and type.

    A region or place that is a description ("the east of the country") is none. A town keeps its country in its key,
    not its region: articles name the region of one town now so, now so, and now not at all.

    Args:
        where: The place fields of a record.
        key: Gives what all spellings of a name share.
    """
    path: list[tuple[str, str, str]] = []
    country = ""
    if where.country:
        country = country_name(where.country)
        path.append((key(country), country, "country"))
    inside = f"{WITHIN}{key(country)}" if country else ""
    if where.region and is_name(where.region) and key(where.region) != key(country):
        path.append((key(where.region) + inside, where.region, "region"))
    known = {key(name) for _, name, _ in path}
    if where.place and is_name(where.place) and key(where.place) not in known:
        path.append((key(where.place) + inside, where.place, "site" if where.precision == "exact" else "town"))
    return path
