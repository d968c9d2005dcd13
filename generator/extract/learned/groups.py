"""Candidates of one wording brought together, and the choice among wordings of one thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc

from generator.extract.learned.candidates import Candidate, candidates
from generator.extract.learned.features import Features
from generator.extract.learned.masking import Indices, hashed
from generator.extract.learned.weights import WIDTH


@dataclass(slots=True)
class Group:
    """All places of a document where one wording stands."""

    key: str
    """The wording, folded."""
    places: list[Candidate] = field(default_factory=list)
    """Where it stands."""
    own: list[Indices] = field(default_factory=list)
    """The features of each place."""

    @property
    def features(self) -> Indices:
        """What holds of it at any of its places."""
        return np.unique(np.concatenate(self.own))

    @property
    def heads(self) -> set[int]:
        """Its head nouns, as indices of tokens."""
        return {c.head.i for c in self.places}


def groups_of(doc: Doc, relevance: float) -> list[Group]:
    """Give the groups of a document, in order of their first places."""
    features = Features(doc, relevance)
    groups: dict[str, Group] = {}
    for candidate in candidates(doc):
        key = candidate.key
        if key:
            group = groups.setdefault(key, Group(key))
            group.places.append(candidate)
            group.own.append(hashed(features.of(candidate), WIDTH))
    return list(groups.values())


def chosen(keys: Sequence[str], heads: Sequence[set[int]], scores: Sequence[float], floor: float) -> list[int]:
    """Choose the surest wordings, one for each thing.

    Args:
        keys: The wordings.
        heads: The head nouns of each.
        scores: How surely each has the role.
        floor: Below which none is taken.
    """
    kept: list[int] = []
    for i in sorted(range(len(keys)), key=lambda i: (-scores[i], i)):
        if scores[i] < floor:
            break
        if not any(heads[i] & heads[k] or _same(keys[i], keys[k]) for k in kept):
            kept.append(i)
    return kept


def _same(one: str, other: str) -> bool:
    a, b = one.split(), other.split()
    return a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a))
