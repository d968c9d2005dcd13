"""How many: number words and figures, with the hedges that newspapers put on them, as counts.

`parse_number` reads a piece of text; `quantities` finds every number of a document once, so that `count_of` can answer
for any noun without trusting how the parser hung a many-worded number together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from generator.extract.numbers_read import SEVERAL, number_words, scan
from generator.record.count import Count

__all__ = ["SEVERAL", "Quantity", "count_of", "ordinal_one", "parse_number", "quantities", "quantity_of"]

_WORDS = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)?\.?|[-–—+%$£€]")
_KEPT = "briefs quantities"
_DASHES = frozenset("-–—")
_CURRENCY = frozenset("$£€#")
_MODIFIERS = frozenset({"nummod", "quantmod", "amod", "det", "advmod", "predet", "nmod", "compound", "dep"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number expression of a document: `at least two dozen`, `6-8`, `another 12`."""

    start: int
    """Index of its first token."""
    end: int
    """Index after its last token."""
    count: Count
    """What it says."""
    more: bool = False
    """True for "another 12": it adds to a number given before."""
    total: bool = False
    """True for "a total of 12"."""


def parse_number(text: str) -> Count | None:
    """Read a piece of text that is a number and nothing else.

    Args:
        text: Such as `four to six`, `at least 12`, `two dozen`, `as many as 40`, `dozens`, `no one`.

    Returns:
        The count, or None where the text is no number. Hundreds are at least 200 and so on; dozens are several, since
        writers use the word for any number too large to count at a glance.
    """
    tokens = _WORDS.findall(text.lower())
    if tokens in (["a"], ["an"], ["another"]):
        return Count.exactly(1)
    found = scan(tokens, 0) if tokens else None
    return found[0] if found and tokens[found[1] :] in ([], ["of"]) else None


def quantities(doc: Doc) -> dict[int, Quantity]:
    """Find the number expressions of a document, once.

    Returns:
        Token index -> the expression it is part of. Ages, times, money and measures are left out.
    """
    known: dict[int, Quantity] | None = doc.user_data.get(_KEPT)
    if known is None:
        known = _find(doc)
        doc.user_data[_KEPT] = known
    return known


def count_of(item: Token | Span) -> Count | None:
    """Say how many a noun phrase stands for.

    Args:
        item: The phrase, or its head word.

    Returns:
        The number said, 1 for a singular with an article or a name, `several` for a plural that says so; None for a
        bare plural ("soldiers") and for words that say nothing about number.
    """
    head = item.root if isinstance(item, Span) else item
    found = quantity_of(head)
    if found is not None:
        return found.count
    return _unsaid(head)


def quantity_of(head: Token) -> Quantity | None:
    """Give the number expression that belongs to a noun, or that the word itself is part of."""
    found = quantities(head.doc)
    own = found.get(head.i)
    if own is not None:
        return own
    lefts = [child for child in head.lefts if child.dep_ in _MODIFIERS]
    # What stands before "a" belongs to other words: "Image 2 of 8 | A child was shot".
    article = next((child.i for child in lefts if child.lower_ in ("a", "an")), 0)
    for child in reversed(lefts):
        for token in (child, *child.children):
            hit = found.get(token.i)
            if hit is not None and article < hit.end <= head.i and not _is_measure(head.doc, hit.end):
                return hit
    # "dozens of people", "three of the men": the number governs the noun.
    if head.dep_ == "pobj" and head.head.lower_ == "of":
        hit = found.get(head.head.head.i)
        if hit is not None and hit.end == head.head.i:
            return hit
    return None


def ordinal_one(head: Token) -> bool:
    """Say whether a word is one more of a kind: `a third` (person), `another`, `a second man`."""
    lexicon = number_words()
    if head.lower_ == "another":
        return True
    if head.lower_ in lexicon.ordinals:
        # "a third of the passengers" is a fraction.
        of = head.i + 1 < len(head.doc) and head.nbor(1).lower_ == "of"
        return head.i > 0 and not of and head.nbor(-1).lower_ in ("a", "the", "another")
    return any(c.lower_ in lexicon.ordinals or c.lower_ == "another" for c in head.lefts if c.dep_ in ("amod", "det"))


def _unsaid(head: Token) -> Count | None:
    low = head.lower_
    if low in ("he", "she", "him", "her", "himself", "herself", "someone", "somebody", "one", "another"):
        return Count.exactly(1)
    if ordinal_one(head):
        return Count.exactly(1)
    if head.tag_ in ("NNS", "NNPS") and head.ent_type_ != "PERSON":
        return None
    if head.ent_type_ == "PERSON":
        return Count.exactly(1)
    if head.tag_ in ("NN", "NNP") and head.pos_ in ("NOUN", "PROPN"):
        return Count.exactly(1)
    return None


def _find(doc: Doc) -> dict[int, Quantity]:
    lows = [token.lower_ for token in doc]
    found: dict[int, Quantity] = {}
    i = 0
    while i < len(lows):
        hit = scan(lows, i)
        if hit is None:
            i += 1
            continue
        count, end = hit
        more = "another" in lows[i:end]
        if not _barred(doc, i, end):
            quantity = Quantity(i, end, count, more, "total" in lows[i:end])
            found.update(dict.fromkeys(range(i, end), quantity))
        i = end
    return found


def _barred(doc: Doc, start: int, end: int) -> bool:
    """Say whether a number is an age, a date, money or a measure."""
    if start and doc[start - 1].text in _CURRENCY:
        return True
    if any(token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT") for token in doc[start:end]) and (
        _is_measure(doc, end)
        or doc[end - 1].dep_ in ("pobj", "npadvmod", "appos")
        or doc[end - 1].head.ent_type_ == "DATE"
    ):
        return not (end < len(doc) and doc[end - 1].head.i >= end and doc[end - 1].head.ent_type_ == "")
    if start and doc[start - 1].lower_ in ("age", "aged", "ages"):
        return True
    return _is_measure(doc, end)


def _is_measure(doc: Doc, end: int) -> bool:
    measures = number_words().measures
    if end < len(doc) and doc[end].lower_ in measures:
        return True
    return end + 1 < len(doc) and doc[end].text in _DASHES and doc[end + 1].lower_ in measures
