"""The dated facts around a brief in their order: what came before, the incident, what was reported, what followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator.pages.context import Context
from generator.pages.support import NOTHING, Support, Supports
from generator.pages.views import Moment, Name, SourceView
from generator.pages.words import date_view
from generator.record.edtf import PartialDate
from generator.record.schema import Incident, Source
from generator.record.vocabulary import vocabulary
from generator.record.wording import label, phrase

_NO_EVENT = ("duplicate-of", "not-same-as")
_Dated = tuple[date, int, Moment]


def timeline(
    record: Incident, sources: Sequence[tuple[Source, SourceView]], context: Context, supports: Supports
) -> tuple[Moment, ...]:
    """Give the dated facts around a brief, the earliest first; nothing where there is only one.

    Args:
        record: The record.
        sources: Its sources, each as it is and as the page shows it.
        context: What is around the page.
        supports: What stands behind its values.
    """
    found = [*_own(record, supports), *_linked(record, context), *_reported(sources)]
    if len(found) < 2:
        return ()
    return tuple(moment for _, _, moment in sorted(found, key=lambda item: item[:2]))


def _own(record: Incident, supports: Supports) -> Iterator[_Dated]:
    first, last = record.when.date, record.when.end
    if first:
        what = "Began" if last and last != first else "This incident"
        yield _dated(first, 1, what, Name(record.title), supports.of("Date", "when.date"), is_here=True)
    if last and last != first:
        yield _dated(last, 1, "Ended", Name(record.title), supports.of("End", "when.end"), is_here=True)


def _linked(record: Incident, context: Context) -> Iterator[_Dated]:
    """Give the linked incidents, each once with all that links it; who was set aside is not among them."""
    relations: dict[str, list[str]] = {}
    for near in context.graph.related(record.id):
        if near.relation not in _NO_EVENT:
            relations.setdefault(near.id, []).append(near.relation)
    order = list(vocabulary("relation").terms)
    for id, those in relations.items():
        names = sorted(those, key=order.index)
        other = context.graph.records[id]
        if when := other.when.date or other.when.end:
            said = [label("relation", names[0]), *(phrase("relation", name) for name in names[1:])]
            yield _dated(when, 0, ", ".join(said), Name(other.title, context.to.brief(id)), NOTHING)


def _reported(sources: Sequence[tuple[Source, SourceView]]) -> Iterator[_Dated]:
    for source, view in sources:
        if source.published:
            note = view.publisher.text if view.publisher else ""
            yield _dated(source.published, 2, "Reported", Name(view.title, f"#{view.id}", note), NOTHING)


def _dated(when: PartialDate, order: int, what: str, name: Name, support: Support, *, is_here: bool = False) -> _Dated:
    shown = date_view(when)
    assert shown is not None  # noqa: S101 - for the type checker: there is a date
    day = when.earliest if when.earliest.year > 1 else when.latest
    return day, order, Moment(shown, what, name, support, is_here)
