"""The outlines of the world as a picture of its own, which every map lays below its marks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources

from generator.pages.pictures.projection import HEIGHT, WIDTH, project

WORLD = "assets/world.svg"
"""The picture as a file of the site."""

_SOUTHERN_ICE = -60.0


@cache
def world_svg() -> str:
    """Draw land and borders in a grey that stands on light and dark ground alike."""
    text = resources.files("generator.pages").joinpath("data", "world.json").read_text("utf-8")
    data: dict[str, list[list[float]]] = json.loads(text)
    land = "z".join(filter(None, (_path(ring) for ring in data["land"] if max(ring[1::2]) > _SOUTHERN_ICE))) + "z"
    borders = "".join(_path(line) for line in data["borders"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">'
        f'<path fill="#8a8f98" fill-opacity=".35" d="{land}"/>'
        f'<path fill="none" stroke="#8a8f98" stroke-opacity=".6" stroke-width=".4" d="{borders}"/></svg>\n'
    )


def _path(line: Sequence[float]) -> str:
    """Write a line of longitudes and latitudes as steps from its first point, which are shorter than places."""
    points = [project(lon, lat) for lon, lat in zip(line[::2], line[1::2], strict=True)]
    start, *rest = [(round(x * 10), round(y * 10)) for x, y in points]
    steps, last = [], start
    for here in rest:
        if here != last:
            steps.append(f"{(here[0] - last[0]) / 10:g} {(here[1] - last[1]) / 10:g}")
        last = here
    return f"M{start[0] / 10:g} {start[1] / 10:g}l{' '.join(steps)}" if steps else ""
