"""Build the graph from records: publish or not, resolve old ids, make every link once and readable from both ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.links.collect import Memory, collect_entities
from generator.links.graph import Edge, Graph, Neighbour, Statement
from generator.links.public import is_published, public_part
from generator.record.names import Names
from generator.record.schema import Incident, Link, Source
from generator.record.vocabulary import vocabulary

_Ends = tuple[str, str, str]
_NO_NAMES = Names()


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
    hidden = frozenset(records) - frozenset(published)
    hidden |= {old for id in hidden for old in records[id].aliases}
    published = {id: public_part(record, hidden) for id, record in published.items()}
    aliases = {old: id for id, record in published.items() for old in record.aliases if old not in records}
    found: dict[tuple[_Ends, bool], list[Statement]] = defaultdict(list)
    dangling: dict[str, list[Link]] = defaultdict(list)
    for id, record in published.items():
        said = memory.evidence_of(record) if record.links else {}
        for at, link in enumerate(record.links):
            to = aliases.get(link.to, link.to)
            if to == id:
                continue
            if to not in published:
                dangling[id].append(link)
                continue
            ends = _canonical(id, link.relation, to)
            statement = Statement(id, link.state, said.get(("links", at), ()))
            found[ends, link.state == "discounted"].append(statement)
    edges = [(Edge(*ends, tuple(said)), apart) for (ends, apart), said in sorted(found.items(), key=lambda x: x[0])]
    kept = tuple(edge for edge, apart in edges if not apart)
    discounted = tuple(edge for edge, apart in edges if apart)
    named = {ref for record in published.values() for ref in record.sources if isinstance(ref, str)}
    visible = {id: source for id, source in sources.items() if id in named}
    return Graph(
        records=MappingProxyType(published),
        whole=frozenset(id for id, record in published.items() if record is records[id]),
        sources=MappingProxyType(visible),
        edges=kept,
        discounted=discounted,
        dangling=MappingProxyType({id: tuple(links) for id, links in dangling.items()}),
        entities=collect_entities(published, visible, names, memory),
        aliases=MappingProxyType(aliases),
        hidden=hidden,
        _near=_by_end(kept),
        _aside=_by_end(discounted),
    )


def reverse(relation: str) -> str:
    """Give the relation that the other end has: followed-by for preceded-by, the same for a symmetric one."""
    terms = vocabulary("relation").terms
    return terms[relation].crosswalk.get("reverse", relation) if relation in terms else relation


def _canonical(start: str, relation: str, end: str) -> _Ends:
    return min((start, relation, end), (end, reverse(relation), start))


def _by_end(edges: Iterable[Edge]) -> Mapping[str, tuple[Neighbour, ...]]:
    near: dict[str, list[Neighbour]] = defaultdict(list)
    for edge in edges:
        near[edge.start].append(Neighbour(edge.end, edge.relation, edge))
        near[edge.end].append(Neighbour(edge.start, reverse(edge.relation), edge))
    return MappingProxyType({id: tuple(neighbours) for id, neighbours in near.items()})
