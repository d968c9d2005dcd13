"""Finding place names: what the model marks, what grammar makes a place, and sites that are named by a noun."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from generator.extract.gazetteer import Gazetteer, key
from generator.extract.places_dateline import dateline_place
from generator.extract.places_grammar import by_grammar, word_before
from generator.extract.places_names import CITY, NEVER, OWN, PARTICLES, Candidate, capital, listed_as, run_from
from generator.extract.places_sites import sites
from generator.extract.places_words import words

_PLACES = frozenset({"GPE", "LOC"})
_CUTS = frozenset({",", "–", "—", "(", ")", "/", "|"})


def candidates(doc: Doc, gazetteer: Gazetteer) -> list[Candidate]:
    """List every stretch that may name a place, in order.

    Args:
        doc: A parsed document with entities.
        gazetteer: Where names are looked up.
    """
    found = [Candidate(span, hint) for span, hint in sites(doc, gazetteer)]
    taken = {i for c in found for i in range(c.span.start, c.span.end)}
    for ent in _joined(doc, gazetteer):
        if ent.label_ not in _PLACES and ent.label_ != "FAC":
            continue
        for piece in _pieces(ent, gazetteer):
            candidate = listed_as(piece, gazetteer)
            if not candidate.listed:
                candidate = _seat(piece, gazetteer) or candidate
            if any(t.i in taken for t in piece):
                if ent.label_ in _PLACES and _town_of_a_site(candidate, found):
                    candidate.inner = True
                    found.append(candidate)
                continue
            if ent.label_ == "FAC" and not candidate.listed and candidate.hint == "none":
                # The model takes ships and books for buildings too: only where something is "at" or "in" it.
                before = word_before(piece[0])
                if before is None or before.lower_ not in words().within | words().beside:
                    continue
                candidate.hint = "site"
            found.append(candidate)
            taken.update(range(piece.start, piece.end))
    found += by_grammar(doc, gazetteer, taken)
    found += _again(doc, found, taken, gazetteer)
    found += _agencies(doc, gazetteer, taken)
    found = _others_out(doc, found)
    found += _inside(found)
    return sorted(found, key=lambda c: (c.span.start, -c.span.end))


def _others_out(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Leave out lone names that are short for something else: a person's surname, a street without its "Street"."""
    surnames = {ent[-1].lower_ for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1}
    roads = {t.lower_ for c in found if c.hint == "street" for t in c.span if t.text[0].isupper()} - words().directions
    kept = []
    for candidate in found:
        span, lists = candidate.span, words()
        if len(span) == 1 and candidate.hint == "none":
            weight = candidate.listed[0][1] if candidate.listed else 0.0
            name = span[0].lower_
            before = span[0].nbor(-1).lower_ if span.start else ""
            told = span.end < len(doc) and doc[span.end].text == ","
            short = name in surnames and before not in ("in", "of") and not told
            road = name in roads and before in ("on", "off", "along")
            if (short and weight < CITY) or road or name in lists.agencies:
                continue
        kept.append(candidate)
    return kept


def _town_of_a_site(candidate: Candidate, found: list[Candidate]) -> bool:
    """Say whether a name within a site's name tells where the site is: no street's does, and no embassy's."""
    if not candidate.listed or candidate.listed[0][0].kind == "country":
        return False
    return not any(c.hint == "street" and c.span.start <= candidate.span.start < c.span.end for c in found)


def _joined(doc: Doc, gazetteer: Gazetteer) -> Iterator[Span]:
    """Yield the entities, two of them as one where "and" makes one name of them: "Jammu and Kashmir"."""
    ents = list(doc.ents)
    skip = False
    for i, ent in enumerate(ents):
        if skip:
            skip = False
            continue
        if i + 1 < len(ents) and ents[i + 1].start - ent.end == 1 and doc[ent.end].lower_ in ("and", "&", "-"):
            both = Span(doc, ent.start + (ent[0].lower_ == "the"), ents[i + 1].end, "GPE")
            if any(weight >= OWN for _, weight in gazetteer.weighed(both.text)[:1]):
                skip = True
                yield both
                continue
        yield ent


