"""Features of a whole document: does it tell of an incident, and is it news of the sort that was learned from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc

from generator.extract.learned.masking import masks


def document_features(doc: Doc, score: float) -> Iterator[str]:
    """Yield the features of a document.

    Args:
        doc: A document whose triggers and casualties have been found.
        score: What the rules score it.
    """
    yield "*"
    for step in range(1, min(40, int(score * 4)) + 1):
        yield f"score>{step}"
    kinds = Counter(f"{t.kind} {t.realis}" for t in doc._.triggers if t.weight >= 1 and not t.generic)
    for kind, count in kinds.items():
        yield f"k {kind}"
        yield f"k {kind} {min(4, count)}"
    for mention in doc._.casualties:
        yield f"c {mention.status} {mention.who}"
        yield f"c {mention.status} {mention.caused_by}"
    length = len(doc)
    yield f"len {min(12, length // 100)}"


def document_words(doc: Doc) -> Iterator[str]:
    """Yield the words and word pairs of a document, names hidden."""
    known = masks(doc)
    for word in known:
        yield f"u {word}"
    for one, other in pairwise(known):
        if one != "@PUNCT" and other != "@PUNCT":
            yield f"b {one} {other}"
