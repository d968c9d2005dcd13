"""`briefs list`: the collection as a table, or as JSON for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.common import Command, Term, briefs_option, find_briefs, json_option, print_json
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.record.schema import Incident

EXAMPLES = """
briefs list
briefs list --kind bombing --status reviewed
briefs list --country FR --json
"""

COLUMNS = ("id", "date", "place", "country", "kind", "status")


@click.command("list", cls=Command, examples=EXAMPLES)
@click.option("--kind", type=Term("kind"), help="Only briefs of this kind.")
@click.option("--country", metavar="CODE", help="Only briefs in this country, by its two-letter code.")
@click.option("--status", type=Term("status"), help="Only briefs of this status.")
@briefs_option
@json_option
def command(kind: str | None, country: str | None, status: str | None, folder: Path | None, as_json: bool) -> None:
    """List the briefs with date, place, kind and status."""
    from generator.record.countries import is_country
    from generator.store import Collection

    if country and not is_country(country.upper()):
        raise UsageError(f'"{country}" is no country code; give the two letters of ISO 3166, such as FR')
    loaded = Collection.open(find_briefs(folder)).load()
    wanted = {"kind": kind, "country": country.upper() if country else None, "status": status}
    rows = [_row(incident) for _, incident in sorted(loaded.records.items())]
    rows = [row for row in rows if all(row[key] == value for key, value in wanted.items() if value)]
    if as_json:
        print_json(rows)
    else:
        _print_table(rows)
    if loaded.broken:
        click.echo(f"{len(loaded.broken)} briefs could not be read; `briefs check` says why", err=True)


def _row(incident: Incident) -> dict[str, Any]:
    return {
        "id": incident.id,
        "date": str(incident.when.date) if incident.when.date else None,
        "place": incident.where.place,
        "country": incident.where.country,
        "kind": incident.kind,
        "status": incident.status,
    }


def _print_table(rows: Sequence[dict[str, Any]]) -> None:
    cells = [COLUMNS, *(tuple(str(row[column] or "") for column in COLUMNS) for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(COLUMNS))]
    for line in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    click.echo(f"{len(rows)} briefs", err=True)
