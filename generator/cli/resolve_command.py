"""`briefs resolve`: list what a person and a new extraction see differently, and settle it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli import common
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.store.base import Conflict

EXAMPLES = """
briefs resolve
briefs resolve 2015-01-15-verviers-plot 'casualties[killed].count' --take theirs
briefs resolve 2015-01-15-verviers-plot when.date --take 2015-01-16
"""


@click.command(
    "resolve",
    cls=common.Command,
    examples=EXAMPLES,
    short_help="Settle what you and a new extraction see differently.",
)
@click.argument("id_", metavar="[ID]", required=False)
@click.argument("path", metavar="[PATH]", required=False)
@click.option("--take", metavar="mine|theirs|VALUE", help="Your value, the one proposed, or another one.")
@common.briefs_option
@common.json_option
@click.pass_context
def command(
    ctx: click.Context, id_: str | None, path: str | None, take: str | None, folder: Path | None, as_json: bool
) -> None:
    """List the open conflicts, or settle one.

    A conflict is a field that you have edited and of which `briefs refresh` has come to say something new. Settled, it
    is not asked again until extraction says something new once more; a path under keep in the brief silences a field
    for good, and editing the value by hand settles it too. The list's exit code is 1 where anything is open.
    """
    from generator.record.ids import is_id
    from generator.store import Collection
    from generator.store.resolve import conflicts_in, resolve

    collection = Collection.open(common.find_briefs(folder))
    if id_ is not None and not (is_id(id_) and collection.path_of(id_).is_file()):
        raise UsageError(f'there is no brief "{id_}"; `briefs resolve` lists the conflicts of all')
    if (path is None) != (take is None):
        raise UsageError("PATH and --take go together: briefs resolve ID PATH --take mine|theirs|VALUE")
    if id_ is not None and path is not None and take is not None:
        update = resolve(collection, id_, path, take)
        rest = [conflict_as_data(id_, conflict) for conflict in update.conflicts]
        if as_json:
            common.print_json({"id": id_, "field": path, "open": rest})
            return
        what = "yours stays" if take == "mine" else "set" if update.changes else "the same as before"
        click.echo(
            f"{common.shorten(update.path)}: {path}: {what}; {common.counted(len(rest), 'conflict')} left in this brief"
        )
        return
    found = [(brief, conflict) for brief, conflict in conflicts_in(collection) if id_ in (None, brief)]
    if as_json:
        common.print_json([conflict_as_data(brief, conflict) for brief, conflict in found])
    else:
        for brief, conflict in found:
            click.echo(common.shorten(collection.path_of(brief)))
            for line in conflict_lines(brief, conflict):
                click.echo(f"  {line}")
        said = f"{common.counted(len(found), 'conflict')} open" if found else "no conflict is open"
        click.echo(said, err=bool(found))
    ctx.exit(1 if found else 0)


def conflict_lines(id_: str, conflict: Conflict) -> Iterator[str]:
    """Say what a conflict is about, and how to settle it."""
    yield f"conflict: {conflict.path}: yours {_shown(conflict.mine)}, proposed {_shown(conflict.proposed)}" + (
        f" (before: {_shown(conflict.base)})"
    )
    if conflict.quote:
        yield f'  "{" ".join(conflict.quote.split())}"'
    yield f"  settle it: {command_for(id_, conflict)}"


def command_for(id_: str, conflict: Conflict) -> str:
    """Give the command that settles a conflict, as one would type it."""
    return f"briefs resolve {id_} {shlex.quote(conflict.path)} --take mine|theirs|VALUE"


def conflict_as_data(id_: str, conflict: Conflict) -> dict[str, Any]:
    """Give a conflict for other programs."""
    return {
        "id": id_,
        "field": conflict.path,
        "base": conflict.base,
        "mine": conflict.mine,
        "proposed": conflict.proposed,
        "quote": conflict.quote,
    }


def _shown(value: Any) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)
