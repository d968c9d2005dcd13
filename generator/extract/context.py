"""Context: facts about general phenomena that are no incident, such as totals over years and levels of threat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from generator.document.model import Document, Paragraph
from generator.extract.mentions import ContextMention
from generator.extract.numbers import quantities
from generator.extract.syntax import clause_head
from generator.extract.words import word_set, words
from generator.record.count import Count

_MOST = 4
_SHORTEST = 5
_LONGEST = 45
_TAILS = frozenset({"cc", "conj", "punct", "mark", "advcl", "parataxis"})


@Language.factory("briefs_context", requires=["token.dep"], assigns=["doc._.context"])
def make_context(nlp: Language, name: str) -> ContextFinder:
    """Make the component that assigns `doc._.context`."""
    return ContextFinder()


class ContextFinder:
    """Finds the few sentences of background that carry a number, a level or a comparison over years."""

    def __call__(self, doc: Doc) -> Doc:
        """Assign `doc._.context`."""
        document: Document | None = doc._.document
        if document is None:
            return doc
        quoted = {i for quote in doc._.quotes for i in range(quote.span.start, quote.span.end) if len(quote.span) > 3}
        found: list[ContextMention] = []
        for paragraph in document.paragraphs:
            if paragraph.kind != "body":
                continue
            for sentence in _sentences(doc, paragraph):
                if sentence.start in quoted:
                    continue
                for mention in _in_sentence(sentence):
                    if not any(_overlap(mention.span, other.span) for other in found):
                        found.append(mention)
        best = sorted(found, key=lambda mention: -mention.confidence)[:_MOST]
        doc._.context = sorted(best, key=lambda mention: mention.span.start)
        return doc


def _sentences(doc: Doc, paragraph: Paragraph) -> Iterator[Span]:
    start = paragraph.start
    while start < paragraph.end:
        sentence = doc[start].sent
        yield sentence
        start = sentence.end


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{source})\b" for source in words("context")[key]), re.IGNORECASE)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _in_sentence(sentence: Span) -> Iterator[ContextMention]:
    text = sentence.text
    for match in _pattern("periods").finditer(text):
        period = sentence.char_span(*match.span(), alignment_mode="expand")
        if period is not None:
            mention = _total(sentence, period)
            if mention is not None:
                yield mention
    for match in _pattern("threats").finditer(text):
        threat = sentence.char_span(*match.span(), alignment_mode="expand")
        if threat is not None and (fact := _fact(threat.root)) is not None:
            yield ContextMention(fact, None, 0.6)
    superlatives = [token for token in sentence if token.lower_ in word_set("context", "superlatives")]
    far = _pattern("reaches").search(text) if superlatives else None
    if far is not None:
        reach = sentence.char_span(*far.span(), alignment_mode="expand")
        token = superlatives[0]
        near = {token.head.lemma_.lower(), *(word.lemma_.lower() for word in sentence)}
        if reach is not None and reach.end > token.i and near & word_set("context", "compared"):
            fact = _fact(token)
            if fact is not None:
                yield ContextMention(fact, None, 0.5)


def _total(sentence: Span, period: Span) -> ContextMention | None:
    """Read a number of people or things over a long stretch of time."""
    known = quantities(sentence.doc)
    numbers = {known[i].start: known[i] for i in range(sentence.start, sentence.end) if i in known}
    best: tuple[tuple[bool, int], Count, Span] | None = None
    if any(mention.date.day and _overlap(mention.span, period) for mention in sentence.doc._.dates):
        return None  # "on April 11 of this year" dates one deed
    for number in numbers.values():
        if number.start < period.end and period.start < number.end:
            continue
        noun = _counted(sentence.doc[number.start : number.end])
        if noun is None or not _is_large(number.count):
            continue
        together = _together(noun, period)
        if together is None:
            continue
        distance = (number.count.text == "several", abs(number.start - period.start))
        if best is None or distance < best[0]:
            best = (distance, number.count, together)
    return ContextMention(best[2], best[1], 0.6) if best else None


def _is_large(count: Count) -> bool:
    return count.text == "several" or (count.best or 0) > 2


def _counted(number: Span) -> Token | None:
    """Give the plural noun that a number counts."""
    for token in (number.root, number.root.head, *number.root.rights):
        if token.tag_ in ("NNS", "NNPS") or (token.ent_type_ == "NORP" and token.pos_ in ("NOUN", "PROPN")):
            lemma = token.lemma_.lower()
            return None if lemma in word_set("context", "uncounted") else token
    return None


def _together(noun: Token, period: Span) -> Span | None:
    """Give the smallest phrase or clause that holds both a counted noun and the stretch of time."""
    time = period.root
    above = [noun, *noun.ancestors]
    common = next((token for token in above if token == time or token.is_ancestor(time)), None)
    if common is None or not (noun.is_ancestor(time) or clause_head(noun) == clause_head(time)):
        return None
    span = _without_tails(common, {noun.i, time.i})
    if len(span) < _SHORTEST:
        span = _without_tails(clause_head(common), {noun.i, time.i})
    if noun.i < period.start and period.end < span.end and noun.doc[period.end].text in ("and", ",", ";"):
        span = noun.doc[span.start : period.end]
    if any(token.text == ";" for token in span):
        return None
    return span if _SHORTEST <= len(span) <= _LONGEST and span.start <= noun.i < span.end else None


def _fact(token: Token) -> Span | None:
    """Give the clause of a token; of what somebody reports, only the fact."""
    head = clause_head(token)
    while head.dep_ in ("acl", "relcl", "advcl", "pcomp", "xcomp") and head.head != head:
        head = clause_head(head.head)
    span = _without_tails(head, {token.i})
    return span if _SHORTEST <= len(span) <= _LONGEST else None


def _without_tails(head: Token, needed: set[int]) -> Span:
    """Give a word with all that hangs on it, but for joined clauses that hold nothing needed."""
    left = right = head.i
    for child in head.children:
        inside = range(child.left_edge.i, child.right_edge.i + 1)
        if child.dep_ in _TAILS and not any(i in inside for i in needed):
            continue
        left, right = min(left, child.left_edge.i), max(right, child.right_edge.i)
    while left < right and (head.doc[left].is_punct or head.doc[left].dep_ == "mark" or head.doc[left].is_space):
        left += 1
    while right > left and head.doc[right].text in (",", ".", ";", ":", "-", "—", "–"):
        right -= 1
    return head.doc[left : right + 1]
