"""Many articles read at once: the same drafts as one after the other, in their order, and none lost to a death."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from generator.article import make_article
from generator.article.model import Article
from generator.errors import ArticleError, UsageError
from generator.extract import cluster, many
from generator.extract.pipeline import Extractor

pytestmark = pytest.mark.model

_TEXT = "A bomb exploded in a market in {town} on Monday, killing {count} people, police said."


def articles(number: int) -> list[Article]:
    towns = ("Lyon", "Madrid", "Mombasa", "Quetta")
    return [make_article(_TEXT.format(town=towns[n % len(towns)], count=n + 2)) for n in range(number)]


def said(reads: Iterator[many.Read[Article]]) -> list[tuple[str, Any]]:
    return [(read.item.id, read.drafts or read.error) for read in reads]


@pytest.fixture(scope="module")
def alone() -> list[tuple[str, Any]]:
    return said(many.read_here(articles(12), lambda article: article, Extractor))


def test_two_processes_give_what_one_gives(alone: list[tuple[str, Any]]) -> None:
    assert all(drafts for _, drafts in alone)
    assert said(many.read_in_processes(articles(12), lambda article: article, 2)) == alone


def test_a_process_killed_in_mid_run_loses_nothing(alone: list[tuple[str, Any]]) -> None:
    reads = many.read_in_processes(articles(12), lambda article: article, 2)
    first = next(reads)
    workers = multiprocessing.active_children()
    assert len(workers) == 2
    workers[0].kill()
    assert said(iter([first, *reads])) == alone


class _Die:
    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (1,)


@dataclass(frozen=True)
class Deadly(Article):
    """An article over which every process dies."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _Die().__reduce__()


def test_an_article_over_which_processes_die_fails_alone(alone: list[tuple[str, Any]]) -> None:
    one, two = articles(2)
    deadly = Deadly(**{name: getattr(one, name) for name in Article.__dataclass_fields__})
    first, second, third = many.read_in_processes([one, deadly, two], lambda article: article, 1)
    assert [(one.id, first.drafts), (two.id, third.drafts)] == alone[:2]
    assert isinstance(second.error, ArticleError)
    assert "died" in str(second.error)


def test_an_item_without_an_article_keeps_its_turn() -> None:
    one = articles(1)[0]
    reads = list(many.read_in_processes(["none", "one"], {"one": one}.get, 1))
    assert [(read.item, bool(read.drafts)) for read in reads] == [("none", False), ("one", True)]


def test_processes_are_started_only_where_they_pay() -> None:
    assert many.processes_for(0) == many.processes_for(many.WORTH_A_PROCESS) == 1
    assert many.processes_for(10**6) == many.cores()


@pytest.fixture
def workers() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="the optional extra [dask] is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as local:
        yield local


@pytest.mark.filterwarnings("ignore")  # Dask's own, about ports and slow event loops of this machine
def test_a_cluster_gives_the_same_though_a_worker_dies(workers: Any, alone: list[tuple[str, Any]]) -> None:
    reads = cluster.read_on_cluster(articles(12), lambda article: article, workers.scheduler_address)
    first = next(reads)
    os.kill(next(iter(workers.workers.values())).pid, signal.SIGKILL)
    assert said(iter([first, *reads])) == alone


@pytest.mark.filterwarnings("ignore")  # the same
def test_no_scheduler_is_said_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="the optional extra [dask] is not installed")
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    with pytest.raises(UsageError, match="dask scheduler"):
        next(cluster.read_on_cluster(articles(1), lambda article: article, "tcp://127.0.0.1:1"))
