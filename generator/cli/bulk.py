"""Reading many articles: on this process, on several, or on a cluster, as the options of a command say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.cli import common
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.article.model import Article
    from generator.extract.many import Read

_Item = TypeVar("_Item")
_Command = TypeVar("_Command", bound=Callable[..., Any])


def bulk_options(command: _Command) -> _Command:
    """Add `--jobs N` and `--dask ADDRESS`."""
    jobs = click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Read in N processes of half a gigabyte each. By default one a core, where there are many articles.",
    )
    dask = click.option(
        "--dask", metavar="ADDRESS", help="Read on the workers of a Dask scheduler, such as tcp://10.0.0.7:8786."
    )
    return jobs(dask(command))


def read(
    items: Iterable[_Item],
    article_of: Callable[[_Item], Article | None],
    *,
    number: int | None,
    jobs: int | None,
    dask: str | None,
) -> Iterator[Read[_Item]]:
    """Extract from many articles, in the order given.

    Args:
        items: What the articles belong to.
        article_of: Gives an item's article; None passes the item through unread.
        number: How many articles there are, where that is known.
        jobs: The number of processes, where the person gave one.
        dask: The address of a scheduler, where the person gave one.

    Raises:
        UsageError: Both were given, or there is no such cluster.
    """
    if dask and jobs:
        raise UsageError("--jobs is for this machine, and --dask for a cluster; give one of them")
    from generator.extract.many import processes_for, read_here, read_in_processes

    if dask:
        from generator.extract.cluster import read_on_cluster

        return read_on_cluster(items, article_of, dask)
    processes = jobs or processes_for(number or 0)
    if processes == 1:
        return read_here(items, article_of, common.load_extractor)
    return read_in_processes(items, article_of, processes)
