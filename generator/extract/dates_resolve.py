"""What an expression of time means, counted from the reference date, a nearby full date or the day named last."""

from __future__ import annotations

import re

from generator.errors import RecordError
from generator.extract.dates_basis import Basis, Resolved
from generator.extract.dates_calendar import CALENDAR
from generator.extract.dates_relative import RELATIVE

_WAYS = {**CALENDAR, **RELATIVE}


def resolve(way: str, match: re.Match[str], basis: Basis) -> Resolved | None:
    """Resolve one expression.

    Args:
        way: The pattern's name.
        match: What it matched.
        basis: What to resolve against.

    Returns:
        None where it names no day, month, season or year after all, or lacks what it counts from.
    """
    try:
        return _WAYS[way](match, basis)
    except (ValueError, OverflowError, RecordError):  # the 31st of June; a year beyond the calendar
        return None
