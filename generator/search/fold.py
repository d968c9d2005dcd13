"""Words as search compares them: small letters without marks. The script of the search box folds in the same way."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

LONGEST = 40
"""The most characters of a word that count."""

_APOSTROPHES = re.compile("['’‘ʻʼ`´]")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def terms_of(text: str) -> set[str]:
    """Give the words of a text; of a compound such as `al-Qaida` each part, and the whole without its hyphens."""
    found = set(_COMPOUND.findall(fold(text)))
    compounds = {word for word in found if "-" in word}
    words = (found - compounds).union(*(word.split("-") for word in compounds)) - stop_words()
    words.update([word.replace("-", "") for word in compounds])
    return {word[:LONGEST] for word in words}


def fold(text: str) -> str:
    """Fold a text: small letters, without accents, letters of few languages written out, without apostrophes."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_letters())
    return _APOSTROPHES.sub("", text)


@cache
def stop_words() -> frozenset[str]:
    """Give the words that tell nothing."""
    return frozenset(_words()["stop"])


class _Letters(dict[int, str | None]):
    """What becomes of each character: those written out, none of an accent, and any other as it is."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        self[code] = None if unicodedata.category(character).startswith("M") else character
        return self[code]


@cache
def _letters() -> _Letters:
    return _Letters({ord(letter): written for letter, written in _words()["letters"].items()})


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("data", "words.toml").read_text("utf-8"))
