"""`briefs same`: two briefs settled as one incident, whichever has had more done for it staying."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import common
from generator.cli.merge_command import join

EXAMPLES = """
briefs same 2015-01-15-verviers-plot 2015-01-verviers-police-operation
"""


@click.command("same", cls=common.Command, examples=EXAMPLES)
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@common.briefs_option
@common.json_option
@click.pass_context
def command(ctx: click.Context, one: str, other: str, folder: Path | None, as_json: bool) -> None:
    """Settle that A and B are one incident.

    They are merged as by `briefs merge`. The one for which more has been done stays: a reviewed brief before a draft,
    a draft before a stub, one that people have written in before others, then the one with more sources.
    """
    from generator.store import Collection
    from generator.store.settling import chosen

    stays, goes = chosen(Collection.open(common.find_briefs(folder)), one, other)
    join(ctx, stays, goes, folder, as_json)
