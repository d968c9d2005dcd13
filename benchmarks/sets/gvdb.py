"""The Gun Violence Database: the main record as victims, shooters and the facts of one shooting.

Its counts are of victims, without the shooter; where the record has none, 0 as its annotators write it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.sets import values

_STRUCK = ("victim", "responder", "unknown", None)


def article(line: Mapping[str, Any]) -> dict[str, Any]:
    """Give text, headline and address as an article; the set has no document date."""
    return {"id": line["id"], "title": line["title"], "text": line["text"], "url": line.get("url")}


def predict(id: str, records: Sequence[values.Record]) -> dict[str, Any]:
    """Give the database's line for one article."""
    if not records:
        return {"id": id}
    main = records[0]
    city, state = values.city_and_state(main)
    weapons = values.names(main, "weapons", types=("firearms",)) + values.names(main, "weapons")
    shooters = [item["name"] for item in values.held(main) if item.get("type") == "person"]
    return {
        "id": id,
        "victims": values.distinct(name for name in values.names(main, "victims") if values.is_name(name)),
        "shooters": values.distinct(name for name in shooters if values.is_name(name)),
        "killed": values.total(main, "killed", _STRUCK) or 0,
        "injured": values.total(main, "injured", _STRUCK) or 0,
        "city": city,
        "state": state,
        "date": values.day(main),
        "weapon": weapons[0] if weapons else None,
    }


def expect(line: Mapping[str, Any]) -> dict[str, Any]:
    """Give the gold line in the form of a prediction."""
    keep = ("id", "killed", "injured", "city", "state", "date", "weapon")
    people = {key: [person["name"] for person in line[key] if person.get("name")] for key in ("victims", "shooters")}
    return {key: line[key] for key in keep} | people
