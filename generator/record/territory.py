"""Where countries lie, roughly: enough to tell that a point cannot be in the country that a brief names."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

Spans = Sequence[tuple[int, int, int]]
"""For degrees of latitude the spans of longitude where a country has towns: degree, west, east."""

NEAR = 0.5
"""Degrees of a great circle within which a point counts as in a country: beyond its last town, off its coast."""


def distance(point: tuple[float, float], country: str) -> float:
    """Say how far a point is from a country.

    Args:
        point: Longitude and latitude in degrees.
        country: ISO 3166-1 alpha-2.

    Returns:
        Degrees, about 111 km each; 0 in the country, and for a country of which nothing is known.
    """
    spans, parts = _territories()
    rows = [row for code in (country, *parts.get(country, ())) for row in spans.get(code, ())]
    lon, lat = point
    degree = math.floor(lat)
    if any(row[0] == degree and row[1] <= lon <= row[2] for row in rows):
        return 0.0
    return min((_to_row(point, row) for row in rows), default=0.0)


def countries_at(point: tuple[float, float], *, but: str) -> list[str]:
    """Give the countries that a point seems to lie in, none at sea; near a border those on both sides.

    Args:
        point: Longitude and latitude in degrees.
        but: The country that it is not in.
    """
    spans, parts = _territories()
    others = (code for code in spans if code != but and code not in parts.get(but, ()))
    return [code for code in others if any(_to_row(point, row) == 0 for row in spans[code])]


def _to_row(point: tuple[float, float], row: tuple[int, int, int]) -> float:
    lon, lat = point
    degree, west, east = row
    up = max(degree - lat, lat - degree - 1, 0.0)
    # The shorter way round the earth.
    along = 0.0 if west <= lon <= east else min((west - lon) % 360, (lon - east) % 360)
    return math.hypot(up, along * math.cos(math.radians(lat)))


@cache
def _territories() -> tuple[Mapping[str, Spans], Mapping[str, Sequence[str]]]:
    data = tomllib.loads(resources.files(__package__).joinpath("territory.toml").read_text("utf-8"))
    spans = {code: [(row[0], row[1], row[2]) for row in rows] for code, rows in data["spans"].items()}
    return spans, {code: str(parts).split() for code, parts in data["parts"].items()}
