"""Between an article and the collection: what is kept of it as a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.record.edtf import PartialDate
from generator.record.forms import WebAddress
from generator.record.schema import Source
from generator.record.values import FaultError, parse
from generator.store.match_links import relink, rescored

if TYPE_CHECKING:
    from generator.article.model import Article
    from generator.extract.draft import Draft


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


def renamed(draft: Draft, id: str, names: Mapping[str, str]) -> Draft:
    """Give a draft under the id that it gets, with the ids that it links to changed.

    Args:
        draft: The draft, as extracted.
        id: Its id.
        names: Wished id -> the id that the incident has, for all drafts of the article.
    """
    record = replace(relink(draft.record, names), id=id)
    return replace(draft, record=record, confidence=rescored(draft.confidence, names))
