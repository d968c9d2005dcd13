"""Where an incident was: one place out of the mentions that stand beside it, with its region, country and point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Span

from generator.document import Document
from generator.extract.gazetteer import Place, gazetteer, key
from generator.extract.mentions import PlaceMention
from generator.extract.places_holding import holds
from generator.extract.places_police import is_quarter_of, town_of_police
from generator.extract.places_words import words
from generator.record.schema import Where

_ORDER = ("site", "district", "city", "unknown", "region", "sea", "country", "continent")
_DECIMALS = 2
_LEAST_TOWN = 0.3
"""Weight of a town's mentions from which the article is about it."""
_LEAST_AROUND = 0.15
"""The same where a building or a street of some town is named."""
_GAP = 0.3
_REGION = 0.6
_SURE = 0.8
_DOUBTED = 0.65
"""Confidence below which a country is doubted that the article is not about."""
_NEAR = 14
"""Tokens within which a region is looked for after a name."""
_AROUND = 0.4
"""Confidence of a town that stands not beside a site but elsewhere in the article."""
# A site or a name that the gazetteer lacks is believed where the grammar makes it a place, and not otherwise.
_LEAST = {"site": 0.5, "unknown": 0.4, "district": 0.4}


class Whereabouts(NamedTuple):
    """Where something was, and how that is known."""

    where: Where
    """The place for the record."""
    spans: list[Span]
    """The words that say so, the place's own first."""
    confidence: float
    """0 to 1."""
    site: str | None
    """The site or street within `where.place`, where one is named; it may be a target."""


def most_specific(mentions: Sequence[PlaceMention]) -> PlaceMention | None:
    """Choose the most specific mention: a site before a town before a country, then the surer, then the first."""
    useful = [m for m in mentions if m.describes is None] or list(mentions)
    return min(useful, key=lambda m: (_ORDER.index(m.place.kind), -m.confidence, m.span.start), default=None)


def where_of(
    mentions: Sequence[PlaceMention],
    document: Document,
    *,
    every: Sequence[PlaceMention] | None = None,
    main: bool = False,
) -> Whereabouts | None:
    """Say where something was.

    Args:
        mentions: The mentions beside it, in order; the document's others tell region and country of the same places.
        document: The document that they stand in.
        every: All its mentions, where their confidence was weighed; as they were found by default.
        main: True for the incident that the whole article is about: where the mentions name no town, the rest may.

    Returns:
        The most specific town, or the site where no town is named; None where no mention names a place.
    """
    everywhere: Sequence[PlaceMention] = document.doc._.places
    useful = [m for m in mentions if m.describes is None and m.confidence >= _LEAST.get(m.place.kind, 0.3)]
    if not useful:
        return None
    town = _best(useful, ("city", "unknown"))
    site = _best(useful, ("site",)) or _best(useful, ("district",))
    region = _best(useful, ("region", "sea"))
    whole = _best(useful, ("country",))
    # "Brussels and Washington agreed" against "airstrikes in Syria": rather a sure country than an unsure town.
    wide = max((m for m in (region, whole) if m is not None), key=lambda m: m.confidence, default=None)
    if town is not None and _outweighs(wide, town):
        town = None
    if region is not None and _outweighs(whole, region):
        region = None
    continent = _best(useful, ("continent",))
    if whole is not None and continent is not None and continent.confidence - whole.confidence > _GAP:
        whole = None
    chosen = town or site or region or whole or continent
    around = None
    if main and town is None and chosen is not None:
        around = _around(chosen, site, whole, everywhere, every or everywhere)
        chosen = around or chosen
    if chosen is None:
        return None
    police = town_of_police(everywhere) if main and around is None else None
    if police is not None and _is_in_town(chosen, police, useful, everywhere):
        site, around = (chosen if site is None else site), police
        chosen = police
    if main and chosen is whole and chosen.confidence < _DOUBTED:
        chosen = _about(chosen, document)
    place = chosen.place
    within = _within(chosen, useful, everywhere)
    country = place.country or next((m.place.country for m in within if m.place.country), None)
    if country is None and place.kind in ("site", "district", "unknown"):
        country = country_of(document)
    regions = _regions(chosen, within, everywhere)
    named = place.kind not in ("region", "country") or place.country is None
    point = place.point if place.kind != "country" else None
    spans = [chosen.span, *regions]
    spans += [m.span for m in within if m.place.kind == "country" and m.place.country == country][:1]
    where = Where(
        place=_name(chosen) if named else None,
        region=", ".join(_text(span) for span in regions) or None,
        country=country,
        precision=_precision(chosen),
        point=(round(point[0], _DECIMALS), round(point[1], _DECIMALS)) if point else None,
        point_from=place.source if point else None,
    )
    inner = site if site is not None and chosen in (town, around) else None
    confidence = chosen.confidence if around is None else _AROUND
    return Whereabouts(where, _distinct(spans), confidence, _name(inner) if inner else None)


