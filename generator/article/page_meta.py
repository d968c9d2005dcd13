"""What a page says of itself in its head: headline, date, author, site. Only what stands there outright counts."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.article.dates import find_dates
from generator.article.words import words


@dataclass(frozen=True, slots=True)
class PageMeta:
    """A page's word on itself."""

    title: str | None = None
    """The headline."""
    published: datetime.date | None = None
    """When it was published."""
    author: str | None = None
    """The author's name."""
    site: str | None = None
    """The site's name, or its publisher's."""
    url: str | None = None
    """The page's own address."""


def read_meta(tree: Any) -> PageMeta:
    """Read a page's metadata.

    Args:
        tree: The page as an lxml tree.
    """
    named: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        value = " ".join((element.get("content") or "").split())
        if key and value:
            named.setdefault(key.strip().lower(), value)
    linked = next(iter(_linked_data(tree)), {})
    return PageMeta(
        title=_first(named, "title") or _text(linked.get("headline")) or _heading(tree),
        published=_day(_first(named, "published")) or _day(_text(linked.get("datePublished"))) or _time(tree),
        author=_name(_first(named, "author")) or _name(_named(linked.get("author"))),
        site=_first(named, "site") or _named(linked.get("publisher")),
        url=_web(_first(named, "url") or _canonical(tree)),
    )


def _first(named: Mapping[str, str], field: str) -> str | None:
    return next((named[key] for key in words("page")["meta"][field] if key in named), None)


def _linked_data(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Give the articles in the page's JSON-LD; what does not parse is passed over."""
    for element in tree.iter("script"):
        if (element.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        roots = data if isinstance(data, list) else [data]
        nodes = [node for root in roots if isinstance(root, dict) for node in [root, *_graph(root)]]
        for node in nodes:
            kinds = node.get("@type")
            if any(
                str(kind).lower() in words("page")["meta"]["articles"]
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                yield node


def _graph(root: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    graph = root.get("@graph")
    return [node for node in graph if isinstance(node, dict)] if isinstance(graph, list) else []


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _named(value: object) -> str | None:
    values = value if isinstance(value, list) else [value]
    names = [_text(item.get("name") if isinstance(item, dict) else item) for item in values]
    return ", ".join(name for name in names if name) or None


def _name(text: str | None) -> str | None:
    """Give an author's name; an address of a profile page is none."""
    return None if text is None or "://" in text or "@" in text else text


def _day(text: str | None) -> datetime.date | None:
    dates = find_dates(text[:60]) if text else []
    return dates[0].date if dates else None


def _time(tree: Any) -> datetime.date | None:
    """Take the date of a `time` element that says it is the publication's."""
    for element in tree.iter("time"):
        said = " ".join(filter(None, (element.get("itemprop"), element.get("class"), element.get("pubdate")))).lower()
        if "publish" in said or element.get("pubdate") is not None:
            return _day(element.get("datetime") or "".join(element.itertext()))
    return None


def _heading(tree: Any) -> str | None:
    headings = [" ".join("".join(element.itertext()).split()) for element in tree.iter("h1")]
    titles = [" ".join("".join(element.itertext()).split()) for element in tree.iter("title")]
    return next((text for text in (headings if len(headings) == 1 else []) + titles if text), None)


def _canonical(tree: Any) -> str | None:
    links = (element for element in tree.iter("link") if (element.get("rel") or "").lower() == "canonical")
    return next((element.get("href") for element in links), None)


def _web(url: str | None) -> str | None:
    return url if url and url.lower().startswith(("http://", "https://")) else None
