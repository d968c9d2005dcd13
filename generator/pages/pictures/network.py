"""The network page: which incidents hang together, as a picture of links and a table that says the same.

Links that were looked into and set aside are in neither.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass

from generator.links import Edge, Graph
from generator.pages.context import Context
from generator.pages.entity import count_of_briefs
from generator.pages.views import Name
from generator.record.wording import label

WIDTH = 1000.0
"""Units of the picture, from left to right."""
MOST_DRAWN = 160
"""Briefs in the picture: those of the largest groups that hang together."""
MOST_LISTED = 400
"""Links in the table; those of all briefs are on their pages."""

_LARGEST = 48
_STEP = 34.0
_ROUNDS = 120


@dataclass(frozen=True, slots=True)
class NodeView:
    """A brief in the picture."""

    x: float
    """Units from the left."""
    y: float
    """Units from the top."""
    words: str
    """Its title."""
    href: str
    """Its page."""
    is_stub: bool
    """True where it is known only as background."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A link in the picture."""

    x1: float
    """One end, from the left."""
    y1: float
    """The same from the top."""
    x2: float
    """The other end, from the left."""
    y2: float
    """The same from the top."""
    state: str
    """How surely; a term of the vocabulary, or nothing."""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link in the table."""

    start: Name
    """The brief it starts from."""
    relation: str
    """How that stands to the other."""
    end: Name
    """The other brief."""
    state: str
    """How surely."""


@dataclass(frozen=True, slots=True)
class NetworkView:
    """The network page."""

    width: float
    """The width of the picture in units."""
    height: float
    """Its height."""
    nodes: tuple[NodeView, ...]
    """The briefs drawn."""
    lines: tuple[LineView, ...]
    """The links between them."""
    rows: tuple[LinkRow, ...]
    """The links as a table."""
    count: str
    """How many briefs are linked with another, in words."""
    drawn: str
    """How many of them are drawn, where not all are; else empty."""
    unlisted: int
    """Links that the table leaves out."""
    scripts: tuple[str, ...]
    """Links to what zooms the picture."""


def network_view(context: Context) -> NetworkView:
    """Make the network page."""
    graph = context.graph
    groups = _components(graph)
    linked = sum(len(group) for group in groups)
    drawn: list[list[str]] = []
    for group in groups:
        if len(group) <= _LARGEST and sum(map(len, drawn)) + len(group) <= MOST_DRAWN:
            drawn.append(group)
    places, height = _arranged(drawn, graph)
    nodes = tuple(
        NodeView(x, y, graph.records[id].title, context.to.brief(id), graph.records[id].status == "stub")
        for id, (x, y) in places.items()
    )
    lines = tuple(
        LineView(*places[edge.start], *places[edge.end], edge.state or "")
        for edge in graph.edges
        if edge.start in places and edge.end in places
    )
    return NetworkView(
        width=WIDTH,
        height=height,
        nodes=nodes,
        lines=lines,
        rows=tuple(_row(edge, context) for edge in graph.edges[:MOST_LISTED]),
        count=count_of_briefs(linked),
        drawn=count_of_briefs(len(places)) if len(places) < linked else "",
        unlisted=max(0, len(graph.edges) - MOST_LISTED),
        scripts=(context.to.file("assets/pictures.js"),),
    )


def _row(edge: Edge, context: Context) -> LinkRow:
    start, end = (Name(context.graph.records[id].title, context.to.brief(id)) for id in (edge.start, edge.end))
    return LinkRow(start, label("relation", edge.relation).lower(), end, label("link-state", edge.state).lower())


def _components(graph: Graph) -> list[list[str]]:
    """Give the groups of briefs that hang together by links, the largest first."""
    near: dict[str, set[str]] = defaultdict(set)
    for edge in graph.edges:
        near[edge.start].add(edge.end)
        near[edge.end].add(edge.start)
    seen: set[str] = set()
    groups = []
    for start in sorted(near):
        if start in seen:
            continue
        group, waiting = [], deque([start])
        seen.add(start)
        while waiting:
            id = waiting.popleft()
            group.append(id)
            fresh = sorted(near[id] - seen)
            seen.update(fresh)
            waiting.extend(fresh)
        groups.append(group)
    return sorted(groups, key=lambda group: (-len(group), group))


def _arranged(groups: list[list[str]], graph: Graph) -> tuple[dict[str, tuple[float, float]], float]:
    """Place each group by itself, and the groups in rows from left to right; give the height of it all too."""
    places: dict[str, tuple[float, float]] = {}
    left = top = lowest = 0.0
    for group in groups:
        drawing = _drawing(group, graph)
        width, height = (max(p[axis] for p in drawing.values()) + _STEP for axis in (0, 1))
        if left and left + width > WIDTH:
            left, top = 0.0, lowest
        for id, (x, y) in drawing.items():
            places[id] = (round(left + x + _STEP / 2, 1), round(top + y + _STEP / 2, 1))
        left += width
        lowest = max(lowest, top + height)
    return places, round(lowest, 1)


def _drawing(group: list[str], graph: Graph) -> dict[str, tuple[float, float]]:
    """Let linked briefs draw each other near and all others push each other apart, from a circle; no chance in it."""
    number = len(group)
    at = {id: n for n, id in enumerate(group)}
    pairs = [(at[e.start], at[e.end]) for e in graph.edges if e.start in at and e.end in at]
    radius = _STEP * number / 6 + _STEP / 2
    xs = [radius * math.cos(2 * math.pi * n / number) for n in range(number)]
    ys = [radius * math.sin(2 * math.pi * n / number) for n in range(number)]
    for turn in range(_ROUNDS):
        moves = [[0.0, 0.0] for _ in group]
        for a in range(number):
            for b in range(a):
                _push(xs, ys, a, b, moves)
        for a, b in pairs:
            _pull(xs, ys, a, b, moves)
        most = _STEP * (1 - turn / _ROUNDS) / 2
        for n, (dx, dy) in enumerate(moves):
            size = math.hypot(dx, dy) or 1.0
            xs[n] += dx / size * min(size, most)
            ys[n] += dy / size * min(size, most)
    return {id: (xs[n] - min(xs), ys[n] - min(ys)) for id, n in at.items()}


def _push(xs: list[float], ys: list[float], a: int, b: int, moves: list[list[float]]) -> None:
    dx, dy = xs[a] - xs[b], ys[a] - ys[b]
    square = max(dx * dx + dy * dy, 1.0)
    force = _STEP * _STEP / square
    for n, sign in ((a, 1), (b, -1)):
        moves[n][0] += sign * dx * force
        moves[n][1] += sign * dy * force


def _pull(xs: list[float], ys: list[float], a: int, b: int, moves: list[list[float]]) -> None:
    dx, dy = xs[a] - xs[b], ys[a] - ys[b]
    force = math.hypot(dx, dy) / _STEP
    for n, sign in ((a, -1), (b, 1)):
        moves[n][0] += sign * dx * force
        moves[n][1] += sign * dy * force