def _seat(name: Span, gazetteer: Gazetteer) -> Candidate | None:
    """Give the seat in an authority's name: "Chicago Police Department"."""
    doc, agencies = name.doc, words().agencies
    start = name.start + (name[0].lower_ == "the")
    end = next((i for i in range(start + 1, name.end) if doc[i].lower_ in agencies), None)
    if end is None:
        return None
    seat = doc[start : end + 1] if doc[end].lower_ == "county" and end + 1 < name.end else doc[start:end]
    listed = gazetteer.weighed(seat.text)
    return Candidate(seat, "none", listed, agency=True) if listed and listed[0][1] >= OWN else None


def _pieces(ent: Span, gazetteer: Gazetteer) -> Iterator[Span]:
    """Cut an entity at commas and possessives, and trim articles and lower-case adjectives."""
    doc, start = ent.doc, ent.start + (ent[0].lower_ == "the")
    if any(t.tag_ == "POS" for t in ent) and gazetteer.weighed(doc[start : ent.end].text):
        # "Prince George's County" is one name.
        yield doc[start : ent.end]
        return
    for i in range(start, ent.end + 1):
        if i < ent.end and doc[i].text not in _CUTS and doc[i].tag_ != "POS":
            continue
        left, right = start, i
        while left < right and not (doc[left].text[0].isupper() or doc[left].text[0].isdigit()):
            if doc[left].lower_ in PARTICLES and gazetteer.weighed(doc[left:right].text):
                break
            left += 1
        while right > left and not doc[right - 1].text[0].isalnum():
            right -= 1
        if left < right and doc[left].lower_ == "the":
            left += 1
        if any(t.text[0].isupper() for t in doc[left:right]):
            yield doc[left:right]
        start = i + 1


def _again(doc: Doc, found: list[Candidate], taken: set[int], gazetteer: Gazetteer) -> list[Candidate]:
    """Find names again, where they stand elsewhere without being marked, above all in headlines.

    The dateline's town is one of them, though the dateline itself is not read.
    """
    known = {key(c.span.text): (c.hint, c.listed) for c in found if c.sure and c.hint not in ("site", "street")}
    line = dateline_place(doc._.document, gazetteer)
    if line is not None and len(line.town) > 1:
        known.setdefault(key(line.town), ("none", gazetteer.weighed(line.town)))
    again: list[Candidate] = []
    skip = -1
    for token in doc:
        run = run_from(doc, token.i) if token.i >= skip and capital(token) else None
        if run is None:
            continue
        skip = run.end
        other = known.get(key(run.text))
        # "Paris Hilton" was never known; a lone surname that is also a town here, was.
        other_thing = {"PERSON", "NORP", *NEVER} if len(run) > 1 else {"NORP", *NEVER}
        if other is None or any(t.i in taken or t.ent_type_ in other_thing for t in run):
            continue
        again.append(Candidate(run, *other))
        taken.update(range(run.start, run.end))
    return again


def _agencies(doc: Doc, gazetteer: Gazetteer, taken: set[int]) -> list[Candidate]:
    """Find the seat in names such as "Chicago Police Department"."""
    found = []
    for ent in doc.ents:
        if ent.label_ == "ORG" and not any(t.i in taken for t in ent):
            seat = _seat(ent, gazetteer)
            if seat is not None:
                found.append(seat)
    return found


def _inside(found: list[Candidate]) -> list[Candidate]:
    """Find the town in a site's name, where the town is also named alone: "Jolo" in "Jolo Cathedral"."""
    towns = [c for c in found if c.listed and c.sure and c.hint != "site" and c.listed[0][0].kind == "city"]
    known = {key(c.span.text): c for c in towns}
    starts = {c.span.start for c in found if c.inner}
    more: list[Candidate] = []
    for site in (c for c in found if c.hint == "site" and c.span.start not in starts):
        doc, start, end = site.span.doc, site.span.start, site.span.end
        names = [doc[start:i] for i in range(end - 1, start, -1)]
        names += [doc[t.i + 1 : end] for t in site.span[:-1] if t.lower_ == "of"]
        name = next((n for n in names if key(n.text) in known), None)
        if name is not None:
            more.append(Candidate(name, "none", known[key(name.text)].listed, inner=True))
    return more
