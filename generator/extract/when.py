"""When an incident happened: of all expressions of time, the one that dates the deed and not the telling of it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span

from generator.document import Document
from generator.extract.belonging import incident_of
from generator.extract.dates import in_past_context
from generator.extract.incidents import Incident
from generator.extract.mentions import DateMention
from generator.extract.phrases import phrase
from generator.extract.syntax import clause_head
from generator.extract.words import word_set
from generator.record.edtf import PartialDate

_FLOOR = 0.35
_LEDE = 4
"""Paragraphs, headline and captions included, within which an incident of the day is dated."""


@dataclass(frozen=True, slots=True)
class Dating:
    """A date with the words it rests on."""

    date: PartialDate
    """As precise as the article allows."""
    span: Span
    """The words to quote."""
    confidence: float
    """0 to 1."""


def when_of(document: Document, incident: Incident) -> Dating | None:
    """Choose the date of one incident."""
    number = incident.number
    mine = [d for d in document.doc._.dates if incident_of(d.span) == number]
    scored = [(_score(d, incident, document), -d.span.start, d) for d in mine]
    scored = [s for s in scored if s[0] >= _FLOOR]
    if not scored:
        return None
    score, _, best = max(scored, key=lambda s: (round(s[0], 2), s[1]))
    finer = _finer(best, [d for s, _, d in scored if s >= score - 0.5])
    return Dating(finer.date, phrase(document, finer.span), round(min(0.95, score / 2.2), 2))


def _score(mention: DateMention, incident: Incident, document: Document) -> float:
    doc = document.doc
    score: float = mention.confidence
    head = clause_head(mention.span.root)
    strong = [t for t in incident.triggers if t.weight >= 1.0 or t.token.pos_ == "VERB"]
    beside = [t for t in strong if t.token == head or clause_head(t.token) == head]
    if beside:
        # "Stabbed last night" dates the deed; "died today" may date only its end.
        score += 0.7 if any(t.weight >= 1.0 for t in beside) else 0.45
    governors = [head, *list(mention.span.root.ancestors)[:2]]
    if any(g.lemma_.lower() in word_set("when", "telling") for g in governors) and not any(
        t.token in governors and t.weight >= 1 for t in incident.triggers
    ):
        score -= 0.35
    if head.lemma_.lower() in word_set("when", "aftermath") and not any(t.token == head for t in strong):
        score -= 0.35
    if any(g.lemma_.lower() in word_set("when", "law") for g in governors):
        score -= 0.6
    if incident.number == 0:
        paragraph = document.paragraph_of(mention.span)
        index = document.paragraphs.index(paragraph)
        score += max(0.0, 0.5 - 0.1 * index)
        if in_past_context(mention):
            score -= 0.5
        reference = document.reference_date
        if reference is not None and mention.date.earliest > reference:
            score -= 0.5
        if reference is not None and (reference - mention.date.latest).days > 400 and mention.date.precision != "day":
            score -= 0.3
        if index > _LEDE and not any(clause_head(t.token) == head and t.weight >= 1.0 for t in incident.triggers):
            # Far from the lede and from any word for the deed: a date of something else.
            score -= 0.4
        if mention.date.precision in ("year", "decade") or (mention.date.precision == "month" and index > _LEDE):
            score -= 0.45
    if mention.date.precision != "day":
        score -= 0.25
    same: int = sum(d.date.overlaps(mention.date) for d in doc._.dates if incident_of(d.span) == incident.number)
    return score + 0.05 * min(same, 4)


def _finer(best: DateMention, others: list[DateMention]) -> DateMention:
    """Take a day inside the month that was chosen, where the article gives one."""
    if best.date.precision == "day":
        return best
    inside = [o for o in others if o.date.day and best.date.earliest <= o.date.earliest <= best.date.latest]
    return inside[0] if inside else best
