"""`briefs serve`: the site on this machine, made anew at each edit, by MkDocs; never loads a model."""

from __future__ import annotations

import click

from generator.cli.common import Command, run_mkdocs

EXAMPLES = """
briefs serve
briefs serve --dev-addr 127.0.0.1:8001
"""


@click.command("serve", cls=Command, examples=EXAMPLES, context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[MKDOCS OPTIONS]…")
@click.pass_context
def command(ctx: click.Context, options: tuple[str, ...]) -> None:
    """Serve the site on this machine and show each edit at once.

    The same as `mkdocs serve` in the folder of mkdocs.yml; options go through to it.
    """
    ctx.exit(run_mkdocs("serve", *options))
