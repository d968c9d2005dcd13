"""Partial dates: the part of EDTF (ISO 8601-2, level 1) that news of incidents needs, as one small type."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from generator.errors import RecordError

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<mark>[~?%])?",
    re.ASCII,
)
_SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}
_MARKS = {"~": "about ", "?": "perhaps ", "%": "perhaps about ", "": ""}


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the day, month, season, year or decade, or an interval of such dates.

    Build one with `PartialDate.parse`; `str` gives the EDTF text back unchanged.
    """

    earliest: datetime.date
    """First day it can mean; `date.min` for an open start."""
    latest: datetime.date
    """Last day it can mean; `date.max` for an open end."""
    text: str
    """EDTF level 1, as written in the record."""

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read EDTF text.

        Args:
            text: Such as `2015-01-15`, `2015-01`, `2015-01~`, `201X`, `2015-21`, `../2015-01-15`,
                `2015-01/2015-02`.

        Raises:
            RecordError: It is not EDTF level 1, or names a day that does not exist; the message says which.
        """
        if "/" in text:
            start, _, end = text.partition("/")
            if start in ("..", "") and end in ("..", ""):
                raise RecordError(f'"{text}" has neither a start nor an end')
            earliest = datetime.date.min if start in ("..", "") else _bounds(start, text)[0]
            latest = datetime.date.max if end in ("..", "") else _bounds(end, text)[1]
            if earliest > latest:
                raise RecordError(f'"{text}" ends before it starts')
            return cls(earliest, latest, text)
        earliest, latest = _bounds(text, text)
        return cls(earliest, latest, text)

    @classmethod
    def of_day(cls, day: datetime.date) -> PartialDate:
        """Give the partial date that is exactly one day."""
        return cls(day, day, day.isoformat())

    @property
    def is_interval(self) -> bool:
        """True where the text has a slash."""
        return "/" in self.text

    @property
    def precision(self) -> str:
        """One of day, month, season, year, decade, century, interval."""
        if self.is_interval:
            return "interval"
        bare = self.text.rstrip("~?%")
        year, _, rest = bare.partition("-")
        if "X" in year:
            return "century" if year.endswith("XX") else "decade"
        if not rest or rest.startswith("XX"):
            return "year"
        if "-" in rest and not rest.endswith("XX"):
            return "day"
        return "season" if int(rest[:2]) > 12 else "month"

    @property
    def day(self) -> datetime.date | None:
        """The day, where it is known to the day."""
        return self.earliest if self.precision == "day" else None

    def overlaps(self, other: PartialDate, *, slack: int = 0) -> bool:
        """Say whether both can mean one day, give or take some days.

        Args:
            other: The date to compare with.
            slack: Days that may lie between the two.
        """
        return (
            self.earliest.toordinal() - slack <= other.latest.toordinal()
            and other.earliest.toordinal() - slack <= self.latest.toordinal()
        )

    def in_words(self) -> str:
        """Say it as a reader would: `15 January 2015`, `about January 2015`, `before 16 January 2015`."""
        if not self.is_interval:
            return _words(self.text)
        start, _, end = self.text.partition("/")
        if start in ("..", ""):
            return f"on or before {_words(end)}"
        if end in ("..", ""):
            return f"since {_words(start)}"
        return f"{_words(start)} to {_words(end)}"


@lru_cache(maxsize=4096)
def _bounds(point: str, whole: str) -> tuple[datetime.date, datetime.date]:
    match = _POINT.fullmatch(point)
    if not match:
        raise RecordError(
            f"\"{whole}\" is not a date; write '2015-01-15', '2015-01', '2015', '2015-01~' or '../2015-01-15'"
        )
    year, month, day = match["year"], match["month"], match["day"]
    first = int(year.replace("X", "0"))
    last = int(year.replace("X", "9"))
    if first == 0:
        raise RecordError(f'"{whole}": there is no year 0000')
    if "X" in year and month is not None:
        raise RecordError(f'"{whole}": a decade or century has no month')
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise RecordError(f'"{whole}": a day needs its month')
        return datetime.date(first, 1, 1), datetime.date(last, 12, 31)
    number = int(month)
    if number in _SEASONS:
        if day is not None:
            raise RecordError(f'"{whole}": a season has no day')
        start = _SEASONS[number][1]
        end_year, end_month = (first + 1, 2) if number == 24 else (first, start + 2)
        if end_year > datetime.MAXYEAR:
            raise RecordError(f'"{whole}" is too far in the future')
        end = datetime.date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
        return datetime.date(first, start, 1), end
    if not 1 <= number <= 12:
        raise RecordError(f'"{whole}": there is no month {month}')
    days = calendar.monthrange(first, number)[1]
    if day is None or day == "XX":
        return datetime.date(first, number, 1), datetime.date(first, number, days)
    if not 1 <= int(day) <= days:
        raise RecordError(f'"{whole}": {calendar.month_name[number]} {first} has no day {day}')
    exact = datetime.date(first, number, int(day))
    return exact, exact


@lru_cache(maxsize=4096)
def _words(point: str) -> str:
    match = _POINT.fullmatch(point)
    if match is None:  # only reached through text that parse has accepted
        return point
    year, month, day, mark = match["year"], match["month"], match["day"], match["mark"] or ""
    said = _MARKS[mark]
    if year.endswith("XX"):
        return f"{said}the {year[:2]}00s"
    if year.endswith("X"):
        return f"{said}the {year[:3]}0s"
    if month in (None, "XX"):
        return f"{said}{int(year)}"
    if int(month) in _SEASONS:
        return f"{said}{_SEASONS[int(month)][0]} {int(year)}"
    name = calendar.month_name[int(month)]
    if day in (None, "XX"):
        return f"{said}{name} {int(year)}"
    return f"{said}{int(day)} {name} {int(year)}"
