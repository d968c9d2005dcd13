"""What every export is made from: the published records, what else is known of them, and where their pages are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.links import Graph
from generator.record.convert import source_to_data, to_data
from generator.record.schema import Incident, Source


@dataclass(frozen=True, slots=True)
class Publication:
    """A collection as it is handed to other people's software. Only what the graph has published is in it."""

    graph: Graph
    """The published records, their sources and names."""
    title: str
    """What the collection is called."""
    page: Callable[[str], str]
    """Gives the path of a brief's page below the site, by the brief's id."""
    base: str = ""
    """Where the site is, with a slash at its end; empty where nobody has said."""
    about: str = ""
    """What the collection is, in a sentence."""
    changed: Mapping[str, str] = field(default_factory=dict)
    """The day each brief was last changed, ISO 8601, by id; absent where nobody can say."""

    def address(self, id: str) -> str:
        """Give the address of a brief's page: an absolute one where it is known where the site is."""
        return f"{self.base}{self.page(id)}"

    def sources(self, record: Incident) -> tuple[Source, ...]:
        """Give the sources of a record, kept ones as far as they can be read."""
        found = [self.graph.sources.get(ref) if isinstance(ref, str) else ref for ref in record.sources]
        return tuple(source for source in found if source)

    def published(self, record: Incident) -> str:
        """Give the day on which the newest of a record's sources was published, ISO 8601; empty where none is known."""
        days = [source.published.latest for source in self.sources(record) if source.published]
        return max(days).isoformat() if days else ""

    def dated(self, record: Incident) -> str:
        """Give the day to date a record by: of its last change, else of its newest source; empty for neither."""
        return self.changed.get(record.id) or self.published(record)


def record_data(record: Incident, publication: Publication) -> dict[str, Any]:
    """Bring a record to plain data that stands on its own: with its sources in it, as if they were typed in place.

    Page furniture of a source stays out; it is no part of what the source says.
    """
    by_id = publication.graph.sources
    data = to_data(record)
    data["sources"] = [
        ref if isinstance(ref, str) and ref not in by_id else _said(by_id[ref] if isinstance(ref, str) else ref)
        for ref in record.sources
    ]
    return data


def _said(source: Source) -> dict[str, Any]:
    data = source_to_data(source)
    data.pop("furniture", None)
    return data
