"""The word lists of this room, read once from the TOML files under `data/`, and the patterns made of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

CONTENT_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@cache
def words(name: str) -> dict[str, Any]:
    """Read one list.

    Args:
        name: The stem of a file in `article/data/`.
    """
    text = resources.files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def word_set(name: str, *keys: str) -> frozenset[str]:
    """Give the words under some keys of a list, in lower case."""
    return frozenset(word.lower() for key in keys for word in words(name)[key])


def one_of(alternatives: Iterable[str]) -> str:
    """Write a pattern that matches any of some plain strings, the longest first, white space of any width."""
    ordered = sorted(alternatives, key=len, reverse=True)
    return "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in ordered)


def folded(text: str) -> str:
    """Fold white space and case, and make quotation marks plain, to compare two wordings."""
    plain = text.translate(str.maketrans("‘’“”", "''\"\""))
    return " ".join(plain.casefold().split())


def content_words(text: str) -> set[str]:
    """Give the words that carry meaning: four letters or more, function words left out."""
    found = {word.lower() for word in CONTENT_WORD.findall(text) if len(word) > 3}
    return found - word_set("english", "english")
