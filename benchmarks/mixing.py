"""How what was learned separately counts together: small logistic regressions over a few signs, and where to cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]


def mix(signs: Floats, wanted: Floats, *, ridge: float = 1.0, steps: int = 30) -> Floats:
    """Fit a logistic regression over few columns by Newton's method.

    Args:
        signs: What speaks for each row; the last column is 1, and its weight is not drawn to nought.
        wanted: 1 or 0 for each row.
        ridge: How strongly the other weights are drawn to nought.
        steps: At most so many steps.
    """
    x = signs.astype(np.float64)
    drawn = np.full(x.shape[1], ridge)
    drawn[-1] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        likely = 1.0 / (1.0 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (likely - wanted) + drawn * weights
        bend = (x * (likely * (1.0 - likely))[:, None]).T @ x + np.diag(drawn)
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def best_cut(cuts: Iterable[float], worth: Callable[[float], float], *, near: int = 2) -> float:
    """Choose where to cut: the cut whose own and neighbours' worth is best, since one cut's alone is chance.

    Args:
        cuts: Where one could cut, in order.
        worth: What a cut is worth.
        near: How many neighbours on each side count.
    """
    tried = list(cuts)
    values = np.array([worth(cut) for cut in tried])
    smooth = [values[max(0, i - near) : i + near + 1].mean() for i in range(len(tried))]
    return tried[int(np.argmax(smooth))]


def f1(given: Floats, wanted: Floats) -> float:
    """Give F1 of yes-or-no answers."""
    return float(2 * (given & wanted).sum() / max(1, given.sum() + wanted.sum()))
