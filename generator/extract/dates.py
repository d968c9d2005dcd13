"""Dates: every expression of time that can date an incident, resolved as far as the text allows."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from generator.document.model import Document
from generator.extract.dates_basis import Basis
from generator.extract.dates_patterns import find_expressions
from generator.extract.dates_resolve import resolve
from generator.extract.dates_words import alternatives, time_words
from generator.extract.mentions import DateMention

# A dateline ends in a dash, with or without an agency in brackets: "PARIS, Jan. 7 (Reuters) —".
_DATELINE_TAIL = re.compile(r"\)?\s*,?\s*(?:\([^)]{2,40}\)\s*)?(?:--|—|–|-\s)")
# "Published: 8/19/2013", "Update (May 11, 2016)", and the date under a post, "(@name) August 25, 2015".
_LABEL = re.compile(
    r"(?:\b(?:published|updated?|posted|modified|filed)(?:\s+(?:on|at))?\s*[:(]?\s*|\(@\w+\)\s*)$", re.IGNORECASE
)
# What may stand beside the date on a line of its own: "02:23 PM ET".
_CLOCK = re.compile(
    r"[\s.,|()-]*(?:(?:at\s+)?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*[A-Z]{0,4})?[\s.,|()-]*", re.IGNORECASE
)
_DATELINE_REACH = 80
_DATELINE_PARAGRAPHS = 3
_CAPITAL_BEFORE = re.compile(r"[A-Z]\w*\s+$")
_CAPITAL = re.compile(r"\s+(?:\[?[A-Z])")


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression as it stands."""

    way: str
    match: re.Match[str]
    span: Span
    paragraph: int


@Language.factory("briefs_dates", assigns=["doc._.dates"])
def make_dates(nlp: Language, name: str) -> DateFinder:
    """Make the component that assigns `doc._.dates`."""
    return DateFinder()


class DateFinder:
    """Finds expressions of time and resolves them against the document's reference date."""

    def __call__(self, doc: Doc) -> Doc:
        """Assign `doc._.dates`."""
        document: Document | None = doc._.document
        if document is None:
            return doc
        found = [item for item in _expressions(document) if not _is_name(item)]
        reference = document.reference_date
        datelines = [item for item in found if _is_dateline(item, document)]
        if reference is None:
            for item in datelines:
                line = resolve(item.way, item.match, Basis(None))
                reference = line.date.day if line else reference
        news = [item for item in found if item not in datelines]
        doc._.dates = _resolve_all(news, reference)
        return doc


def _expressions(document: Document) -> list[_Found]:
    found = []
    for index, paragraph in enumerate(document.paragraphs):
        piece = document.doc[paragraph.start : paragraph.end]
        for way, match in find_expressions(piece.text):
            lead = len(match.group()) - len(match.group().lstrip())
            span = piece.char_span(match.start() + lead, match.end(), alignment_mode="expand")
            if span is not None:
                found.append(_Found(way, match, span, index))
    return found


@cache
def _name_cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = time_words().words
    return (
        re.compile(rf"\b{alternatives(words['name_before'])}\s+$", re.IGNORECASE),
        re.compile(rf"\s+{alternatives(words['name_after'])}\b", re.IGNORECASE),
    )


def _is_name(item: _Found) -> bool:
    """Say whether a weekday or month is part of a name or a habit: the Sunday Times, Theresa May, every Friday."""
    text, span = item.match.string, item.span
    if item.way == "weekday":
        before, after = _name_cues()
        start = item.match.start("weekday")
        return bool(before.search(text[max(0, start - 20) : start]) or after.match(text, item.match.end()))
    if item.way == "holiday":
        # A Christmas market stands for weeks; a Christmas Day service is on the day.
        following = item.match.string[item.match.end() :].split(maxsplit=1)[:1]
        return bool(following) and following[0].lower().strip(".,;:'s") in time_words().words["not_that_day"]
    if item.way == "near":
        # "USA Today" is a paper: a capital in mid-sentence after another capital.
        word = text[item.match.start() :]
        return word[0].isupper() and bool(_CAPITAL_BEFORE.search(text, 0, item.match.start()))
    if item.way in ("bare-month", "season"):
        return any(token.ent_type_ in ("PERSON", "ORG", "WORK_OF_ART") for token in span)
    return False


