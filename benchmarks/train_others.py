"""How the learned reader learns which other incidents of a document are told for themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from benchmarks.learning import wordings_of
from benchmarks.mixing import best_cut, mix
from generator.extract.learned.candidates import key_of
from generator.extract.learned.judging import kind_signs
from generator.extract.learned.kinds import main_type
from generator.extract.learned.others import Other, other_signs, others_of
from generator.extract.learned.tagger import KINDS

_CUTS = tuple(np.arange(-3.0, 3.01, 0.1))
"""Log-odds at which one could cut."""

Floats = NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Case:
    """A document's incidents as they are read, beside its key."""

    main: str
    types: list[str]
    """The others' types."""
    signs: Floats
    right: Floats
    """Which of the others the key has."""
    required: Counter[str]
    """Types of the key's templates that must be found."""
    open: Counter[str]
    """Types of those that may be."""


def learn_others(
    docs: Sequence[Doc], lines: Sequence[Mapping[str, Any]], kinds: Floats, *, missed: int
) -> tuple[Floats, float, float]:
    """Weigh what speaks for another incident, and choose where to cut: where types are told best.

    Args:
        docs: Documents held out that are taken to tell of an incident.
        lines: Their keys.
        kinds: How the signs of a kind count together.
        missed: How many templates of documents that are taken to tell of none must be found, and are not.

    Returns:
        The weights, the cut, and F1 of types over templates there.
    """
    cases = [_case(doc, line, kinds) for doc, line in zip(docs, lines, strict=True) if doc._.incidents]
    weights = mix(np.concatenate([c.signs for c in cases]), np.concatenate([c.right for c in cases]))

    def worth(cut: float) -> float:
        return _worth(cases, weights, cut, missed)

    cut = best_cut(_CUTS, worth)
    return weights, cut, worth(cut)


def _case(doc: Doc, line: Mapping[str, Any], kinds: Floats) -> _Case:
    odds = dict(zip(KINDS, (kind_signs(doc, doc._.triggers) @ kinds).tolist(), strict=True))
    main = main_type(doc, odds)
    others = others_of(doc, main)
    required = Counter(name for t in line["templates"] if not t["optional"] for name in t["type"][:1])
    optional = Counter(name for t in line["templates"] if t["optional"] for name in t["type"][:1])
    signs = other_signs(doc, main, odds, others)
    return _Case(main, [o.type for o in others], signs, _right(doc, line, main, others), required, optional)


def _right(doc: Doc, line: Mapping[str, Any], main: str, others: Sequence[Other]) -> Floats:
    """Say which incidents the key has: of each type as many as there, those first that tell of a template's fillers."""
    left = [(t["type"][0], wordings_of(t)) for t in line["templates"] if t["type"]]
    texts = [" ".join(key_of(s.text) for s in dict.fromkeys(t.token.sent for t in o.triggers)) for o in others]
    opening = " ".join(key_of(t.token.sent.text) for t in doc._.incidents[0].triggers[:2])
    mine = [i for i, (name, _) in enumerate(left) if name == main]
    if mine:
        left.pop(max(mine, key=lambda i: (_told(left[i][1], opening), -i)))
    right = np.zeros(len(others))
    pairs = sorted(
        (-_told(words, text), number, at)
        for number, (other, text) in enumerate(zip(others, texts, strict=True))
        for at, (name, words) in enumerate(left)
        if name == other.type
    )
    taken: set[int] = set()
    for _, number, at in pairs:
        if not right[number] and at not in taken:
            right[number] = 1.0
            taken.add(at)
    return right


def _told(words: set[str], text: str) -> int:
    return sum(f" {word} " in f" {text} " for word in words)


def _worth(cases: Sequence[_Case], weights: Floats, cut: float, missed: int) -> float:
    """Give F1 of types over templates; what only an optional template has counts neither way."""
    hits, given, wanted = 0, 0, missed
    for case in cases:
        odds = case.signs @ weights
        said = Counter([case.main, *(name for name, value in zip(case.types, odds, strict=True) if value >= cut)])
        found = said & case.required
        hits += found.total()
        given += said.total() - ((said - found) & case.open).total()
        wanted += case.required.total()
    return 2 * hits / max(1, given + wanted)
