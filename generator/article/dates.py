"""Dates as mastheads write them: `Monday, January 14, 2019`, `18 FEB 90`, `Posted 3:57 AM, May 26, 2015`."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from generator.article.words import one_of, word_set, words

_MONTHS = {"sept": 9}
_MONTHS |= {name.lower(): n for n in range(1, 13) for name in (calendar.month_name[n], calendar.month_abbr[n])}
_DAYS = {"tues": 1, "thur": 3, "thurs": 3}
_DAYS |= {name.lower(): n for n in range(7) for name in (calendar.day_name[n], calendar.day_abbr[n])}
_MONTH = rf"(?P<month>{one_of(_MONTHS)})\b\.?"
_WEEKDAY = rf"(?:\b(?P<weekday>{one_of(_DAYS)})\b\.?,?\s+)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_FORMS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_WEEKDAY}\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?:at\s+)?{_YEAR})?",
        rf"{_WEEKDAY}\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+(?:{_YEAR}|(?P<short>\d\d)\b(?!\s*[:.]\d)))?",
        rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?",
        rf"{_WEEKDAY}\b(?P<first>\d{{1,2}})[/.](?P<second>\d{{1,2}})[/.](?:{_YEAR}|(?P<short>\d\d)\b)",
    )
]
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.h]\d\d)?(?::\d\d)?\s*(?:[ap]\.?m\b\.?)?", re.IGNORECASE)
Label = Literal["published", "updated", "bare"]


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in running text or in a masthead."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last."""
    month: int
    """1 to 12."""
    day: int
    """1 to 31."""
    year: int | None
    """None where it is not written."""
    sure: bool = True
    """False for 1/2/2013, which is January or February."""

    @property
    def date(self) -> datetime.date | None:
        """The day, where it has a year and can be but one."""
        return datetime.date(self.year, self.month, self.day) if self.year and self.sure else None

    def near(self, published: datetime.date | None) -> datetime.date | None:
        """Give the day, a missing year taken from the publication date: the last such day up to a day after it."""
        if self.year or published is None:
            return self.date
        latest = published + datetime.timedelta(days=1)
        for year in (published.year + 1, published.year, published.year - 1):
            if _exists(year, self.month, self.day) and datetime.date(year, self.month, self.day) <= latest:
                return datetime.date(year, self.month, self.day)
        return None


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def find_dates(text: str) -> list[FoundDate]:
    """Find all dates that are written with day and month, in order; days that no calendar has are left out."""
    found: list[FoundDate] = []
    for form in _FORMS:
        for match in form.finditer(text):
            date = _read(match)
            if date and not any(date.start < other.end and other.start < date.end for other in found):
                found.append(date)
    return sorted(found, key=lambda date: date.start)


def _read(match: re.Match[str]) -> FoundDate | None:
    groups = match.groupdict()
    year = int(groups["year"]) if groups.get("year") else None
    if year is None and groups.get("short"):
        short = int(groups["short"])
        year = short + (1900 if short >= 50 else 2000)
    days = [day for day in _month_and_day(groups) if _exists(year or 2000, *day)]
    weekday = _DAYS.get((groups.get("weekday") or "").lower())
    if len(days) > 1 and year and weekday is not None:
        days = [day for day in days if datetime.date(year, *day).weekday() == weekday] or days
    return FoundDate(*match.span(), *days[0], year, len(days) == 1) if days else None


def _month_and_day(groups: dict[str, str | None]) -> list[tuple[int, int]]:
    if groups.get("first") and groups.get("second"):
        first, second = int(groups["first"] or 0), int(groups["second"] or 0)
        return list(dict.fromkeys([(first, second), (second, first)]))
    month, day = str(groups["month"]).lower(), int(groups["day"] or 0)
    return [(int(month) if month.isdigit() else _MONTHS[month], day)]


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    published, updated = words("masthead")["published"], words("masthead")["updated"]
    return (
        re.compile(rf"\b(?:{one_of(published)})\b:?", re.IGNORECASE),
        re.compile(rf"\b(?:{one_of(updated)})\b:?", re.IGNORECASE),
    )


LabelledDate = tuple[Label, FoundDate]


def label_start(line: str, date: int) -> int:
    """Give the offset of the label before a date, such as "Updated:"; the date's own where it has none."""
    every = one_of(words("masthead")["published"] + words("masthead")["updated"])
    found = re.search(rf"\b(?:{every})\b:?\W*(?:(?:at|on)\W+)?(?:{_CLOCK.pattern}\W*)?$", line[:date], re.IGNORECASE)
    return found.start() if found else date


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that holds nothing but when the article appeared."""

    dates: tuple[LabelledDate, ...]
    """Each date with the label before it."""
    rest: str
    """What else stands there: empty, or a byline."""


def read_date_line(line: str) -> DateLine | None:
    """Read a line that gives a date and nothing else of substance.

    Args:
        line: Such as `Updated: Mar 21, 2016 - 6:38 PM` or `Posted 3:57 AM, May 26, 2015, by Jane Doe`.

    Returns:
        None where the line says more than when and by whom.
    """
    dates = find_dates(line)
    if not dates or len(line) > 160:
        return None
    published, updated = _labels()
    labelled: list[LabelledDate] = []
    gaps, at = [], 0
    for date in dates:
        before = line[at : date.start]
        label: Label = "updated" if updated.search(before) else "published" if published.search(before) else "bare"
        labelled.append((label, date))
        gaps.append(before)
        at = date.end
    gaps.append(line[at:])
    author = ""
    for index, gap in enumerate(gaps):
        if by := re.search(r"\bby:?\s+(?=\S)", gap, re.IGNORECASE):
            author = gap[by.start() : label_start(gap, len(gap))]
            gaps[index] = gap[: by.start()]
    return DateLine(tuple(labelled), author.strip(" |,-–—")) if _is_filler(" ".join(gaps)) else None


def _is_filler(text: str) -> bool:
    published, updated = _labels()
    left = updated.sub(" ", published.sub(" ", _CLOCK.sub(" ", text)))
    filler = word_set("masthead", "filler") | set(_DAYS)
    found = [word.lower() for word in re.findall(r"[^\W\d_][\w.]*", left)]
    return all(word in filler or word.strip(".") in filler for word in found)
