"""Marks on a map: one for each place where something happened, brought together where they would lie on one another."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from generator.pages.pictures.projection import project
from generator.record.schema import Incident

_SMALL, _GROWTH, _LARGE = 3.6, 1.9, 18.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Briefs whose marks would overlap."""

    x: float
    """Units from the left of the map."""
    y: float
    """Units from its top."""
    briefs: tuple[str, ...]
    """Their ids, in order."""

    @property
    def radius(self) -> float:
        """Give the mark's radius in units: it grows with the logarithm of the number."""
        return round(min(_LARGE, _SMALL + _GROWTH * math.log2(len(self.briefs))), 1)


def spot(record: Incident) -> tuple[float, float] | None:
    """Give the place of a record on the map; None where it has no point."""
    return project(*record.where.point) if record.where.point else None


def clusters(records: Iterable[Incident]) -> list[Cluster]:
    """Bring together records whose marks would overlap, the largest cluster last.

    The same records give the same clusters, whatever their order.
    """
    by_spot: dict[tuple[float, float], list[str]] = {}
    for record in records:
        if place := spot(record):
            by_spot.setdefault(place, []).append(record.id)
    found = [Cluster(x, y, tuple(sorted(ids))) for (x, y), ids in sorted(by_spot.items())]
    while (merged := _merged(found)) is not None:
        found = merged
    return sorted(found, key=lambda cluster: (len(cluster.briefs), cluster.briefs))


def _merged(found: list[Cluster]) -> list[Cluster] | None:
    """Let each cluster, the largest first, take in those that overlap it; None where none does."""
    order = sorted(found, key=lambda cluster: (-len(cluster.briefs), cluster.briefs))
    cells: dict[tuple[int, int], list[Cluster]] = {}
    size = 2 * _LARGE
    for cluster in order:
        cells.setdefault((int(cluster.x // size), int(cluster.y // size)), []).append(cluster)
    taken: set[tuple[str, ...]] = set()
    out: list[Cluster] = []
    for cluster in order:
        if cluster.briefs in taken:
            continue
        column, row = int(cluster.x // size), int(cluster.y // size)
        near = [
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in cells.get((column + dx, row + dy), ())
            if other.briefs not in taken and _overlap(cluster, other)
        ]
        taken.update(other.briefs for other in near)
        out.append(_together(near))
    return out if len(out) < len(found) else None


def _overlap(one: Cluster, other: Cluster) -> bool:
    return math.dist((one.x, one.y), (other.x, other.y)) < (one.radius + other.radius) * 0.9


def _together(parts: list[Cluster]) -> Cluster:
    if len(parts) == 1:
        return parts[0]
    total = sum(len(part.briefs) for part in parts)
    x, y = (sum(getattr(part, axis) * len(part.briefs) for part in parts) / total for axis in ("x", "y"))
    return Cluster(round(x, 1), round(y, 1), tuple(sorted(id for part in parts for id in part.briefs)))
