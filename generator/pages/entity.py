"""The page of an entity, a list of its briefs through time, and the index of a category."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.links import Appearance, Entity
from generator.pages.context import Context
from generator.pages.support import EvidenceView
from generator.pages.views import BriefLine, Name
from generator.pages.words import (
    category_words,
    label,
    number_of,
    phrase,
    responsibility,
    sort_day,
    word,
)
from generator.record.count import Count
from generator.record.schema import Perpetrator, Quote, Response, Source, Victim, Weapon
from generator.record.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A brief in which an entity stands."""

    brief: BriefLine
    """The brief."""
    roles: tuple[Name, ...]
    """As what it stands there, with how surely it is held responsible."""
    evidence: tuple[EvidenceView, ...]
    """The sentences that say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView:
    """The page of an entity."""

    category: str
    """The category's term, for the stylesheet."""
    name: str
    """The entity's name."""
    what: str
    """What it is: its type, or what the category calls one."""
    definition: str
    """What a term means, for kinds and weapons."""
    aliases: tuple[str, ...]
    """Its other spellings."""
    above: tuple[Name, ...]
    """The places it lies in, from the country down."""
    below: tuple[Name, ...]
    """The places in it, with how many briefs each has."""
    occurrences: tuple[Occurrence, ...]
    """Its briefs, the latest first."""
    count: str
    """How many those are, in words."""
    index: Name
    """The index it is listed in."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """An entity in the index of its category."""

    name: Name
    """The entity."""
    count: int
    """How many briefs it has."""
    roles: tuple[str, ...]
    """As what it stands in them, with how surely it is held responsible."""
    aliases: tuple[str, ...]
    """Its other spellings."""
    depth: int
    """How far it is indented: 0 for a country, 1 below it, and so on."""


@dataclass(frozen=True, slots=True)
class IndexView:
    """The index of a category."""

    category: str
    """The category's term, for the stylesheet."""
    title: str
    """Its title."""
    about: str
    """What it is for."""
    rows: tuple[IndexRow, ...]
    """The entities, by name."""
    count: str
    """How many those are, in words."""


def entity_view(entity: Entity, context: Context) -> EntityView:
    """Make the view of an entity."""
    graph, words = context.graph, category_words(entity.category)
    by_brief: dict[str, list[Appearance]] = {}
    for appearance in entity.appearances:
        by_brief.setdefault(appearance.brief, []).append(appearance)
    ids = sorted(by_brief, key=lambda id: (sort_day(graph.records[id]), id), reverse=True)
    return EntityView(
        category=entity.category,
        name=entity.name,
        what=_what(entity),
        definition=_definition(entity),
        aliases=entity.aliases if entity.category in ("person", "group", "outlet", "place") else (),
        above=tuple(_above(entity, context)),
        below=tuple(_below(entity, context)),
        occurrences=tuple(_occurrence(id, by_brief[id], entity, context) for id in ids),
        count=count_of_briefs(len(ids)),
        index=Name(words.title, context.to.page(f"{words.folder}/index")),
    )


def index_view(category: str, context: Context) -> IndexView:
    """Make the view of a category's index."""
    entities, words = context.graph.entities, category_words(category)
    if category == "place":
        rows = [row for place in entities.all("place") if _is_root(place, context) for row in _tree(place, 0, context)]
    else:
        rows = [_row(entity, 0, context) for entity in entities.all(category)]
    total = number_of(Count.exactly(len(rows)), words.one.lower(), words.title.lower())
    return IndexView(category, words.title, words.about, tuple(rows), total)


def count_of_briefs(number: int) -> str:
    """Say how many briefs."""
    return number_of(Count.exactly(number), "brief", "briefs")


def _row(entity: Entity, depth: int, context: Context) -> IndexRow:
    roles: dict[str, None] = {}
    if entity.category in ("person", "group", "outlet"):
        roles = dict.fromkeys(role_words(appearance) for appearance in entity.appearances)
    elif entity.category == "place":
        roles = dict.fromkeys([_what(entity)])
    aliases = entity.aliases if entity.category in ("person", "group") else ()
    return IndexRow(context.entity(entity, entity.name), len(entity.briefs), tuple(roles), aliases, depth)


def _tree(place: Entity, depth: int, context: Context) -> Iterable[IndexRow]:
    yield _row(place, depth, context)
    for inner in context.graph.entities.within(place):
        yield from _tree(inner, depth + 1, context)


def _is_root(place: Entity, context: Context) -> bool:
    return place.parent is None or place.parent not in context.graph.entities.by_category["place"]


def _above(entity: Entity, context: Context) -> list[Name]:
    places = context.graph.entities.by_category["place"]
    chain: list[Name] = []
    parent = places.get(entity.parent or "") if entity.category == "place" else None
    while parent and len(chain) < 3:
        chain.insert(0, context.entity(parent, parent.name))
        parent = places.get(parent.parent or "")
    return chain


def _below(entity: Entity, context: Context) -> list[Name]:
    if entity.category != "place":
        return []
    return [
        context.entity(place, place.name, count_of_briefs(len(place.briefs)))
        for place in context.graph.entities.within(entity)
    ]


def _what(entity: Entity) -> str:
    words = category_words(entity.category)
    if entity.category == "group" and entity.type in ("group", "organization"):
        return label("perpetrator-type", entity.type)
    if entity.category == "place":
        return word("types", entity.type) or words.one
    return words.one


def _definition(entity: Entity) -> str:
    name = {"kind": "kind", "weapon": "weapon-type"}.get(entity.category)
    terms = vocabulary(name).terms if name else {}
    return terms[entity.type].definition if entity.type and entity.type in terms else ""


def _occurrence(id: str, appearances: list[Appearance], entity: Entity, context: Context) -> Occurrence:
    roles = dict.fromkeys(_role(appearance, context) for appearance in appearances)
    quotes = dict.fromkeys(evidence.quote for appearance in appearances for evidence in appearance.evidence)
    return Occurrence(
        brief=context.line(context.graph.records[id]),
        roles=tuple(role for role in roles if role.text),
        evidence=tuple(EvidenceView(quote, "", "", "") for quote in quotes),
    )


def _role(appearance: Appearance, context: Context) -> Name:
    match appearance.item:
        case Source() as source:
            title = source.title or source.url or f"source {source.id}"
            return Name(title, note=word("part", appearance.part))
        case Weapon() as weapon:
            return Name(weapon.name)
        case _:
            return Name(role_words(appearance))


def role_words(appearance: Appearance) -> str:
    """Say as what an entity appears, with how surely it is held responsible."""
    part = word("part", appearance.part)
    match appearance.item:
        case Perpetrator() as perpetrator if perpetrator.attribution == "cleared":
            return "named, and cleared since"
        case Perpetrator() as perpetrator if perpetrator.attribution == "claimed":
            return responsibility(perpetrator)
        case Perpetrator() as perpetrator:
            return f"{part}: {responsibility(perpetrator)}"
        case Victim() as victim:
            return f"{part}: {phrase('victim-effect', victim.effect)}" if victim.effect else part
        case Quote() as quote:
            return f"{part}, {quote.role}" if quote.role else part
        case Response() as response:
            return f"{part}: {phrase('response-type', response.type)}"
        case Source():
            return {"publisher": "publisher", "cited": "relayed by others"}[appearance.part]
        case _:
            return ""