def _is_dateline(item: _Found, document: Document) -> bool:
    """Say whether a date is that of the report: in a dateline, on a line of its own, after "published"."""
    bodies = [i for i, p in enumerate(document.paragraphs) if p.kind == "body"]
    text, match = item.match.string, item.match
    if item.way not in ("day", "iso", "slashed"):
        return False
    rest = text[: match.start()] + text[match.end() :]
    if _CLOCK.fullmatch(rest) or _LABEL.search(text, 0, match.start()):
        return True
    if item.paragraph not in bodies[:_DATELINE_PARAGRAPHS] or match.start() > _DATELINE_REACH:
        return False
    if _DATELINE_TAIL.match(text, match.end()):
        return "." not in text[: match.start()].replace("St.", "") or text[: match.start()].isupper()
    return (
        match.start() == 0
        and item.paragraph == bodies[0]
        and bool(match.groupdict().get("year"))
        and bool(_CAPITAL.match(text, match.end()))
    )


def _resolve_all(found: list[_Found], reference: datetime.date | None) -> list[DateMention]:
    anchors: list[tuple[int, datetime.date]] = []
    for item in found:
        if item.way in ("iso", "slashed", "day"):
            full = resolve(item.way, item.match, Basis(None))
            if full and full.date.day:
                anchors.append((item.paragraph, full.date.day))
    mentions: list[DateMention] = []
    last: tuple[int, datetime.date] | None = None
    for item in found:
        near = last[1] if last and item.paragraph - last[0] <= 1 else None
        basis = Basis(reference, _anchor(item, anchors), near, _is_ahead(item))
        meaning = resolve(item.way, item.match, basis)
        if meaning is None:
            continue
        mentions.append(DateMention(item.span, meaning.date, meaning.relative, meaning.confidence))
        day = meaning.date.day
        if day and not basis.ahead:
            last = (item.paragraph, day)
    return mentions


def _anchor(item: _Found, anchors: list[tuple[int, datetime.date]]) -> datetime.date | None:
    """Give the nearest full date: near by for a weekday, anywhere for a day that lacks only its year."""
    reach = 1 if item.way == "weekday" else 1000
    near = [(abs(index - item.paragraph), day) for index, day in anchors if abs(index - item.paragraph) <= reach]
    return min(near, key=lambda pair: pair[0])[1] if near else None


@cache
def _ahead_cue() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives(time_words().future['before'])}(?:\s+\w+){{0,3}}\s*$", re.IGNORECASE)


def _is_ahead(item: _Found) -> bool:
    """Say whether the expression dates something still to come, by its verb or the words before it."""
    before = item.match.string[max(0, item.match.start() - 40) : item.match.start()]
    if _ahead_cue().search(before):
        return True
    verb = governing_verb(item.span)
    if verb is None:
        return False
    future = time_words().future
    if any(child.lower_ in future["auxiliaries"] for child in verb.children if child.dep_ in ("aux", "auxpass")):
        return True
    # "is scheduled to appear on Friday": the infinitive hangs on a verb of planning.
    return verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.lemma_.lower() in future["planned"]


def governing_verb(span: Span) -> Token | None:
    """Give the verb of the clause in which a span stands."""
    token = span.root
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


@cache
def _background_cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    cues = time_words().background
    return (
        re.compile(rf"\b{alternatives(cues['in_expression'])}\b", re.IGNORECASE),
        re.compile(rf"\b{alternatives(cues['before'])}(?:\s+\w+)?\s*$", re.IGNORECASE),
        re.compile(rf"\b{alternatives(cues['in_sentence'])}\b", re.IGNORECASE),
    )


def in_past_context(mention: DateMention) -> bool:
    """Say whether a date puts what it dates behind the news: "in 2004", "last year", "had been killed on Monday".

    Args:
        mention: A resolved expression.
    """
    if mention.date.precision in ("year", "decade", "century", "season"):
        return True
    inside, before, around = _background_cues()
    sentence = mention.span.sent
    head = mention.span.doc[sentence.start : mention.span.start].text
    if inside.search(mention.span.text) or before.search(head) or around.search(sentence.text):
        return True
    document: Document | None = mention.span.doc._.document
    reference = document.reference_date if document else None
    if reference and (reference - mention.date.latest).days > 365:
        return True
    verb = governing_verb(mention.span)
    return verb is not None and is_pluperfect(verb)


def is_pluperfect(verb: Token) -> bool:
    """Say whether a verb stands in the past perfect: "had fled", "had been arrested"."""
    return verb.tag_ == "VBN" and any(child.lower_ in ("had", "'d") and child.dep_ == "aux" for child in verb.children)
