"""Pages: an article's own text out of its HTML, with what the page says of itself and the captions of its pictures."""

from __future__ import annotations

import datetime
import logging
import re
import warnings
from functools import cache
from typing import Any

from generator.article.decode import clean, decode
from generator.article.finish import finished
from generator.article.make import make_article
from generator.article.model import Article
from generator.article.page_meta import read_meta
from generator.article.words import folded
from generator.errors import ArticleError, Location

# The library logs a page without an article as an error; here it becomes one message of ours.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_OUTSIDE = {"nav", "aside", "footer", "header"}
_CAPTION_LEAST = 3


def read_html(
    html: bytes | str,
    *,
    url: str | None = None,
    location: Location | None = None,
    charset: str | None = None,
    title: str | None = None,
    published: datetime.date | None = None,
    publisher: str | None = None,
) -> Article:
    """Read a page.

    Args:
        html: The page; bytes are decoded as they declare themselves.
        url: Where it was published.
        location: Where it comes from, for messages.
        charset: The encoding that the response's headers name.
        title: The headline, where the wrapping has it.
        published: When it was published, where the wrapping says so; counts more than the page.
        publisher: Who published it, where the page does not say.

    Raises:
        ArticleError: It cannot be decoded, or holds no article.
    """
    if isinstance(html, bytes):
        named = _XML.search(html) or _CHARSET.search(html, 0, 4096)
        declared = charset or (named[1].decode("ascii") if named else None)
        html = decode(html, location, declared=declared or "utf-8")
    tree = _parsed(html)
    body, captions = _extracted(html, tree) if tree is not None else ("", [])
    if not body:
        raise ArticleError(
            "no article was found in this page; it may be built by scripts or lie behind a wall: "
            "save the article's text as .txt",
            location,
        )
    meta = read_meta(tree)
    headline = title or meta.title
    paragraphs = [caption for caption in captions if folded(caption) not in folded(body)]
    opening, _, rest = body.partition("\n\n")
    if headline and folded(opening) == folded(headline):
        body = "\n\n".join([opening, *paragraphs, rest])
    else:
        body = "\n\n".join([*paragraphs, body])
    article = make_article(
        body,
        title=headline,
        url=url or meta.url,
        published=published or meta.published,
        publisher=meta.site or publisher,
        author=meta.author,
        captions=captions,
    )
    return finished(article, location)


def _parsed(html: str) -> Any:
    import trafilatura

    return trafilatura.load_html(html)


def _extracted(html: str, tree: Any) -> tuple[str, list[str]]:
    """Give the article's paragraphs, a blank line between them, and the captions of its pictures."""
    import trafilatura

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = trafilatura.bare_extraction(html, include_comments=False, include_tables=False, config=_short_news())
    if found is None or isinstance(found, dict) or not found.text:
        return "", []
    lines = [" ".join(line.split()) for line in clean(found.text).split("\n")]
    return "\n\n".join(line for line in lines if line), _captions(tree)


@cache
def _short_news() -> Any:
    """Give the library's settings for short news: below its own limits it drops paragraph breaks, or the text."""
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "100")
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "20")
    return config


def _captions(tree: Any) -> list[str]:
    found: dict[str, None] = {}
    for element in tree.iter("figcaption"):
        around = {ancestor.tag for ancestor in element.iterancestors()}
        words = " ".join(clean(" ".join(element.itertext())).split())
        if not around & _OUTSIDE and len(words.split()) >= _CAPTION_LEAST:
            found.setdefault(words)
    return list(found)
