"""What speaks for a wording having a role, as numbers to be weighed: the linear scores and the tagger's marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from generator.extract.learned.groups import Group
from generator.extract.learned.tagger import TAGS, Tags
from generator.extract.learned.weights import Table, odds

_MARKS = {"victims": ("victims", "described")}
"""By which of the tagger's marks a role is known, where not by its own."""
_LINEAR_SCALE = 3.0
"""Linear scores run about three times as high as the tagger's."""

Floats = NDArray[np.float64]


def signs(groups: Sequence[Group], role: str, table: Table, tags: Tags) -> Floats:
    """Give what speaks for each wording: n x 5.

    The columns: the linear score; the log-odds by the tagger that its words, its head, and exactly its words are of
    the role, each at the best of its places; and 1.
    """
    marks = [TAGS.index(name) for name in _MARKS.get(role, (role,))]
    out = np.ones((len(groups), 5))
    for row, group in zip(out, groups, strict=True):
        row[0] = float(table[group.features].sum()) / _LINEAR_SCALE
        row[1:4] = [odds(best) for best in _best(group, marks, tags.words)]
    return out


def _best(group: Group, marks: Iterable[int], words: NDArray[np.float32]) -> list[float]:
    best = [0.0, 0.0, 0.0]
    for place in group.places:
        start, end = place.span.start, place.span.end
        for mark in marks:
            inside = 1.0 - words[start:end, mark, 0]
            ends_here = 1.0 - float(words[end, mark, 2]) if end < len(words) else 1.0
            exact = float(words[start, mark, 1]) * float(np.prod(words[start + 1 : end, mark, 2])) * ends_here
            found = (float(inside.mean()), float(1.0 - words[place.head.i, mark, 0]), exact)
            best = [max(old, new) for old, new in zip(best, found, strict=True)]
    return best
