"""Between extraction and the collection: which drafts are new, under which ids, and the links that follow them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.record.edtf import PartialDate
from generator.record.forms import WebAddress
from generator.record.schema import Source
from generator.record.values import FaultError, parse

if TYPE_CHECKING:
    from generator.article.model import Article
    from generator.extract.draft import Draft
    from generator.record.schema import Incident


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


def settle(
    drafts: Iterable[Draft], *, free: Callable[[str, Iterable[str]], str], known: Callable[[Incident], str | None]
) -> list[Draft]:
    """Decide which drafts become briefs, and under which ids.

    A draft whose wished id is taken gets a free one, and the links of the others follow it. A background incident that
    the collection knows is dropped: the links then lead to the brief that is there.

    Args:
        drafts: All drafts of one article.
        free: Gives an id that no brief has, like the one wished for and none of those to avoid.
        known: Gives the id of the brief that a background incident has already, if it has one.
    """
    names: dict[str, str] = {}
    kept: list[tuple[str, Draft]] = []
    for draft in drafts:
        wish = draft.record.id
        id = None if draft.main else known(draft.record)
        if id is None:
            id = free(wish, [given for given, _ in kept])
            kept.append((id, draft))
        names.setdefault(wish, id)
    return [renamed(draft, id, names) for id, draft in kept]


def renamed(draft: Draft, id: str, names: Mapping[str, str]) -> Draft:
    """Give a draft under the id that it gets, with the ids that it links to changed.

    Args:
        draft: The draft, as extracted.
        id: Its id.
        names: Wished id -> the id that the incident has, for all drafts of the article.
    """
    confidence = {_rename_path(path, names): score for path, score in draft.confidence.items()}
    return replace(draft, record=replace(relink(draft.record, names), id=id), confidence=confidence)


def relink(incident: Incident, names: Mapping[str, str]) -> Incident:
    """Give an incident with the ids that it links to changed, in field paths too.

    Args:
        incident: A draft's record.
        names: Old id -> new id.
    """
    links = [replace(link, to=names.get(link.to, link.to)) for link in incident.links]
    return replace(
        incident,
        links=tuple({(link.relation, link.to): link for link in links}.values()),
        doubts=tuple(replace(doubt, about=_rename_path(doubt.about, names)) for doubt in incident.doubts),
        keep=tuple(_rename_path(path, names) for path in incident.keep),
        evidence={_rename_path(path, names): quotes for path, quotes in incident.evidence.items()},
    )


def _rename_path(path: str, names: Mapping[str, str]) -> str:
    if not path.startswith("links["):
        return path
    return re.sub(r"[a-z0-9]+(?:-[a-z0-9]+)*", lambda match: names.get(match[0], match[0]), path)
