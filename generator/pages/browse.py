"""The table of all briefs: complete as it stands, and with all that a script needs to filter and sort it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.pages.context import Context, badge
from generator.pages.entity import count_of_briefs
from generator.pages.views import Badge, Name
from generator.pages.words import DateView, period_view
from generator.record.countries import country_name
from generator.record.schema import Incident
from generator.record.wording import casualty_cause, casualty_people, held_responsible, label, sort_day


@dataclass(frozen=True, slots=True)
class BrowseRow:
    """A brief in the browse table."""

    id: str
    """The brief's id."""
    title: Name
    """Its title."""
    date: DateView | None
    """When it happened."""
    day: str
    """The day to sort it by."""
    year: str
    """The year to filter it by."""
    place: str
    """Where it happened."""
    country: str
    """In which country."""
    kind: str
    """What it is about."""
    outcome: Badge | None
    """What became of it."""
    killed: tuple[Name, ...]
    """How many of whom were killed, and by what."""
    killed_sort: int
    """The number to sort by; -1 where nothing is stated."""
    injured: tuple[Name, ...]
    """How many of whom were injured."""
    injured_sort: int
    """The number to sort by."""
    status: Badge
    """How far an editor has got with it."""
    responsible: tuple[Name, ...]
    """Who is held responsible, and how surely."""


@dataclass(frozen=True, slots=True)
class BrowseView:
    """The table of all briefs."""

    rows: tuple[BrowseRow, ...]
    """All briefs, the latest first."""
    count: str
    """How many those are."""
    script: str
    """Link to the script that filters and sorts it."""


def browse_view(context: Context) -> BrowseView:
    """Make the table of all briefs."""
    records = sorted(context.graph.records.values(), key=lambda r: (sort_day(r), r.id), reverse=True)
    rows = tuple(_row(record, context) for record in records)
    return BrowseView(rows, count_of_briefs(len(rows)), context.to.file("assets/browse.js"))


def _row(record: Incident, context: Context) -> BrowseRow:
    day = sort_day(record)
    return BrowseRow(
        id=record.id,
        title=Name(record.title, context.to.brief(record.id)),
        date=period_view(record),
        day=day,
        year=day[:4],
        place=record.where.place or record.where.region or "",
        country=country_name(record.where.country) if record.where.country else "",
        kind=label("kind", record.kind),
        outcome=badge("outcome", record.outcome) if record.outcome else None,
        killed=_casualties(record, "killed"),
        killed_sort=_sum(record, "killed"),
        injured=_casualties(record, "injured"),
        injured_sort=_sum(record, "injured"),
        status=badge("status", record.status),
        responsible=tuple(context.perpetrator(perpetrator, record.id) for perpetrator in held_responsible(record)),
    )


def _casualties(record: Incident, status: str) -> tuple[Name, ...]:
    rows = [row for row in record.casualties if row.status == status]
    return tuple(Name(casualty_people(row), note=casualty_cause(row, short=True)) for row in rows)


def _sum(record: Incident, status: str) -> int:
    numbers = [row.count.best for row in record.casualties if row.status == status]
    return sum(number or 0 for number in numbers) if numbers else -1
