"""The small map of a brief: where in the world its place lies."""

from __future__ import annotations

from generator.pages.context import Context
from generator.pages.pictures.marks import spot
from generator.pages.pictures.world import HIGH, WIDE, Part
from generator.pages.views import LocatorView
from generator.record.schema import Incident
from generator.record.wording import place_words


def locator_view(record: Incident, context: Context) -> LocatorView | None:
    """Make the map of a brief; None where it has no point."""
    place = spot(record)
    if place is None:
        return None
    part = Part.around(*place)
    where = place_words(record)
    return LocatorView(
        box=part.box,
        left=part.left,
        top=part.top,
        width=WIDE,
        height=HIGH,
        world=context.to.file(part.uri),
        x=place[0],
        y=place[1],
        is_exact=record.where.precision not in ("region", "country"),
        words=f"Map: where {where} lies" if where else "Map: where it happened",
    )
