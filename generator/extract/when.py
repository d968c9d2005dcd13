"""When an incident happened: of all expressions of time, the one that dates the deed and not the telling of it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from generator.article.dates import find_dates
from generator.document import Document
from generator.extract.belonging import incident_of
from generator.extract.dates import in_past_context, is_pluperfect
from generator.extract.incidents import Incident
from generator.extract.mentions import DateMention
from generator.extract.phrases import phrase
from generator.extract.syntax import clause_head
from generator.extract.words import word_set
from generator.record.edtf import PartialDate

_FLOOR = 0.35
_FLAT = 0.4
"""How little it counts how surely an expression was resolved, beside what it dates."""
_LEDE = 4
"""Paragraphs, headline and captions included, within which an incident of the day is dated."""
_FIRST = 2
"""Paragraphs within which news of the day is told."""
_HEAD = 600
"""Characters within which an article says when it was published."""
_OF_THE_DAY = 0.4
"""Confidence that undated news is of the article's day."""


@dataclass(frozen=True, slots=True)
class Dating:
    """A date with the words it rests on."""

    date: PartialDate
    """As precise as the article allows."""
    quote: str
    """The words to quote."""
    confidence: float
    """0 to 1."""


def when_of(document: Document, incident: Incident) -> Dating | None:
    """Choose the date of one incident."""
    number = incident.number
    mine = [d for d in document.doc._.dates if incident_of(d.span) == number]
    scored = [(_score(d, incident, document), -d.span.start, d) for d in mine]
    scored = [s for s in scored if s[0] >= _FLOOR]
    best = max(scored, key=lambda s: (round(s[0], 2), s[1]))[2] if scored else None
    if number == 0 and (best is None or _is_long_past(best, document)):
        fresh = _news_of_the_day(document, incident)
        if fresh is not None:
            return fresh
    if best is None:
        return None
    score = max(s[0] for s in scored)
    finer = _finer(best, [d for s, _, d in scored if s >= score - 0.5])
    return Dating(finer.date, document.quote(phrase(document, finer.span)), round(min(0.95, score / 2.2), 2))


def _is_long_past(mention: DateMention, document: Document) -> bool:
    """Say whether a date is but a year before the article's: what it dates is no news."""
    reference = document.reference_date
    return reference is not None and mention.date.precision == "year" and mention.date.latest < reference


def _news_of_the_day(document: Document, incident: Incident) -> Dating | None:
    """Date news that names no day by the article's own: "Eight people have been killed in two explosions".

    It is about that day, since a paper may tell of the night before; and it must stand in the text to be quoted.
    """
    day, text = document.reference_date, document.article.text
    lede = [t for t in incident.triggers if document.paragraphs.index(document.paragraph_of(t.token)) <= _FIRST]
    if day is None or not any(_is_fresh(t.token) for t in lede):
        return None
    found = next((d for d in find_dates(text[:_HEAD]) if d.near(day) == day), None)
    if found is None:
        return None
    return Dating(
        PartialDate.parse(f"{day.isoformat()}~"), " ".join(text[found.start : found.end].split()), _OF_THE_DAY
    )


def _is_fresh(token: Token) -> bool:
    """Say whether a word for the deed stands in a sentence of news: no court's, no memory's."""
    head = clause_head(token)
    above = {t.lemma_.lower() for t in [token, head, *head.ancestors]}
    if above & (word_set("when", "law") | word_set("when", "aftermath")):
        return False
    return head.pos_ in ("VERB", "AUX") and head.tag_ != "VBG" and not is_pluperfect(head)


def _score(mention: DateMention, incident: Incident, document: Document) -> float:
    doc = document.doc
    score = _FLAT + (1 - _FLAT) * mention.confidence
    head = clause_head(mention.span.root)
    strong = [t for t in incident.triggers if t.weight >= 1.0 or t.token.pos_ == "VERB"]
    beside = [t for t in strong if t.token == head or clause_head(t.token) == head]
    in_court = head.lemma_.lower() in word_set("when", "law") and not any(t.token == head for t in strong)
    if beside and not in_court:
        # "Stabbed last night" dates the deed; "died today" may date only its end.
        score += 0.7 if any(t.weight >= 1.0 for t in beside) else 0.35
    governors = [head, *list(mention.span.root.ancestors)[:2]]
    if any(t.token == head and t.weight >= 1.0 for t in strong):
        # "Arrested after he was stabbed last night": what stands above the deed's own clause says nothing of its day.
        governors = [head]
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
