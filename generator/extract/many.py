"""Extraction from many articles on the cores there are, in the order given; a process that dies loses no article."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from generator.article import Article
from generator.errors import ArticleError, BriefsError
from generator.extract.draft import Draft
from generator.extract.gist import Gist
from generator.extract.pipeline import Extractor
from generator.record.convert import from_data, to_data

Item = TypeVar("Item")
Packed = tuple[str, list[tuple[dict[str, Any], dict[str, float], bool]], dict[str, str]]
"""What travels between processes: an error in words or nothing, and the drafts and the gist as plain values."""

WORTH_A_PROCESS = 24
"""Articles for which a second process pays for loading the language model once more."""
_AHEAD = 4
"""Articles given out for each process, so that none waits for the slowest."""
_TRIES = 2
"""How often an article may be under way while a process dies before it is taken to be the reason."""


@dataclass(frozen=True, slots=True)
class Read(Generic[Item]):
    """What came of one item."""

    item: Item
    """As it was given."""
    drafts: tuple[Draft, ...] = ()
    """The drafts of its article, the main incident first; empty too where it had no article."""
    gist: Gist | None = None
    """What its article is about, incident or not."""
    error: ArticleError | None = None
    """Why there are none."""


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes_for(articles: int) -> int:
    """Give the number of processes worth starting for a number of articles."""
    return max(1, min(cores(), articles // WORTH_A_PROCESS))


def read_here(
    items: Iterable[Item], article_of: Callable[[Item], Article | None], load: Callable[[], Extractor]
) -> Iterator[Read[Item]]:
    """Extract from articles one after the other in this process.

    Args:
        items: What the articles belong to.
        article_of: Gives an item's article; None passes the item through unread.
        load: Loads the model; called at the first article, and not where there is none.
    """
    extractor: Extractor | None = None
    for item in items:
        article = article_of(item)
        if article is None:
            yield Read(item)
            continue
        extractor = extractor or load()
        try:
            drafts, gist = extract(extractor, article)
        except BriefsError as error:
            yield Read(item, error=ArticleError(error.message))
        else:
            yield Read(item, tuple(drafts), gist)


def read_in_processes(
    items: Iterable[Item], article_of: Callable[[Item], Article | None], processes: int
) -> Iterator[Read[Item]]:
    """Extract from articles in several processes; arguments and order as for `read_here`.

    When a process dies, what was under way is given out anew; an article that was under way twice is read in a process
    of its own, and fails alone if that dies too.
    """
    pool = _Pool(processes)
    under_way: deque[_Task[Item]] = deque()
    source = iter(items)
    try:
        while True:
            for item in islice(source, processes * _AHEAD - len(under_way)):
                under_way.append(pool.start(_Task(item, article_of(item))))
            if not under_way:
                return
            task = under_way.popleft()
            try:
                yield task.result()
            except BrokenProcessPool:
                pool.renew()
                for other in under_way:
                    if other.is_lost():
                        pool.start(other)
                task.tries += 1
                if task.tries < _TRIES:
                    under_way.appendleft(pool.start(task))
                else:
                    yield _alone(task)
    finally:
        pool.close()


def extract(extractor: Extractor, article: Article) -> tuple[list[Draft], Gist]:
    """Extract from one of many articles; a fault of ours with one must not lose the others.

    Raises:
        ArticleError: The article cannot be read, or extraction broke down over it.
    """
    try:
        return extractor.read(article)
    except BriefsError:
        raise
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__}: {error} (in {Path(last.filename).name}, line {last.lineno})"
        raise ArticleError(f"extraction broke down, which is a fault of ours: {fault}") from error


def read_packed(article: Article) -> Packed:
    """Extract from one article and give plain values, as another process or machine can send them back."""
    try:
        drafts, gist = extract(_extractor(), article)
    except BriefsError as error:
        return error.message, [], {}
    return "", [(to_data(draft.record), dict(draft.confidence), draft.main) for draft in drafts], gist.to_data()


def unpack(packed: Packed) -> tuple[tuple[Draft, ...], Gist]:
    """Give the drafts and the gist that were sent as plain values.

    Raises:
        ArticleError: What was sent is an error.
    """
    error, drafts, gist = packed
    if error:
        raise ArticleError(error)
    return tuple(Draft(_record(data), confidence, main) for data, confidence, main in drafts), Gist(**gist)


def _record(data: dict[str, Any]) -> Any:
    record, problems = from_data(data)
    if record is None:
        raise ArticleError(f"what another process extracted is no record: {problems[0]}")
    return record


@dataclass(slots=True)
class _Task(Generic[Item]):
    item: Item
    article: Article | None
    future: Future[Packed] | None = None
    tries: int = 0

    def result(self) -> Read[Item]:
        """Wait for what came of it; raises BrokenProcessPool where a process died."""
        if self.future is None:
            return Read(self.item)
        try:
            return Read(self.item, *unpack(self.future.result()))
        except ArticleError as error:
            return Read(self.item, error=error)

    def is_lost(self) -> bool:
        """Say whether no result of it has come or can come."""
        return self.future is not None and not (self.future.done() and self.future.exception() is None)


class _Pool:
    """Processes that can be replaced by new ones."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self.renew()

    def renew(self) -> None:
        # Spawned, not forked: a fork of a process with threads may hang.
        self._executor = ProcessPoolExecutor(self._processes, mp_context=multiprocessing.get_context("spawn"))

    def start(self, task: _Task[Item]) -> _Task[Item]:
        if task.article is not None:
            try:
                task.future = self._executor.submit(read_packed, task.article)
            except BrokenProcessPool as error:
                task.future = Future()
                task.future.set_exception(error)  # met where its turn comes, as for those that were under way
        return task

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)


def _alone(task: _Task[Item]) -> Read[Item]:
    pool = _Pool(1)
    try:
        return pool.start(task).result()
    except BrokenProcessPool:
        return Read(task.item, error=ArticleError("the process that read it died; is there enough memory?"))
    finally:
        pool.close()


@cache
def _extractor() -> Extractor:
    return Extractor()
