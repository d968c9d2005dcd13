"""The words of time, read from `data/dates.toml`, and the days that holidays fall on."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from generator.extract.words import words


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Calendar words and cues, by what they do."""

    months: Mapping[str, int]
    """Names and abbreviations of months, 1 to 12."""
    weekdays: Mapping[str, int]
    """Full names of weekdays, Monday 0."""
    short_weekdays: Mapping[str, int]
    """Abbreviated weekdays, which count only beside a day of the month."""
    seasons: Mapping[str, int]
    """Seasons as EDTF numbers them."""
    numbers: Mapping[str, int]
    """Number words, articles included."""
    words: Mapping[str, tuple[str, ...]]
    """Lists of words, by name."""
    days: Mapping[str, tuple[int, float]]
    """Words for a day near the reference date: days on, confidence."""
    echoes: Mapping[str, int]
    """Words for a day near the day named last: days on."""
    holidays: Mapping[str, str]
    """Holidays, each with its rule."""
    future: Mapping[str, tuple[str, ...]]
    """Cues of what lies ahead."""
    background: Mapping[str, tuple[str, ...]]
    """Cues of what lies behind the news."""

    def number(self, text: str) -> int | None:
        """Read a small number in figures or words."""
        text = text.lower()
        return int(text) if text.isdigit() else self.numbers.get(text)


@cache
def time_words() -> TimeWords:
    """Read the data file, once."""
    data = words("dates")

    def lists(name: str) -> dict[str, tuple[str, ...]]:
        return {key: tuple(value) for key, value in data[name].items()}

    return TimeWords(
        months=data["months"],
        weekdays=data["weekdays"],
        short_weekdays=data["short_weekdays"],
        seasons=data["seasons"],
        numbers=data["numbers"],
        words=lists("words"),
        days={key: (int(on), float(sure)) for key, (on, sure) in data["days"].items()},
        echoes=data["echoes"],
        holidays=data["holidays"],
        future=lists("future"),
        background=lists("background"),
    )


def alternatives(words: Iterable[str]) -> str:
    """Give a regular expression for any of some words, the longest first, white space as it comes."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


def holiday(name: str, year: int) -> datetime.date:
    """Give the day that a holiday falls on.

    Args:
        name: A key of the `holidays` table.
        year: The year.
    """
    rule = time_words().holidays[name]
    parts = rule.split()
    if parts[0] == "easter":
        return _easter(year) + datetime.timedelta(days=int(parts[1]))
    if len(parts) == 1:
        return datetime.date.fromisoformat(f"{year:04}-{rule}")
    month, weekday, nth = int(parts[0]), time_words().weekdays[parts[1]], int(parts[2])
    days = [
        day
        for day in calendar.Calendar().itermonthdates(year, month)
        if day.month == month and day.weekday() == weekday
    ]
    shift = int(parts[3]) if len(parts) > 3 else 0
    return days[nth - 1 if nth > 0 else nth] + datetime.timedelta(days=shift)


def _easter(year: int) -> datetime.date:
    """Give Easter Sunday of the Gregorian calendar (the anonymous algorithm, after Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, month, day + 1)
