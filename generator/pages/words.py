"""The words of pages: what categories and grades are called, dates, and text as a page may show it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from generator.record.edtf import PartialDate
from generator.record.schema import Incident
from generator.record.wording import period_words

_MACHINE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")
# Marks that turn the direction of text around: a name that has one can read as something else.
_TURNING = {
    0x202A: "‹LRE›",
    0x202B: "‹RLE›",
    0x202C: "‹PDF›",
    0x202D: "‹LRO›",
    0x202E: "‹RLO›",
    0x2066: "‹LRI›",
    0x2067: "‹RLI›",
    0x2068: "‹FSI›",
    0x2069: "‹PDI›",
}
_TURNS = re.compile(f"[{''.join(map(chr, _TURNING))}]")
_DIRECTION = dict.fromkeys([*_TURNING, 0x200E, 0x200F, 0x061C])


@dataclass(frozen=True, slots=True)
class CategoryWords:
    """What a category of entity is called."""

    folder: str
    """The folder of its pages."""
    title: str
    """The title of its index."""
    one: str
    """What one of it is called."""
    about: str
    """What its index is for."""


@dataclass(frozen=True, slots=True)
class DateView:
    """A date as a reader sees it."""

    words: str
    """Such as `about January 2015`."""
    machine: str | None
    """A value that HTML's `time` element takes; None for a date it cannot say."""


@cache
def category_words(category: str) -> CategoryWords:
    """Give what a category of entity is called."""
    return CategoryWords(**_words()["categories"][category])


def word(table: str, term: str | None) -> str:
    """Look a term up in a table of `data/words.toml`; empty where it has none."""
    return str(_words()[table].get(term, "")) if term else ""


@lru_cache(maxsize=4096)
def date_view(date: PartialDate | None) -> DateView | None:
    """Say a date."""
    if date is None:
        return None
    return DateView(date.in_words(), date.text if _MACHINE.fullmatch(date.text) else None)


def period_view(record: Incident) -> DateView | None:
    """Say when an incident happened, from first to last day where it lasted."""
    first, last = record.when.date, record.when.end
    if first and last and first != last:
        return DateView(period_words(record), None)
    return date_view(first or last)


def grade_words(grade: str) -> str:
    """Say what an Admiralty grade means; empty for what is none."""
    if len(grade) != 2:
        return ""
    said = word("reliability", grade[0]), word("credibility", grade[1])
    return ", ".join(said) if all(said) else ""


def one_line(text: str) -> str:
    """Give text for places that know no markup, such as the title bar: one line, without marks of direction."""
    return " ".join((text if text.isascii() else text.translate(_DIRECTION)).split())


def show_marks(text: str) -> str:
    """Show marks that turn text around, by name, instead of obeying them."""
    return text.translate(_TURNING) if _TURNS.search(text) else text


def shorten(text: str, limit: int) -> str:
    """Cut text at a word, so that it has at most `limit` characters, an ellipsis included."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("data", "words.toml").read_text("utf-8"))
