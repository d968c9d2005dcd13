"""What somebody most likely meant who wrote a date, a count or an address as people do and not as records do."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.errors import RecordError
from generator.record.count import Count
from generator.record.edtf import PartialDate

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_DAY_MONTH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?([a-z]{3,9})\.?,?\s+(\d{4})")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DECADE = re.compile(r"(\d{3})0s")
_AROUND = re.compile(r"(before|by|until|after|since|from|about|around|circa|c\.|ca\.?|~)\s*(.+)")
_OPEN = {"before": "../{}", "by": "../{}", "until": "../{}", "after": "{}/..", "since": "{}/..", "from": "{}/.."}
_BOUNDS: tuple[tuple[str, Callable[[int], str]], ...] = (
    ("at least", lambda n: f">{n - 1}"),
    ("no fewer than", lambda n: f">{n - 1}"),
    ("more than", lambda n: f">{n}"),
    ("over", lambda n: f">{n}"),
    ("fewer than", lambda n: f"<{n}"),
    ("less than", lambda n: f"<{n}"),
    ("under", lambda n: f"<{n}"),
    ("up to", lambda n: f"<{n + 1}"),
    ("at most", lambda n: f"<{n + 1}"),
    ("about", lambda n: f"~{n}"),
    ("around", lambda n: f"~{n}"),
    ("some", lambda n: f"~{n}"),
    ("roughly", lambda n: f"~{n}"),
    (">=", lambda n: f">{n - 1}"),
    ("<=", lambda n: f"<{n + 1}"),
    ("~", lambda n: f"~{n}"),
    (">", lambda n: f">{n}"),
    ("<", lambda n: f"<{n}"),
)


def guess_date(text: str) -> str | None:
    """Give the date in EDTF that is meant by words or by another order; None where it could be two days, or none."""
    text = " ".join(text.lower().split())
    found = _guess_date(text)
    return found if found and _parses(PartialDate.parse, found) else None


def guess_count(text: str) -> str | None:
    """Give the count that is meant by words; None where there is none to be seen."""
    text = re.sub(r"(?<=\d)[,\u2009\u00a0' ](?=\d{3}\b)", "", " ".join(text.lower().split()))
    found = _guess_count(text)
    return found if found and _parses(Count.parse, found) else None


def guess_address(text: str) -> str | None:
    """Give the web address that is meant by one without its beginning."""
    return f"https://{text}" if re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", text) else None


def _guess_date(text: str) -> str | None:
    if match := _AROUND.fullmatch(text):
        inner = match[2] if _parses(PartialDate.parse, match[2]) else _guess_date(match[2])
        return _OPEN.get(match[1], "{}~").format(inner) if inner else None
    if match := _YEAR_FIRST.fullmatch(text):
        return _join(match[1], match[2], match[3])
    if match := _YEAR_LAST.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        # With full stops the day comes first everywhere; else only a number that is no month tells.
        if match[2] == "." or first > 12 or first == second:
            return _join(match[4], match[3], match[1])
        return _join(match[4], match[1], match[3]) if second > 12 else None
    if match := _DAY_MONTH.fullmatch(text):
        return _join(match[3], _month(match[2]), match[1])
    if match := _MONTH_DAY.fullmatch(text):
        return _join(match[3], _month(match[1]), match[2])
    if match := _DECADE.fullmatch(text):
        return f"{match[1]}X"
    return None


def _join(year: str, month: str | None, day: str | None) -> str | None:
    if month is None:
        return None
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def _month(word: str) -> str | None:
    return str(_MONTHS.index(word[:3]) + 1) if word[:3] in _MONTHS else None


def _guess_count(text: str) -> str | None:
    if text in ("dozens", "scores", "hundreds", "a few", "some", "many", "numerous"):
        return "several"
    if match := re.fullmatch(r"(\S+)\s*(?:-|–|—|to|or|and)\s*(\S+)", text):
        low, high = _number(match[1]), _number(match[2])
        if low is not None and high is not None:
            return f"{low}-{high}"
    if text.endswith("+") and (number := _number(text[:-1])) is not None:
        return f">{number - 1}"
    for words, write in _BOUNDS:
        if text.startswith(words) and (number := _number(text[len(words) :].strip())) is not None:
            return write(number)
    number = _number(text)
    return None if number is None else str(number)


def _number(text: str) -> int | None:
    if text in _NUMBERS:
        return _NUMBERS.index(text)
    return int(text) if re.fullmatch(r"[0-9]{1,10}", text) else None


def _parses(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except RecordError:
        return False
    return True
