"""Which labelled documents the learned reader is taught, and which are held out to weigh and cut by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np

FOLDS = 20
"""Parts into which training documents fall."""
HELD = 3
"""Parts that are held out."""


def fold_of(count: int) -> list[int]:
    """Give the part of each of so many training documents; the same at every run."""
    parts: list[int] = (np.random.default_rng(0).permutation(count) % FOLDS).tolist()
    return parts


def is_taught(line: Mapping[str, Any]) -> bool:
    """Say whether an article of the Gun Violence Corpus is taught; articles on one incident go together."""
    return hashlib.sha256(line["incident_id"].encode()).digest()[-1] % 2 == 0
