"""`briefs merge`: two briefs that tell of one incident made one."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import common

EXAMPLES = """
briefs merge 2015-01-15-verviers-plot 2015-01-verviers-police-operation
"""


@click.command("merge", cls=common.Command, examples=EXAMPLES)
@click.argument("stays", metavar="A")
@click.argument("goes", metavar="B")
@common.briefs_option
@common.json_option
@click.pass_context
def command(ctx: click.Context, stays: str, goes: str, folder: Path | None, as_json: bool) -> None:
    """Make brief B part of brief A.

    A gains the sources of B and what they say; what people wrote in either stays, and where they wrote differently A
    stands and `briefs resolve` lists the rest. The file of B goes, and its address leads to A. The exit code is 1 where
    something is left to settle.
    """
    join(ctx, stays, goes, folder, as_json)


def join(ctx: click.Context, stays: str, goes: str, folder: Path | None, as_json: bool) -> None:
    """Join two briefs and say so."""
    from generator.store import Collection
    from generator.store.settling import join as joined_in

    done = joined_in(Collection.open(common.find_briefs(folder)), stays, goes)
    if as_json:
        kept = common.shorten(done.kept) if done.kept else None
        paths = [conflict.path for conflict in done.conflicts]
        common.print_json({"id": done.record.id, "gone": done.gone, "conflicts": paths, "kept": kept})
    else:
        click.echo(f"{common.shorten(done.path)}: {done.gone} is part of it now, and its address leads here")
        if done.kept:
            click.echo(f"  its file, with what people wrote in it, is kept as {common.shorten(done.kept)}")
        for conflict in done.conflicts:
            click.echo(f"  {conflict.path}: it says {conflict.mine!r}, and {done.gone} said {conflict.proposed!r}")
        if done.conflicts:
            click.echo(f"Settle them with `briefs resolve {done.record.id} PATH --take mine|theirs|VALUE`.")
    ctx.exit(1 if done.conflicts else 0)
