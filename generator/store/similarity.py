"""How alike two articles are: the rare words that they share, and whether one repeats the other.

A text is kept as a small set of numbers, one for each of its telling words, with how rare the word is in news. Rarity
is read from a fixed table and never counted in the collection, so that what was added before changes no comparison.
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_MARK = re.compile(r"['\u2019]")
_LEVELS = 16
_SHINGLE = 4
"""Words in a row that make one shingle."""
_SKETCH = 96
"""Shingles kept of a text, those with the smallest hashes: a fair sample of all of them."""
_SELDOM = 3
"""Levels below the rarest at which a word is still a seldom one."""
_ENOUGH = 24
"""Shingles below which a text is too short to be called a reprint."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A text in a form that can be compared quickly and kept in few bytes."""

    words: frozenset[int]
    """A hash for each telling word; its last four bits are the word's level of rarity."""
    sketch: frozenset[int] = frozenset()
    """The smallest hashes of its shingles, stretches of four words."""
    norm: float = field(default=0.0, compare=False)
    """The length of the vector of its words' weights."""

    @classmethod
    def of(cls, text: str) -> Signature:
        """Take the signature of a text."""
        found = folded_words(text)
        words = frozenset(hashed for word in set(found) if (hashed := _hashed(word)) is not None)
        shingles = {zlib.crc32(" ".join(found[at : at + _SHINGLE]).encode()) for at in range(len(found) - _SHINGLE + 1)}
        return cls._made(words, frozenset(sorted(shingles)[:_SKETCH]))

    @classmethod
    def from_bytes(cls, data: bytes) -> Signature:
        """Read what `to_bytes` gave.

        Raises:
            ValueError: It is no signature.
        """
        numbers = array("I")
        numbers.frombytes(data)
        count = numbers[0] if numbers else 0
        return cls._made(frozenset(numbers[1 : count + 1]), frozenset(numbers[count + 1 :]))

    @classmethod
    def _made(cls, words: frozenset[int], sketch: frozenset[int]) -> Signature:
        return cls(words, sketch, math.sqrt(sum(weight_of(word) ** 2 for word in words)))

    def to_bytes(self) -> bytes:
        """Give it as bytes, four for each number."""
        return array("I", [len(self.words), *sorted(self.words), *sorted(self.sketch)]).tobytes()

    def rarest(self, most: int) -> list[int]:
        """Give the hashes of the rarest words, such as names; the choice depends on the text alone."""
        return sorted(self.words, key=lambda word: (-(word & (_LEVELS - 1)), word))[:most]


def folded_words(text: str) -> list[str]:
    """Give a text's words in order: lower case, no accents, no possessive endings."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return [_MARK.sub("", _POSSESSIVE.sub("", word)) for word in _WORD.findall(plain)]


def weight_of(word: int) -> float:
    """Give the weight of a hashed word: the logarithm of how many articles lack it for one that has it."""
    return (word & (_LEVELS - 1)) / 2


def likeness(one: Signature, other: Signature) -> float:
    """Say how much of their telling words two texts share: the cosine of the angle between them, 0 to 1."""
    if not one.norm or not other.norm:
        return 0.0
    return sum(weight_of(word) ** 2 for word in one.words & other.words) / (one.norm * other.norm)


def repeats(one: Signature, other: Signature) -> float:
    """Estimate what share of their stretches of words two texts have in common, 0 to 1; 0 for very short ones."""
    if min(len(one.sketch), len(other.sketch)) < _ENOUGH:
        return 0.0
    both = sorted(one.sketch | other.sketch)[:_SKETCH]
    return sum(h in one.sketch and h in other.sketch for h in both) / len(both)


def is_common(word: str) -> bool:
    """Say whether a word is one that news reports often have, such as `Boy` or `Police`."""
    levels, unlisted = _rarity()
    return levels.get(word.casefold(), unlisted) < unlisted - _SELDOM


@cache
def _rarity() -> tuple[Mapping[str, int], int]:
    data = tomllib.loads(resources.files(__package__).joinpath("data", "common_words.toml").read_text("utf-8"))
    levels = {word: level["level"] for level in data["common"] for word in level["words"].split()}
    return levels, int(data["unlisted"])


def _hashed(word: str) -> int | None:
    levels, unlisted = _rarity()
    level = levels.get(word, unlisted) if len(word) > 1 else 0
    return None if level == 0 else zlib.crc32(word.encode()) & ~(_LEVELS - 1) | level
