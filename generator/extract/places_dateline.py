"""The place in a dateline: `WILMINGTON, Del.`, `CARACAS (VENEZUELA)`. Reporters write from near, so it is a witness."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.document import Document
from generator.extract.gazetteer import Gazetteer, Place
from generator.extract.places_holding import holds

_PARTS = re.compile(r"\s*[,(]\s*")


@dataclass(frozen=True, slots=True)
class DatelinePlace:
    """Where an article was written, as its dateline says."""

    town: str
    """Its town in ordinary case."""
    rest: str | None
    """The words for a region or a country after it."""
    place: Place | None
    """The town: that of the region or country after it, where one stands there; None where the gazetteer lacks it."""
    outer: Place | None
    """That region or country."""

    @property
    def country(self) -> str | None:
        """ISO code of the country."""
        return next((p.country for p in (self.outer, self.place) if p is not None and p.country), None)


def dateline_place(document: Document | None, gazetteer: Gazetteer) -> DatelinePlace | None:
    """Read the place in a document's dateline; None where it has none."""
    line = document.article.dateline if document is not None else None
    if line is None or not line.place:
        return None
    town, *others = [part.strip(" )") for part in _PARTS.split(line.place)]
    rest = others[-1] if others and others[-1] else None
    listed = [place for place, _ in gazetteer.weighed(town)]
    outer = next(iter(gazetteer.find(rest)), None) if rest else None
    inside = [place for place in listed if outer is None or holds(outer, place)]
    if not inside and outer is not None:
        inside = [Place(town, "city", outer.country, outer.region)]
    return DatelinePlace(town, rest, next(iter(inside), None), outer)
