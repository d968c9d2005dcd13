"""The way through all briefs: the page that filters them, and plain tables that are complete without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.links import Graph
from generator.pages.context import Context, badge
from generator.pages.entity import count_of_briefs
from generator.pages.facets import FACETS, casualties_words, in_order, month_of, rows_uri
from generator.pages.views import Badge, Name
from generator.pages.words import DateView, period_view
from generator.record.countries import country_name
from generator.record.schema import Incident
from generator.record.wording import held_responsible, label

SCRIPTS = ("assets/browse-data.js", "assets/browse-options.js", "assets/browse.js")
"""What filters the briefs: what knows them, what offers the filters, and what shows the page."""
LIMIT = 200
"""Rows of one plain table."""


@dataclass(frozen=True, slots=True)
class BrowseRow:
    """A brief in a plain table."""

    id: str
    """The brief's id."""
    title: Name
    """Its title."""
    date: DateView | None
    """When it happened."""
    place: str
    """Where it happened."""
    country: str
    """In which country."""
    kind: str
    """What it is about."""
    outcome: Badge | None
    """What became of it."""
    killed: str
    """How many of whom were killed, and by what."""
    injured: str
    """How many of whom were injured."""
    status: Badge
    """How far an editor has got with it."""
    responsible: tuple[Name, ...]
    """Who is held responsible, and how surely."""


@dataclass(frozen=True, slots=True)
class BrowseView:
    """The page that filters all briefs."""

    rows: tuple[BrowseRow, ...]
    """All briefs, the latest first; empty where they are too many for one table."""
    years: tuple[Name, ...]
    """The plain tables of the years, each with how many briefs it has; empty where one table has them all."""
    count: str
    """How many briefs there are."""
    total: int
    """The same as a number."""
    scripts: tuple[str, ...]
    """Links to the facets, and to what filters by them."""
    row_file: str
    """Link to a piece of rows, `{n}` standing for its number."""
    brief: str
    """Link to a brief, `{id}` standing for its id."""
    map: str
    """Link to the same as a map."""
    timeline: str
    """Link to the same as a timeline."""
    downloads: Name
    """Link to the page that has everything as files."""


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table of its own page: a year's briefs, or as many of them as one page has."""

    uri: str
    """Its page."""
    title: str
    """Its title."""
    ids: tuple[str, ...]
    """Its briefs, the latest first."""


@dataclass(frozen=True, slots=True)
class TableView:
    """The page of a plain table."""

    title: str
    """Its title."""
    count: str
    """How many briefs are on it."""
    rows: tuple[BrowseRow, ...]
    """Its briefs, the latest first."""
    browse: Name
    """The page that filters all briefs."""
    newer: Name | None
    """The table before it."""
    older: Name | None
    """The table after it."""


def browse_view(context: Context) -> BrowseView:
    """Make the page that filters all briefs."""
    tables = tables_of(context.graph)
    records = [] if tables else in_order(context.graph)
    total = len(context.graph.records)
    return BrowseView(
        rows=tuple(_row(record, context) for record in records),
        years=tuple(
            Name(table.title, context.to.page(table.uri), count_of_briefs(len(table.ids))) for table in tables
        ),
        count=count_of_briefs(total),
        total=total,
        scripts=tuple(context.to.file(uri) for uri in (FACETS, *SCRIPTS)),
        row_file=context.to.file(rows_uri("N")).replace("rows-N", "rows-{n}"),
        brief=context.to.brief("ID").replace("ID", "{id}"),
        map=context.to.page("map"),
        timeline=context.to.page("timeline"),
        downloads=Name("Everything as files", context.to.page("downloads/index")),
    )


def tables_of(graph: Graph) -> list[Table]:
    """Give the plain tables that have pages of their own; none where one table has room for all briefs.

    A year has a page, and more where it needs them; the pages of other years stay as they are when a brief is added.
    """
    records = in_order(graph)
    if len(records) <= LIMIT:
        return []
    by_year: dict[int, list[str]] = {}
    for record in records:
        by_year.setdefault(month_of(record) // 100, []).append(record.id)
    tables = []
    for year, those in sorted(by_year.items(), reverse=True):
        name, title = (f"{year:04d}", str(year)) if year else ("undated", "Year not known")
        parts = [those[start : start + LIMIT] for start in range(0, len(those), LIMIT)]
        for number, part in enumerate(parts, start=1):
            ending, said = (f"-{number}", f", part {number}") if number > 1 else ("", "")
            tables.append(Table(f"browse/{name}{ending}", f"{title}{said}", tuple(part)))
    return tables


def table_view(at: int, tables: Sequence[Table], context: Context) -> TableView:
    """Make the page of one of the plain tables."""
    table = tables[at]

    def near(position: int) -> Name | None:
        if not 0 <= position < len(tables):
            return None
        return Name(tables[position].title, context.to.page(tables[position].uri))

    return TableView(
        title=table.title,
        count=count_of_briefs(len(table.ids)),
        rows=tuple(_row(context.graph.records[id], context) for id in table.ids),
        browse=Name("Browse", context.to.page("browse")),
        newer=near(at - 1),
        older=near(at + 1),
    )


def _row(record: Incident, context: Context) -> BrowseRow:
    return BrowseRow(
        id=record.id,
        title=Name(record.title, context.to.brief(record.id)),
        date=period_view(record),
        place=record.where.place or record.where.region or "",
        country=country_name(record.where.country) if record.where.country else "",
        kind=label("kind", record.kind),
        outcome=badge("outcome", record.outcome) if record.outcome else None,
        killed=casualties_words(record, "killed"),
        injured=casualties_words(record, "injured"),
        status=badge("status", record.status),
        responsible=tuple(context.perpetrator(perpetrator, record.id) for perpetrator in held_responsible(record)),
    )
