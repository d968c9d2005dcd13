"""What the graph answers to every question, as short digests: two builds compared tell which answers have changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from generator.build.watched import EVERYTHING, Key
from generator.links import Entity, Graph

Answers = dict[Key, Any]
"""For each question the digest of its answer; for an entity a digest for each of its parts."""


@dataclass(slots=True)
class Memory:
    """Digests of what has been seen, by the thing itself: what is the same, or equal to it, is not read again."""

    _seen: dict[Key, tuple[Any, Any]] = field(default_factory=dict)
    _now: dict[Key, tuple[Any, Any]] = field(default_factory=dict)

    def of(self, key: Key, value: Any) -> Any:
        """Give the digest of an answer."""
        known = self._seen.get(key)
        digest = known[1] if known and (known[0] is value or known[0] == value) else digest_of(value)
        self._now[key] = (value, digest)
        return digest

    def of_entity(self, key: Key, entity: Entity, records: Mapping[Key, Any]) -> Any:
        """Give the digests of an entity's parts; where it stands is told by the digests of the records it stands in."""
        known = self._seen.get(key)
        if known and known[0] is entity:
            digest = known[1]
        else:
            said = [
                f"{seen.brief} {seen.part} {records[('graph.records', seen.brief)]}"
                + (digest_of(seen.item) if entity.category == "outlet" else "")
                for seen in entity.appearances
            ]
            digest = {
                "slug": entity.slug,
                "name": entity.name,
                "type": entity.type,
                "parent": entity.parent,
                "aliases": digest_of(entity.aliases),
                "briefs": digest_of(entity.briefs),
                "appearances": digest_of(said),
            }
        self._now[key] = (entity, digest)
        return digest

    def settle(self) -> None:
        """Forget what was not asked for since the last time."""
        self._seen, self._now = self._now, {}


def answers_of(graph: Graph, more: Mapping[str, Mapping[str, Any]], memory: Memory) -> Answers:
    """Give the digest of every answer.

    Args:
        graph: The graph, not watched.
        more: Other mappings that pages ask, by the name under which that is noted.
        memory: Digests of the last time.
    """
    found: Answers = {}
    for name, mapping in (*_mappings(graph, "graph"), *_mappings(graph.entities, "entities"), *more.items()):
        for key, value in mapping.items():
            question = (name, *key) if isinstance(key, tuple) else (name, str(key))
            found[question] = memory.of(question, value)
    for name, those in graph.entities.by_category.items():
        for key, entity in those.items():
            question = ("entity", name, key)
            found[question] = memory.of_entity(question, entity, found)
    for value, name in ((graph, "graph"), (graph.entities, "entities")):
        for part in fields(value):
            inner = getattr(value, part.name)
            if isinstance(inner, frozenset):
                found.update(((f"{name}.{part.name}", str(one)), True) for one in inner)
    memory.settle()
    return found


def changed(before: Answers, now: Answers) -> set[Key]:
    """Give every question whose answer is another now."""
    different: set[Key] = set()
    for key in before.keys() | now.keys():
        old, new = before.get(key), now.get(key)
        if old is new or old == new:
            continue
        different.add(key)
        if key[0] == "entity":
            parts = (old or {}).keys() | (new or {}).keys()
            different.update((*key, part) for part in parts if (old or {}).get(part) != (new or {}).get(part))
            if old is not None and new is not None:
                different.discard(key)  # it is there, as it was
    if different:
        different.add(EVERYTHING)
    return different


def digest_of(value: object) -> str:
    """Give a digest of a value that says all there is in its `repr`, as those of our dataclasses do."""
    return hashlib.blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _mappings(value: Any, name: str) -> Iterator[tuple[str, Mapping[Any, Any]]]:
    for part in fields(value):
        inner = getattr(value, part.name)
        if isinstance(inner, Mapping) and part.name != "by_category":
            yield f"{name}.{part.name}", inner
