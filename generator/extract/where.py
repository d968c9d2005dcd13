"""Where an incident happened, from the places named in its own clauses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from generator.document import Document
from generator.extract.belonging import incident_of
from generator.extract.gazetteer import gazetteer, key
from generator.extract.incidents import Incident
from generator.extract.mentions import PlaceMention
from generator.extract.phrases import phrase
from generator.extract.places import Whereabouts, where_of
from generator.extract.places_dateline import DatelinePlace, dateline_place
from generator.extract.places_holding import holds
from generator.extract.places_where import country_of
from generator.extract.syntax import clause_head
from generator.record.schema import Where
from generator.record.text import fold

_LEDE = 4
_SPOKEN = ("tell", "say", "announce", "report")
"""Verbs beside which a town is where somebody spoke: "told reporters in Ankara"."""
_LATE = 0.65
"""Weight of what stands after the lede."""
_APART = 0.6
"""Weight of what stands in a sentence without a word for the deed."""
_WRITTEN = 1.2
"""Weight of a town of the headline that the dateline has too."""
_SURE = 0.5
_NAMED = 0.38
"""The same where it is a town or a site, and not but a country."""
_DATELINE = 0.45
_NEAR = 0.5
"""Confidence that a street of the text is one of the dateline's town."""


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
    if incident.number:
        found = where_of(mine, document)
    else:
        every = _weighed(doc._.places, incident, document)
        mine = [p for p in every if incident_of(p.span) == incident.number]
        found = where_of(mine, document, every=every, main=True)
    line = dateline_place(document, gazetteer()) if not incident.number else None
    placing = _quoted(found, document) if found is not None else None
    return placing if line is None else _with_dateline(placing, line, document)


def _quoted(found: Whereabouts, document: Document) -> Placing:
    first, *others = found.spans[:3]
    quotes = [document.quote(phrase(document, first, *others))]
    folded = fold(quotes[0])
    quotes += [document.quote(phrase(document, s)) for s in others if fold(document.quote(s)) not in folded]
    return Placing(found.where, quotes, found.confidence)


def _with_dateline(placing: Placing | None, line: DatelinePlace, document: Document) -> Placing | None:
    """Let the dateline say what the text leaves open: the town of a street, the state of a town, where all else fails.

    Reporters write from near, so a town that only the dateline has is a guess of half weight.
    """
    quote = _line_quote(document, line)
    if quote is None or line.country is None:
        return placing
    where = placing.where if placing is not None else Where()
    if placing is None or placing.confidence < (_NAMED if where.place else _SURE) or _is_wider(where, line):
        return Placing(_town_of(line, document), [quote], _DATELINE)
    quotes = [*placing.quotes, quote]
    if where.precision == "exact" and where.country in (None, line.country):
        town = _town_of(line, document)
        return Placing(replace(town, region=where.region or town.region), quotes, _NEAR)
    if where.country is None and where.place and country_of(document) in (None, line.country):
        return replace(placing, where=replace(where, country=line.country), quotes=quotes)
    if where.place and where.region is None and line.rest and key(where.place) == key(line.town):
        return replace(placing, where=replace(where, region=_region_of(line)), quotes=quotes)
    return placing


def _is_wider(where: Where, line: DatelinePlace) -> bool:
    """Say whether the text names but the region in which the dateline's town lies."""
    region = where.region if where.precision == "region" and where.country == line.country else None
    place = next(iter(gazetteer().find(region, country=line.country)), None) if region else None
    return place is not None and line.place is not None and holds(place, line.place)


def _line_quote(document: Document, line: DatelinePlace) -> str | None:
    """Give the dateline's place as the article writes it."""
    given = document.article.dateline
    text = document.article.text
    for wanted in (given.place if given is not None else None, line.town):
        at = text.lower().find(wanted.lower()) if wanted else -1
        if wanted and at >= 0:
            return " ".join(text[at : at + len(wanted)].split())
    return None


def _region_of(line: DatelinePlace) -> str | None:
    return line.rest if line.outer is not None and line.outer.kind == "region" else None


def _town_of(line: DatelinePlace, document: Document) -> Where:
    """Give the dateline's town: as the text's own mentions of it were read, else as the gazetteer has it."""
    read = (m.place for m in document.doc._.places if key(m.span.text) == key(line.town))
    place = next(read, None) or line.place
    point = place.point if place is not None and place.country == line.country else None
    return Where(
        place=line.town,
        region=_region_of(line),
        country=line.country,
        precision="city",
        point=(round(point[0], 2), round(point[1], 2)) if point else None,
        point_from="geonames" if point else None,
    )


def _is_spoken(mention: PlaceMention) -> bool:
    """Say whether a place is where somebody speaks: "told reporters in Ankara", "according to police in Lyon"."""
    token = mention.span.root
    if clause_head(token).lemma_.lower() in _SPOKEN:
        return True
    speaker = token.head.head if token.dep_ == "pobj" else token
    return speaker.dep_ == "pobj" and speaker.head.head.lower_ == "according"


def _weighed(mentions: list[PlaceMention], incident: Incident, document: Document) -> list[PlaceMention]:
    """Make places of the headline, of the deed's own clauses and those named again and again surer than others."""
    counts = Counter(m.place.name for m in mentions)
    sentences = {t.token.sent.start for t in incident.triggers}
    # Only where a town stands beside a word for the deed are those that do not doubted.
    told = any(
        m.span.sent.start in sentences and m.place.kind in ("city", "unknown", "sea") and m.confidence >= _SURE
        for m in mentions
    )
    line = dateline_place(document, gazetteer())
    written = key(line.town) if line is not None else None
    out = []
    for mention in mentions:
        paragraph = document.paragraph_of(mention.span)
        index = document.paragraphs.index(paragraph)
        weight = 1.0 if index < _LEDE else _LATE
        if _is_spoken(mention) and mention.place.kind != "country":
            weight *= 0.5
        if told and paragraph.kind != "title" and mention.span.sent.start not in sentences:
            weight *= _APART
        if paragraph.kind == "title" and key(mention.span.text) == written:
            weight *= _WRITTEN
        weight *= 1.0 + 0.05 * min(counts[mention.place.name] - 1, 3)
        out.append(replace(mention, confidence=min(1.0, mention.confidence * weight)))
    return out
