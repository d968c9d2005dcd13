"""All records as CSV (RFC 4180): one row each, for spreadsheets and statistics."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from generator.exports.publication import Publication
from generator.record.schema import Casualties, Incident
from generator.record.vocabulary import vocabulary
from generator.record.wording import named_responsible

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(publication: Publication) -> str:
    """Write every record as a row, in order of ids, below a row of column names."""
    out = io.StringIO()
    rows = [_row(record, publication) for record in publication.graph.records.values()]
    columns = list(_row(Incident(id="none", title=""), publication))
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _row(record: Incident, publication: Publication) -> dict[str, str]:
    longitude, latitude = record.where.point or ("", "")
    texts = {
        "id": record.id,
        "status": record.status,
        "title": record.title,
        "kind": record.kind or "",
        "outcome": record.outcome or "",
        "stage": record.stage or "",
        "date": str(record.when.date or ""),
        "end": str(record.when.end or ""),
        "place": record.where.place or "",
        "region": record.where.region or "",
        "country": record.where.country or "",
        "precision": record.where.precision or "",
    }
    numbers = {"longitude": str(longitude), "latitude": str(latitude)}
    lists = {
        **{status: _many(map(_casualty, _those(record, status))) for status in vocabulary("casualty-status").terms},
        "weapons": _many(weapon.name for weapon in record.weapons),
        "targets": _many(target.name for target in record.targets),
        # A name never stands without how surely its bearer is held responsible.
        "responsible": _many(named_responsible(record)),
        "summary": record.summary or "",
        "sources": str(len(record.sources)),
        "changed": publication.changed.get(record.id, ""),
        "page": publication.address(record.id),
    }
    return {name: _plain(text) for name, text in texts.items()} | numbers | {k: _plain(v) for k, v in lists.items()}


def _those(record: Incident, status: str) -> list[Casualties]:
    return [row for row in record.casualties if row.status == status]


def _casualty(row: Casualties) -> str:
    """Say a count in the terms of the record: `2 suspect by response`."""
    who = f" {row.who}" if row.who else ""
    cause = f" by {row.caused_by}" if row.caused_by else ""
    return f"{row.count}{who}{cause}"


def _many(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _plain(text: str) -> str:
    """Keep a spreadsheet from taking text for a formula, and from breaking it over lines."""
    folded = " ".join(text.split())
    return f"'{folded}" if folded.startswith(_FORMULA) else folded
