"""How far the learned reader trusts itself with a document; nowhere means that the rules alone decide."""

from __future__ import annotations

from spacy.tokens import Doc

from generator.document import Document
from generator.document.casing import is_upper
from generator.extract.learned.weights import load_weights
from generator.extract.triggers import deliberate_kinds


def trust_in(doc: Doc) -> float:
    """Say how much a document is like those that were learned from, 0 to 1.

    All of them were set in capitals, and tags, parses and names look otherwise where case was guessed; they tell of
    deeds, not of accidents; and they are of one sort of news, which the share of a document's word pairs that they
    hold tells. Where any of this fails, what was learned was measured to do harm (see MODEL.md).
    """
    document: Document = doc._.document
    if not any(t.kind in deliberate_kinds() for t in doc._.triggers) or not is_upper(document.article.text):
        return 0.0
    weights = load_weights()
    low, high = weights.familiar
    return max(0.0, min(1.0, (weights.familiar_share(doc) - low) / (high - low)))
