"""The outlines of the world as pictures of their own, which maps lay below their marks: the whole, and parts of it.

A brief shows where its place lies on a twentieth of the map. It loads that part alone, which neighbours share.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from generator.pages.pictures.projection import HEIGHT, WIDTH, project

WORLD = "assets/world.svg"
"""The whole as a file of the site."""
WIDE, HIGH = 200.0, 112.0
"""The size of a part, in units of the map."""

_SOUTHERN_ICE = -60.0
_COLUMNS, _ROWS = (round(2 * (whole - part) / part) + 1 for whole, part in ((WIDTH, WIDE), (HEIGHT, HIGH)))
_Line = Sequence[tuple[float, float]]
_Outlines = tuple[list[_Line], list[_Line]]
"""The rings of the land, and the lines of the borders."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the map. Parts overlap by half, so that no place lies near the edge of all parts that show it."""

    column: int
    """Counted from the west."""
    row: int
    """Counted from the north."""

    @classmethod
    def around(cls, x: float, y: float) -> Part:
        """Give the part in whose middle a place lies, or nearest to it."""
        column, row = (at / length * 2 - 1 for at, length in ((x, WIDE), (y, HIGH)))
        return cls(max(0, min(_COLUMNS - 1, round(column))), max(0, min(_ROWS - 1, round(row))))

    @property
    def left(self) -> float:
        """Its western edge, in units from that of the map."""
        return self.column * WIDE / 2

    @property
    def top(self) -> float:
        """Its northern edge, in units from that of the map."""
        return min(self.row * HIGH / 2, HEIGHT - HIGH)

    @property
    def box(self) -> str:
        """Give it as an SVG view box."""
        return f"{self.left:g} {self.top:g} {WIDE:g} {HIGH:g}"

    @property
    def uri(self) -> str:
        """Give its picture as a file of the site."""
        return f"assets/world/{self.column}-{self.row}.svg"


def parts() -> Iterator[Part]:
    """Give all parts."""
    for column in range(_COLUMNS):
        for row in range(_ROWS):
            yield Part(column, row)


@cache
def world_svg() -> str:
    """Draw land and borders in a grey that stands on light and dark ground alike."""
    land, borders = _outlines()
    return _svg((0, 0, WIDTH, HEIGHT), land, borders)


@cache
def part_svg(part: Part) -> str:
    """Draw the land and borders of a part."""
    return _svg((part.left, part.top, WIDE, HIGH), *_between(_strip(part.column), 1, part.top, HIGH))


@cache
def _strip(column: int) -> _Outlines:
    """Give what lies in the parts of a column."""
    return _between(_outlines(), 0, Part(column, 0).left, WIDE)


@cache
def _outlines() -> _Outlines:
    """Give the rings of the land and the lines of the borders, on the map."""
    text = resources.files("generator.pages").joinpath("data", "world.json").read_text("utf-8")
    data: dict[str, list[list[float]]] = json.loads(text)
    land = [_placed(ring) for ring in data["land"] if max(ring[1::2]) > _SOUTHERN_ICE]
    return land, [_placed(line) for line in data["borders"]]


def _placed(line: Sequence[float]) -> _Line:
    return [project(lon, lat) for lon, lat in zip(line[::2], line[1::2], strict=True)]


def _svg(frame: tuple[float, float, float, float], land: Sequence[_Line], borders: Sequence[_Line]) -> str:
    """Draw a frame of the map, in tenths of its units: whole numbers take half the room."""
    box = " ".join(f"{10 * edge:g}" for edge in frame)
    rings, lines = "z".join(filter(None, map(_path, land))), "".join(map(_path, borders))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">'
        f'<path fill="#8a8f98" fill-opacity=".35" d="{rings}{"z" if rings else ""}"/>'
        f'<path fill="none" stroke="#8a8f98" stroke-opacity=".6" stroke-width="4" d="{lines}"/></svg>\n'
    )


def _path(line: _Line) -> str:
    """Write a line in tenths of units, as steps from its first point, which are shorter than places."""
    if not line:
        return ""
    start, *rest = [(round(x * 10), round(y * 10)) for x, y in line]
    steps, last = [], start
    for here in rest:
        if here != last:
            steps.append(f"{here[0] - last[0]} {here[1] - last[1]}")
        last = here
    return f"M{start[0]} {start[1]}l{' '.join(steps).replace(' -', '-')}" if steps else ""


def _between(outlines: _Outlines, axis: int, start: float, length: float) -> _Outlines:
    """Give what lies between two edges and a little beyond them, so that no edge is drawn."""
    low, high = start - 1, start + length + 1
    land, borders = outlines
    kept = (_cut(ring, axis, low, high) for ring in land)
    return [ring for ring in kept if ring], [run for line in borders for run in _runs(line, axis, low, high)]


def _cut(ring: _Line, axis: int, low: float, high: float) -> _Line:
    """Give the part of a ring that lies between two edges, along which it is closed."""
    places = [point[axis] for point in ring]
    if not places or max(places) < low or min(places) > high:
        return []
    if min(places) < low:
        ring = _beyond(ring, axis, low, 1)
    return _beyond(ring, axis, high, -1) if max(places) > high else ring


def _beyond(ring: _Line, axis: int, edge: float, side: int) -> _Line:
    """Give the part of a ring that lies beyond an edge: on the greater side of it where `side` is 1, else -1."""
    out: list[tuple[float, float]] = []
    for one, two in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        is_in, goes_in = (one[axis] - edge) * side >= 0, (two[axis] - edge) * side >= 0
        if is_in:
            out.append(one)
        if is_in != goes_in:
            share = (edge - one[axis]) / (two[axis] - one[axis])
            out.append((one[0] + share * (two[0] - one[0]), one[1] + share * (two[1] - one[1])))
    return out


def _runs(line: _Line, axis: int, low: float, high: float) -> Iterator[_Line]:
    """Give the runs of a line that come between two edges, each with the points before and after it."""
    run: list[tuple[float, float]] = []
    for one, two in pairwise(line):
        if max(one[axis], two[axis]) < low or min(one[axis], two[axis]) > high:
            if run:
                yield run
            run = []
        else:
            run = run or [one]
            run.append(two)
    if run:
        yield run
