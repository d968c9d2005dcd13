"""The day in an article's address: `…/2015/03/12/…`, as many papers file their articles under the day they appear."""

from __future__ import annotations

import calendar
import datetime
import re
from urllib.parse import urlsplit

_MONTHS = {name.lower(): n for n in range(1, 13) for name in (calendar.month_name[n], calendar.month_abbr[n])}
_MONTH = rf"(?P<month>\d\d?|{'|'.join(filter(None, _MONTHS))})"
_YEAR = r"(?<!\d)(?P<year>(?:19[89]|20[0-4])\d)"
# Year, month and day, as folders or in one part of the path; no other figure may touch them. A day alone and a year and
# month alone say too little, and a long number is the article's own.
_FORMS = [
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?P<mark>[/_-]){_MONTH}(?P=mark)(?P<day>\d\d?)(?!\d)",
        rf"(?<!\.){_YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
        rf"{_YEAR}/(?P<month>[01]\d)(?P<day>[0-3]\d)(?=/)",
    )
]


def date_in_address(url: str | None) -> datetime.date | None:
    """Give the day under which an address files its article.

    Args:
        url: The address; its path alone counts, since a query may hold the day of a search.

    Returns:
        None where the path holds no whole date, or two that differ.
    """
    try:
        path = urlsplit(url or "").path.lower()
    except ValueError:
        return None
    for form in _FORMS:
        days = {day for match in form.finditer(path) if (day := _day(match))}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _day(match: re.Match[str]) -> datetime.date | None:
    month, day = match["month"], int(match["day"])
    number = int(month) if month.isdigit() else _MONTHS[month]
    if not 1 <= number <= 12 or not 1 <= day <= calendar.monthrange(int(match["year"]), number)[1]:
        return None
    return datetime.date(int(match["year"]), number, day)
