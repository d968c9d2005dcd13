"""One article's say on an incident, and which of several articles is preferred: the rule, and nothing else.

Admiralty grade first, then the later publication, then the article's id, so that the order is always the same.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from generator.record.paths import Address, addresses
from generator.record.schema import Evidence, Incident, Source

_UNGRADED = "F6"


@dataclass(frozen=True)
class Voice:
    """What one article says of an incident."""

    source: str
    """The article's id."""
    record: Incident
    """Its draft, with links that lead to briefs."""
    confidence: Mapping[str, float] = field(default_factory=dict)
    """Field path of the draft -> 0 to 1."""
    notes: Source | None = None
    """What is known of the article."""

    @property
    def is_main(self) -> bool:
        """True where the article is about the incident, and does not only recall it."""
        return self.record.status != "stub"

    @property
    def rank(self) -> tuple[str, int, str]:
        """What articles are preferred by; the least goes first."""
        published = self.notes.published if self.notes else None
        day = published.earliest if published else datetime.date.min
        return (self.notes.grade if self.notes else None) or _UNGRADED, -day.toordinal(), self.source

    @cached_property
    def cited(self) -> Mapping[Address, tuple[Evidence, ...]]:
        """The quotes behind each value, each with this article as its source."""
        out: dict[Address, tuple[Evidence, ...]] = {}
        for path, quotes in self.record.evidence.items():
            for address in addresses(self.record, path):
                named = tuple(Evidence(quote.quote, self.source) for quote in quotes)
                out[address] = tuple(dict.fromkeys((*out.get(address, ()), *named)))
        return out

    @cached_property
    def scores(self) -> Mapping[Address, float]:
        """The confidence of each value."""
        return {at: score for path, score in self.confidence.items() for at in addresses(self.record, path)}


def preferred(voices: Sequence[Voice]) -> list[Voice]:
    """Put articles in order, the preferred one first."""
    return sorted(voices, key=lambda voice: voice.rank)


def independent(voices: Sequence[Voice]) -> list[Voice]:
    """Leave out articles that repeat another one of them: copies of one text are one voice."""
    sources = {voice.source for voice in voices}
    return [v for v in voices if v.notes is None or v.notes.reprint_of is None or v.notes.reprint_of not in sources]


def under(cited: Mapping[Address, tuple[Evidence, ...]], address: Address) -> Iterator[tuple[Address, Evidence]]:
    """Give the quotes behind a value and its parts, each with the rest of its address."""
    for at, quotes in cited.items():
        if at[: len(address)] == address:
            for quote in quotes:
                yield at[len(address) :], quote
