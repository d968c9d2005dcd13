"""The small map of a brief: where in the world its place lies."""

from __future__ import annotations

from generator.pages.context import Context
from generator.pages.pictures.marks import spot
from generator.pages.pictures.projection import HEIGHT, WIDTH
from generator.pages.pictures.world import WORLD
from generator.pages.views import LocatorView
from generator.record.schema import Incident
from generator.record.wording import place_words

_WIDE, _HIGH = 200.0, 112.0


def locator_view(record: Incident, context: Context) -> LocatorView | None:
    """Make the map of a brief; None where it has no point."""
    place = spot(record)
    if place is None:
        return None
    left = max(0.0, min(WIDTH - _WIDE, place[0] - _WIDE / 2))
    top = max(0.0, min(HEIGHT - _HIGH, place[1] - _HIGH / 2))
    where = place_words(record)
    return LocatorView(
        box=f"{left:g} {top:g} {_WIDE:g} {_HIGH:g}",
        width=WIDTH,
        height=HEIGHT,
        world=context.to.file(WORLD),
        x=place[0],
        y=place[1],
        is_exact=record.where.precision not in ("region", "country"),
        words=f"Map: where {where} lies" if where else "Map: where it happened",
    )
