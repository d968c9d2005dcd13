"""What an expression of time is counted from, and what it comes to; shared by the ways of writing time."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from generator.record.edtf import PartialDate

DAY = datetime.timedelta(days=1)
"""One day."""
# Without a reference date, a year of two figures is taken to lie in the hundred years up to this one.
_LATEST = 2030


@dataclass(frozen=True, slots=True)
class Basis:
    """What an expression can be resolved against."""

    reference: datetime.date | None
    """The dateline's day, else the day of publication."""
    anchor: datetime.date | None = None
    """The full date nearest in the text, where one stands near."""
    last: datetime.date | None = None
    """The day that the text named last."""
    ahead: bool = False
    """True where the clause speaks of the future."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The meaning of an expression."""

    date: PartialDate
    """As precise as the text allows."""
    relative: bool
    """True where it took a reference date."""
    confidence: float
    """0 to 1."""


def get(match: re.Match[str], name: str) -> str | None:
    """Give a named part of a match in lower case, white space folded; None where it is absent."""
    value = match.groupdict().get(name)
    return " ".join(value.lower().split()) if value else None


def parsed(text: str, relative: bool, confidence: float) -> Resolved:
    """Give a meaning from EDTF text."""
    return Resolved(PartialDate.parse(text), relative, confidence)


def on_day(day: datetime.date, relative: bool, confidence: float) -> Resolved:
    """Give a meaning that is one day."""
    return Resolved(PartialDate.of_day(day), relative, confidence)


def between(start: datetime.date, end: datetime.date, confidence: float) -> Resolved:
    """Give a meaning that is a stretch of days."""
    return parsed(f"{start.isoformat()}/{end.isoformat()}", True, confidence)


def stated_year(match: re.Match[str], basis: Basis) -> int | None:
    """Give the year that the expression states, "last year" included."""
    year, short, away = get(match, "year"), get(match, "short"), get(match, "away")
    if year:
        return int(year) if len(year) == 4 else _century(int(year), basis)
    if short:
        return _century(int(short), basis)
    if away and basis.reference:
        return basis.reference.year + {"last": -1, "this": 0, "next": 1}[away]
    return None


def _century(short: int, basis: Basis) -> int:
    """Complete a year of two figures to the latest year that is not ahead of the reference date."""
    latest = basis.reference.year if basis.reference else _LATEST
    year = latest - latest % 100 + short
    return year if year <= latest else year - 100
