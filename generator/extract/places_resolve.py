"""Which place a name means: the right Paris, by what stands beside it, what else the article names, and size."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from generator.extract.gazetteer import Gazetteer, Place, PlaceKind, key
from generator.extract.places_context import SMALL, Context, people_in, witnesses
from generator.extract.places_dateline import DatelinePlace, dateline_place
from generator.extract.places_holding import holds
from generator.extract.places_names import OWN, Candidate, Hint
from generator.extract.places_words import words

_GAP = 7
_GLUE = frozenset({",", "in", "the", "(", "of", "a", "'s", "s", "'", "at", "on", "near", "outside", "city", "county"})
_TOWNSHIP = 10_000.0
_TIE = 0.1
_FOREIGN = 150_000.0
"""Weight up to which a town is doubted whose country an article does not speak of."""
_ABOUT = 1.5
"""Weight of its witnesses from which an article is surely about some countries and not about others."""
_TOWN = 20
"""How many times heavier a region must be than a town of its name to be meant."""
_KIND: dict[Hint, PlaceKind] = {
    "site": "site",
    "street": "site",
    "district": "district",
    "feature": "district",
    "region": "region",
    "city": "city",
    "none": "unknown",
}


@dataclass(slots=True)
class Reading:
    """What a candidate was taken for."""

    place: Place
    """The place."""
    confidence: float
    """How surely it is this place and not another of the name."""
    told: bool = False
    """True where a place beside it tells it apart."""


def resolve(doc: Doc, found: list[Candidate], gazetteer: Gazetteer) -> list[Reading]:
    """Take each candidate for a place.

    Args:
        doc: The document.
        found: Candidates in order; their `parents` are filled in.
        gazetteer: For the countries of adjectives.
    """
    _agree_on_kind(found)
    _link(found)
    people = people_in(doc, gazetteer)
    context = witnesses(doc, found, people, gazetteer)
    readings: dict[int, Reading] = {}
    order = sorted(range(len(found)), key=lambda i: (len(found[i].parents) > 0, found[i].span.start))
    number = {id(c): i for i, c in enumerate(found)}
    # Parents first, so that a child finds them read. A chain is short: town, province, country.
    for _ in range(3):
        for i in order:
            if i not in readings and all(number[id(p)] in readings for p in found[i].parents):
                holders = [readings[number[id(p)]].place for p in found[i].parents]
                adjective = _adjective(found[i].span, people)
                readings[i] = _choose(found[i], holders, adjective, context, gazetteer)
    for i in order:
        if i not in readings:
            readings[i] = _choose(found[i], [], None, context, gazetteer)
    _agree(found, readings, dateline_place(doc._.document, gazetteer))
    return [readings[i] for i in range(len(found))]


def _link(found: list[Candidate]) -> None:
    lists = words()
    glue = _GLUE | lists.directions | lists.regions | lists.towns | lists.parts
    for i, child in enumerate(found):
        last = child.span
        for other in found[i + 1 :]:
            if other.span.start < last.end:
                continue
            gap = other.span.doc[last.end : other.span.start]
            if len(gap) > _GAP or other.span.sent != last.sent or not all(t.lower_ in glue for t in gap):
                break
            if not any(t.text in (",", "(") or t.lower_ in ("in", "of", "near", "outside") for t in gap):
                break
            if other.hint in ("site", "street") or gap[-1].text == "'s":
                break
            child.parents.append(other)
            last = other.span
        if i > 0:
            _possessor(child, found[i - 1])


def _possessor(child: Candidate, other: Candidate) -> None:
    """Link back over a possessive: "Afghanistan's Maidan Wardak province"."""
    gap = child.span.doc[other.span.end : child.span.start] if other.span.end <= child.span.start else None
    if (
        gap is None
        or not len(gap)
        or gap[0].text not in ("'s", "'")
        or len(gap) > 4
        or other.hint in ("site", "street")
    ):
        return
    if all(t.lower_ in words().directions | words().towns | words().regions | {"of", ",", "'s", "'"} for t in gap):
        child.parents.append(other)


def _adjective(span: Span, people: dict[int, Place]) -> Place | None:
    """Give the country of an adjective before a name: "the Belgian town of Verviers"."""
    lists, doc = words(), span.doc
    between = lists.towns | lists.regions | lists.directions | lists.districts | {"of", "the", ",", "border", "largest"}
    for index in range(span.start - 1, max(span.sent.start, span.start - 6) - 1, -1):
        if index in people:
            return people[index]
        if doc[index].lower_ not in between:
            return None
    return None


def _choose(
    candidate: Candidate, holders: list[Place], adjective: Place | None, context: Context, gazetteer: Gazetteer
) -> Reading:
    if candidate.hint in ("site", "street"):
        holder = next((h for h in holders if h.kind in ("city", "region", "country", "unknown", "district")), None)
        holder = holder or (context.town_in(candidate, gazetteer) if candidate.hint == "site" else None)
        inside = holder or Place("")
        return Reading(Place(candidate.span.text, "site", inside.country, inside.region), 0.85 if holder else 0.8)
    options = _options(candidate)
    beside = [*holders, *([adjective] if adjective else [])]
    for number, holder in enumerate(beside):
        within = [(p, w) for p, w in options if holds(holder, p)]
        if within:
            # A further holder may tell two of them apart: "Springfield, Greene County, Missouri".
            closer = [(p, w) for p, w in within if all(holds(h, p) for h in beside[number + 1 :])]
            # "Kandahar, Afghanistan" is the town, "California, United States" no village of that name.
            best = max(closer or within, key=lambda o: o[1] * (_TOWN if o[0].kind == "city" else 1))[0]
            return Reading(_kinded(best, candidate), 0.95, told=True)
    if options:
        ranked = sorted(((_score(p, w, context), -n, p) for n, (p, w) in enumerate(options)), reverse=True)
        best = ranked[0][2]
        unlisted = candidate.hint == "district" and context.elsewhere(best)
        # A small place, or one that bears the name only in some other language, where the article is about others.
        told = sum(context.countries.values())
        least = _FOREIGN if told > _ABOUT else OWN if told > 0.5 else 0.0
        unlisted |= dict(options)[best] < least and context.share(best)[0] < 0.05
        if not unlisted and not _overruled(candidate, best, options, beside):
            surety = _surety(ranked, options, context)
            return Reading(_kinded(_common(best, ranked, surety), candidate), surety)
    holder = next((h for h in beside if h.kind in ("country", "region")), Place(""))
    kind = _KIND[candidate.hint]
    if candidate.span.label_ == "LOC" and kind == "unknown":
        kind = "district"
    confidence = 0.7 if holder.name else 0.5 if candidate.hint != "none" else 0.45
    return Reading(Place(candidate.span.text, kind, holder.country, holder.region), confidence)


def _options(candidate: Candidate) -> list[tuple[Place, float]]:
    """Keep the listed places of the kind that the words around the name call for, where there are any."""
    options = list(candidate.listed)
    wanted = {"region": ("region", "country"), "city": ("city",), "district": ("city", "region")}.get(candidate.hint)
    kept = [o for o in options if wanted is None or o[0].kind in wanted]
    if not kept or (options[0][0].kind == "country" and kept[0][1] < _TOWNSHIP and candidate.hint != "region"):
        # "The largest city of Belgium" is no town called Belgium.
        return options
    return kept


def _kinded(place: Place, candidate: Candidate) -> Place:
    return replace(place, kind="district") if candidate.hint == "district" and place.kind == "city" else place


def _score(place: Place, weight: float, context: Context) -> float:
    country, region = context.share(place)
    return (
        math.log10(weight + 1)
        + (1.0 if place.kind in ("country", "continent", "sea") else 0.0)
        + 1.6 * country
        + 1.6 * region
    )


def _surety(ranked: list[tuple[float, int, Place]], options: list[tuple[Place, float]], context: Context) -> float:
    best = ranked[0]
    rivals = [r for r in ranked[1:] if (r[2].country, r[2].region) != (best[2].country, best[2].region)]
    margin = best[0] - rivals[0][0] if rivals else 2.0
    if margin < _TIE:
        return 0.35
    surety = 0.9 if margin >= 1.5 else 0.8 if margin >= 0.8 else 0.65 if margin >= 0.3 else 0.45
    country, region = context.share(best[2])
    if country + region > 0.4:
        surety = min(0.95, surety + 0.05)
    weight = next(w for p, w in options if p is best[2])
    if weight < SMALL and context.elsewhere(best[2]):
        return min(surety, 0.45)
    return surety if weight >= OWN else min(surety, 0.5)


def _common(best: Place, ranked: list[tuple[float, int, Place]], surety: float) -> Place:
    """Say no more than what places have in common between which nothing decides: "Polk County", somewhere in the US."""
    if surety > 0.35:
        return best
    rivals = [p for score, _, p in ranked if ranked[0][0] - score < _TIE]
    country = best.country if all(p.country == best.country for p in rivals) else None
    return Place(best.name, best.kind, country)


def _overruled(candidate: Candidate, best: Place, options: list[tuple[Place, float]], beside: list[Place]) -> bool:
    """Say whether "X, Nebraska" or "X in central Greece" is there, though the gazetteer has an X elsewhere only."""
    span, doc = candidate.span, candidate.span.doc
    if not beside or not candidate.parents or best.kind not in ("city", "region"):
        return False
    parent = candidate.parents[0].span
    between = [t.lower_ for t in doc[span.end : max(span.end, parent.start)]]
    within = between[:1] == ["in"] and all(low in words().directions | {"the"} for low in between[1:])
    if not (between == [","] or within) or beside[0].kind not in ("region", "country"):
        return False
    after = doc[parent.end].text if parent.end < len(doc) else "."
    listing = (
        after in ("and", "or", ",") and parent.end + 1 < len(doc) and doc[parent.end + 1].ent_type_ in ("GPE", "LOC")
    )
    if listing or after in ("and", "or"):
        return False
    return beside[0].kind == "region" or max(w for _, w in options) < 300_000


def _agree_on_kind(found: list[Candidate]) -> None:
    """Let a name that is called a neighbourhood once be one throughout."""
    quarters = {key(c.span.text) for c in found if c.hint == "district"}
    for candidate in found:
        if candidate.hint == "none" and key(candidate.span.text) in quarters:
            candidate.hint = "district"


def _agree(found: list[Candidate], readings: dict[int, Reading], line: DatelinePlace | None) -> None:
    """Let a name mean one place throughout: what it means where it is told apart, it means elsewhere."""
    told: dict[str, Reading] = {}
    if line is not None and line.outer is not None and line.place is not None:
        told[key(line.town)] = Reading(line.place, 0.95, told=True)
    for i, candidate in enumerate(found):
        if readings[i].told:
            told.setdefault(key(candidate.span.text), readings[i])
    for i, candidate in enumerate(found):
        other = told.get(key(candidate.span.text))
        if other is not None and not readings[i].told and candidate.hint in ("none", "city", "district"):
            readings[i] = Reading(other.place, 0.92)
