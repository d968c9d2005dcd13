"""Candidates of one wording brought together, and the choice among wordings of one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc

from generator.extract.learned.candidates import Candidate, candidates
from generator.extract.learned.features import Features
from generator.extract.learned.masking import Indices, hashed
from generator.extract.learned.tagger import TAGS, Tags, stretches
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


def groups_of(doc: Doc, relevance: float, tags: Tags | None = None) -> list[Group]:
    """Give the groups of a document, in order of their first places.

    Args:
        doc: The document.
        relevance: How likely it tells of an incident.
        tags: What the tagger says of it; what it marks is a candidate too.
    """
    features = Features(doc, relevance)
    groups: dict[str, Group] = {}
    found = list(candidates(doc))
    if tags is not None:
        known = {(c.span.start, c.span.end) for c in found}
        found += [c for c in _marked(doc, tags) if (c.span.start, c.span.end) not in known]
    for candidate in found:
        key = candidate.key
        if key:
            group = groups.setdefault(key, Group(key))
            group.places.append(candidate)
            group.own.append(hashed(features.of(candidate), WIDTH))
    return list(groups.values())


def _marked(doc: Doc, tags: Tags) -> Iterator[Candidate]:
    """Yield what the tagger marks, each stretch once."""
    seen: set[tuple[int, int]] = set()
    for mark in range(len(TAGS)):
        for start, end in stretches(tags, mark):
            if (start, end) not in seen:
                seen.add((start, end))
                span = doc[start:end]
                yield Candidate(span, span.root, "core")


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
