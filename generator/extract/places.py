"""The component that finds and resolves place names: `briefs_places`, which assigns `doc._.places`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from generator.extract.gazetteer import gazetteer
from generator.extract.mentions import PlaceMention
from generator.extract.places_find import candidates
from generator.extract.places_resolve import resolve
from generator.extract.places_role import heads_of, role_of
from generator.extract.places_where import Whereabouts, most_specific, region_span, where_of

__all__ = ["PlaceFinder", "Whereabouts", "find_places", "most_specific", "region_span", "where_of"]

_DATELINE = 0.35
_AGENCY = 0.35


def find_places(doc: Doc) -> list[PlaceMention]:
    """Find the place names of a document and say which places they are.

    Args:
        doc: A parsed document with entities.

    Returns:
        The mentions, in order. A site and the town in its name ("Jolo Cathedral", "Jolo") are two, and overlap.
    """
    book = gazetteer()
    found = candidates(doc, book)
    readings = resolve(doc, found, book)
    spans = [c.span for c in found]
    document = doc._.document
    datelines = heads_of(doc)
    mentions = []
    for candidate, reading in zip(found, readings, strict=True):
        title = document is not None and document.paragraph_of(candidate.span).kind == "title"
        whole = reading.place.kind in ("country", "continent")
        role = role_of(candidate.span, spans, whole=whole, title=title)
        weight = role.weight
        if candidate.span.start in datelines:
            weight = _DATELINE
        elif candidate.agency:
            weight = _AGENCY
        confidence = round(reading.confidence * weight * (1.0 if candidate.sure else 0.9), 2)
        mentions.append(PlaceMention(candidate.span, reading.place, confidence, role.describes))
    return mentions


@Language.factory("briefs_places", assigns=["doc._.places"], requires=["doc.ents", "token.dep"])
def make_places(nlp: Language, name: str) -> PlaceFinder:
    """Make the component that assigns `doc._.places`."""
    return PlaceFinder()


class PlaceFinder:
    """Finds place names and resolves them with the gazetteer that all components share."""

    def __call__(self, doc: Doc) -> Doc:
        """Assign `doc._.places`."""
        doc._.places = find_places(doc)
        return doc
