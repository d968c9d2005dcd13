"""Which words of the sources support which item of a record: evidence paths, read from the item's side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from generator.record.paths import addresses
from generator.record.schema import Evidence, Incident

ItemKey = tuple[str, int]
"""An item of a record: the name of its list, and its position counted from 0."""


def items_of(incident: Incident, path: str) -> dict[ItemKey, tuple[str, ...]]:
    """Give the list items that a path names, each with the fields below it that the path goes on to.

    `perpetrators[ISIS].role` names the item of ISIS and goes on to its role; `perpetrators` names no item.
    """
    if "[" not in path:
        return {}
    found: dict[ItemKey, tuple[str, ...]] = {}
    for address in addresses(incident, path):
        match address:
            case (str() as field, int() as position, *below):
                found[field, position] = tuple(str(step) for step in below if isinstance(step, str))
            case _:
                continue
    return found


def evidence_by_item(incident: Incident) -> Mapping[ItemKey, tuple[Evidence, ...]]:
    """Give the quotes behind every list item of a record, those behind its parts included."""
    found: dict[ItemKey, list[Evidence]] = defaultdict(list)
    for path, quotes in incident.evidence.items():
        for item in items_of(incident, path):
            found[item].extend(quote for quote in quotes if quote not in found[item])
    return {item: tuple(quotes) for item, quotes in found.items()}
