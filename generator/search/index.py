"""The index as files: words in order, cut where their beginnings part, and beside them what results show.

A browser loads `index.js` with the first query, then one file for each word of it, and a few with the results. Each is
a script that hands data to `search-results.js`, since a page opened from a disk may load scripts and nothing else.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.links import Graph
from generator.links.entities import CATEGORIES, Entity
from generator.record.names import Names
from generator.record.schema import Incident, Source
from generator.search.documents import FACETS, Document, brief_document, entity_document

FOLDER = "search"
"""The folder of the files in the site."""

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_WEIGHTS = 4
_PAGE = 16
"""Documents in one file: a query shows ten, which rarely lie together."""
_ROOM = 16_000
"""The most characters of a file of words, unless all begin alike."""
_DEEP = 4
_OFTEN = 200


@dataclass(slots=True)
class SearchMemory:
    """Documents of the last time, taken again where nothing they are made of has changed."""

    _briefs: dict[str, tuple[Incident, tuple[Source | None, ...], Document]] = field(default_factory=dict)
    _names: dict[tuple[str, str], tuple[Entity, Document]] = field(default_factory=dict)
    _namings: Names | None = None

    def documents(self, graph: Graph, breathe: Callable[[], None]) -> list[Document]:
        """Give every document: briefs by id, then names by category and key."""
        if graph.entities.names != self._namings:
            self._namings, self._briefs, self._names = graph.entities.names, {}, {}
        briefs, names = self._briefs, self._names
        self._briefs, self._names = {}, {}
        for id, record in graph.records.items():
            kept = tuple(graph.sources.get(ref) for ref in record.sources if isinstance(ref, str))
            known = briefs.get(id)
            if known is None or known[0] is not record or known[1] != kept:
                breathe()
                known = (record, kept, brief_document(record, graph))
            self._briefs[id] = known
        for category in CATEGORIES:
            for key, entity in sorted(graph.entities.by_category[category].items()):
                seen = names.get((category, key))
                if seen is None or seen[0] is not entity:
                    breathe()
                    seen = (entity, entity_document(entity, graph.entities.names))
                self._names[category, key] = seen
        return [known[2] for known in self._briefs.values()] + [seen[1] for seen in self._names.values()]


def search_files(
    graph: Graph, memory: SearchMemory, *, directory_urls: bool = True, breathe: Callable[[], None] = lambda: None
) -> dict[str, str]:
    """Make the index.

    Args:
        graph: All that is published.
        memory: What was made the last time.
        directory_urls: Whether pages are served as folders.
        breathe: Called now and then, so that whoever has more important things to do gets to do them.

    Returns:
        The files' texts by their paths in the site.
    """
    documents = memory.documents(graph, breathe)
    postings = _postings(documents, breathe)
    shards = dict(_shards(sorted(postings), postings))
    files = {_path("t", name): _script(f"t/{name}", shard) for name, shard in shards.items()}
    lengths: dict[int, list[str]] = defaultdict(list)
    for term in sorted(postings):
        lengths[len(term)].append(term)
    for length, terms in lengths.items():
        files[_path("v", str(length))] = _script(f"v/{length}", _fronted(terms))
    for at in range(0, len(documents), _PAGE):
        shown = [[d.uri, d.title, *d.facts, d.text] for d in documents[at : at + _PAGE]]
        files[_path("d", str(at // _PAGE))] = _script(f"d/{at // _PAGE}", shown)
    files[f"{FOLDER}/index.js"] = _script(
        "index", {"folders": directory_urls, **_index(documents, sorted(shards), sorted(lengths))}
    )
    return files


def _index(documents: Sequence[Document], shards: Sequence[str], lengths: Sequence[int]) -> Mapping[str, object]:
    briefs = [document for document in documents if document.facets]
    facets = {}
    for at, name in enumerate(FACETS):
        values = sorted({document.facets[at] for document in briefs})
        places = {value: number for number, value in enumerate(values)}
        facets[name] = {
            "values": values,
            "column": "".join(_fixed(places[document.facets[at]], 2) for document in briefs),
        }
    return {
        "documents": len(documents),
        "briefs": len(briefs),
        "page": _PAGE,
        "shards": shards,
        "lengths": lengths,
        "facets": facets,
        "days": "".join(_fixed(document.day, 4) for document in briefs),
    }


def _postings(documents: Sequence[Document], breathe: Callable[[], None]) -> dict[str, str]:
    """Give for every word the documents that have it: gaps between their numbers, each with the word's weight in it."""
    lists: dict[str, list[str]] = defaultdict(list)
    last: dict[str, int] = {}
    for number, document in enumerate(documents):
        if number % _OFTEN == 0:
            breathe()
        for term, weight in document.terms.items():
            lists[term].append(_number((number - last.get(term, 0)) * _WEIGHTS + weight))
            last[term] = number
    return {term: "".join(parts) for term, parts in lists.items()}


def _shards(terms: Sequence[str], postings: Mapping[str, str], depth: int = 2) -> Iterator[tuple[str, dict[str, str]]]:
    """Cut the words by their first letters: two, and where those are many, more."""
    groups: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        groups[term[:depth]].append(term)
    for start, those in groups.items():
        size = sum(len(term) + len(postings[term]) for term in those)
        if size > _ROOM and depth < _DEEP and len(those) > 1:
            yield from _shards(those, postings, depth + 1)
        else:
            yield start, {term: postings[term] for term in those}


def _fronted(terms: Sequence[str]) -> str:
    """Write words of one length: for each how much of the one before it keeps, then the rest."""
    parts, before = [], ""
    for term in terms:
        same = 0
        while same < len(before) and before[same] == term[same]:
            same += 1
        parts.append(f"{_DIGITS[same]}{term[same:]}")
        before = term
    return " ".join(parts)


def _number(value: int) -> str:
    """Write a number in as few digits as it needs, five bits in each; the sixth says that more follow."""
    digits = []
    while True:
        value, low = value >> 5, value & 31
        digits.append(_DIGITS[low | 32] if value else _DIGITS[low])
        if not value:
            return "".join(digits)


def _fixed(value: int, digits: int) -> str:
    """Write a number in a fixed number of digits, the highest first."""
    return "".join(_DIGITS[(value >> (6 * at)) & 63] for at in reversed(range(digits)))


def _path(room: str, name: str) -> str:
    """Give the path of a file; one named after letters beyond a to z is named after their numbers."""
    plain = name if name.isascii() else "_" + "-".join(f"{ord(c):x}" for c in name)
    return f"{FOLDER}/{room}-{plain}.js"


def _script(name: str, data: object) -> str:
    """Write a file. What could end a script, or is an end of line to a script alone, is written as a number."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for c in "<>&\u2028\u2029":
        text = text.replace(c, f"\\u{ord(c):04x}")
    return f"briefsSearch({json.dumps(name)},{text});\n"
