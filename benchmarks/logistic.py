"""Logistic regression over hashed features, by L-BFGS in plain numpy: the same numbers at every run."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]


@dataclass(frozen=True)
class Rows:
    """A sparse matrix by rows."""

    starts: NDArray[np.int64]
    """Where each row starts, and the end of the last."""
    places: NDArray[np.int32]
    """The columns that are not zero."""
    values: Floats
    """What stands there."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    def dot(self, weights: Floats) -> Floats:
        """Multiply by a vector of columns."""
        sums = np.concatenate(([0.0], np.cumsum(weights[self.places] * self.values, dtype=np.float64)))
        out: Floats = sums[self.starts[1:]] - sums[self.starts[:-1]]
        return out

    def back(self, rows: Floats, width: int) -> Floats:
        """Multiply its transpose by a vector of rows."""
        spread = np.repeat(rows, np.diff(self.starts)) * self.values
        return np.bincount(self.places, weights=spread, minlength=width)

    def take(self, chosen: NDArray[Any]) -> Rows:
        """Give some of the rows."""
        parts = [slice(self.starts[i], self.starts[i + 1]) for i in chosen]
        lengths = [p.stop - p.start for p in parts]
        return Rows(
            np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
            np.concatenate([self.places[p] for p in parts]),
            np.concatenate([self.values[p] for p in parts]),
        )


def rows_of(places: Sequence[NDArray[np.int32]], values: Sequence[Floats] | None = None) -> Rows:
    """Put rows together; every value is 1 where none are given."""
    starts = np.concatenate(([0], np.cumsum([len(p) for p in places]))).astype(np.int64)
    flat = np.concatenate(places) if places else np.zeros(0, np.int32)
    ones = np.ones(len(flat), np.float32)
    return Rows(starts, flat, ones if values is None else np.concatenate(values))


def fit(rows: Rows, wanted: Floats, width: int, *, ridge: float, steps: int = 60) -> Floats:
    """Fit one logistic regression.

    Args:
        rows: The features.
        wanted: 1 or 0 for each row.
        width: How many columns there are.
        ridge: How strongly weights are drawn to nought.
        steps: At most so many steps.
    """

    def loss(w: Floats) -> tuple[float, Floats]:
        z = rows.dot(w)
        p = 1.0 / (1.0 + np.exp(-np.clip(z, -30, 30)))
        each = np.logaddexp(0.0, z) - wanted * z
        return float(each.sum() + 0.5 * ridge * w @ w), rows.back(p - wanted, width) + ridge * w

    return _lbfgs(loss, np.zeros(width), steps)


def _lbfgs(loss: Callable[[Floats], tuple[float, Floats]], start: Floats, steps: int) -> Floats:
    w = start
    value, slope = loss(w)
    memory: deque[tuple[Floats, Floats, float]] = deque(maxlen=8)
    for _ in range(steps):
        way = slope.copy()
        kept = []
        for moved, turned, scale in reversed(memory):
            share = scale * (moved @ way)
            way -= share * turned
            kept.append(share)
        if memory:
            moved, turned, _ = memory[-1]
            way *= (moved @ turned) / (turned @ turned)
        for (moved, turned, scale), share in zip(memory, reversed(kept), strict=True):
            way += (share - scale * (turned @ way)) * moved
        length = 1.0 if memory else min(1.0, 1.0 / np.abs(slope).sum())
        down = slope @ way
        for _ in range(20):
            new = w - length * way
            new_value, new_slope = loss(new)
            if new_value <= value - 1e-4 * length * down:
                break
            length *= 0.5
        else:
            break
        moved, turned = new - w, new_slope - slope
        if moved @ turned > 1e-10:
            memory.append((moved, turned, 1.0 / (moved @ turned)))
        done = value - new_value < 1e-5 * abs(value)
        w, value, slope = new, new_value, new_slope
        if done:
            break
    return w
