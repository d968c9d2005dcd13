"""The words of pages: labels of terms, dates, counts of people, and how surely somebody is held responsible."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from generator.record.count import Count
from generator.record.edtf import PartialDate
from generator.record.schema import Casualties, Incident, Perpetrator
from generator.record.vocabulary import vocabulary

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


def label(name: str, term: str | None) -> str:
    """Give the label of a term of a vocabulary; empty for None."""
    return vocabulary(name).label(term) if term else ""


def inside(text: str) -> str:
    """Give a label as it stands inside a sentence: its first letter small, unless its second is a capital too."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or len(text) == 1 else text


def phrase(name: str, term: str | None) -> str:
    """Give the label of a term as it stands inside a sentence."""
    return inside(label(name, term))


def known(term: str | None) -> str | None:
    """Give a term back unless it says only that nothing is known."""
    return None if term == "unknown" else term


def date_view(date: PartialDate | None) -> DateView | None:
    """Say a date."""
    if date is None:
        return None
    return DateView(date.in_words(), date.text if _MACHINE.fullmatch(date.text) else None)


def period_view(record: Incident) -> DateView | None:
    """Say when an incident happened, from first to last day where it lasted."""
    first, last = record.when.date, record.when.end
    if first and last and first != last:
        return DateView(f"{first.in_words()} to {last.in_words()}", None)
    return date_view(first or last)


def number_of(count: Count, one: str, many: str) -> str:
    """Say how many of something: `two suspects`, `more than 3,000 people`, `an unknown number of victims`."""
    if count.text == "unknown":
        return f"an unknown number of {many}"
    return f"{count.in_words()} {one if count.text == '1' else many}"


def casualty_people(row: Casualties) -> str:
    """Say how many of whom: `two suspects`."""
    one, many = _words()["who"].get(row.who or "unknown", _words()["who"]["unknown"])
    return number_of(row.count, one, many)


def casualty_cause(row: Casualties, *, short: bool = False) -> str:
    """Say what did it; empty where it goes without saying or nobody says."""
    if short:
        return word("cause-short", row.caused_by)
    goes_without_saying = {("incident", "victim"), ("response", "suspect" if row.status == "arrested" else "")}
    if (row.caused_by, row.who) in goes_without_saying:
        return ""
    return word("cause", row.caused_by)


def attribution(perpetrator: Perpetrator) -> str:
    """Say how surely somebody is held to have done it. There is always something to say."""
    said = word("attribution", perpetrator.attribution) or phrase("attribution", perpetrator.attribution)
    return said or "attribution not stated"


def responsibility(perpetrator: Perpetrator) -> str:
    """Say what part somebody is held to have had, and how surely: `director, suspected by the authorities`."""
    # Who claims it is a claimant, and a perpetrator is what everybody in this list is held to be.
    plain = "claimant" if perpetrator.attribution == "claimed" else "perpetrator"
    role = perpetrator.role if perpetrator.role not in ("perpetrator", plain) else None
    said = [phrase("perpetrator-role", role), attribution(perpetrator)]
    if perpetrator.attribution != "claimed":
        said.append(word("claim", perpetrator.claim))
    return ", ".join(part for part in said if part)


def grade_words(grade: str) -> str:
    """Say what an Admiralty grade means; empty for what is none."""
    if len(grade) != 2:
        return ""
    said = word("reliability", grade[0]), word("credibility", grade[1])
    return ", ".join(said) if all(said) else ""


def one_line(text: str) -> str:
    """Give text for places that know no markup, such as the title bar: one line, without marks of direction."""
    return " ".join(text.translate(_DIRECTION).split())


def show_marks(text: str) -> str:
    """Show marks that turn text around, by name, instead of obeying them."""
    return text.translate(_TURNING)


def shorten(text: str, limit: int) -> str:
    """Cut text at a word, so that it has at most `limit` characters, an ellipsis included."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def sort_day(record: Incident) -> str:
    """Give the day to sort a record by, ISO 8601; an open start counts as its end, and no date comes first of all."""
    date = record.when.date or record.when.end
    if date is None:
        return ""
    day = date.earliest if date.earliest.year > 1 else date.latest
    return day.isoformat()


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("data", "words.toml").read_text("utf-8"))
