"""The weights: tables of numbers, one for each thing that was learned, read when first asked for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from generator.extract.learned.masking import Indices, hashed
from generator.extract.learned.relevance import document_features, document_words

Table = NDArray[np.float32]
WIDTH = 1 << 16
"""Places in a table; features that fall on one place share its weight."""
PAIRS_WIDTH = 1 << 19
"""Places in the table of word pairs that the training texts hold."""
WORDS_SCALE = 4.0
"""What all words of a document together weigh beside its other features."""


def sigmoid(value: float) -> float:
    """Give the probability for a log-odds value."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))


def odds(probability: float, *, least: float = 1e-3) -> float:
    """Give the log-odds of a probability, held away from never and always."""
    held = max(least, min(1.0 - least, probability))
    return math.log(held / (1.0 - held))


@dataclass(frozen=True)
class Weights:
    """All that was learned, but for the tagger's own."""

    relevance: Table
    """A weight for each feature of a document, its words in the second half."""
    roles: dict[str, Table]
    """A weight for each feature of a candidate, by role."""
    sort: Table
    """A weight for each word and word pair by which news that was learned from is told from other news."""
    pairs: NDArray[np.bool_]
    """Which word pairs the training texts hold."""
    mixes: dict[str, Table]
    """How linear scores, the tagger's and the rules' count together: by role, for `relevance`, `kind` and `others`."""
    floors: dict[str, float]
    """From which log-odds on something is so: by role, for `relevance` and for `others`."""
    ramps: dict[str, tuple[float, float]]
    """Values at which trust is 0 and 1: by `sort`, by the share of known `pairs`, by `both` together."""

    def relevance_of(self, doc: Doc, score: float) -> float:
        """Give the log-odds that a document tells of an incident, by its words and what the rules found."""
        facts, words = relevance_indices(doc, score)
        return float(self.relevance[facts].sum()) + _scaled(self.relevance[WIDTH:], words)

    def sort_of(self, doc: Doc) -> float:
        """Give the log-odds that a document is news of the sort that was learned from."""
        return _scaled(self.sort, hashed(document_words(doc), WIDTH))

    def share_known(self, doc: Doc) -> float:
        """Give the share of a document's word pairs that the training texts hold."""
        places = pair_places(doc)
        return float(self.pairs[places].mean()) if len(places) else 0.0


def _scaled(table: Table, words: Indices) -> float:
    return float(table[words].sum()) * WORDS_SCALE / math.sqrt(len(words)) if len(words) else 0.0


def pair_places(doc: Doc) -> Indices:
    """Give the places of a document's word pairs."""
    return hashed((f for f in document_words(doc) if f.startswith("b ")), PAIRS_WIDTH)


def relevance_indices(doc: Doc, score: float) -> tuple[Indices, Indices]:
    """Give the places of a document's features and of its words."""
    return hashed(document_features(doc, score), WIDTH), hashed(document_words(doc), WIDTH)


@cache
def load_weights() -> Weights:
    """Read the weights that are shipped, once a process."""
    with resources.files(__package__).joinpath("weights.npz").open("rb") as file:
        data = np.load(file, allow_pickle=False)
        kept = {name: data[name] for name in data.files}

    def named(start: str) -> dict[str, Table]:
        return {k.removeprefix(start): v.astype(np.float32) for k, v in kept.items() if k.startswith(start)}

    return Weights(
        relevance=kept["relevance"].astype(np.float32),
        roles=named("role_"),
        sort=kept["sort"].astype(np.float32),
        pairs=np.unpackbits(kept["pairs"]).astype(bool),
        mixes=named("mix_"),
        floors={name: float(value) for name, value in named("floor_").items()},
        ramps={name: (float(value[0]), float(value[1])) for name, value in named("ramp_").items()},
    )
