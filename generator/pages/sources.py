"""The sources of a brief, with their grades, and which of them repeat each other and so confirm nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.links.names import key
from generator.pages.addresses import web_address
from generator.pages.context import Context
from generator.pages.views import Name, SourceView
from generator.pages.words import date_view, grade_words, shorten
from generator.record.count import Count
from generator.record.schema import Incident, Source


def sources_of(record: Incident, context: Context) -> list[Source]:
    """Give the sources of a record in its order; of a kept one that cannot be read, its id."""
    known = context.graph.sources
    return [known.get(ref, Source(id=ref)) if isinstance(ref, str) else ref for ref in record.sources]


def source_views(brief: str, sources: Sequence[Source], context: Context) -> tuple[SourceView, ...]:
    """Make the view of each source of a brief, which is named by its id."""

    def outlet(name: str) -> Name:
        return context.entity(context.graph.entities.find("outlet", name, brief), name)

    return tuple(
        SourceView(
            id=f"source-{at}",
            title=source.title or source.url or source.publisher or f"Source {source.id or at}",
            href=web_address(source.url),
            publisher=outlet(source.publisher) if source.publisher else None,
            author=source.author or "",
            published=date_view(source.published),
            cites=tuple(outlet(name) for name in source.cites),
            grade=source.grade or "",
            grade_words=grade_words(source.grade or ""),
            ties=tuple(words for _, words in _ties(at - 1, sources)),
        )
        for at, source in enumerate(sources, start=1)
    )


def independence(sources: Sequence[Source]) -> str:
    """Say how many sources there are, and how many of them do not rest on each other; empty for a single one."""
    if len(sources) < 2:
        return ""
    group = list(range(len(sources)))
    for at in group[:]:
        for other, _ in _ties(at, sources):
            group = [group[other] if of == group[at] else of for of in group]
    alone = len(set(group))
    said = Count.exactly(len(sources)).in_words().capitalize()
    if alone == len(sources):
        return f"{said} sources; none is known to rest on another."
    if alone == 1:
        return f"{said} sources, which are not independent of each other: count them as one."
    return f"{said} sources, of which {Count.exactly(alone).in_words()} are independent of each other."


def _ties(at: int, sources: Sequence[Source]) -> Iterator[tuple[int, str]]:
    """Give the earlier sources that one is not independent of, each with the reason in words."""
    one = sources[at]
    for position, other in enumerate(sources):
        number = f"source {position + 1}"
        if position != at and one.reprint_of and one.reprint_of == other.id:
            yield position, f"repeats {number}, so it confirms nothing"
        elif position >= at or (other.reprint_of and other.reprint_of == one.id):
            continue
        elif _same(one.publisher, other.publisher):
            yield position, f"same publisher as {number}"
        elif any(_same(name, other.publisher) for name in one.cites):
            yield position, f"relays {number}"
        elif any(_same(name, one.publisher) for name in other.cites):
            yield position, f"relayed by {number}"
        elif shared := [name for name in one.cites if any(_same(name, cited) for cited in other.cites)]:
            yield position, f"relays {shared[0]}, as {number} does"


def _same(one: str | None, other: str | None) -> bool:
    return bool(one and other and key(one) == key(other))


class SourceNames:
    """What a quote's source is called on the page, and where it stands there."""

    def __init__(self, sources: Sequence[Source], views: Sequence[SourceView]) -> None:
        pairs = zip(sources, views, strict=True)
        self._by_id = {source.id: (shorten(view.title, 60), f"#{view.id}") for source, view in pairs if source.id}
        self._only = ("", f"#{views[0].id}") if len(views) == 1 else None

    def name(self, id: str | None) -> tuple[str, str]:
        """Give a source's name and anchor, by its id; for the only one an anchor is enough."""
        if self._only and id is None:
            return self._only
        return self._by_id.get(id or "") or (id or "", "")
