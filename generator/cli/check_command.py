"""`briefs check`: every problem of the collection in one pass, one a line; and what is safe mended, if asked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.common import Command, briefs_option, find_briefs, json_option, print_json, shorten
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.record.problem import Problem
    from generator.store.fixing import Fixed

EXAMPLES = """
briefs check
briefs check briefs/2015-01-15-verviers-plot.yml
briefs check --fix --dry-run     show what --fix would change
briefs check --format github     annotations on a pull request
"""


@click.command("check", cls=Command, examples=EXAMPLES)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[PATH]…")
@click.option("--fix", is_flag=True, help="Mend first what can only have been meant one way: see below.")
@click.option("--dry-run", is_flag=True, help="With --fix: show the changes, and make none.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    help="How to print: a line each, GitHub's annotations, or JSON.",
)
@briefs_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    fix: bool,
    dry_run: bool,
    form: str | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    """List the problems of all briefs, or of those named.

    Each line is path:line:column: code: message. The exit code is 1 where there is an error; a warning alone is no
    failure. The whole collection is always read, since links lead from one brief to another.

    --fix adds the line for editors and the id that the file's name gives, puts dates and country codes in quotes,
    writes fields, terms, countries and counts as the record has them where only case, spaces or one letter are wrong,
    takes away white space at line ends, and renames .yaml to .yml. Comments stay; nothing else is touched.
    """
    from generator.store import Collection
    from generator.store.fixing import fix_files

    if dry_run and not fix:
        raise UsageError("--dry-run goes with --fix; briefs check alone changes nothing")
    if as_json and form not in (None, "json"):
        raise UsageError(f"--json and --format {form} are two ways to print; give one")
    form = "json" if as_json else form or "text"
    briefs = find_briefs(folder)
    collection = Collection.open(briefs)
    if fix:
        fixed = fix_files(collection, wanted=lambda path: _is_among(path, paths), dry_run=dry_run)
        _tell_fixed(fixed, dry_run=dry_run, quiet=form != "text")
        # A file that was renamed goes by its new name from here on.
        paths = tuple(next((one.target for one in fixed if one.path.name == path.name), path) for path in paths)
    loaded = collection.load()
    problems = sorted((p for p in loaded.problems if _wanted(p, paths)), key=_order)
    errors = sum(problem.severity == "error" for problem in problems)
    if form == "json":
        print_json([_as_data(problem) for problem in problems])
    else:
        for problem in problems:
            click.echo(_annotation(problem) if form == "github" else str(problem))
        count = len(loaded.records) + len(loaded.broken)
        said = f"{errors} errors, {len(problems) - errors} warnings" if problems else "no problems"
        click.echo(f"{count} briefs in {shorten(briefs)}: {said}", err=bool(problems) or form == "github")
    ctx.exit(1 if errors else 0)


def _tell_fixed(fixed: Sequence[Fixed], *, dry_run: bool, quiet: bool) -> None:
    for one in fixed:
        name = shorten(one.path)
        if dry_run and not quiet:
            old, new = one.before.splitlines(keepends=True), one.after.splitlines(keepends=True)
            click.echo("".join(ended(difflib.unified_diff(old, new, name, shorten(one.target)))), nl=False)
        for fix in one.fixes:
            click.echo(f"{name}:{fix.line}: {fix.what}", err=dry_run or quiet)
    number = sum(len(one.fixes) for one in fixed)
    click.echo(f"{'would mend' if dry_run else 'mended'} {number} things in {len(fixed)} files", err=True)


def ended(lines: Iterable[str]) -> Iterable[str]:
    """Say of a diff's last line that it has no end, as other tools do."""
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _is_among(path: Path, paths: tuple[Path, ...]) -> bool:
    at = path.resolve()
    return not paths or any(at == given.resolve() or given.resolve() in at.parents for given in paths)


def _wanted(problem: Problem, paths: tuple[Path, ...]) -> bool:
    return not paths or (problem.location is not None and _is_among(problem.location.path, paths))


def _order(problem: Problem) -> tuple[str, int, int, str, str]:
    at = problem.location
    place = (str(at.path), at.line, at.column) if at else ("", 0, 0)
    return (*place, problem.code, problem.message)


def _annotation(problem: Problem) -> str:
    """Write a problem as a workflow command, which GitHub shows beside the line."""
    at = problem.location
    values = {
        "file": shorten(at.path) if at else "",
        "line": str(at.line) if at and at.line else "",
        "col": str(at.column) if at and at.column else "",
        "title": problem.code,
    }
    properties = ",".join(f"{name}={_escape(value, ':,')}" for name, value in values.items() if value)
    return f"::{problem.severity} {properties}::{_escape(problem.message)}"


def _escape(text: str, more: str = "") -> str:
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)


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
