"""What every conversion needs to read from a record: its lists, numbers, days and places, as plain values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from generator.extract.gazetteer import gazetteer
from generator.record.count import Count
from generator.record.edtf import PartialDate

Record = Mapping[str, Any]

EVERYONE = ("victim", "perpetrator", "suspect", "responder", "unknown", None)
"""All people who can be casualties."""

# Small words that a proper name may hold without being any less a name: "Islamic State of Iraq and the Levant".
_PARTICLES = frozenset("a al an and bin da das de del der di dos el for ibn in la las los of on the van von y".split())


def items(record: Record, field: str) -> list[Mapping[str, Any]]:
    """List the items of a field; empty where it is absent."""
    return list(record.get(field) or ())


def names(record: Record, field: str, *, types: Collection[str] | None = None) -> list[str]:
    """List the names of a field's items, of some types only where types are given."""
    return [item["name"] for item in items(record, field) if types is None or item.get("type") in types]


def held(record: Record) -> list[Mapping[str, Any]]:
    """List the perpetrators without those whom the source clears."""
    return [item for item in items(record, "perpetrators") if item.get("attribution") != "cleared"]


def is_name(text: str) -> bool:
    """Say whether text is a proper name (`Said Kouachi`, `al Qaeda`) and not a description (`two gunmen`)."""
    words = [word for word in re.findall(r"[^\W_]+", text.replace("'s", "")) if word.lower() not in _PARTICLES]
    return bool(words) and all(word[0].isupper() or word[0].isdigit() for word in words) and not words[0].isdigit()


def number(value: str | int) -> int | None:
    """Give the number that the source most likely had; None for several or unknown.

    The grammar writes "at least 20" as `>19` and "more than 20" as `>20`, so a round bound is taken as it stands.
    """
    count = Count.parse(value)
    if count.text.startswith(">") and count.low is not None:
        bound = count.low - 1
        return bound if bound and bound % 10 == 0 else count.low
    return count.best


def total(record: Record, status: str, who: Collection[str | None], *, but_caused_by: str | None = None) -> int | None:
    """Add up the casualties of one status among some people; None where no number is known."""
    found = [number(item["count"]) for item in casualties(record, status, who, but_caused_by=but_caused_by)]
    known = [value for value in found if value is not None]
    return sum(known) if known else None


def casualties(
    record: Record, status: str, who: Collection[str | None], *, but_caused_by: str | None = None
) -> list[Mapping[str, Any]]:
    """List the casualties of one status among some people, leaving out those with a given cause."""
    return [
        item
        for item in items(record, "casualties")
        if item["status"] == status
        and item.get("who") in who
        and (but_caused_by is None or item.get("caused_by") != but_caused_by)
    ]


def date(record: Record) -> PartialDate | None:
    """Give the record's date."""
    text = (record.get("when") or {}).get("date")
    return PartialDate.parse(text) if text else None


def day(record: Record) -> str | None:
    """Give the record's day as ISO text, where it is known to the day; the first of a closed interval."""
    when = date(record)
    if when is None or when.text.startswith(".."):
        return None
    start = PartialDate.parse(when.text.partition("/")[0])
    return start.earliest.isoformat() if start.precision == "day" else None


def where(record: Record) -> Mapping[str, Any]:
    """Give the group of place fields."""
    return record.get("where") or {}


def city_and_state(record: Record) -> tuple[str | None, str | None]:
    """Split a place in the United States into city and state, as records of gun violence have them.

    The region is `Illinois`, or `Chicago, Illinois` where the place is a site within the city.
    """
    spot = where(record)
    region = [part.strip() for part in str(spot.get("region") or "").split(",") if part.strip()]
    place = [part.strip() for part in str(spot.get("place") or "").split(",") if part.strip()]
    state = state_name(region.pop()) if region else None
    if spot.get("precision") == "exact":
        return next(iter(region or place[1:] or place), None), state
    if spot.get("precision") in ("region", "country"):
        return None, state or (place[0] if place else None)
    return next(iter(place or region), None), state


def state_name(words: str) -> str:
    """Give a state of the United States by its full name, where words name one: `Fla.`, `northern Iowa`."""
    for name in (words, words.partition(" ")[2]):
        found = gazetteer().find(name, country="US") if name else []
        if found and found[0].kind == "region" and found[0].name == found[0].region:
            return found[0].name
    return words


def source(record: Record) -> Mapping[str, Any]:
    """Give the record's first source, where it stands in the record itself."""
    return next((item for item in record.get("sources") or () if isinstance(item, dict)), {})


def distinct(values: Iterable[str | None]) -> list[str]:
    """Keep each value once, in order, dropping empty ones."""
    return list(dict.fromkeys(value for value in values if value))
