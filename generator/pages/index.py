"""The index of a category of entities, in parts where they are many; places as a tree, from the country down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.links import Entity, Graph
from generator.pages.addresses import index_uri
from generator.pages.context import Context
from generator.pages.entity import what_it_is
from generator.pages.roles import NAMED, roles_of
from generator.pages.views import Name
from generator.pages.words import category_words, shorten
from generator.record.count import Count
from generator.record.wording import number_of

LIMIT = 500
"""Entities of one page."""

Listed = tuple[str, int]
"""The key of an entity, and how far it is indented."""


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
    """The index of a category, or a part of it."""

    category: str
    """The category's term, for the stylesheet."""
    title: str
    """Its title."""
    about: str
    """What it is for."""
    rows: tuple[IndexRow, ...]
    """The entities of this part, by name."""
    count: str
    """How many there are in all parts, in words."""
    parts: tuple[Name, ...]
    """All parts by their first and last names, this one without a link; empty where there is one only."""


def index_pieces(category: str, graph: Graph) -> list[list[tuple[Entity, int]]]:
    """Give the entities of a category in the order of its index, each with how far it is indented.

    Returns:
        A piece for each page; one empty piece for none.
    """
    ordered = list(_ordered(category, graph))
    return [ordered[start : start + LIMIT] for start in range(0, len(ordered), LIMIT)] or [[]]


def index_spans(pieces: Sequence[Sequence[tuple[Entity, int]]]) -> tuple[str, ...]:
    """Give the first and last name of each piece, in words."""
    return tuple(
        f"{shorten(piece[0][0].name, 18)} – {shorten(piece[-1][0].name, 18)}" if piece else "" for piece in pieces
    )


def index_part_uri(category: str, part: int) -> str:
    """Give the uri of a part of an index, counted from 1."""
    return index_uri(category) + (f"/{part}" if part > 1 else "")


def index_view(
    category: str, part: int, listed: Sequence[Listed], spans: Sequence[str], number: int, context: Context
) -> IndexView:
    """Make the view of a part of a category's index, counted from 1.

    Args:
        category: The category.
        part: The part.
        listed: What it lists.
        spans: What `index_spans` gives.
        number: How many entities there are in all parts.
        context: What is around the page.
    """
    words = category_words(category)
    entities = context.graph.entities.by_category[category]
    links = [
        Name(span, None if at == part else context.to.page(index_part_uri(category, at)))
        for at, span in enumerate(spans, start=1)
    ]
    return IndexView(
        category=category,
        title=words.title,
        about=words.about,
        rows=tuple(_row(entities[entity_key], depth, context) for entity_key, depth in listed),
        count=number_of(Count.exactly(number), words.one.lower(), words.title.lower()),
        parts=tuple(links) if len(links) > 1 else (),
    )


def _ordered(category: str, graph: Graph) -> Iterator[tuple[Entity, int]]:
    if category != "place":
        yield from ((entity, 0) for entity in graph.entities.all(category))
        return
    below: dict[str | None, list[Entity]] = {}
    places = graph.entities.by_category["place"]
    for place in graph.entities.all("place"):
        below.setdefault(place.parent if place.parent in places else None, []).append(place)

    def walk(parent: str | None, depth: int) -> Iterator[tuple[Entity, int]]:
        for place in below.get(parent, ()):
            yield place, depth
            yield from walk(place.key, depth + 1)

    yield from walk(None, 0)


def _row(entity: Entity, depth: int, context: Context) -> IndexRow:
    roles: tuple[str, ...] = ()
    if entity.category in NAMED:
        roles = tuple(said for said, _ in roles_of(entity))
    elif entity.category == "place":
        roles = (what_it_is(entity),)
    aliases = entity.aliases if entity.category in ("person", "group") else ()
    return IndexRow(context.entity(entity, entity.name), len(entity.briefs), roles, aliases, depth)
