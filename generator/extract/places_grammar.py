"""Places that the model misses or takes for something else, where the words before or after say what they are."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from generator.extract.gazetteer import Gazetteer
from generator.extract.places_names import NEVER, OWN, Candidate, capital, listed_as, run_from
from generator.extract.places_words import words

_OTHER_THINGS = frozenset({"NORP", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT"})


def by_grammar(doc: Doc, gazetteer: Gazetteer, taken: set[int]) -> list[Candidate]:
    """Find places that the model missed or took for something else, where the words before or after say so."""
    found: list[Candidate] = []
    skip = -1
    for token in doc:
        run = run_from(doc, token.i) if token.i >= skip and token.i not in taken and capital(token) else None
        if run is None:
            continue
        skip = run.end
        if any(t.i in taken or t.ent_type_ in NEVER for t in run):
            continue
        candidate = _judged(run, gazetteer)
        if candidate is not None:
            found.append(candidate)
            taken.update(range(run.start, run.end))
    return found


def _judged(run: Span, gazetteer: Gazetteer) -> Candidate | None:
    """Take a run of capitalised words for a place where the words beside it say so; None where they do not."""
    lists, doc, first = words(), run.doc, run[0]
    labels = {t.ent_type_ for t in run} - {""}
    of = first.i >= 2 and doc[first.i - 1].lower_ == "of" and doc[first.i - 2].lower_ in lists.towns | lists.districts
    if of and "NORP" not in labels:
        candidate = listed_as(run, gazetteer)
        candidate.hint = "city" if candidate.hint == "none" else candidate.hint
        return candidate
    before = word_before(first)
    locative = before is not None and before.lower_ in lists.within | lists.beside and before.lower_ != "on"
    apposed = first.i >= 2 and _apposed(first)
    held = _followed(doc, run, gazetteer)
    # The model takes countries that it rarely met for bodies of people, and a house for those who work in it.
    if run.text.lower() in lists.landmarks or (not labels - {"ORG"} and _is_country(run, gazetteer)):
        return listed_as(run, gazetteer)
    if not (locative or apposed or held):
        return None
    candidate = listed_as(run, gazetteer)
    if held and locative:
        return candidate
    if not candidate.listed or candidate.listed[0][1] < OWN or (len(run) == 1 and first.lower_ in lists.doubtful):
        return None
    if apposed or held:
        return candidate
    # "In Handwara area" is no people of that name.
    adjective = run.end < len(doc) and doc[run.end].lower_ in lists.parts and gazetteer.people(run.text) is None
    if (labels & _OTHER_THINGS and not adjective) or _goes_on(run):
        return None
    candidate.sure = False
    return candidate


def _is_country(run: Span, gazetteer: Gazetteer) -> bool:
    """Say whether a name that the model has no mind about is a country's: "the government of Samoa"."""
    listed = gazetteer.weighed(run.text)
    return bool(listed) and listed[0][0].kind == "country" and listed[0][1] >= OWN and len(run.text) > 3


def _apposed(token: Token) -> bool:
    """Say whether a noun for a town stands right before: "the border town Kobani", "the capital, Port-au-Prince"."""
    before = token.nbor(-1)
    if before.text == ",":
        return token.nbor(-2).lower_ == "capital"
    return before.lower_ in words().towns and before.text.islower()


def _goes_on(run: Span) -> bool:
    """Say whether a noun follows that makes the name an adjective: "in Hamas custody", but not "in Handwara area"."""
    lists, doc = words(), run.doc
    if run.end >= len(doc):
        return False
    if doc[run.end].tag_ == "POS":
        return True
    if doc[run.end].pos_ not in ("NOUN", "PROPN") or run[0].ent_type_ == "":
        return False
    return doc[run.end].lower_ not in lists.parts | lists.towns | lists.regions | lists.districts | lists.dwellings


def word_before(token: Token) -> Token | None:
    """Give the word before a name, past articles and directions."""
    index, doc = token.i - 1, token.doc
    while index >= 0 and (doc[index].lower_ == "the" or doc[index].lower_ in words().directions):
        index -= 1
    return doc[index] if index >= 0 and not token.is_sent_start else None


def _followed(doc: Doc, run: Span, gazetteer: Gazetteer) -> bool:
    """Say whether a comma and a country or region follow: "Verviers, Belgium"."""
    if run.end + 1 >= len(doc) or doc[run.end].text != ",":
        return False
    start = run.end + 1
    while start < len(doc) and doc[start].lower_ in words().directions:
        start += 1
    after = run_from(doc, start) if start < len(doc) else None
    if after is None:
        return False
    holders = [
        place
        for place, weight in gazetteer.weighed(after.text)[:3]
        if place.kind in ("country", "region") and weight >= OWN
    ]
    own = gazetteer.weighed(run.text)
    return any(
        p.country == h.country and (h.kind == "country" or p.region == h.region)
        for h in holders
        for p, _ in own
        if p.kind == "city"
    )
