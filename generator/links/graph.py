"""The link graph: every link once, readable from both ends, with the reason; discounted ones apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from generator.links.entities import EntityIndex
from generator.record.schema import Evidence, Incident, Link, Source

_SURENESS = ("asserted", "suspected", "investigated", "discounted")


@dataclass(frozen=True, slots=True)
class Statement:
    """One brief's word on a link."""

    brief: str
    """The id of the brief that says so."""
    state: str | None
    """How surely it says so."""
    evidence: tuple[Evidence, ...]
    """The sentences it rests on."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A link between two briefs, made once: `start` stands in `relation` to `end`."""

    start: str
    """Id of a brief: of two directions of one link, the one whose id and relation sort first."""
    relation: str
    """A term of the vocabulary `relation`, as seen from `start`."""
    end: str
    """Id of the other brief."""
    statements: tuple[Statement, ...]
    """What each of the two briefs says of it; never empty."""

    @property
    def state(self) -> str | None:
        """The least sure of the states that are stated; None where none is."""
        states = [s.state for s in self.statements if s.state]
        return max(states, key=_SURENESS.index, default=None)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A link as seen from one of its ends."""

    id: str
    """Id of the other brief."""
    relation: str
    """How the brief from which one looks stands to the other."""
    edge: Edge
    """The link itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Everything that is published, and how it hangs together."""

    records: Mapping[str, Incident]
    """The published records by id: TLP clear and not withdrawn."""
    whole: frozenset[str]
    """Ids of the published records that are shown whole; the file of another says more than everybody may know."""
    sources: Mapping[str, Source]
    """The kept sources by id, as far as a published record names them."""
    edges: tuple[Edge, ...]
    """Links that hold, in any state but discounted."""
    discounted: tuple[Edge, ...]
    """Links that were explored and set aside; never edges."""
    dangling: Mapping[str, tuple[Link, ...]]
    """Links to ids that no record has, by the brief that has them."""
    entities: EntityIndex
    """People, groups, places, kinds, weapons, targets and outlets."""
    aliases: Mapping[str, str]
    """Old ids, and the ids they lead to."""
    hidden: frozenset[str] = frozenset()
    """Ids of records that are not published; no page may tell of them."""
    _near: Mapping[str, tuple[Neighbour, ...]] = field(default_factory=lambda: MappingProxyType({}))
    _aside: Mapping[str, tuple[Neighbour, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def related(self, id: str) -> tuple[Neighbour, ...]:
        """Give the links of a brief, its own and those that others have to it."""
        return self._near.get(id, ())

    def set_aside(self, id: str) -> tuple[Neighbour, ...]:
        """Give the links of a brief that were explored and set aside."""
        return self._aside.get(id, ())

    def resolve(self, id: str) -> str | None:
        """Give the id of the published record that an id or an old id means; None where there is none."""
        found = self.aliases.get(id, id)
        return found if found in self.records else None
