"""A collection as it was read, and what was found on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from generator.record.names import Names
from generator.record.problem import Problem
from generator.record.schema import Incident, Source
from generator.store.listing import Stamp


@dataclass(frozen=True)
class Loaded:
    """A collection as it was read."""

    folder: Path
    """The collection's folder."""
    records: Mapping[str, Incident]
    """Every incident that could be read, by id (its file's stem), in order of ids."""
    problems: list[Problem]
    """Everything wrong, in order of files and lines."""
    sources: Mapping[str, Source]
    """Every kept source that could be read, by id."""
    broken: Mapping[str, Path]
    """Ids of briefs that could not be read, with their files; `problems` say why."""
    names: Names
    """What the collection says of names."""

    digests: Mapping[str, bytes]
    """For each record a digest of its file."""

    def problems_of(self, id_: str) -> list[Problem]:
        """Give the problems of one brief."""
        return self.problems_by_id.get(id_, [])

    @cached_property
    def problems_by_id(self) -> Mapping[str, list[Problem]]:
        """The problems of each brief that has any."""
        out: dict[str, list[Problem]] = {}
        for problem in self.problems:
            if problem.location and problem.location.path.parent == self.folder:
                out.setdefault(problem.location.path.stem, []).append(problem)
        return out


@dataclass(slots=True)
class Round:
    """A reading of the collection, while it goes on."""

    briefs: Mapping[str, Stamp | None]
    """What lies in the collection's folder."""
    texts: Mapping[str, Stamp | None]
    """What lies in that of its sources."""
    sources: Mapping[str, Source]
    broken: dict[str, Path]
    records: dict[str, Incident] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    unsettled: set[str] = field(default_factory=set)
    """Names of briefs that have to be read again the next time, whatever is known of them."""
    found: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    """What is wrong with each brief by itself, by the name of its file."""
    between: list[Problem] = field(default_factory=list)
    """What is wrong between briefs."""
    rest: list[Problem] = field(default_factory=list)
    """What is wrong with sources, names and files."""

    def begin_again(self, stamps: Mapping[str, Stamp | None]) -> Round:
        """Begin another reading, of a few briefs only."""
        return replace(
            self,
            briefs={**self.briefs, **stamps},
            broken=dict(self.broken),
            records=dict(self.records),
            digests=dict(self.digests),
            found={name: problems for name, problems in self.found.items() if name not in stamps},
            unsettled=set(),
        )

    def end(self, folder: Path, names: Names) -> Loaded:
        """Give what was read."""
        problems = [*self.rest, *(one for found in self.found.values() for one in found), *self.between]
        ordered = sorted(problems, key=_order)
        return Loaded(folder, self.records, ordered, self.sources, self.broken, names, self.digests)


def _order(problem: Problem) -> tuple[str, int, int, str]:
    place = problem.location
    return (str(place.path), place.line, place.column, problem.code) if place else ("", 0, 0, problem.code)
