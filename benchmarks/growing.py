"""How long matching takes in made-up collections: towns, people and reports of nowhere, drawn with a fixed seed."""

from __future__ import annotations

import datetime
import math
import random
import statistics
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from generator.article import Article
from generator.cli.adding import Adding
from generator.cli.reading import Given
from generator.extract.draft import Draft
from generator.record.count import Count
from generator.record.edtf import PartialDate
from generator.record.ids import make_id
from generator.record.schema import Casualties, Evidence, Incident, Perpetrator, Source, Victim, When, Where
from generator.store import Collection
from generator.store.base import Base, base_to_bytes
from generator.store.match import Matcher
from generator.store.writer import source_to_yaml, to_yaml

_ROOT = Path(__file__).resolve().parents[1]
SIZES = (100, 1_000, 10_000)
"""Briefs in the collections that are measured."""
_ADDED = 40
_SYLLABLES = "ba be bo da de do ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to va ve vo".split()
_KINDS = ("shooting", "bombing", "stabbing", "arson", "kidnapping")
_START = datetime.date(2010, 1, 1)


@dataclass(frozen=True, slots=True)
class _Event:
    day: datetime.date
    town: str
    kind: str
    victim: str
    suspect: str
    killed: int
    words: tuple[str, ...]


class _World:
    """Events of a made-up country, and reports on them."""

    def __init__(self, size: int) -> None:
        self.chance = random.Random(size)  # noqa: S311 - nothing here is secret
        self.towns = [self._name() for _ in range(max(20, size // 20))]
        table = tomllib.loads((_ROOT / "generator/store/data/common_words.toml").read_text("utf-8"))
        levels = [(level["words"].split(), math.exp(-level["level"] / 2)) for level in table["common"]]
        self.vocabulary = [word for words, _ in levels for word in words]
        self.weights = list(accumulate(share for words, share in levels for _ in words))

    def _name(self) -> str:
        return "".join(self.chance.choice(_SYLLABLES) for _ in range(self.chance.randint(2, 4))).capitalize()

    def event(self) -> _Event:
        """Make up an event."""
        return _Event(
            _START + datetime.timedelta(days=self.chance.randrange(5000)),
            self.chance.choice(self.towns),
            self.chance.choice(_KINDS),
            f"{self._name()} {self._name()}",
            f"{self._name()} {self._name()}",
            self.chance.randint(1, 9),
            tuple(self._name() for _ in range(12)),
        )

    def report(self, event: _Event) -> tuple[Article, Draft]:
        """Write a report on an event, in words of no language, and what extraction would make of it."""
        common = self.chance.choices(self.vocabulary, cum_weights=self.weights, k=400)
        lead = f"{event.killed} killed in {event.town}: {event.victim} died, {event.suspect} was held."
        text = f"{lead}\n\n{' '.join(common)} {' '.join(event.words)}\n{self.chance.random()}"
        article = Article(text=text, title=lead, published=event.day + datetime.timedelta(days=1))
        record = Incident(
            id=make_id(PartialDate.of_day(event.day), event.town, event.kind),
            title=f"{event.kind} in {event.town}",
            kind=event.kind,
            when=When(date=PartialDate.of_day(event.day)),
            where=Where(place=event.town, country="FR", precision="city"),
            victims=(Victim(name=event.victim, effect="killed"),),
            perpetrators=(Perpetrator(name=event.suspect, type="person"),),
            casualties=(Casualties(status="killed", count=Count.exactly(event.killed), who="victim"),),
            sources=(article.id,),
            evidence={path: (Evidence(lead),) for path in ("kind", "when.date", "where", "casualties[killed]")},
        )
        return article, Draft(record, {"kind": 0.9}, True)


def timings(sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Measure collections of some sizes.

    Yields:
        For each size, in time of the processor: the first look at a collection, which makes the index; the look with
        which each later run begins; matching one article; and adding it, extraction left out. Half of the articles are
        about an incident that the collection knows.
    """
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            yield _timed(size, Path(folder))


def _timed(size: int, folder: Path) -> dict[str, Any]:
    world = _World(size)
    events = [world.event() for _ in range(size)]
    collection = Collection.open(folder)
    _fill(collection, world, events)
    start = time.process_time()
    first = Matcher(collection, is_free=lambda _: True)
    first.refresh()
    first.keep({})
    first_look = time.process_time() - start
    start = time.process_time()
    Matcher(collection, is_free=lambda _: True).refresh()
    next_look = time.process_time() - start
    drafts: dict[str, Draft] = {}
    adding = Adding(collection, dry_run=False, extract=lambda article, _: [drafts[article.id]])
    matching = Matcher(collection, is_free=lambda _: True)
    looked: list[float] = []
    took: list[float] = []
    right = 0
    for number in range(_ADDED):
        event = world.chance.choice(events) if number % 2 else world.event()
        article, drafts[article.id] = world.report(event)
        start = time.process_time()
        matching.place(
            [(drafts[article.id].record, drafts[article.id].confidence)],
            source=article.id,
            text=article.text,
            published=PartialDate.of_day(article.published or event.day),
        )
        looked.append(1000 * (time.process_time() - start))
        matching.undo()
        start = time.process_time()
        result = adding.add(Given(str(number), article))
        took.append(1000 * (time.process_time() - start))
        right += all(made.new for made in result.made) == (number % 2 == 0)
    return {
        "briefs": size,
        "first_look_s": round(first_look, 2),
        "next_look_ms": round(1000 * next_look, 1),
        "matching_ms": round(statistics.median(looked), 1),
        "matching_slowest_of_20_ms": round(statistics.quantiles(looked, n=20)[-1], 1),
        "adding_ms": round(statistics.median(took), 1),
        "placed_right": f"{right} of {_ADDED}",
    }


def _fill(collection: Collection, world: _World, events: Sequence[_Event]) -> None:
    """Write briefs as `briefs add` would, without waiting for the disk."""
    for name in ("sources", ".base"):
        (collection.folder / name).mkdir()
    taken: set[str] = set()
    for number, event in enumerate(events):
        article, draft = world.report(event)
        record = draft.record
        if record.id in taken:
            record = replace(record, id=f"{record.id}-{number}")
        taken.add(record.id)
        source = Source(id=article.id, published=PartialDate.of_day(article.published or event.day))
        collection.path_of(record.id).write_text(to_yaml(record), "utf-8")
        collection.base_path(record.id).write_bytes(base_to_bytes(Base(record, draft.confidence)))
        (collection.folder / "sources" / f"{article.id}.txt").write_text(article.text, "utf-8")
        (collection.folder / "sources" / f"{article.id}.yml").write_text(source_to_yaml(source), "utf-8")
