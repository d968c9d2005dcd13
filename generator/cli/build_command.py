"""`briefs build`: the site from the records, by MkDocs; never loads a model."""

from __future__ import annotations

import click

from generator.cli.common import Command, run_mkdocs

EXAMPLES = """
briefs build
briefs build --strict      fail on any problem in a brief
"""


@click.command("build", cls=Command, examples=EXAMPLES, context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[MKDOCS OPTIONS]…")
@click.pass_context
def command(ctx: click.Context, options: tuple[str, ...]) -> None:
    """Build the site from the briefs, into site/.

    The same as `mkdocs build` in the folder of mkdocs.yml; options go through to it.
    """
    ctx.exit(run_mkdocs("build", *options))
