"""What a person named on the command line, as articles: files, folders, addresses, standard input, errors and all."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.article import Article
from generator.article.reader import find_articles, jsonl_lines, read_each, read_stdin
from generator.errors import ArticleError, Location

_FEEDS = {".jsonl", ".ndjson"}
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Given:
    """One article as it was given, or the reason why it could not be read."""

    name: str
    """Its file, with the line in a feed; its address; or `-`."""
    article: Article | None = None
    """The article."""
    error: ArticleError | None = None
    """Why there is none."""


def is_url(name: str) -> bool:
    """Say whether what was named is an address, be it one that is not fetched, such as ftp://."""
    return _ADDRESS.match(name) is not None


def expand(names: Iterable[str]) -> Iterator[str | Path | ArticleError]:
    """Give what was named with folders replaced by the articles in them; a folder without any becomes an error."""
    for name in names:
        if name == "-" or is_url(name):
            yield name
            continue
        try:
            yield from find_articles([Path(name)])
        except ArticleError as error:
            yield error


def count(items: Sequence[str | Path | ArticleError]) -> int:
    """Count the articles to come; a feed has one a line."""
    return sum(_lines(item) if isinstance(item, Path) else 1 for item in items)


def read(
    items: Iterable[str | Path | ArticleError], *, published: datetime.date | None = None, url: str | None = None
) -> Iterator[Given]:
    """Read articles one by one; an error belongs to its article, and the rest goes on.

    Args:
        items: As `expand` gives them.
        published: When they were published, where the person knows.
        url: Where, where the person knows.
    """
    for item in items:
        if isinstance(item, ArticleError):
            yield Given(_place(item.location), error=item)
        elif isinstance(item, Path):
            for found in read_each([item], published=published, url=url):
                yield Given(_place(found.location), found.article, found.error)
        else:
            yield _read_stream(item, published, url)


def _read_stream(name: str, published: datetime.date | None, url: str | None) -> Given:
    try:
        if name == "-":
            if sys.stdin is None:
                raise ArticleError("-: standard input is closed; give a file, or the article's text with `<`")
            return Given(name, read_stdin(sys.stdin.buffer.read(), published=published, url=url))
        from generator.article.fetch import read_url

        return Given(name, read_url(name, published=published))
    except ArticleError as error:
        return Given(name, error=error)


def _lines(path: Path) -> int:
    if path.suffix.lower() not in _FEEDS or not path.is_file():
        return 1
    return sum(1 for _ in jsonl_lines(path))


def _place(location: Location | None) -> str:
    return str(location) if location else ""
