"""Words as search compares them: small letters without marks. The script of the search box folds in the same way."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

LONGEST = 40
"""The most characters of a word that count."""

_APOSTROPHES = re.compile("['’‘ʻʼ`´]")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def terms_of(text: str) -> Iterator[str]:
    """Give the words of a text; of a compound such as `al-Qaida` each part, and the whole without its hyphens."""
    for compound in _COMPOUND.findall(fold(text)):
        parts = compound.split("-")
        if len(parts) > 1:
            yield "".join(parts)[:LONGEST]
        for part in parts:
            if part not in stop_words():
                yield part[:LONGEST]


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold a text: small letters, without accents, letters of few languages written out, without apostrophes."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_letters())
        text = "".join(c for c in text if not unicodedata.category(c).startswith("M"))
    return _APOSTROPHES.sub("", text)


@cache
def stop_words() -> frozenset[str]:
    """Give the words that tell nothing."""
    return frozenset(_words()["stop"])


@cache
def _letters() -> Mapping[int, str]:
    return {ord(letter): written for letter, written in _words()["letters"].items()}


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("data", "words.toml").read_text("utf-8"))
