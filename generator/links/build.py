"""Build the graph from records: publish or not, resolve old ids, make every link once and readable from both ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from types import MappingProxyType

from generator.links.collect import NameMemory, collect_entities
from generator.links.graph import Edge, Graph, Neighbour, Statement
from generator.links.public import is_published, public_part
from generator.record.names import Names
from generator.record.schema import Incident, Link, Source
from generator.record.vocabulary import vocabulary

_Ends = tuple[str, str, str]
_NO_NAMES = Names()


@dataclass(slots=True)
class Memory:
    """What the last build found, to be found again at once where a record has not changed.

    What has not changed is the same object again, so that whoever compares two graphs is soon done.
    """

    names: NameMemory = field(default_factory=NameMemory)
    """Of the names in the records."""
    _parts: dict[str, tuple[Incident, frozenset[str], Incident]] = field(default_factory=dict)
    _statements: dict[str, tuple[Incident, tuple[Statement, ...]]] = field(default_factory=dict)
    _edges: dict[tuple[_Ends, bool], _Joint] = field(default_factory=dict)

    def part_of(self, record: Incident, hidden: frozenset[str]) -> Incident:
        """Give what everybody may see of a published record."""
        known = self._parts.get(record.id)
        if known is None or known[0] is not record or known[1] != hidden:
            known = self._parts[record.id] = (record, hidden, public_part(record, hidden))
        return known[2]

    def statements_of(self, record: Incident) -> tuple[Statement, ...]:
        """Give what a record says of each of its links."""
        known = self._statements.get(record.id)
        if known is None or known[0] is not record:
            said = self.names.evidence_of(record)
            found = [Statement(record.id, ln.state, said.get(("links", at), ())) for at, ln in enumerate(record.links)]
            known = self._statements[record.id] = (record, tuple(found))
        return known[1]

    def joints(self, found: Mapping[tuple[_Ends, bool], list[Statement]]) -> dict[tuple[_Ends, bool], _Joint]:
        """Give the edges that statements make, in order; the second part of a key tells those that were discounted."""
        before, self._edges = self._edges, {}
        for key, said in sorted(found.items(), key=itemgetter(0)):
            known = before.get(key)
            if known is None or known.edge.statements != tuple(said):
                known = _Joint.of(Edge(*key[0], tuple(said)))
            self._edges[key] = known
        return self._edges


@dataclass(frozen=True, slots=True)
class _Joint:
    """An edge, as seen from both ends."""

    edge: Edge
    from_start: Neighbour
    from_end: Neighbour

    @classmethod
    def of(cls, edge: Edge) -> _Joint:
        start = Neighbour(edge.end, edge.relation, edge)
        return cls(edge, start, Neighbour(edge.start, reverse(edge.relation), edge))


def build(
    records: Mapping[str, Incident],
    sources: Mapping[str, Source],
    names: Names = _NO_NAMES,
    memory: Memory | None = None,
) -> Graph:
    """Build the graph over a collection.

    Records whose TLP is not clear, and withdrawn ones, stay out: neither they, nor links to them, nor names and
    sources that only they have, are in it.

    Args:
        records: All records by id.
        sources: The kept sources by id.
        names: What the collection says of names.
        memory: What an earlier build found; it speeds this one up, and changes nothing about it.
    """
    memory = memory or Memory()
    published = {id: record for id, record in sorted(records.items()) if is_published(record)}
    hidden = frozenset(records).difference(published)
    if hidden:
        hidden |= {old for id in hidden for old in records[id].aliases}
        published = {id: memory.part_of(record, hidden) for id, record in published.items()}
    aliases = {old: id for id, record in published.items() for old in record.aliases if old not in records}
    found: dict[tuple[_Ends, bool], list[Statement]] = defaultdict(list)
    dangling: dict[str, list[Link]] = defaultdict(list)
    for id, record in published.items():
        if not record.links:
            continue
        statements = memory.statements_of(record)
        for link, statement in zip(record.links, statements, strict=True):
            to = aliases.get(link.to, link.to)
            if to == id:
                continue
            if to not in published:
                dangling[id].append(link)
                continue
            found[_canonical(id, link.relation, to), link.state == "discounted"].append(statement)
    joints = memory.joints(found)
    kept, discounted = ([joint for (_, is_apart), joint in joints.items() if is_apart is way] for way in (False, True))
    named = {ref for record in published.values() for ref in record.sources if isinstance(ref, str)}
    visible = {id: source for id, source in sources.items() if id in named}
    return Graph(
        records=MappingProxyType(published),
        whole=frozenset(id for id, record in published.items() if record is records[id]),
        sources=MappingProxyType(visible),
        edges=tuple(joint.edge for joint in kept),
        discounted=tuple(joint.edge for joint in discounted),
        dangling=MappingProxyType({id: tuple(links) for id, links in dangling.items()}),
        entities=collect_entities(published, visible, names, memory.names),
        aliases=MappingProxyType(aliases),
        hidden=hidden,
        _near=_by_end(kept),
        _aside=_by_end(discounted),
    )


@cache
def reverse(relation: str) -> str:
    """Give the relation that the other end has: followed-by for preceded-by, the same for a symmetric one."""
    terms = vocabulary("relation").terms
    return terms[relation].crosswalk.get("reverse", relation) if relation in terms else relation


def _canonical(start: str, relation: str, end: str) -> _Ends:
    return min((start, relation, end), (end, reverse(relation), start))


def _by_end(joints: Iterable[_Joint]) -> Mapping[str, tuple[Neighbour, ...]]:
    near: dict[str, list[Neighbour]] = defaultdict(list)
    for joint in joints:
        near[joint.edge.start].append(joint.from_start)
        near[joint.edge.end].append(joint.from_end)
    return MappingProxyType({id: tuple(neighbours) for id, neighbours in near.items()})
