"""Reading one name: its run of words, what the words around it say that it is, its places in the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc, Span, Token

from generator.extract.gazetteer import Gazetteer, Place
from generator.extract.places_words import words

Hint = Literal["site", "street", "district", "feature", "region", "city", "none"]

NEVER = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"})
"""Labels of the model's that no place has."""
PARTICLES = frozenset({"al", "de", "del", "den", "du", "el", "la", "las", "le", "les", "los", "san", "santa"})
"""Small words with which names start or go on."""
OWN = 900.0
"""Weight from which a name counts as a place's own and not as one in some other language."""
CITY = 200_000.0
"""Weight from which a town is no part of another."""


@dataclass(slots=True)
class Candidate:
    """A stretch of the document that may name a place."""

    span: Span
    """The name, without article and type words."""
    hint: Hint = "none"
    """What the words around it say that it is."""
    listed: tuple[tuple[Place, float], ...] = ()
    """The gazetteer's places of the name, with their weights."""
    sure: bool = True
    """True where the model or the grammar says outright that it is a place."""
    agency: bool = False
    """True where it is the seat in an authority's name: "Chicago Police Department"."""
    inner: bool = False
    """True where it is part of a site's name: "Jolo" of "Jolo Cathedral"."""
    parents: list[Candidate] = field(default_factory=list)
    """Places named next to it that may hold it, nearest first."""


def capital(token: Token) -> bool:
    """Say whether a token is written like a part of a name."""
    return token.text[0].isupper() and token.pos_ not in ("DET", "PRON", "ADP", "AUX", "CCONJ", "SCONJ")


def listed_as(span: Span, gazetteer: Gazetteer, *, sure: bool = True) -> Candidate:
    """Look a span up, with or without the type word that is part of it."""
    lists, doc = words(), span.doc
    if len(span) > 1 and span[-1].lower_ in lists.quarters and all(t.lower_ in lists.directions for t in span[:-1]):
        return Candidate(span, "district", (), sure)
    if span.text.lower() in lists.landmarks and not (span.end < len(doc) and doc[span.end].text == ","):
        return Candidate(span, "site", (), sure)
    hint = hint_of(span)
    listed = gazetteer.weighed(span.text)
    if hint == "district" and listed and listed[0][0].kind == "city" and listed[0][1] >= CITY:
        # "A Philadelphia neighborhood", "the Englewood neighborhood of Chicago": a city is no neighbourhood.
        hint = "none"
    for longer in _longer(span):
        known = gazetteer.weighed(longer.text)
        if known and known[0][1] >= OWN:
            return Candidate(longer, "none", known, sure)
    if span.start > span.sent.start and doc[span.start - 1].text in lists.features:
        # "The river Turia" is no town of that name.
        return Candidate(span, "feature", (), sure)
    if listed:
        return Candidate(span, hint, listed, sure)
    first, last = span[0].lower_, span[-1].lower_
    if len(span) > 2 and span[1].lower_ == "of" and first in lists.towns | lists.regions:
        inner = doc[span.start + 2 : span.end]
        return Candidate(inner, "city" if first in lists.towns else "region", gazetteer.weighed(inner.text), sure)
    if len(span) > 1 and last in lists.regions | lists.districts | lists.towns:
        shorter = doc[span.start : span.end - 1]
        kind: Hint = "region" if last in lists.regions else "district" if last in lists.districts else "city"
        return Candidate(span, kind, gazetteer.weighed(shorter.text), sure)
    if len(span) > 1 and first in lists.directions:
        # "Northern Iraq", where the model took the direction for a part of the name.
        inner = doc[span.start + 1 : span.end]
        return Candidate(inner, hint, gazetteer.weighed(inner.text), sure)
    if len(span) > 1 and (last in lists.features or first in lists.features):
        hint = "feature"
    return Candidate(span, hint, (), sure)


def _longer(span: Span) -> Iterator[Span]:
    """Yield what a name may be a part of, where case is lost: "Oklahoma city", "la Paz", "Vina del mar"."""
    lists, doc = words(), span.doc
    if span.start > span.sent.start and doc[span.start - 1].lower_ in PARTICLES:
        yield doc[span.start - 1 : span.end]
    if span.end < span.sent.end and doc[span.end].lower_ in lists.towns | lists.regions:
        yield doc[span.start : span.end + 1]
    if span.end < span.sent.end and span[-1].lower_ in PARTICLES:
        yield doc[span.start : span.end + 1]


def hint_of(span: Span) -> Hint:
    """Read from the neighbouring words what a name is: "the town of X", "X province"."""
    lists, doc = words(), span.doc
    if span.end < len(doc) and not doc[span.end].is_sent_start:
        after = doc[span.end].lower_
        if after in lists.regions:
            return "region"
        if after in lists.districts:
            return "district"
        if after == "city":
            return "city"
    if span.start >= 2 and doc[span.start - 1].lower_ == "of":
        before = doc[span.start - 2].lower_
        if before in lists.regions and before not in lists.towns:
            return "region"
        if before in lists.districts:
            return "district"
        if before in lists.towns and before != "capital":
            return "city"
    return "none"


def run_from(doc: Doc, start: int) -> Span | None:
    """Give the run of capitalised words that starts at a token."""
    end = start
    while end < len(doc) and (end == start or not doc[end].is_sent_start):
        if capital(doc[end]):
            end += 1
        elif end > start and (tied := _hyphened(doc, end)):
            # "Port-au-Prince" is five tokens.
            end = tied
        else:
            break
    return doc[start:end] if end > start else None


def _hyphened(doc: Doc, hyphen: int) -> int:
    """Give the end of what hyphens tie to a name, where it ends in a capitalised word; 0 where it does not."""
    end = hyphen
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end].whitespace_ and not doc[end - 1].whitespace_:
        end += 2
    return end if end > hyphen and doc[end - 1].text[0].isupper() else 0
