"""How far the learned reader trusts itself with a document; nowhere means that the rules alone decide."""

from __future__ import annotations

from spacy.tokens import Doc

from generator.extract.learned.weights import load_weights
from generator.extract.triggers import deliberate_kinds

TO_ADD, TO_DROP = 0.5, 0.9
"""Trust that it takes to add to what the rules found, and to leave out what they found: that is lost to the reader."""
_ADD_ONLY = 0.85
"""Trust at most where one of the two signs alone does not bear it out."""
_NEVER = -1.0
"""Documents held out by which the ramps were made stand higher on the ramp of their words than this."""
_KEY = "briefs.trust"


def trust_in(doc: Doc) -> float:
    """Say how much a document is like those that were learned from, 0 to 1.

    They tell of deeds, not of accidents; they are told from other news by their words; and most of their pairs of
    words are known. Both signs together say whether to add, and each must be high to leave out what the rules found.
    Where any of this fails, what was learned was measured to do harm (see MODEL.md).
    """
    found: float | None = doc.user_data.get(_KEY)
    if found is None:
        found = doc.user_data[_KEY] = _judge(doc)
    return found


def _judge(doc: Doc) -> float:
    if not any(t.kind in deliberate_kinds() for t in doc._.triggers):
        return 0.0
    weights = load_weights()
    words = along(weights.sort_of(doc), weights.ramps["sort"])
    if words <= _NEVER:
        return 0.0
    pairs = along(weights.share_known(doc), weights.ramps["pairs"])
    trust = _held(along(words + pairs, weights.ramps["both"]))
    return trust if _held(words) * _held(pairs) >= TO_DROP else min(trust, _ADD_ONLY)


def along(value: float, ramp: tuple[float, float]) -> float:
    """Give how far along a ramp a value is: 0 at its foot, 1 at its head."""
    low, high = ramp
    return (value - low) / (high - low)


def _held(share: float) -> float:
    return max(0.0, min(1.0, share))
