"""`briefs rename`: another id for a brief, and everything that names it changed with it."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.common import Command, briefs_option, find_briefs, shorten

EXAMPLES = """
briefs rename 2015-01-15-verviers-plot 2015-01-15-verviers-raid
briefs rename --dry-run incident-2 2016-05-ghent-fire
"""


@click.command("rename", cls=Command, examples=EXAMPLES)
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Change nothing, and say what would change.")
@briefs_option
def command(old: str, new: str, dry_run: bool, folder: Path | None) -> None:
    """Give the brief OLD the id NEW.

    Its file is renamed, the old id becomes an alias, so that old addresses still lead there, and links, paths and
    [[OLD]] in the notes of other briefs are changed. Comments and layout stay. Should it be cut short, run it again.
    """
    from generator.store import Collection
    from generator.store.rename import rename

    collection = Collection.open(find_briefs(folder))
    old, new = (name.removesuffix(".yml").rpartition("/")[2] for name in (old, new))
    done = rename(collection, old, new, dry_run=dry_run)
    if done.already:
        click.echo(f"{old} is {shorten(done.path)} already; nothing changed")
        return
    click.echo(f"{'would rename' if dry_run else 'renamed'} {old} to {shorten(done.path)}; {old} is an alias of it")
    for path in done.linking:
        click.echo(f"  {'would change' if dry_run else 'changed'} {shorten(path)}")
