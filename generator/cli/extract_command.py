"""`briefs extract`: many articles in, their records out, one line each; for bulk work and for measuring."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from generator.cli import bulk, common
from generator.errors import ArticleError, BriefsError, Location, UsageError

if TYPE_CHECKING:
    from generator.article.model import Article
    from generator.extract.many import Read

EXAMPLES = """
briefs extract --jsonl articles.jsonl --out records.jsonl
briefs extract --jsonl articles.jsonl --out records.jsonl --resume
briefs extract --jsonl - --out - < articles.jsonl | jq .incidents[0].kind
"""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of what was given."""

    location: Location
    id: str
    article: Article | None = None
    error: ArticleError | None = None


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
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="OUT",
    help="Records, JSON Lines; - is standard output.",
)
@click.option("--resume", is_flag=True, help="Keep the lines that OUT has from a run that was stopped, and go on.")
@bulk.bulk_options
@click.pass_context
def command(ctx: click.Context, given: IO[bytes], made: Path, resume: bool, jobs: int | None, dask: str | None) -> None:
    """Extract records from many articles, without touching a collection.

    A line of IN has text, and where known id, title, url, published, publisher and author. For each there is a line of
    OUT with id and incidents: the records with their source in place, the main incident first, an empty list where
    there is none; with confidence: for each record the scores of its values, from 0 to 1 by field path; and with gist:
    who, what, when and where in the article's own words, which says what an article without an incident is about. A
    line that cannot be read gets an error, the rest goes on, and the exit code is 1 at the end.
    """
    if resume and str(made) == "-":
        raise UsageError("--resume goes on with a file; name one with --out")
    place = Path(getattr(given, "name", "-"))  # a stream that is no file may have no name
    total = _count(given)
    done = _kept(made) if resume else []
    lines = _lines(given, place)
    failed = sum("error" in line for line in done)
    for line in done:
        _pass(line, next(lines, None), made)
    number = None if total is None else total - len(done)
    with click.open_file(str(made), "a" if done else "w", encoding="utf-8") as out:
        reads = bulk.read(lines, lambda line: line.article, number=number, jobs=jobs, dask=dask)
        with common.progress(reads, number) as shown:
            for read in shown:
                result = _result(read)
                if "error" in result:
                    failed += 1
                    click.echo(result["error"], err=True)
                out.write(json.dumps(result, ensure_ascii=False) + "\n")
                out.flush()
    ctx.exit(1 if failed else 0)


def _lines(given: IO[bytes], place: Path) -> Iterator[_Line]:
    from generator.article.reader import read_jsonl_line

    for number, line in enumerate(given, start=1):
        if not line.strip():
            continue
        location = Location(place, number)
        try:
            read = read_jsonl_line(line, location)
        except ArticleError as error:
            yield _Line(location, _id(line) or f"line {number}", error=error)
        else:
            yield _Line(location, read.id or read.article.id, read.article)


def _result(read: Read[_Line]) -> dict[str, Any]:
    from generator.cli.intake import source_of
    from generator.record.convert import to_data

    line = read.item
    if line.article is None or read.error:
        error: BriefsError = line.error or ArticleError(read.error.message if read.error else "", line.location)
        return {"id": line.id, "incidents": [], "error": str(error)}
    # Nothing is kept under `sources/`, so each record carries its source itself.
    source = replace(source_of(line.article), furniture=())
    records = [to_data(replace(draft.record, sources=(source,))) for draft in read.drafts]
    scores = [dict(draft.confidence) for draft in read.drafts]
    gist = read.gist.to_data() if read.gist is not None else {}
    return {"id": line.id, "incidents": records, "confidence": scores, "gist": gist}


def _kept(made: Path) -> list[dict[str, Any]]:
    """Read the whole lines of a run that was stopped, and cut off one that it was writing."""
    if not made.is_file():
        return []
    data = made.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    try:
        lines = [json.loads(line) for line in whole.splitlines()]
        if not all(isinstance(line, dict) and "incidents" in line for line in lines):
            raise ValueError
    except ValueError:
        raise UsageError(f"{made} holds other lines than this command writes; name another file with --out") from None
    if len(whole) < len(data):
        os.truncate(made, len(whole))
    return lines


def _pass(line: dict[str, Any], given: _Line | None, made: Path) -> None:
    if given is None or given.id != line["id"]:
        met = f'"{given.id}"' if given else "the end"
        raise UsageError(
            f'{made} has "{line["id"]}" where the articles have {met}; '
            "--resume goes on with a run over the same articles, and without it the file is written anew"
        )


def _id(line: bytes) -> str | None:
    """Give the id of a line that could not be read as an article, if it is JSON at all."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    found = data.get("id") if isinstance(data, dict) else None
    return None if found is None else str(found)


def _count(lines: IO[bytes]) -> int | None:
    """Count the articles of a file; None where there is no way back to its start."""
    if not lines.seekable():
        return None
    number = sum(1 for line in lines if line.strip())
    lines.seek(0)
    return number
