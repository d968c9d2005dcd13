"""`briefs add`: from articles to briefs, one article at a time, nothing half-written."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli import bulk, common
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.cli.adding import Made, Result

_REASONS = 3
"""Reasons that are given on the screen; the queue has all of them."""
EXAMPLES = """
briefs add article.txt --published 2015-01-16
briefs add articles/ mail.eml
briefs add articles.jsonl --jobs 4
briefs add https://example.org/news/1.html
briefs add - --url https://example.org/news/1.html < article.txt
"""


@click.command("add", cls=common.Command, examples=EXAMPLES)
@click.argument("articles", nargs=-1, required=True, metavar="PATH…|URL|-")
@click.option(
    "--published",
    type=common.Day(),
    metavar="DATE",
    help="The day it was published, YYYY-MM-DD; counts more than the text.",
)
@click.option("--url", help="Where it was published; for a single article.")
@click.option("--dry-run", is_flag=True, help="Write nothing, and say what would be made.")
@bulk.bulk_options
@common.briefs_option
@common.json_option
@click.pass_context
def command(
    ctx: click.Context,
    articles: tuple[str, ...],
    published: datetime.date | None,
    url: str | None,
    dry_run: bool,
    jobs: int | None,
    dask: str | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Read articles and write a draft brief for each incident in them.

    PATH is a .txt, .md, .html, .eml or .jsonl file (one article a line) or a folder of such files; - is standard
    input. An article about an incident that the collection knows becomes one more source of its brief, and where the
    two differ the brief says both; what a person has edited stays. Incidents that an article only mentions become
    stubs. An article that the collection has changes nothing, so a run that was stopped is simply started again.
    """
    from generator.cli import reading
    from generator.cli.adding import Adding
    from generator.cli.intake import is_web_address
    from generator.store import Collection

    if url and not is_web_address(url):
        raise UsageError(f'--url takes a web address such as https://example.org/news/1.html, not "{url}"')
    adding = Adding(Collection.open(common.find_briefs(folder)), dry_run=dry_run)
    items = list(reading.expand(articles))
    number = reading.count(items)
    if url and (number > 1 or any(reading.is_url(name) for name in articles)):
        raise UsageError("--url is for a single article that lacks its address; give one article at a time")
    many = number > common.FEW
    given = reading.read(items, published=published, url=url)
    results: list[Result] = []
    reads = bulk.read(given, adding.unread, number=number, jobs=jobs, dask=dask)
    with common.progress(reads, number) as shown:
        for read in shown:
            results.append(adding.add(read.item, read))
            if not (many or as_json):
                _tell(results[-1], dry_run)
    if as_json:
        common.print_json([_as_data(result) for result in results])
    else:
        for result in results if many else ():
            if not result.known:
                _tell(result, dry_run)
        _sum_up(results, dry_run)
    ctx.exit(1 if any(result.failed for result in results) else 0)


def _tell(result: Result, dry_run: bool) -> None:
    if result.failed:
        click.echo(f"{result.message}", err=True)
        return
    click.echo(f"{result.article}: {result.message}" if result.message else result.article)
    for made in result.made:
        click.echo(f"  {_said_of(made, dry_run)} {common.shorten(made.path)}: {made.record.title}{_what(made)}")
    for old, new in result.gone:
        click.echo(f"  {old} {'would become' if dry_run else 'has become'} part of {new}; its id leads there")
    if result.reprint_of:
        click.echo(f"  repeats the source {result.reprint_of}, and so confirms nothing")
    for doubt in result.doubts:
        click.echo(
            f"  unsure: {doubt.one} and {doubt.other} may be one incident: {'; '.join(doubt.reasons[:_REASONS])}"
        )
        click.echo(f"    {doubt.if_same} makes them one, {doubt.if_different} keeps them apart")


def _said_of(made: Made, dry_run: bool) -> str:
    if made.new:
        return "would write" if dry_run else "wrote"
    return "would add to" if dry_run else "added to"


def _what(made: Made) -> str:
    if made.was_stub:
        return " (a stub until now)"
    return "" if made.main else " (a stub: only mentioned)"


def _sum_up(results: Sequence[Result], dry_run: bool) -> None:
    if len(results) > 1:
        made = [made for result in results for made in result.made]
        drafts = sum(one.main for one in made if one.new)
        stubs = sum(not one.main for one in made if one.new)
        grown = sum(any(not one.new for one in result.made[:1]) for result in results)
        parts = [
            f"{drafts} drafts and {stubs} stubs {'would be ' if dry_run else ''}written",
            f"{grown} about an incident known already",
            f"{sum(result.known for result in results)} known already",
            f"{sum(not (result.made or result.known or result.failed) for result in results)} without an incident",
            f"{sum(result.failed for result in results)} failed",
        ]
        click.echo(f"{len(results)} articles: {', '.join(parts)}")
    if any(result.made for result in results) and not dry_run:
        click.echo("Next: correct the YAML; `briefs serve` shows the pages as you save, `briefs check` what is wrong.")


def _as_data(result: Result) -> dict[str, Any]:
    return {
        "article": result.article,
        "source": result.source,
        "incidents": [
            {
                "id": made.record.id,
                "path": common.shorten(made.path),
                "main": made.main,
                "status": made.record.status,
                "kind": made.record.kind,
                "title": made.record.title,
                "new": made.new,
                "was_stub": made.was_stub,
            }
            for made in result.made
        ],
        "gone": dict(result.gone),
        "reprint_of": result.reprint_of,
        "unsure": [
            {
                "one": doubt.one,
                "other": doubt.other,
                "score": doubt.score,
                "reasons": list(doubt.reasons),
                "if_same": doubt.if_same,
                "if_different": doubt.if_different,
            }
            for doubt in result.doubts
        ],
        "message": result.message,
    }
