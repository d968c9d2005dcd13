"""`briefs link`: one brief linked with another, by hand."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import common

EXAMPLES = """
briefs link 2015-01-15-verviers-plot 2015-01-paris-attacks --relation preceded-by
briefs link 2015-01-15-verviers-plot 2015-01-paris-attacks --relation linked-to --state discounted
"""


@click.command("link", cls=common.Command, examples=EXAMPLES)
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option(
    "--relation",
    type=common.Term("relation"),
    required=True,
    metavar="TERM",
    help="How A stands to B: preceded-by, followed-by, concurrent-with, linked-to, part-of, has-part, duplicate-of.",
)
@click.option(
    "--state",
    type=common.Term("link-state"),
    default="asserted",
    show_default=True,
    metavar="TERM",
    help="How surely: asserted, suspected, investigated, discounted.",
)
@common.briefs_option
def command(start: str, end: str, relation: str, state: str, folder: Path | None) -> None:
    """Link brief A with brief B.

    The link is written into the file of A; the pages of both show it. What links of the collection rule out is refused.
    """
    state_link(folder, start, end, relation, state)


def state_link(folder: Path | None, start: str, end: str, relation: str, state: str | None) -> None:
    """Write a link and say so."""
    from generator.record.schema import Link
    from generator.store import Collection
    from generator.store.linking import find_brief, state_link

    collection = Collection.open(common.find_briefs(folder))
    written = state_link(collection, start, Link(relation=relation, to=end, state=state))
    path = common.shorten(collection.path_of(find_brief(collection, start).id))
    said = f"{relation} {find_brief(collection, end).id}" + (f" ({state})" if state else "")
    click.echo(f"{path}: {said}" if written else f"{path} says so already: {said}; nothing changed")
