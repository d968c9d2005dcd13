"""The page of a brief: from a record and the graph around it to finished values."""

from __future__ import annotations

from collections.abc import Sequence

from generator.pages.addresses import record_uri, web_address
from generator.pages.cite import cite_view
from generator.pages.context import Context, badge
from generator.pages.facts import further_facts, headline_facts
from generator.pages.linked_data import linked_data
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
from generator.pages.pictures.locator import locator_view
from generator.pages.prose import render_prose
from generator.pages.related import known_from, related_views
from generator.pages.sources import SourceNames, independence, source_views, sources_of
from generator.pages.support import Supports
from generator.pages.timeline import timeline
from generator.pages.views import BriefView, ProblemView, Section
from generator.pages.words import date_view
from generator.record.edtf import PartialDate
from generator.record.schema import Incident


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
    sources = sources_of(record, context)
    shown = source_views(record.id, sources, context)
    supports = Supports(record, SourceNames(sources, shown).name)
    before = perpetrator_sections(record, context, supports)
    casualties = casualty_rows(record, supports)
    related, aside = related_views(record, context, supports)
    after = [
        victim_section(record, context, supports),
        target_section(record, context, supports),
        weapon_section(record, context, supports),
        response_section(record, context, supports),
    ]
    background = context_section(record, supports)
    # After the lists: on paper the words of the sources stand there, and here only what is nowhere else.
    facts = headline_facts(record, context, supports)
    more = further_facts(record, supports)
    moments = timeline(record, list(zip(sources, shown, strict=True)), context, supports)
    changed = context.changed.get(record.id)
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
        locator=locator_view(record, context),
        more=more,
        before=_shown(before),
        timeline=moments,
        after=_shown(after),
        context=background,
        casualties=casualties,
        casualties_support=supports.of("Casualties", "casualties"),
        quotes=quote_views(record, context, supports),
        related=related,
        set_aside=aside,
        links_doubts=supports.of("Links", "links").doubts,
        notes=render_prose(record.notes, context.prose_link) if record.notes else None,
        other=supports.left_over(),
        sources=shown,
        independence=independence(sources),
        tags=record.tags,
        file=f"{record.id}.yml",
        yaml=context.to.file(record_uri(record.id)) if record.id in context.graph.whole else "",
        json=context.to.file(record_uri(record.id, "json")),
        edit=web_address(f"{context.about.edit}{record.id}.yml") or "",
        changed=date_view(PartialDate.parse(changed)) if changed else None,
        cite=cite_view(record, context),
        linked_data=linked_data(record, sources, context),
        has_evidence=bool(record.evidence),
        problems=tuple(problems),
        is_old=is_old,
    )


def _shown(sections: Sequence[Section]) -> tuple[Section, ...]:
    return tuple(section for section in sections if section.entries or section.support)
