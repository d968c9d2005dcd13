"""What stands behind each value of a brief, ready to show beside it: evidence quotes, and doubts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from generator.links.evidence import items_of
from generator.record.schema import Evidence, Incident


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A quote that supports a value."""

    quote: str
    """The words of the source."""
    part: str
    """Which part of the value it supports, such as `role`; empty where it is the whole."""
    source: str
    """What the source is called here; empty where the brief has one source only."""
    href: str
    """The source's anchor on the page; empty where it is not known."""
    again: bool = field(default=False, compare=False)
    """True where the page has these words for another value too, so that paper need not repeat them."""


@dataclass(frozen=True, slots=True)
class DifferingView:
    """What another source says instead."""

    value: str
    """The value, as the field would have it."""
    part: str
    """Which part of the value it is about; empty where it is the whole."""
    source: str
    """What the source is called here."""
    href: str
    """The source's anchor on the page; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Support:
    """All that stands behind one value."""

    about: str = ""
    """What the value is called, for those who hear the page."""
    evidence: tuple[EvidenceView, ...] = ()
    """The quotes."""
    doubts: tuple[str, ...] = ()
    """What to know before trusting the value."""
    differing: tuple[DifferingView, ...] = ()
    """What other sources say instead."""

    def __bool__(self) -> bool:
        return bool(self.evidence or self.doubts or self.differing)

    @property
    def is_doubted(self) -> bool:
        """Whether there is more to say of the value than the words behind it."""
        return bool(self.doubts or self.differing)


NOTHING = Support()
"""What stands behind a value of which nobody says anything."""


class Supports:
    """The evidence and doubts of one incident, asked for value by value; what nobody asked for is left over.

    Args:
        incident: The record.
        name_source: Gives what a source is called and its anchor.
    """

    def __init__(self, incident: Incident, name_source: Callable[[str | None], tuple[str, str]]) -> None:
        self._incident, self._name_source = incident, name_source
        self._asked: set[str] = set()
        self._quoted: set[tuple[str, str | None]] = set()
        doubted = [doubt.about for doubt in incident.doubts]
        differing = [other.about for other in incident.differing]
        self._paths = tuple(dict.fromkeys([*incident.evidence, *doubted, *differing]))
        # A page asks some thirty times, and each time for one field or one item: neither looks through all paths.
        self._fields: dict[str, list[str]] = defaultdict(list)
        self._items: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
        for path in self._paths:
            if "[" not in path:
                self._fields[path.partition(".")[0]].append(path)
            for item, below in items_of(incident, path).items():
                self._items[item].append((path, " ".join(below).replace("_", " ")))

    def of(self, about: str, *names: str) -> Support:
        """Give what stands behind fields and all below them, such as `when` with `when.date`."""
        found = [
            (path, path[len(name) + 1 :])
            for name in names
            for path in self._fields.get(name.partition(".")[0], ())
            if path == name or path.startswith(f"{name}.")
        ]
        return self._support(about, found) if found else NOTHING

    def of_item(self, about: str, name: str, position: int) -> Support:
        """Give what stands behind an item of a list.

        Args:
            about: What the item is called.
            name: The name of the list's field.
            position: The item's position, counted from 0.
        """
        found = self._items.get((name, position))
        return self._support(about, found) if found else NOTHING

    def left_over(self) -> tuple[tuple[str, Support], ...]:
        """Give what stands behind values that no part of the page has asked for, by path."""
        rest = [path for path in self._paths if path not in self._asked]
        return tuple((path, self._support(path, [(path, "")])) for path in rest)

    def _support(self, about: str, found: Iterable[tuple[str, str]]) -> Support:
        incident = self._incident
        evidence: dict[tuple[str, str | None], EvidenceView] = {}
        doubts: dict[str, None] = {}
        differing: dict[DifferingView, None] = {}
        for path, part in found:
            self._asked.add(path)
            for quote in incident.evidence.get(path, ()):
                if (quote.quote, quote.source) not in evidence:
                    evidence[quote.quote, quote.source] = self._view(quote, part)
            for doubt in incident.doubts:
                if doubt.about == path:
                    doubts[doubt.issue] = None
            for other in incident.differing:
                if other.about == path:
                    differing[DifferingView(other.value, part, *self._name_source(other.source))] = None
        return Support(about, tuple(evidence.values()), tuple(doubts), tuple(differing))

    def _view(self, quote: Evidence, part: str) -> EvidenceView:
        source, href = self._name_source(quote.source)
        again = (quote.quote, quote.source) in self._quoted
        self._quoted.add((quote.quote, quote.source))
        return EvidenceView(quote.quote, part, source, href, again)


def join(*supports: Support) -> Support:
    """Make one support of several, each quote and doubt once."""
    if len(supports) < 2:
        return supports[0] if supports else NOTHING
    evidence = dict.fromkeys(quote for support in supports for quote in support.evidence)
    doubts = dict.fromkeys(doubt for support in supports for doubt in support.doubts)
    differing = dict.fromkeys(other for support in supports for other in support.differing)
    return Support(next((s.about for s in supports), ""), tuple(evidence), tuple(doubts), tuple(differing))
