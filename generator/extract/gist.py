"""What any article is about, incident or not: who did what, when and where, in the article's own words.

An article without an incident of ours is answered with an empty list; the gist says of what it tells instead.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import asdict, dataclass

from spacy.tokens import Span, Token

from generator.article.dates import find_dates
from generator.document import Document
from generator.extract.dates import in_past_context
from generator.extract.mentions import PlaceMention
from generator.extract.syntax import joined, noun_phrase

_LEDE = 4
_HEAD = 600
"""Characters within which an article says when it was published."""
_LEDE_TOKENS = 400
"""Words within which an article says when its news was."""
_WEEK = 7
"""Days up to which news is news."""
_CLAIMS = frozenset({"nsubj", "nsubjpass", "csubj"})


@dataclass(frozen=True, slots=True)
class Gist:
    """The answers; None where the article gives none."""

    who: str | None = None
    """The subject of the headline, else of the first sentence."""
    what: str | None = None
    """What the headline says of it; the whole headline where it has no verb."""
    when: str | None = None
    """The expression of time that stands nearest the head of the article."""
    date: str | None = None
    """The day it means, as ISO 8601 has it."""
    where: str | None = None
    """The place it names most, what stands near its head counting for more."""

    def to_data(self) -> dict[str, str]:
        """Give the answers there are, by question."""
        return {question: answer for question, answer in asdict(self).items() if answer is not None}


def gist_of(document: Document) -> Gist:
    """Say what an article is about."""
    sentences = [s for s in document.doc.sents if any(t.is_alpha for t in s)]
    if not sentences:
        return Gist()
    titles = [s for s in sentences if document.paragraph_of(s).kind == "title"]
    bodies = [s for s in sentences if document.paragraph_of(s).kind == "body"][:_LEDE]
    head = _telling(titles) or (titles[0] if titles else sentences[0])
    subject = _subject(head) or next((found for s in bodies if (found := _subject(s)) is not None), None)
    when, date = _when(document)
    where = _where(document)
    return Gist(
        who=document.quote(subject) if subject is not None else None,
        what=document.quote(_said(head, subject)),
        when=when,
        date=date.isoformat() if date is not None else None,
        where=document.quote(where.span) if where is not None else None,
    )


def _telling(sentences: list[Span]) -> Span | None:
    """Give the first sentence with a subject: "Croydon crash: Police name victims" is told after its colon."""
    return next((s for s in sentences if _subject(s) is not None), None)


def _subject(sentence: Span) -> Span | None:
    """Give the subject of the main clause with those joined to it; a name or noun, and no mere pronoun."""
    verbs = [sentence.root, *(t for t in sentence if t.dep_ in ("ccomp", "conj", "parataxis", "appos"))]
    for verb in verbs:
        for child in verb.children:
            if child.dep_ in _CLAIMS and child.pos_ != "PRON":
                return _together(child)
    return None


def _together(noun: Token) -> Span:
    spans = [noun_phrase(token, prepositions=False) for token in joined(noun)]
    return noun.doc[min(s.start for s in spans) : max(s.end for s in spans)]


def _said(head: Span, subject: Span | None) -> Span:
    """Give what is said of the subject, up to the end of the sentence; all of it where nothing is left."""
    if subject is None or not head.start <= subject.start < head.end or subject.end >= head.end:
        return head
    return head.doc[subject.end : head.end]


def _when(document: Document) -> tuple[str | None, datetime.date | None]:
    """Give the freshest day that the head of the article names as news, else the one under which it was published."""
    reference = document.reference_date
    named = [d for d in document.doc._.dates if d.span.start < _LEDE_TOKENS and d.date.day and not in_past_context(d)]
    told = [(abs((reference - d.date.earliest).days) if reference else 0, d.span.start, d) for d in named]
    told = [(away, start, d) for away, start, d in told if away <= _WEEK]
    if told:
        best = min(told)[2]
        return document.quote(best.span).removesuffix("'s").removesuffix("’s"), best.date.day
    if reference is None:
        return None, None
    text = document.article.text
    found = next((d for d in find_dates(text[:_HEAD]) if d.near(reference) == reference), None)
    return (" ".join(text[found.start : found.end].split()) if found else None), reference


def _where(document: Document) -> PlaceMention | None:
    sums: defaultdict[str, float] = defaultdict(float)
    best: dict[str, PlaceMention] = {}
    for mention in document.doc._.places:
        paragraph = document.paragraph_of(mention.span)
        index = document.paragraphs.index(paragraph)
        near = 2.0 if paragraph.kind == "title" else 1.0 if index <= _LEDE else 0.4
        name = mention.span.text.lower()
        sums[name] += near * mention.confidence
        if name not in best or mention.confidence > best[name].confidence:
            best[name] = mention
    return best[max(sums, key=sums.__getitem__)] if sums else None
