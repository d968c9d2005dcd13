"""What an article as a whole says of where it is: how much of it is about each country and region."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from generator.extract.gazetteer import Gazetteer, Place, key
from generator.extract.places_dateline import dateline_place
from generator.extract.places_names import OWN, Candidate

SMALL = 100_000.0
"""Weight up to which a place is doubted that lies away from the one region an article is about."""
_CLEAR = 10.0
"""How many times likelier than the next a place must be to bear witness for its country."""


@dataclass(slots=True)
class Context:
    """How much an article is about each country and region."""

    countries: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Country code -> weight of its witnesses."""
    regions: defaultdict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    """Country code and folded region -> weight of its witnesses."""

    def add(self, place: Place, weight: float) -> None:
        """Count a witness for a country and a region."""
        if place.country is not None:
            self.countries[place.country] += weight
            if place.region is not None:
                self.regions[place.country, key(place.region)] += weight

    def share(self, place: Place) -> tuple[float, float]:
        """Give how much of the article is about a place's country and its region, 0 to 1 each."""
        if place.country is None:
            return 0.0, 0.0
        country = self.countries[place.country] / max(1.0, sum(self.countries.values()))
        region = 0.0
        if place.region is not None:
            region = self.regions[place.country, key(place.region)] / max(1.0, sum(self.regions.values()))
        return country, region

    def town_in(self, candidate: Candidate, gazetteer: Gazetteer) -> Place | None:
        """Give the town in a site's name, where the article is about its country: Fukushima of its power plant."""
        span = candidate.span
        for end in range(span.end - 1, span.start, -1):
            for place, weight in gazetteer.weighed(span.doc[span.start : end].text)[:3]:
                country, region = self.share(place)
                if place.kind == "city" and country >= 0.4 and (weight >= SMALL or (weight >= OWN and region >= 0.2)):
                    return place
        return None

    def elsewhere(self, place: Place) -> bool:
        """Say whether the article is about one region, and this place lies in another."""
        if not self.regions or place.region is None or place.country is None:
            return False
        (country, region), most = max(self.regions.items(), key=lambda item: item[1])
        if country != place.country or most < 1.0 or most < 0.5 * sum(self.regions.values()):
            return False
        return key(place.region) != region and self.share(place)[1] < 0.05


def people_in(doc: Doc, gazetteer: Gazetteer) -> dict[int, Place]:
    """Give the country or region of each adjective of a people, by token."""
    found: dict[int, Place] = {}
    for ent in doc.ents:
        if ent.label_ == "NORP":
            place = gazetteer.people(ent.text)
            if place is not None:
                found.update(dict.fromkeys(range(ent.start, ent.end), place))
    return found


def witnesses(doc: Doc, found: list[Candidate], people: dict[int, Place], gazetteer: Gazetteer) -> Context:
    """Count what an article says of countries and regions; what stands near its head counts for more.

    Args:
        doc: The document.
        found: Its candidates.
        people: The places of its adjectives, by token.
        gazetteer: Where the dateline is looked up.
    """
    context = Context()
    document = doc._.document
    line = dateline_place(document, gazetteer)
    if line is not None and line.place is not None:
        context.add(line.place, 1.0)
    fade = [1.0] * (len(doc) + 1)
    if document is not None:
        for number, paragraph in enumerate(document.paragraphs):
            fade[paragraph.start : paragraph.end] = [1 / (1 + 0.1 * number)] * (paragraph.end - paragraph.start)
    for index, place in people.items():
        context.add(place, 0.6 * fade[index])
    for candidate in found:
        _witness(candidate, context, fade[candidate.span.start])
    return context


def _witness(candidate: Candidate, context: Context, fade: float) -> None:
    if not candidate.listed:
        return
    (first, weight), *rest = candidate.listed
    if first.kind in ("continent", "sea"):
        return
    rival = max((w for p, w in rest if p.country != first.country), default=0.0)
    near = max((w for p, w in rest if p.region != first.region and p.country == first.country), default=0.0)
    if first.kind == "country":
        # Georgia bears witness for neither of the two.
        context.add(first, fade * (1.0 if weight > 3 * rival else 0.2))
    elif weight > _CLEAR * rival or candidate.hint == "region":
        context.add(
            first if weight > _CLEAR * near else replace(first, region=None),
            fade * (1.0 if first.kind == "region" else 0.7),
        )
