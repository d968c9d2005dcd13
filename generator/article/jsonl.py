"""Feeds: JSON Lines, one article a line, under the names that collections of articles commonly use."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.article.dates import find_dates
from generator.article.decode import decode, too_long
from generator.article.finish import finished
from generator.article.make import make_article
from generator.article.model import Article
from generator.article.words import words
from generator.errors import ArticleError, Location

_MOST_LINE = 20_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a feed."""

    id: str | None
    """The id that it gives itself."""
    article: Article
    """The article."""


def jsonl_lines(path: Path) -> Iterator[tuple[Location, bytes]]:
    """Give the lines of a feed that are not blank, each with its place.

    Args:
        path: The file, checked to be one.

    Raises:
        ArticleError: It cannot be opened.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise ArticleError(f"this cannot be read: {error.strerror}", Location(path)) from None
    with file:
        number = 0
        while line := file.readline(_MOST_LINE):
            number += 1
            if line.strip(b" \t\r\n\xef\xbb\xbf"):
                yield Location(path, number), line


def read_jsonl_line(
    line: bytes | str,
    location: Location | None = None,
    *,
    published: datetime.date | None = None,
    url: str | None = None,
) -> Line:
    """Read one line of a feed.

    Args:
        line: A JSON object with at least `text`.
        location: Its place, for messages.
        published: When it was published, where the person knows; counts more than the line.
        url: Where, where the person knows.

    Raises:
        ArticleError: It is no JSON, no article, or an article that cannot be read.
    """
    data = _object(line, location)
    text = _string(data, "text")
    if text is None:
        raise ArticleError(_no_text(data), location)
    given = data.get("id")
    article = make_article(
        text,
        title=_string(data, "title"),
        url=url or _web(_string(data, "url")),
        published=published or _day(data),
        publisher=_string(data, "publisher"),
        author=_string(data, "author"),
        dateline=_string(data, "dateline"),
    )
    return Line(None if given is None else str(given), finished(article, location))


def _object(line: bytes | str, location: Location | None) -> Mapping[str, Any]:
    if len(line) >= _MOST_LINE:
        raise too_long(len(line), location)
    text = decode(line, location, declared="utf-8") if isinstance(line, bytes) else line
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ArticleError(
            f'this line is not JSON: {error.msg} at column {error.colno}; one {{"text": …}} object a line is expected',
            location,
        ) from None
    except RecursionError:
        raise ArticleError("this line is not an article: it is nested too deep", location) from None
    if not isinstance(data, dict):
        raise ArticleError(
            f'this line is {_kind(data)}, not an object; {{"text": …, "title": …}} is expected', location
        )
    return data


def _no_text(data: Mapping[str, Any]) -> str:
    for name in _names("text"):
        if name in data:
            fault = "empty" if isinstance(data[name], str) else f"{_kind(data[name])}, not text"
            return f'the "{name}" of this line is {fault}; give the article\'s text there'
    return f'this line has no "text"; it has {", ".join(map(repr, data)) or "nothing"}'


def _kind(data: object) -> str:
    kinds = {list: "a list", dict: "an object", str: "a string", bool: "true or false", type(None): "null"}
    return kinds.get(type(data), "a number")


def _names(field: str) -> list[str]:
    return list(words("page")["feed"].get(field, [field]))


def _string(data: Mapping[str, Any], field: str) -> str | None:
    for name in _names(field):
        value = data.get(name)
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            value = ("\n\n" if field == "text" else ", ").join(value)
        if isinstance(value, str) and value.strip():
            return value if field == "text" else " ".join(value.split())
    return None


def _web(url: str | None) -> str | None:
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _day(data: Mapping[str, Any]) -> datetime.date | None:
    """Give the publication date: written out, or as a day in ISO 8601."""
    for name in _names("published"):
        value = data.get(name)
        dates = find_dates(value[:60]) if isinstance(value, str) else []
        if dates and dates[0].date:
            return dates[0].date
    return None
