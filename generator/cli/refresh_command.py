"""`briefs refresh`: read kept articles again, and merge what is found now; the hand that edits wins."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli import common
from generator.cli.resolve_command import conflict_as_data, conflict_lines
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.cli.refreshing import Refreshed

EXAMPLES = """
briefs refresh
briefs refresh 2015-01-15-verviers-plot --dry-run
briefs refresh --json | jq '.[] | select(.conflicts != [])'
"""


@click.command(
    "refresh",
    cls=common.Command,
    examples=EXAMPLES,
    short_help="Read kept articles again; what you edited stays.",
)
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option("--dry-run", is_flag=True, help="Write nothing, and show what would change as a diff.")
@common.briefs_option
@common.json_option
@click.pass_context
def command(ctx: click.Context, ids: tuple[str, ...], dry_run: bool, folder: Path | None, as_json: bool) -> None:
    """Read the kept articles of briefs again and merge what is found now. Without ID, all briefs are refreshed.

    What you have edited, added, deleted or commented on stays as it is, and so does every field named under keep. Where
    extraction has come to say something else than you, that is a conflict: your value stays until `briefs resolve`
    settles it. The exit code is 1 where a conflict is open or something went wrong.
    """
    from generator.cli.refreshing import Refreshing
    from generator.store import Collection

    refreshing = Refreshing(Collection.open(common.find_briefs(folder)), dry_run=dry_run)
    unknown = [id_ for id_ in ids if not refreshing.has(id_)]
    if unknown:
        raise UsageError(f'there is no brief "{unknown[0]}"; `briefs list` shows those that there are')
    wanted = list(dict.fromkeys(ids)) or refreshing.all_ids()
    results: list[Refreshed] = []
    hidden = len(wanted) <= common.FEW
    with click.progressbar(wanted, label="Refreshing", file=sys.stderr, hidden=hidden) as bar:
        for id_ in bar:
            result = refreshing.refresh(id_)
            results.append(result)
            if hidden and not as_json:
                _tell(result, dry_run)
    if as_json:
        common.print_json([_as_data(result) for result in results])
    else:
        for result in results if not hidden else ():
            _tell(result, dry_run)
        _sum_up(results, dry_run)
    ctx.exit(1 if any(r.failed or (r.update and r.update.conflicts) for r in results) else 0)


def _tell(result: Refreshed, dry_run: bool) -> None:
    name = common.shorten(result.path)
    if result.failed or (result.message and result.update is None):
        click.echo(result.message if name in result.message else f"{name}: {result.message}", err=True)
        return
    update = result.update
    if update is None or not (update.changes or update.conflicts or result.stubs or result.message):
        return
    click.echo(
        f"{name}: {common.counted(len(update.changes), 'change')}" + (f"; {result.message}" if result.message else "")
    )
    if dry_run:
        click.echo(_diff(update.before, update.after, name), nl=False)
    else:
        for change in update.changes:
            click.echo(f"  {change.kind} {change.path}")
    for stub in result.stubs:
        click.echo(f"  {'would write' if dry_run else 'wrote'} {stub.id}: {stub.title} (a stub: only mentioned)")
    for conflict in update.conflicts:
        for line in conflict_lines(result.id, conflict):
            click.echo(f"  {line}")


def _sum_up(results: Sequence[Refreshed], dry_run: bool) -> None:
    changed = sum(bool(result.update and result.update.changes) for result in results)
    open_ = sum(len(result.update.conflicts) for result in results if result.update)
    parts = [
        f"{changed} {'would be ' if dry_run else ''}changed",
        f"{len(results) - changed - sum(r.failed for r in results)} left as they are",
        f"{common.counted(open_, 'conflict')} open",
        f"{sum(result.failed for result in results)} failed",
    ]
    click.echo(f"{common.counted(len(results), 'brief')}: {', '.join(parts)}")
    if open_:
        click.echo("Next: `briefs resolve` lists the conflicts with the command that settles each.")


def _diff(before: bytes, after: bytes, name: str) -> str:
    old, new = (data.decode("utf-8").splitlines(keepends=True) for data in (before, after))
    lines = difflib.unified_diff(old, new, name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _as_data(result: Refreshed) -> dict[str, Any]:
    update = result.update
    return {
        "id": result.id,
        "path": common.shorten(result.path),
        "changes": [
            {"kind": change.kind, "field": change.path, "before": change.before, "after": change.after}
            for change in (update.changes if update else ())
        ],
        "stubs": [stub.id for stub in result.stubs],
        "conflicts": [conflict_as_data(result.id, conflict) for conflict in (update.conflicts if update else ())],
        "message": result.message,
        "failed": result.failed,
    }
