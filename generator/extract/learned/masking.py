"""What the learned reader may know of a word: its lemma if it is a common word, and else only what sort of name it is.

Names of people, groups and places are hidden, so that what was learned of one war's news serves another's, and hashed,
so that the weights hold no text.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span, Token

_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"})

Indices = NDArray[np.int32]


def mask(token: Token) -> str:
    """Give a word's lemma, or a sign for what it is where it is a name, a number or a rare word."""
    if token.ent_id_:
        return "@GROUP"
    if token.pos_ == "PROPN" or token.ent_type_ in _NAMED:
        return f"@{token.ent_type_}" if token.ent_type_ in _NAMED else "@NAME"
    if token.pos_ == "NUM" or token.like_num:
        return "@NUM"
    if not token.is_alpha or token.is_oov:
        return "@PUNCT" if token.is_punct else "@RARE"
    return token.lemma_.lower()


def masks(doc: Doc) -> list[str]:
    """Give what may be known of each word of a document."""
    return [mask(token) for token in doc]


def joined_masks(known: list[str], span: Span) -> str:
    """Give a phrase with its names hidden, names of several words as one."""
    out: list[str] = []
    for i in range(span.start, span.end):
        if not (out and out[-1] == known[i] and known[i].startswith("@")):
            out.append(known[i])
    return " ".join(out)


def hashed(features: Iterable[str], width: int) -> Indices:
    """Give the places of features, each place once, in order."""
    return np.array(sorted({zlib.crc32(f.encode()) % width for f in features}), dtype=np.int32)
