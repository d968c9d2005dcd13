"""The byline: `By Jane Doe`, `By the staff, 11 August 2006`, `by: Jane Doe Updated: Apr 12, 2016 - 9:35 AM`."""

from __future__ import annotations

import re
from functools import cache

from generator.article.dates import DateLine, LabelledDate, find_dates, label_start, read_date_line
from generator.article.words import one_of, word_set, words

_BY = re.compile(r"(?:written |reported |story )?by:?\s+", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:\||•|·|\s[-–—]\s|,(?=\s*(?:\w+day\b|\d|[A-Z][a-z]{2,8}\.?\s\d)))\s*")
# A full stop ends a name only where it belongs to an initial or a suffix.
_NAME_END = re.compile(r"\b(?:[A-Z]|Jr|Sr|St)\.$")
_MOST = 160


def read_byline(line: str) -> tuple[str, tuple[LabelledDate, ...]] | None:
    """Read a byline.

    Args:
        line: A whole line.

    Returns:
        The name after "By", with the dates that stand behind it; None where the line is no byline.
    """
    by = _BY.match(line)
    if not by or len(line) > _MOST:
        return None
    rest = line[by.end() :].strip()
    found: DateLine | None = None
    for cut in _cuts(rest):
        found = read_date_line(rest[cut:].lstrip(" |,-–—•·"))
        if found:
            rest = rest[:cut]
            break
    name = _apart(rest.strip(" |,-–—•·"))
    return (name, found.dates if found else ()) if _is_name(name) else None


def _cuts(rest: str) -> list[int]:
    """Give the places at which a date may part from the name."""
    dates = find_dates(rest)
    return ([label_start(rest, dates[0].start)] if dates else []) + [m.start() for m in _SEPARATOR.finditer(rest)]


@cache
def _glued_agency() -> re.Pattern[str]:
    names = [alias for aliases in words("outlets")["outlets"].values() for alias in aliases if len(alias) > 6]
    return re.compile(rf"(?<=\w)({one_of(names)})$")


def _apart(name: str) -> str:
    """Part a name from the agency that a page reader glued to it: `JANE DOEAssociated Press`."""
    return _glued_agency().sub(r", \1", name)


def _is_name(name: str) -> bool:
    parts = re.split(r"[\s/]+", name)
    if not name or len(parts) > 16 or (re.search(r"[.!?:;]$", name) and not _NAME_END.search(name)):
        return False
    small = word_set("masthead", "byline_small")
    named = [part.strip(",&()|") for part in parts]
    if not any(part[:1].isupper() or part.lower() == "desk" for part in named):
        return False
    return all(not part or not part[0].isalpha() or part[0].isupper() or part.lower() in small for part in named)
