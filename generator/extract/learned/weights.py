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
from generator.extract.learned.relevance import document_features, document_words, sort_words

Table = NDArray[np.float32]
WIDTH = 1 << 16
"""Places in a table; features that fall on one place share its weight."""
SORT_WIDTH = 1 << 19
"""Places in the table of word pairs that the training texts hold."""
WORDS_SCALE = 4.0
"""What all words of a document together weigh beside its other features."""


def sigmoid(value: float) -> float:
    """Give the probability for a log-odds value."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))


@dataclass(frozen=True)
class Weights:
    """All that was learned."""

    relevance: Table
    """A weight for each feature of a document, its words in the second half."""
    roles: dict[str, Table]
    """A weight for each feature of a candidate, by role."""
    floors: dict[str, float]
    """From which probability on a candidate has the role; `relevance` is among them."""
    pairs: NDArray[np.bool_]
    """Which word pairs the training texts hold."""
    familiar: tuple[float, float]
    """Shares of known word pairs at which the reader trusts itself not at all, and fully."""

    def relevance_of(self, doc: Doc, score: float) -> float:
        """Give the probability that a document tells of an incident."""
        facts, words = relevance_indices(doc, score)
        value = float(self.relevance[facts].sum())
        if len(words):
            value += float(self.relevance[words + WIDTH].sum()) * WORDS_SCALE / math.sqrt(len(words))
        return sigmoid(value)

    def familiar_share(self, doc: Doc) -> float:
        """Give the share of a document's word pairs that the training texts hold."""
        places = hashed(sort_words(doc), SORT_WIDTH)
        return float(self.pairs[places].mean()) if len(places) else 0.0


def relevance_indices(doc: Doc, score: float) -> tuple[Indices, Indices]:
    """Give the places of a document's features and of its words."""
    return hashed(document_features(doc, score), WIDTH), hashed(document_words(doc), WIDTH)


@cache
def load_weights() -> Weights:
    """Read the weights that are shipped, once a process."""
    with resources.files(__package__).joinpath("weights.npz").open("rb") as file:
        data = np.load(file, allow_pickle=False)
        return Weights(
            relevance=data["relevance"].astype(np.float32),
            roles={k.removeprefix("role_"): data[k].astype(np.float32) for k in data.files if k.startswith("role_")},
            floors={k.removeprefix("floor_"): float(data[k]) for k in data.files if k.startswith("floor_")},
            pairs=np.unpackbits(data["pairs"]).astype(bool),
            familiar=(float(data["familiar"][0]), float(data["familiar"][1])),
        )
