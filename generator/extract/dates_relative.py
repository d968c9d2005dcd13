"""Dates counted from another day: weekdays, yesterday, three weeks ago, last month, the day before, the 15th."""

from __future__ import annotations

import datetime
import re

from generator.extract.dates_basis import DAY, Basis, Resolved, between, get, on_day, parsed
from generator.extract.dates_words import time_words


def _weekday(match: re.Match[str], basis: Basis) -> Resolved | None:
    weekday = time_words().weekdays[match["weekday"].lower()]
    which = (get(match, "which") or get(match, "which2") or "").removeprefix("the ").removeprefix("this ")
    base = basis.reference
    if base is None:
        if basis.anchor is None:
            return None
        back = (basis.anchor.weekday() - weekday) % 7
        return on_day(basis.anchor - DAY * back, True, 0.7 if back == 0 else 0.4)
    week = get(match, "week")
    if week:
        monday = base - DAY * base.weekday() + DAY * 7 * {"last": -1, "this": 0, "next": 1}[week]
        return on_day(monday + DAY * weekday, True, 0.85)
    if which in ("previous", "following"):
        if basis.last is None:
            return None
        if which == "previous":
            return on_day(basis.last - DAY * ((basis.last.weekday() - weekday - 1) % 7 + 1), True, 0.5)
        return on_day(basis.last + DAY * ((weekday - basis.last.weekday() - 1) % 7 + 1), True, 0.5)
    on = (weekday - base.weekday()) % 7
    back = (base.weekday() - weekday) % 7
    if which in ("next", "coming"):
        return on_day(base + DAY * (on or 7), True, 0.75)
    if which in ("last", "past"):
        return on_day(base - DAY * (back or 7), True, 0.75)
    if basis.ahead:
        return on_day(base + DAY * (on or 7), True, 0.7)
    # Six days back is also tomorrow, which a report with a date line of the evening before may mean.
    return on_day(base - DAY * back, True, {0: 0.75, 6: 0.6}.get(back, 0.85))


def _near(match: re.Match[str], basis: Basis) -> Resolved | None:
    if basis.reference is None:
        return None
    on, sure = time_words().days[" ".join(match["word"].lower().split())]
    return on_day(basis.reference + DAY * on, True, sure)


def _echo(match: re.Match[str], basis: Basis) -> Resolved | None:
    if basis.last is None:
        return None
    on = time_words().echoes[" ".join(match["word"].lower().split())]
    return on_day(basis.last + DAY * on, True, 0.5)


def _ago(match: re.Match[str], basis: Basis) -> Resolved | None:
    unit, number = match["unit"].lower(), time_words().number(match["number"])
    # "Three days earlier" counts from the day just named; "ago" always from the report.
    base = basis.reference if match["sense"].lower() == "ago" else basis.last
    if base is None:
        return None
    if number is None:
        span = {"day": (7, 2), "week": (42, 10)}.get(unit)
        return between(base - DAY * span[0], base - DAY * span[1], 0.3) if span else None
    also = get(match, "today")
    if unit == "hour":
        return on_day(base - DAY * (number // 24), True, 0.5) if number >= 24 else on_day(base, True, 0.4)
    if unit == "day":
        return on_day(base - DAY * number, True, 0.8 if match["sense"].lower() == "ago" else 0.5)
    if unit == "week":
        day = base - DAY * 7 * number
        if also and also != "today":
            day -= DAY * ((day.weekday() - time_words().weekdays[also]) % 7)
        return on_day(day, True, 0.8) if also else parsed(f"{day.isoformat()}~", True, 0.5)
    months = number * (12 if unit == "year" else 1)
    index = base.year * 12 + base.month - 1 - months
    year, month = divmod(index, 12)
    if also == "today":
        return on_day(datetime.date(year, month + 1, base.day), True, 0.7)
    if unit == "year" and number > 1:
        return parsed(f"{year}~", True, 0.5)
    return parsed(f"{year}-{month + 1:02}~", True, 0.5)


def _after(match: re.Match[str], basis: Basis) -> Resolved | None:
    """As in "On Friday, a day after bombs went off": what follows "after" happened that much before."""
    number = time_words().number(match["number"])
    base = basis.reference
    if basis.last is not None and (base is None or abs((base - basis.last).days) <= 7):
        base = basis.last
    if base is None or number is None:
        return None
    unit = match["unit"].lower()
    if unit in ("day", "week"):
        back = base - DAY * number * (7 if unit == "week" else 1)
        return on_day(back, True, 0.65) if unit == "day" else parsed(f"{back.isoformat()}~", True, 0.45)
    months = number * (12 if unit == "year" else 1)
    year, month = divmod(base.year * 12 + base.month - 1 - months, 12)
    return parsed(f"{year}~" if unit == "year" else f"{year}-{month + 1:02}~", True, 0.4)


def _hours(match: re.Match[str], basis: Basis) -> Resolved | None:
    number = time_words().number(match["number"])
    if basis.reference is None or number is None or number < 12:
        return None
    return between(basis.reference - DAY * max(1, number // 24), basis.reference, 0.3)


def _unit(match: re.Match[str], basis: Basis) -> Resolved | None:
    base, unit = basis.reference, match["unit"].lower()
    which = " ".join(match["which"].lower().split()).removeprefix("the ")
    if base is None:
        return None
    if which in ("over the", "at the", "during the"):
        if unit != "weekend":
            return None
        which = "this"
    step = {"last": -1, "previous": -1, "this": 0, "next": 1}[which]
    if unit == "year":
        return parsed(str(base.year + step), True, 0.6)
    if unit == "month":
        year, month = divmod(base.year * 12 + base.month - 1 + step, 12)
        return parsed(f"{year}-{month + 1:02}", True, 0.7)
    if unit == "week":
        monday = base - DAY * base.weekday() + DAY * 7 * step
        if step < 0 and base.weekday() == 6:
            # Where the week begins on Sunday, "last week" said on a Sunday is the one just over.
            return between(base - DAY * 7, base - DAY, 0.5)
        sunday = min(monday + DAY * 6, base) if step == 0 and not basis.ahead else monday + DAY * 6
        return between(monday, sunday, 0.5) if monday < sunday else on_day(monday, True, 0.5)
    saturday = base - DAY * ((base.weekday() - 5) % 7)
    if step > 0 or (basis.ahead and base.weekday() < 5):
        saturday += DAY * 7
    elif step < 0 and base.weekday() >= 5:
        saturday -= DAY * 7
    return between(saturday, saturday + DAY, 0.6)


def _ordinal(match: re.Match[str], basis: Basis) -> Resolved | None:
    base, day = basis.reference or basis.last or basis.anchor, int(match["day"])
    if base is None:
        return None
    year, month = base.year, base.month
    if day > base.day and not basis.ahead:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return on_day(datetime.date(year, month, day), True, 0.6)


RELATIVE = {
    "weekday": _weekday,
    "near": _near,
    "echo": _echo,
    "ago": _ago,
    "after": _after,
    "hours": _hours,
    "unit": _unit,
    "ordinal": _ordinal,
}
"""For each way of counting from another day, how to resolve it."""
