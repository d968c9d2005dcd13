"""Markdown: read as the words a reader would see, its head matter as what the article says of itself."""

from __future__ import annotations

import datetime
import html
import re

from generator.article.dates import find_dates
from generator.article.finish import finished
from generator.article.make import make_article
from generator.article.model import Article
from generator.errors import Location

_HEAD = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(\w[\w -]{0,30}):[ \t]+(.+)", re.MULTILINE)
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-{2,})[ \t]*$")
_LEFT_OUT = re.compile(r"\s*(?:```.*|~~~.*|(?:[-*_][ \t]*){3,}|\[[^\]\n]+\]:[ \t]+\S.*)$")
_ITEM = re.compile(r"^[ ]{0,8}(?:[-*+]|\d{1,3}[.)])[ \t]+")
_QUOTE = re.compile(r"^[ ]{0,3}(?:>[ \t]?)+")
# In this order: pictures before links, which look alike; markup of three characters before that of one.
_WITHIN = [
    (re.compile(r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>", re.DOTALL | re.IGNORECASE), ""),
    (re.compile(r"!\[[^\]]*\](?:\([^()]*\)|\[[^\]]*\])"), ""),
    (re.compile(r"\[([^\[\]]+)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]*>"), ""),
    (re.compile(r"(?<![\\*])(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s*\\])\1(?!\*)", re.DOTALL), r"\2"),
    (re.compile(r"(?<![\\\w])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_\\])\1(?!\w)", re.DOTALL), r"\2"),
    (re.compile(r"(`+)(.+?)\1"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|<>-])"), r"\1"),
]  # fmt: skip


def read_markdown(
    text: str,
    location: Location | None = None,
    *,
    published: datetime.date | None = None,
    url: str | None = None,
) -> Article:
    """Read Markdown.

    Args:
        text: The file's content.
        location: Where it comes from, for messages.
        published: When it was published, where the person knows.
        url: Where, where the person knows.

    Raises:
        ArticleError: It is empty, not English or too long.
    """
    head = _HEAD.match(text)
    fields = {key.lower(): value.strip("\"' ") for key, value in _FIELD.findall(head[1])} if head else {}
    paragraphs, title = _read(text[head.end() :] if head else text)
    dates = find_dates(fields.get("date") or fields.get("published") or "")
    link = url or fields.get("url") or fields.get("link")
    article = make_article(
        "\n\n".join(paragraphs),
        title=fields.get("title") or title,
        url=link if link and link.startswith(("http://", "https://")) else None,
        published=published or (dates[0].date if dates else None),
        publisher=fields.get("publisher") or fields.get("outlet"),
        author=fields.get("author") or fields.get("byline"),
    )
    return finished(article, location)


def _read(text: str) -> tuple[list[str], str | None]:
    """Give the paragraphs as plain words, and the first heading of the first rank."""
    paragraphs: list[str] = []
    lines: list[str] = []
    title: str | None = None

    def close() -> None:
        words = _plain(" ".join(lines))
        lines.clear()
        if words:
            paragraphs.append(words)

    for line in text.split("\n"):
        heading = _HEADING.match(line)
        if heading or not line.strip() or _LEFT_OUT.match(line) or _ITEM.match(line):
            close()
        if heading:
            paragraphs.append(_plain(heading[2]))
            title = title or (paragraphs[-1] if heading[1] == "#" else None)
        elif _UNDERLINE.match(line) and lines:
            close()
            title = title or (paragraphs[-1] if paragraphs and "=" in line else None)
        elif not _LEFT_OUT.match(line):
            lines.append(_ITEM.sub("", _QUOTE.sub("", line), count=1).strip())
    close()
    return paragraphs, title


def _plain(text: str) -> str:
    for pattern, words in _WITHIN:
        text = pattern.sub(words, text)
    return " ".join(html.unescape(text).split())
