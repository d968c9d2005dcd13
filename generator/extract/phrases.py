"""The words to quote for a date or a place: the phrase in its clause, long enough to stand but once in the article."""

from __future__ import annotations

from spacy.tokens import Span, Token

from generator.document import Document
from generator.extract.syntax import clause_head
from generator.record.text import fold

_SHORT = 12
"""Tokens up to which a sentence is quoted whole."""
_REACH = 10
"""Tokens over which the verb of the clause is quoted too."""
_LEAST = 4
"""Tokens that make a quote readable."""


def _opens(token: Token) -> bool:
    """Say whether a quote may begin here: with no comma, "and", "of" or lone number left over from before."""
    return token.text[0].isalnum() and token.pos_ not in ("CCONJ", "PART", "NUM") and token.lower_ != "of"


def phrase(document: Document, span: Span, *others: Span) -> Span:
    """Give the words to quote for an expression.

    Args:
        document: The document that it stands in.
        span: The expression.
        others: Further expressions that the same quote is to hold, where they stand near in the same sentence.

    Returns:
        A stretch of the sentence whose words occur once in the article; the whole sentence where nothing shorter does.
    """
    sentence, doc = span.sent, span.doc
    if len(sentence) <= _SHORT:
        return sentence
    start, end = span.start, span.end
    for other in others:
        if other.sent.start == sentence.start and max(end, other.end) - min(start, other.start) <= _SHORT:
            start, end = min(start, other.start), max(end, other.end)
    verb = clause_head(span.root)
    if sentence.start <= verb.i < sentence.end and max(end, verb.i + 1) - min(start, verb.i) <= _REACH:
        start, end = min(start, verb.i), max(end, verb.i + 1)
    text = fold(document.article.text)
    while start > sentence.start or end < sentence.end:
        quote = fold(document.quote(doc[start:end]))
        if end - start >= _LEAST and text.count(quote) == 1 and _opens(doc[start]):
            return doc[start:end]
        if start > sentence.start:
            start -= 1
        else:
            end += 1
    return sentence