def _is_in_town(
    chosen: PlaceMention, town: PlaceMention, useful: Sequence[PlaceMention], everywhere: Sequence[PlaceMention]
) -> bool:
    """Say whether a street or quarter is left to the town whose police speak, and put nowhere else."""
    if chosen.place.kind != "site" and not is_quarter_of(chosen, town):
        return False
    regions = [m for m in _within(chosen, useful, everywhere) if m.place.kind == "region"]
    return all(holds(m.place, town.place) for m in regions)


def _about(chosen: PlaceMention, document: Document) -> PlaceMention:
    """Give the country that the article is about, where it is another than one that is named but in passing."""
    about = country_of(document)
    of = [m for m in document.doc._.places if m.place.kind == "country" and m.place.country == about]
    return chosen if about in (None, chosen.place.country) or not of else of[0]


def _around(
    chosen: PlaceMention,
    site: PlaceMention | None,
    whole: PlaceMention | None,
    everywhere: Sequence[PlaceMention],
    weighed: Sequence[PlaceMention],
) -> PlaceMention | None:
    """Give the town of a site, a region or a country that the clauses of the incident leave without one."""
    if site is None:
        return _narrower(chosen, everywhere)
    town = main_town(weighed, least=_LEAST_AROUND if site.place.kind == "site" else _LEAST_TOWN)
    if town is not None and whole is not None and whole.confidence >= _REGION and not holds(whole.place, town.place):
        # "In Peru near the Nazca Lines" is not in the London that is named later.
        return None
    return town


def _regions(chosen: PlaceMention, within: Sequence[PlaceMention], everywhere: Sequence[PlaceMention]) -> list[Span]:
    """Give the words for the region of a place, the narrower first: "Lenawee County", "Michigan"."""
    options = within if chosen.place.kind not in ("region", "country") else [chosen]
    found = next(((m, s) for m in options if m.place.country is not None and (s := region_span(m)) is not None), None)
    if found is None:
        return []
    inner, span = found
    if inner.place.kind != "region" or inner.place.region is None or _is_state(inner):
        return [span]
    states = [m for m in everywhere if m.place.kind == "region" and _is_state(m) and _same_region(m.place, inner.place)]
    state = max(states, key=lambda m: m.confidence, default=None)
    return [span, state.span] if state is not None else [span]


def _same_region(one: Place, other: Place) -> bool:
    return one.country == other.country and key(one.region or "") == key(other.region or "")


def _outweighs(outer: PlaceMention | None, inner: PlaceMention) -> bool:
    """Say whether a wide place is so much surer than a narrow one, which lies elsewhere, that it is to be believed."""
    if outer is None or outer.confidence - inner.confidence <= _GAP:
        return False
    return inner.place.country is not None and not holds(outer.place, inner.place)


def main_town(everywhere: Sequence[PlaceMention], *, least: float = _LEAST_TOWN) -> PlaceMention | None:
    """Give the town that an article is about, as local news names it: in the dateline, in the name of its police."""
    sums: defaultdict[str, float] = defaultdict(float)
    best: dict[str, PlaceMention] = {}
    for mention in everywhere:
        if mention.place.kind == "city" and mention.describes is None:
            name = key(mention.place.name)
            sums[name] += mention.confidence
            if name not in best or mention.confidence > best[name].confidence:
                best[name] = mention
    leader = _first(sums, 1.3)
    return best[leader] if leader is not None and sums[leader] >= least else None


def _narrower(outer: PlaceMention, everywhere: Sequence[PlaceMention]) -> PlaceMention | None:
    """Give the town of a region or a country that the article names most, where something is said to be "in" it."""
    sums: defaultdict[str, float] = defaultdict(float)
    first: dict[str, PlaceMention] = {}
    for mention in everywhere:
        sure = mention.describes is None and mention.confidence >= _SURE
        if sure and mention.place.kind == "city" and holds(outer.place, mention.place):
            sums[mention.place.name] += mention.confidence
            first.setdefault(mention.place.name, mention)
    if sums:
        return first[max(sums, key=sums.__getitem__)]
    town = main_town(everywhere) if outer.place.kind == "region" else None
    return town if town is not None and holds(outer.place, town.place) else None


def country_of(document: Document) -> str | None:
    """Give the country that an article is about, by the places and the adjectives in it; None where none stands out."""
    sums: defaultdict[str, float] = defaultdict(float)
    for mention in document.doc._.places:
        if mention.place.country is not None:
            sums[mention.place.country] += mention.confidence
    for ent in document.doc.ents:
        if ent.label_ == "NORP":
            code = gazetteer().country(ent.text)
            if code is not None:
                sums[code] += 0.5
    return _first(sums, 1.5)


