"""`briefs split`: an article that tells of another incident given a brief of its own."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import common

EXAMPLES = """
briefs split 2015-01-07-paris-shooting --source 1a2b3c4d
"""


@click.command("split", cls=common.Command, examples=EXAMPLES)
@click.argument("id_", metavar="ID")
@click.option("--source", required=True, metavar="S", help="The id of the article, as it stands under `sources`.")
@common.briefs_option
@common.json_option
def command(id_: str, source: str, folder: Path | None, as_json: bool) -> None:
    """Make a brief of its own of what one article of a brief tells.

    What only that article said leaves the brief; what people wrote in it stays. The two are marked as not the same, so
    that no article brings them together again.
    """
    from generator.store import Collection
    from generator.store.settling import part

    done = part(Collection.open(common.find_briefs(folder)), id_, source)
    if as_json:
        common.print_json({"id": done.record.id, "path": common.shorten(done.path), "rest": done.rest.id})
    else:
        click.echo(f"{common.shorten(done.path)}: {done.record.title}")
        click.echo(f"  {done.rest.id} rests on {', '.join(map(str, done.rest.sources))} now")
