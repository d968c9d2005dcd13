"""What an article is written for: news of an incident, or only its memory, its rehearsal, or a law that came of it.

An incident that a memorial, a drill or a decree recalls is told of, and yet the article is not about it. Nor is one
about the late stages of an old case: a court's word eighteen months after the deed is news of the court.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from generator.document import Document
from generator.extract.mentions import DateMention
from generator.extract.syntax import clause_head
from generator.extract.triggers import Trigger, weight_of
from generator.extract.words import word_set

_LONG_PAST = 548
"""Days, eighteen months, after which a court's word on a deed is no longer news of the deed."""
_SPORT = 3
"""Different words of a game that make a report of one."""
_LEDE = 3
"""Sentences of the body that say what an article is written for."""


def only_recalls(doc: Doc) -> bool:
    """Say whether an article that speaks of incidents is news of none: a memorial, a game, a law, an old case."""
    title = _headline(doc)
    if title is None:
        return False
    opening = _Opening(doc, title)
    if opening.is_of_sport():
        return True
    if opening.tells_a_deed():
        return False
    return opening.commemorates() or opening.is_elsewhere() or opening.is_long_past()


def headline_deed(doc: Doc) -> bool:
    """Say whether the headline itself tells of a deed by its verb: "shot", "crashes", "kills"."""
    title = _headline(doc)
    return title is not None and _Opening(doc, title).tells_a_deed()


def _headline(doc: Doc) -> Span | None:
    document: Document = doc._.document
    return next((doc[p.start : p.end] for p in document.paragraphs if p.kind == "title"), None)


class _Opening:
    """Headline and first sentences of a document, with the words for deeds in them."""

    def __init__(self, doc: Doc, title: Span) -> None:
        self.doc = doc
        self.document: Document = doc._.document
        self.title = title
        bodies = [s for s in doc.sents if self.document.paragraph_of(s).kind == "body"]
        self.lede: Sequence[Span] = bodies[:_LEDE]
        self.triggers: list[Trigger] = doc._.triggers

    def _within(self, span: Span) -> list[Trigger]:
        return [t for t in self.triggers if span.start <= t.token.i < span.end]

    def tells_a_deed(self) -> bool:
        """Say whether a main verb of the headline is a deed."""
        told = [t for t in self._within(self.title) if weight_of(t) > 0]
        return any(_is_main_verb(t.token) for t in told)

    def commemorates(self) -> bool:
        """Say whether the headline is about remembering, and the first sentences count nobody."""
        return any(_names(token, "commemoration") for token in self.title) and not self._counts()

    def is_of_sport(self) -> bool:
        """Say whether the first sentences report a game, whose shots hurt nobody, and the headline no crash or attack.

        "Beat" and "kills off" are no deeds in it.
        """
        if any(weight_of(t) > 0 and t.kind != "other" for t in self._within(self.title)):
            return False
        said = {t.lemma_.lower() for span in (self.title, *self.lede) for t in span if _names(t, "sport")}
        return len(said) >= _SPORT and not self._counts()

    def _counts(self) -> bool:
        """Say whether headline or first sentences count people who were harmed."""
        counted = {c.span.sent.start for c in self.doc._.casualties if c.count.best and c.confidence >= 0.5}
        return any(span[0].sent.start in counted for span in (self.title, *self.lede))

    def is_elsewhere(self) -> bool:
        """Say whether headline and first sentences are about a law or a policy and speak of no deed at all."""
        if self._within(self.title) or any(self._within(s) for s in self.lede[:2]):
            return False
        return any(_names(token, "policy") for span in (self.title, *self.lede[:1]) for token in span)

    def is_long_past(self) -> bool:
        """Say whether every day that is given for a deed lies more than eighteen months back."""
        told = self.document.reference_date
        if told is None or not any(_names(token, "late") for token in self.title):
            return False
        dated = [
            (trigger.token.sent.start, (told - date.date.latest).days)
            for trigger in self.triggers
            if weight_of(trigger) > 0
            for date in self._dates_of(trigger)
        ]
        early = [s.start for s in self.lede]
        return any(at in early for at, _ in dated) and min(days for _, days in dated) > _LONG_PAST

    def _dates_of(self, trigger: Trigger) -> list[DateMention]:
        below = {token.i for token in trigger.token.subtree}
        head = clause_head(trigger.token)
        dates: list[DateMention] = self.doc._.dates
        return [
            d
            for d in dates
            if d.confidence >= 0.4
            and (d.span.root.i in below or clause_head(d.span.root) == head)
            and not _is_of_law(d)
        ]


def _is_of_law(date: DateMention) -> bool:
    """Say whether a date is that of a court's or a reporter's work: "on Friday the judge sentenced …"."""
    lemma = clause_head(date.span.root).lemma_.lower()
    return lemma in word_set("when", "law") | word_set("when", "telling")


def _is_main_verb(token: Token) -> bool:
    return token.pos_ == "VERB" and (
        token.dep_ == "ROOT" or (token.dep_ in ("conj", "ccomp") and _is_main_verb(token.head))
    )


def _names(token: Token, key: str) -> bool:
    return token.lemma_.lower() in word_set("occasion", key) or token.lower_ in word_set("occasion", key)
