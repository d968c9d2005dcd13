"""What the site answers to every question of a page, as short digests: two builds compared tell which have changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from generator.build.watched import EVERYTHING, Key, words_of_key
from generator.links import Entity
from generator.pages import Site

Digests = dict[Any, Any]
"""For each key of a mapping the digest of its value; for an entity a digest for each of its parts."""
Answers = dict[Key, Digests]
"""The digests by what is noted of a mapping: `("graph.records",)`, `("entity", "person")`…"""

_MISSING = object()


@dataclass(slots=True)
class Memory:
    """The mappings of the last time: of what is the same object still, nothing needs to be digested again."""

    _mappings: dict[Key, Mapping[Any, Any]] = field(default_factory=dict)

    def take(self, site: Site, answers: Answers) -> set[Key]:
        """Bring answers up to date.

        Args:
            site: The site as it is now, not watched.
            answers: Those of an earlier build; they become those of the site.

        Returns:
            Every question whose answer is another now.
        """
        different: set[Key] = set()
        now = dict(_mappings_in(site))
        for name in answers.keys() - now.keys():
            different.update((*name, *words_of_key(key)) for key in answers.pop(name))
        # Entities come last: what they say rests on the records in which they stand.
        for name, mapping in now.items():
            before, digests = self._mappings.get(name), answers.setdefault(name, {})
            if before is mapping:
                continue
            for key in [key for key in digests if key not in mapping]:
                different.update(_parts(name, key, digests.pop(key), None))
            for key, value in mapping.items():
                if before is not None:
                    old = before.get(key, _MISSING)
                    if old is value or (isinstance(value, tuple | str | bool) and old == value):
                        continue
                known = digests.get(key)
                digests[key] = digest = _digest(value, answers)
                if known != digest:
                    different.update(_parts(name, key, known, digest))
        self._mappings = now
        if different:
            different.add(EVERYTHING)
        return different


def _digest(value: Any, answers: Answers) -> Any:
    return _digests_of(value, answers) if isinstance(value, Entity) else digest_of(value)


def _digests_of(entity: Entity, answers: Answers) -> dict[str, Any]:
    """Give the digests of an entity's parts; where it stands is told by the digests of the records it stands in."""
    records = answers["graph.records",]
    whole = entity.category == "outlet"
    said = [(seen.brief, seen.part, records[seen.brief], seen.item if whole else "") for seen in entity.appearances]
    return {
        "slug": entity.slug,
        "name": entity.name,
        "type": entity.type,
        "parent": entity.parent,
        "aliases": digest_of(entity.aliases),
        "briefs": digest_of(entity.briefs),
        "appearances": digest_of(said),
    }


def _parts(name: Key, key: Any, old: Any, new: Any) -> Iterator[Key]:
    """Give the questions to which an answer has changed: of an entity that stays, only those about its parts."""
    question = (*name, *words_of_key(key))
    if isinstance(old, dict) or isinstance(new, dict):
        parts = (old or {}).keys() | (new or {}).keys()
        yield from ((*question, part) for part in parts if (old or {}).get(part) != (new or {}).get(part))
        if old is not None and new is not None:
            return
    yield question


def digest_of(value: object) -> bytes:
    """Give a digest of a value that says all there is in its `repr`, as those of our dataclasses do."""
    return hashlib.blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _mappings_in(site: Site) -> Iterator[tuple[Key, Mapping[Any, Any]]]:
    graph, entities = site.graph, site.graph.entities
    for value, name in ((graph, "graph"), (entities, "entities"), (site, "site")):
        for part in fields(value):
            inner = getattr(value, part.name)
            if isinstance(inner, frozenset):
                yield (f"{name}.{part.name}",), dict.fromkeys(inner, True)
            elif isinstance(inner, Mapping) and part.name != "by_category":
                yield (f"{name}.{part.name}",), inner
    for category, those in entities.by_category.items():
        yield ("entity", category), those
