"""Dates of the calendar: days, months, seasons and years by name, and holidays."""

from __future__ import annotations

import calendar
import datetime
import re

from generator.extract.dates_basis import DAY, Basis, Resolved, get, on_day, parsed, stated_year
from generator.extract.dates_words import holiday, time_words

# A report may carry a date line of the evening before, or of a zone to the west: two days ahead is still "now".
_AHEAD = 2
_HOLIDAY_NEAR = 14
_SLIP = 60


def _iso(match: re.Match[str], basis: Basis) -> Resolved:
    return parsed(match.group(), False, 0.95)


def _slashed(match: re.Match[str], basis: Basis) -> Resolved:
    first, second = int(match["first"]), int(match["second"])
    year = stated_year(match, basis) or 0
    if first > 12 or match["mark"] == ".":
        return on_day(datetime.date(year, second, first), False, 0.85)
    # American order, the commoner one in English copy that writes dates so; both readings fit below 13.
    return on_day(datetime.date(year, first, second), False, 0.85 if second > 12 else 0.5)


def _calendar_day(match: re.Match[str], basis: Basis) -> Resolved | None:
    words = time_words()
    month, day = words.months[match["month"].lower()], int(match["day"])
    weekday = _weekday_beside(match)
    year = stated_year(match, basis)
    if year is not None:
        found = datetime.date(year, month, day)
        sure = 0.95 if weekday is None or weekday == found.weekday() else 0.7
    else:
        guessed = _nearest_year(month, day, weekday, basis)
        if guessed is None:
            return None
        found, sure = guessed
    end = get(match, "day2")
    if end and int(end) > day:
        last = found.replace(day=int(end))
        return parsed(f"{found.isoformat()}/{last.isoformat()}", year is None, sure - 0.1)
    return on_day(found, year is None, sure)


def _weekday_beside(match: re.Match[str]) -> int | None:
    name = get(match, "weekday")
    if name is None:
        return None
    words = time_words()
    return words.weekdays.get(name, words.short_weekdays.get(name))


def _nearest_year(month: int, day: int, weekday: int | None, basis: Basis) -> tuple[datetime.date, float] | None:
    base = basis.reference or basis.anchor
    if base is None:
        return None
    options = [
        datetime.date(year, month, day)
        for year in range(base.year - 4, base.year + 2)
        if day <= calendar.monthrange(year, month)[1]
    ]
    if weekday is not None:
        agreeing = [option for option in options if option.weekday() == weekday]
        # So near the report, a weekday that does not fit is a slip, not a sign of another year.
        recent = [option for option in options if 0 <= (base - option).days <= _SLIP]
        if recent and not any(option in agreeing for option in recent):
            return recent[-1], 0.6
        options = agreeing or options
    sure = 0.85 if basis.reference else 0.7
    if basis.reference is None:
        return min(options, key=lambda option: abs((option - base).days)), sure
    ahead = [option for option in options if option > base]
    past = [option for option in options if option <= base]
    if ahead and (ahead[0] - base).days <= _AHEAD:
        return ahead[0], sure
    if ahead and basis.ahead and (ahead[0] - base).days < 330:
        return ahead[0], sure - 0.1
    if not past:
        return None
    return past[-1], sure if (base - past[-1]).days < 250 else sure - 0.2


def _month(match: re.Match[str], basis: Basis) -> Resolved | None:
    year = stated_year(match, basis)
    if year is None:
        return None
    month = time_words().months[match["month"].lower()]
    return parsed(f"{year}-{month:02}{_about(match)}", bool(get(match, "away")), 0.85)


def _about(match: re.Match[str]) -> str:
    """Mark "early January" as about January: the part of the month is more than EDTF can say."""
    return "~" if get(match, "qualifier") else ""


def _bare_month(match: re.Match[str], basis: Basis) -> Resolved | None:
    which, lead = get(match, "which"), get(match, "lead")
    if not (which or lead or get(match, "qualifier")) or not match["month"][0].isupper():
        return None
    base = basis.reference or basis.anchor
    if base is None:
        return None
    month = time_words().months[match["month"].lower()]
    year = base.year
    if which and which.endswith(("next", "coming")):
        year += month <= base.month
    elif (month > base.month and not (basis.ahead and month - base.month < 9)) or (
        month == base.month and which == "last"
    ):
        year -= 1
    elif basis.ahead and month < base.month:
        year += 1
    return parsed(f"{year}-{month:02}{_about(match)}", True, 0.75)


def _season(match: re.Match[str], basis: Basis) -> Resolved | None:
    season, which = time_words().seasons[match["season"].lower()], get(match, "which")
    year = stated_year(match, basis)
    if year is None:
        # "Fall" and "spring" alone are verbs and waters; "last", "this" and "next" make them seasons.
        if which is None or basis.reference is None:
            return None
        year = basis.reference.year
        starts = {21: 3, 22: 6, 23: 9, 24: 12}[season]
        if which == "last" and starts + 2 >= basis.reference.month:
            year -= 1
        elif which == "next" and starts <= basis.reference.month:
            year += 1
    return parsed(f"{year}-{season}{_about(match)}", which is not None, 0.6)


def _year(match: re.Match[str], basis: Basis) -> Resolved | None:
    year = int(match["year"])
    if basis.reference and year > basis.reference.year + 1:
        return None
    mark = "~" if match["lead"].lower() in ("early", "late", "mid") else ""
    return parsed(f"{year}{mark}", False, 0.8)


def _year_of(match: re.Match[str], basis: Basis) -> Resolved | None:
    # "the 2008 attack" dates a deed; "the 2007 Climate Conference", "a 2004 Ford" are names of things.
    if match["noun"][0].isupper():
        return None
    if basis.reference and int(match["year"]) > basis.reference.year + 1:
        return None
    return parsed(match["year"], False, 0.6)


def _holiday(match: re.Match[str], basis: Basis) -> Resolved | None:
    name = " ".join(match["holiday"].lower().split())
    year = stated_year(match, basis)
    shift = get(match, "shift") or ""
    step = DAY * (1 if shift.endswith("after") else -1 if shift.endswith("before") else 0)
    if year is not None:
        return on_day(holiday(name, year) + step, False, 0.85)
    if basis.reference is None:
        return None
    days = [holiday(name, basis.reference.year + offset) + step for offset in (-1, 0, 1)]
    sure = 0.7 if match.group().lower().startswith("on ") or shift else 0.6
    coming = next(day for day in days if day > basis.reference)
    # "Days before Christmas": a holiday close ahead is nearer than last year's.
    if basis.ahead or (coming - basis.reference).days <= _HOLIDAY_NEAR:
        return on_day(coming, True, sure)
    return on_day([day for day in days if day <= basis.reference][-1], True, sure)


CALENDAR = {
    "iso": _iso,
    "slashed": _slashed,
    "day": _calendar_day,
    "month": _month,
    "bare-month": _bare_month,
    "season": _season,
    "year": _year,
    "year-of": _year_of,
    "holiday": _holiday,
}
"""For each way of writing a date of the calendar, how to resolve it."""