def _first(sums: Mapping[str, float], lead: float) -> str | None:
    """Give the name with the highest sum, where it leads the next by a factor."""
    ranked = sorted(sums, key=lambda name: -sums[name])
    if not ranked or (len(ranked) > 1 and sums[ranked[0]] < lead * sums[ranked[1]]):
        return None
    return ranked[0]


def region_span(mention: PlaceMention) -> Span | None:
    """Give the words for a region as the article has them: "eastern Belgium", "Maidan Wardak province", "Pennsylvania".

    Returns:
        None for a country without a word for a part of it.
    """
    span, lists = mention.span, words()
    doc, start, end = span.doc, span.start, span.end
    while start > span.sent.start and doc[start - 1].lower_ in lists.directions:
        start -= 1
    if end < len(doc) and doc[end].lower_ in lists.regions and mention.place.kind in ("region", "district"):
        # "Punjab Province", but "Michigan State Police" and "Oklahoma Department of Health".
        after = doc[end + 1] if end + 1 < len(doc) and not doc[end + 1].is_sent_start else None
        if doc[end].text.islower() or after is None or not (after.text[0].isupper() or after.lower_ == "of"):
            end += 1
    if mention.place.kind == "country" and start == span.start:
        return None
    return doc[start:end]


def _best(mentions: Sequence[PlaceMention], kinds: tuple[str, ...]) -> PlaceMention | None:
    """Choose the surest mention of some kinds, the first of several as sure."""
    return max(
        (m for m in mentions if m.place.kind in kinds), key=lambda m: (m.confidence, -m.span.start), default=None
    )


def _within(
    chosen: PlaceMention, useful: Sequence[PlaceMention], everywhere: Sequence[PlaceMention]
) -> list[PlaceMention]:
    """List the mentions of regions and countries that hold the chosen place: beside any naming of it first."""
    beside: list[PlaceMention] = []
    for naming in everywhere:
        if key(naming.span.text) != key(chosen.span.text):
            continue
        near = range(naming.span.start + 1, min(naming.span.start + _NEAR, naming.span.sent.end))
        beside += [m for m in everywhere if m.span.start in near and m.describes is None and _holds(m, chosen)]
    told = [m for m in useful if holds(m.place, chosen.place)]
    if chosen.place.country is None and chosen.place.kind in ("site", "unknown"):
        # Of a site or a village that the gazetteer lacks: the county that its own clauses name.
        told += [m for m in useful if m.place.kind == "region" and m.confidence >= _REGION]
    regions = [m for m in everywhere if m.describes is None and m.place.kind == "region"]
    # A county may be any of its state's and is believed where it is the scene, the state's own name wherever it stands.
    sure = [m for m in regions if m.confidence >= _REGION or _is_state(m)]
    order = {"region": 0, "country": 1}
    beside.sort(key=lambda m: (order[m.place.kind], -m.confidence))
    sure.sort(key=lambda m: -m.confidence)
    return list(dict.fromkeys([*beside, *told, *(m for m in sure if holds(m.place, chosen.place))]))


def _is_state(mention: PlaceMention) -> bool:
    return mention.place.region is not None and key(mention.place.name) == key(mention.place.region)


def _holds(outer: PlaceMention, inner: PlaceMention) -> bool:
    if outer.place.kind not in ("region", "country") or outer is inner:
        return False
    if holds(outer.place, inner.place):
        return True
    # A site or a village that the gazetteer lacks has no country of its own: what holds it beside it, holds it.
    return inner.place.country is None and inner.place.kind in ("site", "district", "unknown", "city")


def _precision(chosen: PlaceMention) -> str:
    # A site inside a town leaves the place, and its point, the town's.
    kind = chosen.place.kind
    if kind in ("city", "unknown") and len(chosen.span) > 1 and chosen.span[-1].lower_ in words().regions:
        return "region"  # "Rusk County", which the gazetteer lacks
    if kind == "site":
        return "exact"
    if kind in ("city", "district", "unknown"):
        return "city"
    if kind in ("region", "sea"):
        return "region"
    return "country" if chosen.place.kind == "country" else "unknown"


def _name(mention: PlaceMention) -> str:
    text = _text(mention.span)
    if text[0].islower() and key(mention.place.name) == key(text):
        # "la Paz" of copy in capitals.
        return mention.place.name
    if not text.isupper() or len(text) < 4:
        return text
    # "WILMINGTON" of a dateline.
    return mention.place.name if key(mention.place.name) == key(text) else text.title()


def _text(span: Span) -> str:
    return " ".join(span.text.split())


def _distinct(spans: Sequence[Span]) -> list[Span]:
    return list({(s.start, s.end): s for s in spans}.values())
