"""The review queue: what waits for a person, each thing with the command or the line that settles it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from generator.errors import Location
from generator.pages.context import Context
from generator.pages.views import Name
from generator.record.paths import Address, addresses, is_absent, key_of, value_at
from generator.record.problem import Problem
from generator.record.schema import Incident
from generator.record.values import shown
from generator.record.wording import headline_words

LIMIT = 200
"""Things of one kind that the page lists."""
UNSURE = 0.5
"""Values that extraction was less sure of than this are asked about."""

_STALE = ("quote-not-in-source", "source-changed")
_NOBODY: Mapping[str, float] = {}


class Dispute(Protocol):
    """A value that a person and a new extraction have both changed, each differently."""

    @property
    def path(self) -> str:
        """The field's path."""

    @property
    def mine(self) -> object:
        """What the brief says."""

    @property
    def proposed(self) -> object:
        """What extraction says now."""


class Match(Protocol):
    """Two briefs that may be one incident."""

    @property
    def one(self) -> str:
        """The id of a brief."""

    @property
    def other(self) -> str:
        """The id of another."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """For and against, in words."""

    @property
    def if_same(self) -> str:
        """The command that makes them one."""

    @property
    def if_different(self) -> str:
        """The command that keeps them apart."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What only the collection itself knows of its briefs, and no record says."""

    problems: Mapping[str, Sequence[Problem]] = field(default_factory=dict)
    """Everything that the checks find, by the id of the brief."""
    confidence: Callable[[str], Mapping[str, float]] = lambda _: _NOBODY
    """How sure extraction was of a brief's values, 0 to 1, by field path."""
    disputes: Callable[[str], Sequence[Dispute]] = lambda _: ()
    """What is still to be settled in a brief."""
    matches: Sequence[Match] = ()
    """Pairs of briefs that may be one incident, the likeliest first."""
    locate: Callable[[str, Address], Location | None] = lambda _id, _address: None
    """Where a value stands in its file."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that waits for a person."""

    brief: Name
    """The brief."""
    field: str
    """The field's path; empty for the brief as a whole."""
    words: str
    """What there is to see."""
    remedy: str
    """The command, or the file and line, that settles it."""


@dataclass(frozen=True, slots=True)
class Queue:
    """All things of one kind."""

    id: str
    """Its anchor."""
    title: str
    """Its heading."""
    about: str
    """What to do about them."""
    matters: tuple[Matter, ...]
    """The first of them."""
    more: int
    """How many more there are."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The review queue."""

    queues: tuple[Queue, ...]
    """Those in which something waits, the most urgent first."""
    headings: tuple[tuple[str, str], ...]
    """Anchor and words of each."""


def review_view(desk: Desk, folder: str, context: Context) -> ReviewView:
    """Make the review queue.

    Args:
        desk: What the collection knows.
        folder: What the collection's folder is called.
        context: What is around the page.
    """
    found = _Finder(desk, folder, context)
    queues = (
        _queue("conflicts", "Conflicts", "You and a new extraction see these differently.", found.conflicts()),
        _queue("matches", "One incident or two", "These briefs may be about one incident.", found.matches()),
        _queue("stale", "Stale quotes", "These words do not stand in their source.", found.stale()),
        _queue("problems", "Other problems", "What the checks find besides.", found.problems()),
        _queue(
            "unsure",
            "Unsure values",
            "Extraction was not sure of these, the least sure first. Look at the source; keep, correct or delete.",
            found.unsure(),
        ),
        _queue("doubts", "Doubts", "What readers are told to know. Delete a doubt that is settled.", found.doubts()),
        _queue(
            "drafts",
            "Drafts",
            "Nobody has checked these against their sources. When you have, set the status to reviewed.",
            found.drafts(),
        ),
    )
    waiting = tuple(queue for queue in queues if queue.matters)
    return ReviewView(waiting, tuple((queue.id, queue.title) for queue in waiting))


class _Finder:
    """Finds what waits, in the records that are published."""

    def __init__(self, desk: Desk, folder: str, context: Context) -> None:
        self.desk, self.folder, self.context = desk, folder, context
        self.records = context.graph.records

    def conflicts(self) -> Iterator[Callable[[], Matter]]:
        for id, record in self.records.items():
            for dispute in self.desk.disputes(id):
                words = f"you say {_said(dispute.mine)}; extraction says {_said(dispute.proposed)}"
                remedy = f"briefs resolve {id} '{dispute.path}' --take mine|theirs"
                yield self._matter(record, dispute.path, words, partial(str, remedy))

    def matches(self) -> Iterator[Callable[[], Matter]]:
        for match in self.desk.matches:
            one, other = self.records.get(match.one), self.records.get(match.other)
            if one and other:
                words = f"or “{other.title}”, {headline_words(other)}? {'; '.join(match.reasons)}"
                yield self._matter(one, "", words, partial("{} — or {}".format, match.if_same, match.if_different))

    def stale(self) -> Iterator[Callable[[], Matter]]:
        yield from self._problems(lambda code: code in _STALE)

    def problems(self) -> Iterator[Callable[[], Matter]]:
        yield from self._problems(lambda code: code not in _STALE)

    def unsure(self) -> Iterator[Callable[[], Matter]]:
        found = []
        for id, record in self.records.items():
            if record.status != "reviewed":
                found += [(score, id, path) for path, score in self.desk.confidence(id).items() if score < UNSURE]
        for score, id, path in sorted(found):
            record = self.records[id]
            places = [at for at in addresses(record, path) if not is_absent(value_at(record, at))]
            if places:
                words = f"{_said(value_at(record, places[0]))} ({score:.0%} sure)"
                yield self._matter(record, path, words, self._place(id, places[0]))

    def doubts(self) -> Iterator[Callable[[], Matter]]:
        for id, record in self.records.items():
            for at, doubt in enumerate(record.doubts):
                yield self._matter(record, doubt.about, doubt.issue, self._place(id, ("doubts", at)))

    def drafts(self) -> Iterator[Callable[[], Matter]]:
        for id, record in self.records.items():
            if record.status == "draft":
                yield self._matter(record, "", headline_words(record), self._place(id, ("status",)))

    def _problems(self, wanted: Callable[[str], bool]) -> Iterator[Callable[[], Matter]]:
        for id, record in self.records.items():
            for problem in self.desk.problems.get(id, ()):
                if wanted(problem.code):
                    yield self._matter(record, problem.path, problem.message, self._at(id, problem.location))

    def _place(self, id: str, address: Address) -> Callable[[], str]:
        return lambda: self._at(id, self.desk.locate(id, address))()

    def _at(self, id: str, location: Location | None) -> Callable[[], str]:
        line = f":{location.line}" if location and location.line else ""
        return lambda: f"{self.folder}/{id}.yml{line}"

    def _matter(self, record: Incident, path: str, words: str, remedy: Callable[[], str]) -> Callable[[], Matter]:
        # Where a thing stands is only looked up for those that are listed.
        return lambda: Matter(Name(record.title, self.context.to.brief(record.id)), path, words, remedy())


def _queue(id: str, title: str, about: str, found: Iterable[Callable[[], Matter]]) -> Queue:
    all_ = list(found)
    return Queue(id, title, about, tuple(make() for make in all_[:LIMIT]), max(0, len(all_) - LIMIT))


def _said(value: object) -> str:
    if value is None:
        return "nothing"
    text = shown(value if isinstance(value, str | int) else key_of(value))
    return f"“{text}”"
