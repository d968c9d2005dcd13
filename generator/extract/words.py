"""Word lists: the TOML files of `extract/data/`, each read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def words(name: str) -> dict[str, Any]:
    """Read one data file.

    Args:
        name: The stem of a file in `extract/data/`.
    """
    return tomllib.loads(resources.files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """Give one list of a data file as a set."""
    return frozenset(words(name)[key])
