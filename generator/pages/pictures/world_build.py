"""Make `data/world.json` anew: `python -m generator.pages.pictures.world_build land-110m.json countries-110m.json`.

The two files are those of the npm package world-atlas 2.0.2: Natural Earth's outlines at 1:110 million, which are in
the public domain, as TopoJSON. Run by hand; the result is kept with the code.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data" / "world.json"

_Line = list[tuple[float, float]]


def main(arguments: Sequence[str]) -> None:
    """Read the two files and write ours."""
    land, countries = (json.loads(Path(name).read_text("utf-8")) for name in arguments)
    data = {
        "land": [_flat(part) for ring in _rings(land["objects"]["land"]) for part in _cut(_ring(land, ring))],
        "borders": [_flat(_arc(countries, at)) for at in _shared(countries["objects"]["countries"])],
    }
    lines = (f'"{name}": [\n' + ",\n".join(json.dumps(line) for line in each) + "\n]" for name, each in data.items())
    DATA.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def _rings(thing: dict[str, Any]) -> Iterator[list[int]]:
    if "geometries" in thing:
        for part in thing["geometries"]:
            yield from _rings(part)
    elif thing["type"] == "Polygon":
        yield from thing["arcs"]
    elif thing["type"] == "MultiPolygon":
        for polygon in thing["arcs"]:
            yield from polygon


def _shared(countries: dict[str, Any]) -> list[int]:
    """List the arcs that two countries have in common."""
    seen: dict[int, int] = {}
    for ring in _rings(countries):
        for at in ring:
            seen[at if at >= 0 else ~at] = seen.get(at if at >= 0 else ~at, 0) + 1
    return sorted(at for at, times in seen.items() if times > 1)


def _ring(topology: dict[str, Any], arcs: list[int]) -> _Line:
    line: _Line = []
    for at in arcs:
        part = _arc(topology, at)
        line += part[1:] if line else part
    return line


def _cut(ring: _Line) -> Iterator[_Line]:
    """Give the parts of a ring that lie between 180 degrees west and east, where it crosses that line."""
    unwound, turns = [ring[0]], 0
    for (before, _), (lon, lat) in pairwise(ring):
        turns += (lon - before < -180) - (lon - before > 180)
        unwound.append((lon + 360 * turns, lat))
    for turn in (0, -360, 360):
        moved = [(lon + turn, lat) for lon, lat in unwound]
        inside = _half(_half(moved, 180, 1), -180, -1)
        if len(inside) > 2:
            yield inside


def _half(ring: _Line, edge: float, side: int) -> _Line:
    """Cut off what lies beyond a meridian: east of it where side is 1, west where it is -1."""
    out: _Line = []
    for one, two in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        beyond_one, beyond_two = ((point[0] - edge) * side > 0 for point in (one, two))
        if not beyond_one:
            out.append(one)
        if beyond_one != beyond_two:
            share = (edge - one[0]) / (two[0] - one[0])
            out.append((edge, one[1] + share * (two[1] - one[1])))
    return out


def _arc(topology: dict[str, Any], at: int) -> _Line:
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    line: _Line = []
    for dx, dy in topology["arcs"][at if at >= 0 else ~at]:
        x, y = x + dx, y + dy
        line.append((x * scale[0] + move[0], y * scale[1] + move[1]))
    return line if at >= 0 else line[::-1]


def _flat(line: _Line) -> list[float]:
    return [round(value, 1) for point in line for value in point]


if __name__ == "__main__":
    main(sys.argv[1:])
