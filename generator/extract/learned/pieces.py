"""Words cut into the pieces that the tagger's encoder knows: greedy longest match over a vocabulary, in lower case."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

_LONGEST = 40
"""Characters from which on a word is no word."""


class Pieces:
    """A vocabulary of word pieces.

    Args:
        vocabulary: The pieces in order of their numbers; those that go on a word start with `##`.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._numbers: Mapping[str, int] = {piece: number for number, piece in enumerate(vocabulary)}
        self._known: dict[str, tuple[int, ...]] = {}
        self.unknown, self.start, self.end = (self._numbers[name] for name in ("[UNK]", "[CLS]", "[SEP]"))

    def of(self, word: str) -> tuple[int, ...]:
        """Give the numbers of a word's pieces; never none."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = tuple(n for part in _parts(word) for n in self._cut(part)) or (self.unknown,)
        return found

    def _cut(self, part: str) -> list[int]:
        if len(part) > _LONGEST:
            return [self.unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            lead = "##" if start else ""
            end = len(part)
            while end > start and lead + part[start:end] not in self._numbers:
                end -= 1
            if end == start:
                return [self.unknown]
            found.append(self._numbers[lead + part[start:end]])
            start = end
        return found


def _parts(word: str) -> list[str]:
    """Fold case and accents, and set every mark of punctuation apart."""
    out = [""]
    for char in unicodedata.normalize("NFD", word.lower()):
        sort = unicodedata.category(char)
        if sort == "Mn" or sort.startswith("C"):
            continue
        if char.isspace():
            out.append("")
        elif sort[0] in "PS":
            out += [char, ""]
        else:
            out[-1] += char
    return [part for part in out if part]
