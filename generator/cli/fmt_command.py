"""`briefs fmt`: briefs in the house order and layout, their comments and their meaning as they were."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.common import Command, briefs_option, find_briefs, shorten
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.store import Collection
    from generator.store.files import Write

EXAMPLES = """
briefs fmt
briefs fmt briefs/2015-01-15-verviers-plot.yml
briefs fmt --check       name the files that are not in order, and change none
briefs fmt --diff        show what would change
"""


@click.command("fmt", cls=Command, examples=EXAMPLES)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[PATH]…")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit code 1 where a file is not in order.")
@click.option("--diff", is_flag=True, help="The same, and show what would change.")
@briefs_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], only_check: bool, diff: bool, folder: Path | None) -> None:
    """Bring all briefs, or those named, into the house order and layout.

    Fields go into the order of the editors' guide, lists are indented by two, an empty line parts blocks from their
    neighbours, dates and country codes are put in quotes. A comment stays with the field that it stands above, beside
    or below. What a file says is never changed; a file that is not YAML is named and left alone.
    """
    from generator.store import Collection
    from generator.store.files import write_all

    briefs = find_briefs(folder)
    collection = Collection.open(briefs)
    files = _files(briefs, paths)
    if only_check or diff:
        writes, bad = _formatted(collection, files)
        for write in writes:
            click.echo(_diff(write) if diff else shorten(write.path), nl=not diff)
    else:
        with collection.locked():
            writes, bad = _formatted(collection, files)
            write_all(briefs, writes)
        for write in writes:
            click.echo(f"formatted {shorten(write.path)}")
    _sum_up(len(files), len(writes), bad, changed=not (only_check or diff))
    ctx.exit(1 if bad or (writes and (only_check or diff)) else 0)


def _files(briefs: Path, paths: tuple[Path, ...]) -> list[Path]:
    """List the files to format: those named, or in the folders named, or all briefs.

    Raises:
        UsageError: A file is none of this collection.
    """
    from generator.store.listing import may_be_brief

    found: dict[Path, None] = {}
    for path in paths or (briefs,):
        inside = sorted(path.glob("*.yml")) if path.is_dir() else [path]
        for one in inside:
            if one.is_symlink() or not one.is_file() or (path.is_dir() and not may_be_brief(one)):
                continue
            if not may_be_brief(one) or briefs.resolve() not in one.resolve().parents:
                raise UsageError(f"{shorten(one)} is no YAML file of {shorten(briefs)}; name briefs, or their folder")
            found[one] = None
    return list(found)


def _formatted(collection: Collection, files: list[Path]) -> tuple[list[Write], int]:
    """Format files in memory; give what is to be written, and how many could not be read."""
    from generator.errors import StoreError
    from generator.record.schema import Incident, Source
    from generator.store.files import Write
    from generator.store.fmt import format_text
    from generator.store.listing import SOURCES
    from generator.store.reader import read_bytes, read_file

    writes, bad = [], 0
    for path in files:
        try:
            read_file(path)  # says in words why a file cannot be read
            data = read_bytes(path)
            type_ = Source if path.resolve().parent == (collection.folder / SOURCES).resolve() else Incident
            after = format_text(data.decode(), path, type_=type_).encode()
        except StoreError as error:
            click.echo(str(error), err=True)
            bad += 1
            continue
        if after != data:
            writes.append(Write(path, after, data))
    return writes, bad


def _diff(write: Write) -> str:
    from generator.cli.check_command import ended

    old, new = ((text or b"").decode().splitlines(keepends=True) for text in (write.before, write.data))
    name = shorten(write.path)
    return "".join(ended(difflib.unified_diff(old, new, name, name)))


def _sum_up(files: int, writes: int, bad: int, *, changed: bool) -> None:
    def parts() -> Iterator[str]:
        yield f"{writes} {'formatted' if changed else 'not in order'}"
        yield f"{files - writes - bad} in order already"
        if bad:
            yield f"{bad} cannot be read"

    click.echo(f"{files} files: {', '.join(parts())}", err=True)
