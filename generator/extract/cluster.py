"""Extraction on a Dask cluster that is there already: the same function on its workers, in the order given."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, TypeVar

from generator.article import Article
from generator.errors import ArticleError, UsageError
from generator.extract.many import Read, read_packed, unpack

Item = TypeVar("Item")
_AHEAD = 4
"""Articles given out for each thread of the cluster."""
_PATIENCE = 20
"""Seconds to wait for the scheduler, and then for a worker."""


def read_on_cluster(
    items: Iterable[Item], article_of: Callable[[Item], Article | None], address: str
) -> Iterator[Read[Item]]:
    """Extract from articles on the workers of a Dask scheduler.

    A worker that dies loses nothing: the scheduler gives its articles to another. Workers need this package installed.

    Args:
        items: What the articles belong to.
        article_of: Gives an item's article; None passes the item through unread.
        address: The scheduler, such as tcp://10.0.0.7:8786.

    Raises:
        UsageError: Dask is not installed, or no scheduler with a worker answers there.
    """
    client = _connect(address)
    try:
        ahead = max(1, sum(client.nthreads().values())) * _AHEAD
        under_way: deque[tuple[Item, Any]] = deque()
        for item in items:
            article = article_of(item)
            # Not pure: two runs over one article are two runs, whatever release the workers had before.
            under_way.append((item, None if article is None else client.submit(read_packed, article, pure=False)))
            if len(under_way) >= ahead:
                yield _finish(*under_way.popleft())
        while under_way:
            yield _finish(*under_way.popleft())
    finally:
        client.close()


def _connect(address: str) -> Any:
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise UsageError("--dask needs Dask; install it with: pip install 'incident-briefs[dask]'") from error
    try:
        client = distributed.Client(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise UsageError(f"no Dask scheduler answers at {address}; start one with: dask scheduler ({error})") from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        client.close()
        raise UsageError(f"the Dask scheduler at {address} has no worker; start one: dask worker {address}") from error
    return client


def _finish(item: Item, future: Any) -> Read[Item]:
    if future is None:
        return Read(item)
    try:
        return Read(item, *unpack(future.result()))
    except ArticleError as error:
        return Read(item, error=error)
    except Exception as error:  # whatever kept the workers from running it: no package there, or one that dies of it
        return Read(item, error=ArticleError(f"the cluster could not read it: {type(error).__name__}: {error}"))
