"""The town whose police speak: local news names a quarter ("in Bridgeport") and leaves its town to "Chicago police"."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from generator.extract.gazetteer import Place, key
from generator.extract.mentions import PlaceMention
from generator.extract.places_words import words

_REACH = 2
_NEAR = 0.2
"""Degrees of latitude within which a small place may be a quarter."""
_LARGER = 10
"""How many times as many people the town must have."""
_CLEAR = 3
"""How many times as often as any other a town's police must be named."""


def town_of_police(places: Sequence[PlaceMention]) -> PlaceMention | None:
    """Give the town whose police an article names, where it is one; the surest mention of it."""
    named = [
        m
        for m in places
        if m.place.kind == "city" and _is_of_police(m) and m.span.root.lower_ not in words().metropolitan
    ]
    ranked = Counter(key(m.place.name) for m in named).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _CLEAR * ranked[1][1]):
        return None
    return max((m for m in named if key(m.place.name) == ranked[0][0]), key=lambda m: m.confidence)


def _is_of_police(mention: PlaceMention) -> bool:
    span = mention.span
    for token in span.doc[span.end : min(span.end + _REACH, span.sent.end)]:
        if token.lower_ in words().police:
            return True
        if token.lower_ not in words().metropolitan:
            return False
    return False


def is_quarter_of(inner: PlaceMention, town: PlaceMention) -> bool:
    """Say whether a place that the text puts nowhere else can be a quarter of a town.

    It is one where the gazetteer lacks it, or knows the name from another region alone, or has it as a small place
    beside the town.
    """
    one, other = inner.place, town.place
    if key(one.name) == key(other.name) or one.kind not in ("city", "district", "unknown"):
        return False
    if inner.span.root.lower_ in words().regions:
        return False
    if one.country is None or (one.country, key(one.region or "")) != (other.country, key(other.region or "")):
        return True
    return one.population * _LARGER < other.population and _is_near(one, other)


def _is_near(one: Place, other: Place) -> bool:
    if one.point is None or other.point is None:
        return False
    (x1, y1), (x2, y2) = one.point, other.point
    return math.hypot((x1 - x2) * math.cos(math.radians(y1)), y1 - y2) <= _NEAR
