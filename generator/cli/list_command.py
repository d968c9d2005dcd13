"""`briefs list`: the collection as a table, or as JSON for other programs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.common import Command, Term, briefs_option, find_briefs, json_option, print_json
from generator.errors import RecordError, UsageError

if TYPE_CHECKING:
    from generator.record.edtf import PartialDate
    from generator.record.schema import Incident

EXAMPLES = """
briefs list
briefs list --kind bombing --kind shooting --status reviewed
briefs list --country FR --since 2015 --until 2016-06 --sort killed --limit 10
briefs list --by "Islamic State" --text airport --json
"""

COLUMNS = ("id", "date", "place", "country", "kind", "status")
SORTS = ("id", "date", "title", "killed", "injured")


@click.command("list", cls=Command, examples=EXAMPLES)
@click.option("--kind", "kinds", type=Term("kind"), multiple=True, help="Only of this kind; again for more kinds.")
@click.option("--outcome", "outcomes", type=Term("outcome"), multiple=True, help="Only with this outcome.")
@click.option("--country", metavar="CODE", help="Only in this country, by its two-letter code.")
@click.option("--status", "statuses", type=Term("status"), multiple=True, help="Only of this status.")
@click.option("--year", metavar="YYYY", help="Only what can have been in this year.")
@click.option("--since", metavar="DATE", help="Only what can have been on this day, month or year, or later.")
@click.option("--until", metavar="DATE", help="Only what can have been on this day, month or year, or earlier.")
@click.option("--by", metavar="NAME", help="Only where this name is among those held responsible.")
@click.option("--text", metavar="WORDS", help="Only where all these words stand somewhere in the brief.")
@click.option("--sort", type=click.Choice(SORTS), default="id", show_default=True, help="What to go by.")
@click.option("--reverse", is_flag=True, help="The last first.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@briefs_option
@json_option
def command(folder: Path | None, as_json: bool, sort: str, reverse: bool, limit: int | None, **asked: Any) -> None:
    """List the briefs with date, place, kind and status; all that the options ask for must hold.

    A brief without a date is found by no date, and what is known to a month or a year only by all that it can mean.
    """
    from generator.store import Collection

    filters = list(_filters(**asked))
    loaded = Collection.open(find_briefs(folder)).load()
    found = [record for record in loaded.records.values() if all(wanted(record) for wanted in filters)]
    found.sort(key=lambda record: (_sort_key(record, sort), record.id), reverse=reverse)
    shown = found[:limit]
    if as_json:
        print_json([_row(record) for record in shown])
    else:
        _print_table([_row(record) for record in shown], len(found))
    if loaded.broken:
        click.echo(f"{len(loaded.broken)} briefs could not be read; `briefs check` says why", err=True)


def _filters(
    *,
    kinds: Sequence[str],
    outcomes: Sequence[str],
    country: str | None,
    statuses: Sequence[str],
    year: str | None,
    since: str | None,
    until: str | None,
    by: str | None,
    text: str | None,
) -> Iterator[Callable[[Incident], bool]]:
    from generator.record.countries import is_country

    if country and not is_country(country.upper()):
        raise UsageError(f'"{country}" is no country code; give the two letters of ISO 3166, such as FR')
    if year and not (year.isdigit() and len(year) == 4):
        raise UsageError(f'--year: "{year}" is no year; write four digits, such as 2015')
    if kinds:
        yield lambda record: record.kind in kinds
    if outcomes:
        yield lambda record: record.outcome in outcomes
    if country:
        yield lambda record: record.where.country == country.upper()
    if statuses:
        yield lambda record: record.status in statuses
    first, last = _day("--since", since, year), _day("--until", until, year)
    if first:
        yield lambda record: (ends := _days(record)) is not None and ends[1] >= first.earliest
    if last:
        yield lambda record: (ends := _days(record)) is not None and ends[0] <= last.latest
    if by:
        yield lambda record: any(_plain(by) in _plain(one.name) for one in record.perpetrators)
    if text:
        words = _plain(text).split()
        yield lambda record: all(word in said for said in [_all_text(record)] for word in words)


def _day(option: str, text: str | None, year: str | None) -> PartialDate | None:
    from generator.record.edtf import PartialDate
    from generator.record.guesses import guess_date
    from generator.record.values import did_you_mean

    if text is None or (year and text == year):
        return PartialDate.parse(year) if year else None
    if year:
        raise UsageError(f"--year and {option} both say when; give one of them")
    try:
        return PartialDate.parse(text)
    except RecordError as error:
        raise UsageError(f"{option}: {error.message}{did_you_mean(guess_date(text))}") from error


def _days(record: Incident) -> tuple[datetime.date, datetime.date] | None:
    """Give the first and the last day that an incident can have been on; None where nothing is known of them."""
    dates = [date for date in (record.when.date, record.when.end) if date]
    if not dates:
        return None
    return min(date.earliest for date in dates), max(date.latest for date in dates)


def _plain(text: str) -> str:
    from generator.record.text import fold

    return fold(text).casefold()


def _all_text(record: Incident) -> str:
    from generator.record.walk import walk

    return _plain("\n".join(place.value for place in walk(record) if isinstance(place.value, str)))


def _sort_key(record: Incident, sort: str) -> Any:
    from generator.record.wording import sort_day

    if sort == "date":
        return sort_day(record)
    if sort in ("killed", "injured"):
        # The most first; where nobody is counted last of all.
        return -(_people(record, sort) or 0)
    return _plain(record.title) if sort == "title" else record.id


def _people(record: Incident, status: str) -> int | None:
    """Add up how many were killed, say; None where no number is known."""
    known = [best for row in record.casualties if row.status == status and (best := row.count.best) is not None]
    return sum(known) if known else None


def _row(record: Incident) -> dict[str, Any]:
    return {
        "id": record.id,
        "date": str(record.when.date) if record.when.date else None,
        "end": str(record.when.end) if record.when.end else None,
        "place": record.where.place,
        "country": record.where.country,
        "kind": record.kind,
        "outcome": record.outcome,
        "status": record.status,
        "tlp": record.tlp,
        "title": record.title,
        "perpetrators": [one.name for one in record.perpetrators],
        "killed": _people(record, "killed"),
        "injured": _people(record, "injured"),
    }


def _print_table(rows: Sequence[dict[str, Any]], found: int) -> None:
    cells = [COLUMNS, *(tuple(str(row[column] or "") for column in COLUMNS) for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(COLUMNS))]
    for line in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    more = f" of {found}; --limit holds back the rest" if found > len(rows) else ""
    click.echo(f"{len(rows)} briefs{more}", err=True)
