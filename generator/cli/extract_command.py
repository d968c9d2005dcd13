"""`briefs extract`: many articles in, their records out, one line each; for bulk work and for measuring."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from generator.cli import common
from generator.errors import BriefsError, Location

if TYPE_CHECKING:
    from generator.extract.pipeline import Extractor

EXAMPLES = """
briefs extract --jsonl articles.jsonl --out records.jsonl
briefs extract --jsonl - --out - < articles.jsonl | jq .incidents[0].kind
"""


@click.command(
    "extract", cls=common.Command, examples=EXAMPLES, short_help="Read many articles and write their records to a file."
)
@click.option(
    "--jsonl",
    "given",
    required=True,
    type=click.File("rb"),
    metavar="IN",
    help="Articles, JSON Lines; - is standard input.",
)
@click.option(
    "--out",
    "made",
    required=True,
    type=click.File("w", encoding="utf-8"),
    metavar="OUT",
    help="Records, JSON Lines; - is standard output.",
)
@click.pass_context
def command(ctx: click.Context, given: IO[bytes], made: IO[str]) -> None:
    """Extract records from many articles, without touching a collection.

    A line of IN has text, and where known id, title, url, published, publisher and author. For each there is a line of
    OUT with id and incidents: the records with their source in place, the main incident first, an empty list where
    there is none; and with confidence: for each record the scores of its values, from 0 to 1 by field path. A line that
    cannot be read gets an error, the rest goes on, and the exit code is 1 at the end.
    """
    extractor = common.load_extractor()
    place = Path(getattr(given, "name", "-"))  # a stream that is no file may have no name
    failed = 0
    total = _count(given)
    with click.progressbar(given, length=total, label="Reading", file=sys.stderr, hidden=total is None) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            result = _extract(line, Location(place, number), extractor)
            if "error" in result:
                failed += 1
                click.echo(result["error"], err=True)
            made.write(json.dumps(result, ensure_ascii=False) + "\n")
            made.flush()
    ctx.exit(1 if failed else 0)


def _extract(line: bytes, location: Location, extractor: Extractor) -> dict[str, Any]:
    from generator.article.reader import read_jsonl_line
    from generator.cli.intake import source_of
    from generator.record.convert import to_data

    try:
        read = read_jsonl_line(line, location)
        drafts = common.extract(extractor, read.article, str(location))
    except BriefsError as error:
        return {"id": _id(line) or f"line {location.line}", "incidents": [], "error": str(error)}
    # Nothing is kept under `sources/`, so each record carries its source itself.
    source = replace(source_of(read.article), furniture=())
    records = [to_data(replace(draft.record, sources=(source,))) for draft in drafts]
    scores = [dict(draft.confidence) for draft in drafts]
    return {"id": read.id or read.article.id, "incidents": records, "confidence": scores}


def _id(line: bytes) -> str | None:
    """Give the id of a line that could not be read as an article, if it is JSON at all."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    found = data.get("id") if isinstance(data, dict) else None
    return None if found is None else str(found)


def _count(lines: IO[bytes]) -> int | None:
    """Count the lines of a file for the progress bar; None where there is little to wait for, or no way back."""
    if not lines.seekable():
        return None
    number = sum(1 for _ in lines)
    lines.seek(0)
    return number if number > common.FEW else None
