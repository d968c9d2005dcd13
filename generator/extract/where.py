"""Where an incident happened, from the places named in its own clauses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from generator.document import Document
from generator.extract.belonging import incident_of
from generator.extract.gazetteer import gazetteer
from generator.extract.incidents import Incident
from generator.extract.mentions import PlaceMention
from generator.extract.places import where_of
from generator.extract.syntax import clause_head
from generator.record.schema import Where

_LEDE = 4
_SPOKEN = ("tell", "say", "announce", "report")
"""Verbs beside which a town is where somebody spoke: "told reporters in Ankara"."""
_SURE = 0.5
_DATELINE = 0.45


@dataclass(frozen=True, slots=True)
class Placing:
    """A place with the words it rests on."""

    where: Where
    """The record's `where`."""
    quotes: list[str]
    """The words to quote."""
    confidence: float
    """0 to 1."""


def where_of_incident(document: Document, incident: Incident) -> Placing | None:
    """Choose the place of one incident."""
    doc = document.doc
    mine = [p for p in doc._.places if incident_of(p.span) == incident.number]
    if incident.number:
        # What a recalled incident is called by ("the Paris attacks") stands in its own noun phrase.
        heads = {t.token.sent.start for t in incident.triggers}
        mine = [p for p in mine if p.span.sent.start in heads]
    found = where_of(mine if incident.number else _weighed(mine, document), document, main=not incident.number)
    if not incident.number and (found is None or found.confidence < _SURE):
        from_line = _dateline(document)
        if from_line is not None:
            return from_line
    if found is None:
        return None
    quotes = [document.quote(span.sent) for span in found.spans[:2]]
    return Placing(found.where, quotes, found.confidence)


def _dateline(document: Document) -> Placing | None:
    """Where the text names no place, the dateline does; reporters write from near, so it is a guess of half weight."""
    line = document.article.dateline
    if line is None or not line.place:
        return None
    town, _, rest = line.place.partition(",")
    book = gazetteer()
    country = book.country(rest.strip()) if rest.strip() else None
    found = book.find(town.strip(), country=country)
    place = found[0] if found else None
    at = document.article.text.lower().find(line.place.lower())
    if at < 0 or (place is None and country is None):
        return None
    quote = " ".join(document.article.text[at : at + len(line.place)].split())
    point = (round(place.point[0], 2), round(place.point[1], 2)) if place is not None and place.point else None
    where = Where(
        place=town.strip(),
        country=country or (place.country if place else None),
        precision="city",
        point=point,
        point_from="geonames" if point else None,
    )
    return Placing(where, [quote], _DATELINE)


def _weighed(mentions: list[PlaceMention], document: Document) -> list[PlaceMention]:
    """Make places of the headline, the lede and those named again and again surer than a place named once, late."""
    counts = Counter(m.place.name for m in mentions)
    out = []
    for mention in mentions:
        index = document.paragraphs.index(document.paragraph_of(mention.span))
        early = 1.0 if index < _LEDE else 0.75
        told = clause_head(mention.span.root).lemma_.lower() in _SPOKEN
        early = early * 0.5 if told and mention.place.kind != "country" else early
        often = 1.0 + 0.05 * min(counts[mention.place.name] - 1, 3)
        out.append(replace(mention, confidence=min(1.0, mention.confidence * early * often)))
    return out
