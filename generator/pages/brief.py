"""The page of a brief: from a record and the graph around it to finished values."""

from __future__ import annotations

from collections.abc import Sequence

from generator.pages.addresses import record_uri, web_address
from generator.pages.context import Context, badge
from generator.pages.facts import further_facts, headline_facts
from generator.pages.lists import (
    casualty_rows,
    context_section,
    perpetrator_sections,
    quote_views,
    response_section,
    target_section,
    victim_section,
    weapon_section,
)
from generator.pages.prose import render_prose
from generator.pages.related import known_from, related_views
from generator.pages.support import Supports
from generator.pages.views import BriefView, Name, ProblemView, Section, SourceView
from generator.pages.words import date_view, grade_words, shorten
from generator.record.schema import Incident, Source


def brief_view(
    record: Incident,
    context: Context,
    *,
    problems: Sequence[ProblemView] = (),
    is_old: bool = False,
) -> BriefView:
    """Make the view of a brief.

    Args:
        record: The record.
        context: What is around the page.
        problems: What is wrong with it, to be shown above it.
        is_old: The file cannot be read now, and this is what it said before.
    """
    sources = _sources(record, context)
    supports = Supports(record, _SourceNames(record, sources).name)
    facts = headline_facts(record, context, supports)
    more = further_facts(record, supports)
    lists = [
        *perpetrator_sections(record, context, supports),
        target_section(record, supports),
        weapon_section(record, context, supports),
        victim_section(record, context, supports),
    ]
    casualties = casualty_rows(record, supports)
    related, aside = related_views(record, context, supports)
    responses, background = response_section(record, context, supports), context_section(record, supports)
    return BriefView(
        id=record.id,
        title=record.title,
        status=badge("status", record.status),
        kind=context.term("kind", "kind", record.kind),
        outcome=badge("outcome", record.outcome) if record.outcome else None,
        known_from=known_from(record, context) if record.status == "stub" else (),
        summary=record.summary or "",
        summary_support=supports.of("Summary", "title", "summary"),
        facts=facts,
        more=more,
        before=_shown(lists),
        after=_shown([responses]),
        context=background,
        casualties=casualties,
        casualties_support=supports.of("Casualties", "casualties"),
        quotes=quote_views(record, context, supports),
        related=related,
        set_aside=aside,
        links_doubts=supports.of("Links", "links").doubts,
        notes=render_prose(record.notes, context.prose_link) if record.notes else None,
        other=supports.left_over(),
        sources=sources,
        tags=record.tags,
        file=f"{record.id}.yml",
        download=context.to.file(record_uri(record.id)),
        has_evidence=bool(record.evidence),
        problems=tuple(problems),
        is_old=is_old,
    )


def _shown(sections: Sequence[Section]) -> tuple[Section, ...]:
    return tuple(section for section in sections if section.entries or section.support)


def _sources(record: Incident, context: Context) -> tuple[SourceView, ...]:
    outlets = context.graph.entities

    def outlet(name: str) -> Name:
        return context.entity(outlets.find("outlet", name, record.id), name)

    views = []
    for at, ref in enumerate(record.sources, start=1):
        source = context.graph.sources.get(ref, Source(id=ref)) if isinstance(ref, str) else ref
        publisher = source.publisher
        views.append(
            SourceView(
                id=f"source-{at}",
                title=source.title or source.url or publisher or f"Source {source.id or at}",
                href=web_address(source.url),
                publisher=outlet(publisher) if publisher else None,
                author=source.author or "",
                published=date_view(source.published),
                cites=tuple(outlet(name) for name in source.cites),
                grade=source.grade or "",
                grade_words=grade_words(source.grade or ""),
            )
        )
    return tuple(views)


class _SourceNames:
    """What a quote's source is called on the page, and where it stands there."""

    def __init__(self, record: Incident, sources: Sequence[SourceView]) -> None:
        ids = [ref if isinstance(ref, str) else ref.id for ref in record.sources]
        self._by_id = {id: source for id, source in zip(ids, sources, strict=True) if id}
        self._only = sources[0] if len(sources) == 1 else None

    def name(self, id: str | None) -> tuple[str, str]:
        if self._only and id is None:
            return "", f"#{self._only.id}"
        source = self._by_id.get(id or "")
        return (shorten(source.title, 60), f"#{source.id}") if source else (id or "", "")
