"""`briefs not-same`: two briefs that look alike settled as two incidents."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import common
from generator.cli.link_command import state_link

EXAMPLES = """
briefs not-same 2015-01-07-paris-shooting 2015-01-09-paris-hostage-taking
"""


@click.command("not-same", cls=common.Command, examples=EXAMPLES)
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@common.briefs_option
def command(one: str, other: str, folder: Path | None) -> None:
    """Settle that A and B are two incidents, so that no article ever makes them one.

    It is remembered as a link of the relation not-same-as in the file of A.
    """
    state_link(folder, one, other, "not-same-as", None)
