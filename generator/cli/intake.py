"""Between an article and the collection: what is kept of it as a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.record.edtf import PartialDate
from generator.record.forms import WebAddress
from generator.record.schema import Source
from generator.record.values import FaultError, parse

if TYPE_CHECKING:
    from generator.article.model import Article


def source_of(article: Article) -> Source:
    """Give an article as the source that is kept of it."""
    return Source(
        id=article.id,
        title=article.title,
        publisher=article.publisher,
        author=article.author,
        published=PartialDate.of_day(article.published) if article.published else None,
        url=article.url if article.url and is_web_address(article.url) else None,
        language=article.language,
        sha256=article.sha256,
        cites=article.cites,
        credit=article.credit,
        furniture=article.furniture,
    )


def is_web_address(url: str) -> bool:
    """Say whether a source can have this address; pages and feeds also give what no browser would open."""
    try:
        parse(WebAddress(), url)
    except FaultError:
        return False
    return True
