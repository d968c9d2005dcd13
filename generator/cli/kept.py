"""Kept sources as articles again, and what their drafts are to the briefs that rest on them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.article import make_article
from generator.errors import ArticleError
from generator.record.paths import path_of
from generator.record.text import fold

if TYPE_CHECKING:
    from generator.article.model import Article
    from generator.extract.draft import Draft
    from generator.record.schema import Incident, Source
    from generator.store.base import Base, Said

_SAME_ID, _SAME_WORDS, _SAME_ROLE = 4, 2, 2
_ENOUGH = 3
"""The least that speaks for a draft and a brief being the same incident of one article."""


def article_of(source: Source, text: str) -> Article:
    """Make an article of a kept text, as it was when it was added.

    Args:
        source: What is known of it; what a person has corrected there counts.
        text: The kept text, which stays as it is.

    Raises:
        ArticleError: The text is no longer one that could have been kept.
    """
    day = source.published.day if source.published else None
    made = make_article(
        text,
        title=source.title,
        url=source.url,
        published=day,
        publisher=source.publisher,
        author=source.author,
        language=source.language or "en",
    )
    if made.text != text:
        # A corrected headline is not in the text, and is not put there.
        made = replace(make_article(text, published=day, publisher=source.publisher), title=source.title)
    if made.text != text:
        raise ArticleError(f"the kept text of {source.id} has been changed; bring it back, quotes rest on it")
    return made


@dataclass(frozen=True, slots=True)
class Known:
    """An incident that a source is known to tell of."""

    id: str
    """Its brief, be it one that a person has deleted."""
    said: Said
    """What the source said of it when it was last read."""


def pair(drafts: Iterable[Draft], known: Iterable[Known]) -> Mapping[str, str]:
    """Say which incident of an article is which, now that it has been read again.

    An extractor that has learned something gives other ids, so what both say counts: the id, the words, place, date,
    kind and role. Every incident is at most one draft's.

    Args:
        drafts: What is found in the article now.
        known: What was found before.

    Returns:
        The wished id of a draft -> the id of its brief, for those that are known.
    """
    told = list(known)
    pairs = [(_likeness(draft, one), draft.record.id, one.id) for draft in drafts for one in told]
    out: dict[str, str] = {}
    for score, wish, id_ in sorted(pairs, key=lambda found: (-found[0], found[1] != found[2])):
        if score >= _ENOUGH and wish not in out and id_ not in out.values():
            out[wish] = id_
    return out


def pair_by_links(main: Incident, before: Incident, stubs: Iterable[Incident], taken: Iterable[str]) -> dict[str, str]:
    """Say which brief a background incident was linked to before: the one whose link rests on the same words.

    When the article was added, such an incident was one that the collection had already, so that nothing but the link
    tells of it.

    Args:
        main: What the article says now of its main incident.
        before: What extraction said of it before, linked to briefs.
        stubs: The background incidents of which nothing is known yet.
        taken: Ids of briefs that are known to be others.

    Returns:
        The wished id of a background incident -> the id of a brief.
    """
    old, new = _link_words(before), _link_words(main)
    out: dict[str, str] = {}
    for stub in stubs:
        words = new.get(stub.id, set())
        found = [id_ for id_, others in old.items() if words & others and id_ not in (*taken, *out.values())]
        if len(found) == 1:
            out[stub.id] = found[0]
    return out


def with_status(draft: Draft, base: Base | None) -> Incident:
    """Give a draft's record with its status; what was once a brief of its own never becomes a stub again.

    Args:
        draft: What the article says now.
        base: What extraction said before.
    """
    grown = base is not None and base.record.status != "stub"
    return replace(draft.record, status="draft" if draft.main or grown else "stub")


def linking_to(draft: Draft, there: Container[str]) -> Draft:
    """Give a draft without links to briefs that a person has deleted.

    Args:
        draft: The draft, with links to briefs.
        there: The briefs that there are, or were linked to before.
    """
    record = draft.record
    gone = [link for link in record.links if link.to not in there]
    paths = {path_of("links", link, record.links) for link in gone}
    links = tuple(link for link in record.links if link not in gone)
    evidence = {path: quotes for path, quotes in record.evidence.items() if path not in paths}
    return replace(draft, record=replace(record, links=links, evidence=evidence))


def _link_words(record: Incident) -> dict[str, set[str]]:
    """Give for each brief that a record links to the words on which the links rest."""
    out: dict[str, set[str]] = {}
    for link in record.links:
        quotes = record.evidence.get(path_of("links", link, record.links), ())
        out.setdefault(link.to, set()).update(fold(evidence.quote) for evidence in quotes)
    return out


def _likeness(draft: Draft, known: Known) -> int:
    new, old = draft.record, known.said.record
    score = _SAME_ID if new.id in (old.id, known.id) else 0
    score += _SAME_WORDS if _quotes(new) & _quotes(old) else 0
    score += _SAME_ROLE if draft.main and known.said.main else 0
    alike = [
        (new.kind, old.kind),
        (new.when.date, old.when.date),
        (new.where.place, old.where.place),
        (frozenset(t.name for t in new.targets), frozenset(t.name for t in old.targets)),
    ]
    return score + sum(bool(one) and one == other for one, other in alike)


def _quotes(record: Incident) -> set[str]:
    return {fold(evidence.quote) for quotes in record.evidence.values() for evidence in quotes}
