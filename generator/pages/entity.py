"""The page of an entity: what it is, as what it stands in which briefs, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from generator.links import Appearance, Entity, Graph
from generator.pages.addresses import entity_uri
from generator.pages.context import Context
from generator.pages.roles import role, roles_of
from generator.pages.support import EvidenceView
from generator.pages.views import BriefLine, Name
from generator.pages.words import category_words, word
from generator.record.count import Count
from generator.record.schema import Perpetrator, Where
from generator.record.vocabulary import vocabulary
from generator.record.wording import label, number_of, sort_day

LIMIT = 100
"""Briefs of one page."""
NEAR = 200
"""Places in a place that its page lists."""


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
    """The page of an entity, or of a part of its briefs where they are many."""

    category: str
    """The category's term, for the stylesheet."""
    name: str
    """The entity's name."""
    what: str
    """What it is: its type, or what the category calls one."""
    definition: str
    """What a term means, for kinds, weapons and targets."""
    aliases: tuple[str, ...]
    """Its other spellings."""
    roles: tuple[Name, ...]
    """As what it stands in how many briefs, over all of them."""
    above: tuple[Name, ...]
    """The places it lies in, from the country down."""
    below: tuple[Name, ...]
    """The places in it, with how many briefs each has."""
    more_below: int
    """How many places in it are not listed."""
    occurrences: tuple[Occurrence, ...]
    """Its briefs, the latest first."""
    count: str
    """How many those are, in words."""
    index: Name
    """The index it is listed in."""
    filter: Name | None
    """The page that filters briefs, set to these."""
    newer: Name | None
    """The page of those before."""
    older: Name | None
    """The page of those after."""


def parts_of(entity: Entity) -> int:
    """Say how many pages an entity has."""
    return max(1, -(-len(entity.briefs) // LIMIT))


def part_uri(entity: Entity, part: int) -> str:
    """Give the uri of one of an entity's pages, counted from 1."""
    return entity_uri(entity) + (f"/{part}" if part > 1 else "")


def entity_view(entity: Entity, part: int, context: Context) -> EntityView:
    """Make the view of one of an entity's pages, counted from 1."""
    words = category_words(entity.category)
    by_brief: dict[str, list[Appearance]] = {}
    for appearance in entity.appearances:
        by_brief.setdefault(appearance.brief, []).append(appearance)
    # All briefs are looked at for one part; for the others it is enough that what they say of the name has not changed.
    ids = context.orders.get((entity.category, entity.key)) or _in_order(by_brief, context.graph)
    if len(ids) > LIMIT:
        context.orders[entity.category, entity.key] = ids
    below = _below(entity, context)

    def near(other: int) -> Name | None:
        if not 1 <= other <= parts_of(entity):
            return None
        return Name(f"{entity.name}, page {other}", context.to.page(part_uri(entity, other)))

    return EntityView(
        category=entity.category,
        name=entity.name,
        what=what_it_is(entity),
        definition=_definition(entity),
        aliases=entity.aliases if entity.category in ("person", "group", "outlet", "place") else (),
        roles=tuple(Name(said, note=count_of_briefs(number)) for said, number in roles_of(entity)),
        above=tuple(_above(entity, context)),
        below=tuple(below[:NEAR]),
        more_below=max(0, len(below) - NEAR),
        occurrences=tuple(_occurrence(id, by_brief[id], context) for id in ids[(part - 1) * LIMIT : part * LIMIT]),
        count=count_of_briefs(len(ids)),
        index=Name(words.title, context.to.page(f"{words.folder}/index")),
        filter=_filter(entity, context),
        newer=near(part - 1),
        older=near(part + 1),
    )


def count_of_briefs(number: int) -> str:
    """Say how many briefs."""
    return number_of(Count.exactly(number), "brief", "briefs")


def what_it_is(entity: Entity) -> str:
    """Say what an entity is: its type, or what its category calls one."""
    words = category_words(entity.category)
    if entity.category == "group" and entity.type in ("group", "organization"):
        return label("perpetrator-type", entity.type)
    if entity.category == "place":
        return word("types", entity.type) or words.one
    return words.one


def _in_order(ids: Sequence[str] | dict[str, list[Appearance]], graph: Graph) -> list[str]:
    return sorted(ids, key=lambda id: (sort_day(graph.records[id]), id), reverse=True)


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


def _definition(entity: Entity) -> str:
    name = {"kind": "kind", "weapon": "weapon-type", "target": "target-type"}.get(entity.category)
    terms = vocabulary(name).terms if name else {}
    return terms[entity.type].definition if entity.type and entity.type in terms else ""


def _filter(entity: Entity, context: Context) -> Name | None:
    """Give the page that filters briefs, set to those of an entity, where it can be."""
    query, said = "", "Filter and sort these briefs"
    if entity.category in ("kind", "weapon") and entity.type:
        query = urlencode({entity.category: entity.type})
    elif entity.category == "place" and entity.type == "country" and isinstance(entity.appearances[0].item, Where):
        query = urlencode({"country": entity.appearances[0].item.country})
    elif entity.category == "group" and any(_holds_responsible(appearance) for appearance in entity.appearances):
        query, said = urlencode({"group": entity.slug}), "Filter and sort the briefs in which it is held responsible"
    return Name(said, f"{context.to.page('browse')}?{query}") if query else None


def _holds_responsible(appearance: Appearance) -> bool:
    return isinstance(appearance.item, Perpetrator) and appearance.item.attribution != "cleared"


def _occurrence(id: str, appearances: list[Appearance], context: Context) -> Occurrence:
    roles = dict.fromkeys(role(appearance) for appearance in appearances)
    quotes = dict.fromkeys(evidence.quote for appearance in appearances for evidence in appearance.evidence)
    return Occurrence(
        brief=context.line(context.graph.records[id]),
        roles=tuple(role for role in roles if role.text),
        evidence=tuple(EvidenceView(quote, "", "", "") for quote in quotes),
    )
