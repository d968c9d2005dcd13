"""Merging three versions of a record: what extraction said before, what a person made of it, what it says now.

What only one side changed is taken from that side. What a person deleted stays deleted, what a person edited stays as
it is, and where extraction has since come to say something else, that is a conflict for the person to settle.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generator.record.forms import Point, Text
from generator.record.paths import addresses, path_at
from generator.record.schema import Incident
from generator.record.values import plain
from generator.store.base import Conflict
from generator.store.change import Change
from generator.store.three_way_align import MINE, THEIRS, Alignment
from generator.store.three_way_merging import Merging


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge gives."""

    record: Incident
    """The merged record."""
    changes: tuple[Change, ...]
    """What in the brief differs from it, in file order."""
    conflicts: tuple[Conflict, ...]
    """What both sides changed, each differently; the person's value stands."""


def merge(
    base: Incident | None, mine: Incident, theirs: Incident, keep: Iterable[str] = (), *, drop: Iterable[str] = ()
) -> Merged:
    """Merge what extraction says now into a brief.

    Args:
        base: What extraction said before; None where nobody knows, and everything is the person's.
        mine: The brief.
        theirs: What extraction says now.
        keep: Field paths that are left alone, besides those that the brief itself lists.
        drop: Ids of sources that may go; no other source of the brief ever does.
    """
    if base is None or base == theirs:
        return Merged(mine, (), ())
    merging = Merging(base, mine, theirs, (*mine.keep, *keep), frozenset(drop))
    record = merging.record()
    conflicts = tuple(
        Conflict(path_at(record, merging.merged_address(token)), *values, merging.quote_for(token))
        for token, values in merging.disputed
    )
    return Merged(record, tuple(merging.changes), conflicts)


def proposed_at(base: Incident, mine: Incident, theirs: Incident, path: str) -> Any:
    """Give what extraction says of one value of a brief, as plain data; None for nothing; versions as for `merge`."""
    alignment = Alignment((base, mine, theirs))
    found = addresses(mine, path)
    value = alignment.value_of(THEIRS, alignment.token_of(MINE, found[0])) if found else None
    return plain(Point() if isinstance(value, tuple) else Text(), value)
