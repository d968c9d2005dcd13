"""The front door for files, mail, pages and feeds: whatever comes in, an `Article` comes out, or one clear error."""

from __future__ import annotations

import datetime
import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.article.decode import MOST_TEXT, decode, too_long
from generator.article.finish import finished
from generator.article.jsonl import Line, jsonl_lines, read_jsonl_line
from generator.article.mail import read_eml
from generator.article.make import make_article
from generator.article.marked import read_markdown
from generator.article.model import Article
from generator.article.page import read_html
from generator.errors import ArticleError, Location

__all__ = [
    "Reading",
    "find_articles",
    "jsonl_lines",
    "read_each",
    "read_eml",
    "read_html",
    "read_jsonl_line",
    "read_markdown",
    "read_path",
    "read_stdin",
    "read_text",
]

_PAGES = {".html", ".htm", ".xhtml"}
_MARKED = {".md", ".markdown"}
_LINES = {".jsonl", ".ndjson"}
_MAIL = {".eml"}
SUFFIXES = frozenset({".txt", ".text", *_PAGES, *_MARKED, *_LINES, *_MAIL})
"""What a folder is searched for; a file that is named outright may end in anything."""

MOST_WRAPPED = 20_000_000
"""The most bytes of a page, a mail or a line of a feed; their wrapping can weigh more than their text."""

_LOOKS_LIKE_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One article read, or the reason why it could not be."""

    location: Location
    """The file, with the line in a feed."""
    id: str | None = None
    """The id that its line gives it, in a feed."""
    article: Article | None = None
    """The article."""
    error: ArticleError | None = None
    """Why there is none."""


def find_articles(paths: Iterable[Path]) -> Iterator[Path]:
    """Find the files to read.

    A file stands for itself. A folder stands for all articles in it, sorted, in its folders too; hidden files, READMEs
    and files of other kinds are passed over.

    Args:
        paths: Files and folders, as the person named them.

    Raises:
        ArticleError: A folder holds no article, or it or a folder in it cannot be read; the readable rest comes first.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        refused: list[OSError] = []
        found = sorted(_walk(path, refused.append))
        if not found and not refused:
            raise ArticleError(f"no articles in this folder; looked for {', '.join(sorted(SUFFIXES))}", Location(path))
        yield from found
        if refused:
            place = Location(Path(refused[0].filename or path))
            raise ArticleError(f"this folder cannot be read: {refused[0].strerror}", place)


def _walk(folder: Path, refused: Callable[[OSError], None]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=refused):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            passed_over = name.startswith(".") or name.upper().startswith("README")
            if not passed_over and path.suffix.lower() in SUFFIXES and path.is_file():
                yield path


def read_path(path: Path, *, published: datetime.date | None = None, url: str | None = None) -> Iterator[Article]:
    """Read the articles of one file; one, or in a feed one a line.

    Args:
        path: The file.
        published: When it was published, where the person knows; counts more than the text.
        url: Where it was published, where the person knows.

    Raises:
        ArticleError: It could not be read, or a line of it.
    """
    for reading in read_each([path], published=published, url=url):
        if reading.error:
            raise reading.error
        if reading.article:
            yield reading.article


def read_each(
    paths: Iterable[Path], *, published: datetime.date | None = None, url: str | None = None
) -> Iterator[Reading]:
    """Read the articles of many files, errors and all, so that one bad file does not stop the others.

    Args:
        paths: Files, as `find_articles` gives them.
        published: When they were published, where the person knows.
        url: Where, where the person knows.
    """
    for path in paths:
        location = Location(path)
        try:
            if path.suffix.lower() in _LINES:
                yield from _read_lines(path, published, url)
            else:
                yield Reading(location, article=_read_one(path, published, url))
        except ArticleError as error:
            yield Reading(error.location or location, error=error)


def _read_lines(path: Path, published: datetime.date | None, url: str | None) -> Iterator[Reading]:
    _check_file(path)
    empty = True
    for location, line in jsonl_lines(path):
        empty = False
        try:
            found: Line = read_jsonl_line(line, location, published=published, url=url)
        except ArticleError as error:
            yield Reading(location, error=error)
        else:
            yield Reading(location, found.id, found.article)
    if empty:
        raise ArticleError("this file is empty; one article a line is expected", Location(path))


def _read_one(path: Path, published: datetime.date | None, url: str | None) -> Article:
    location = Location(path)
    suffix = path.suffix.lower()
    data = _bytes(path, MOST_WRAPPED if suffix in _PAGES | _MAIL else MOST_TEXT)
    if suffix in _MAIL:
        return read_eml(data, location, published=published, url=url)
    if suffix in _PAGES:
        return read_html(data, location=location, published=published, url=url)
    text = decode(data, location)
    if suffix in _MARKED:
        return read_markdown(text, location, published=published, url=url)
    return read_text(text, location, published=published, url=url)


def read_text(
    text: str,
    location: Location | None = None,
    *,
    published: datetime.date | None = None,
    url: str | None = None,
) -> Article:
    """Read plain text; text that is a page all the same is read as one.

    Raises:
        ArticleError: It is empty, not English or too long.
    """
    if _LOOKS_LIKE_PAGE.match(text):
        return read_html(text, location=location, published=published, url=url)
    if _is_feed(text):
        raise ArticleError("this is JSON, not text; save it as .jsonl, one article a line, and add that", location)
    if len(text) > MOST_TEXT:
        raise too_long(len(text), location)
    return finished(make_article(text, published=published, url=url), location)


def _is_feed(text: str) -> bool:
    line = text.lstrip().partition("\n")[0]
    if not line.startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def read_stdin(data: bytes, *, published: datetime.date | None = None, url: str | None = None) -> Article:
    """Read one article from standard input: text, or a page where it looks like one.

    Raises:
        ArticleError: It could not be read.
    """
    location = Location(Path("-"))
    if len(data) > MOST_WRAPPED:
        raise too_long(len(data), location)
    # A page may be longer than an article, and `read_text` tells them apart; nothing else declares an encoding here.
    return read_text(decode(data, location, declared="utf-8"), location, published=published, url=url)


def _check_file(path: Path) -> int:
    """Check that a path is a file that can be read, before opening it: a pipe would hang.

    Returns:
        Its size.
    """
    location = Location(path)
    try:
        found = path.stat()
    except FileNotFoundError:
        raise ArticleError("there is no such file; check the path", location) from None
    except OSError as error:
        raise ArticleError(f"this cannot be read: {error.strerror}", location) from None
    if not stat.S_ISREG(found.st_mode):
        raise ArticleError("this is not a regular file; give a file, a folder, a URL or - for standard input", location)
    return found.st_size


def _bytes(path: Path, most: int) -> bytes:
    size = _check_file(path)
    if size > most == MOST_TEXT:
        raise too_long(size, Location(path))
    if size > most:
        raise ArticleError(
            f"{size / 1e6:.0f} MB is more than the {most // 1_000_000} MB that one page or mail may have; "
            "save the article's text as .txt",
            Location(path),
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise ArticleError(f"this cannot be read: {error.strerror}", Location(path)) from None
