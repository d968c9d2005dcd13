"""`briefs check`: every problem of the collection in one pass, one a line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.common import Command, briefs_option, find_briefs, json_option, print_json, shorten

if TYPE_CHECKING:
    from generator.record.problem import Problem

EXAMPLES = """
briefs check
briefs check briefs/2015-01-15-verviers-plot.yml
"""


@click.command("check", cls=Command, examples=EXAMPLES)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[PATH]…")
@briefs_option
@json_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], folder: Path | None, as_json: bool) -> None:
    """List the problems of all briefs, or of those named.

    Each line is path:line:column: code: message. The exit code is 1 where there is an error; a warning alone is no
    failure. The whole collection is always read, since links lead from one brief to another.
    """
    from generator.store import Collection

    briefs = find_briefs(folder)
    loaded = Collection.open(briefs).load()
    problems = sorted((p for p in loaded.problems if _wanted(p, paths)), key=_order)
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        print_json([_as_data(problem) for problem in problems])
    else:
        for problem in problems:
            click.echo(str(problem))
        count = len(loaded.records) + len(loaded.broken)
        said = f"{errors} errors, {len(problems) - errors} warnings" if problems else "no problems"
        click.echo(f"{count} briefs in {shorten(briefs)}: {said}", err=bool(problems))
    ctx.exit(1 if errors else 0)


def _wanted(problem: Problem, paths: tuple[Path, ...]) -> bool:
    if not paths:
        return True
    at = problem.location.path.resolve() if problem.location else None
    return at is not None and any(at == path.resolve() or path.resolve() in at.parents for path in paths)


def _order(problem: Problem) -> tuple[str, int, int, str, str]:
    at = problem.location
    place = (str(at.path), at.line, at.column) if at else ("", 0, 0)
    return (*place, problem.code, problem.message)


def _as_data(problem: Problem) -> dict[str, Any]:
    at = problem.location
    return {
        "path": shorten(at.path) if at else None,
        "line": at.line if at else None,
        "column": at.column if at else None,
        "severity": problem.severity,
        "code": problem.code,
        "field": problem.path,
        "message": problem.message,
        "suggestion": problem.suggestion,
    }
