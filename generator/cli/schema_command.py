"""`briefs schema`: the JSON Schema of a brief, where editors look for it."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from generator.cli.common import Command, briefs_option, find_briefs, shorten

if TYPE_CHECKING:
    from generator.store import Collection

EXAMPLES = """
briefs schema
briefs schema --out brief.schema.json
briefs schema --out - | jq .properties.kind.enum
"""


@click.command("schema", cls=Command, examples=EXAMPLES)
@click.option(
    "--out",
    "made",
    type=click.File("w", encoding="utf-8", atomic=True),
    metavar="FILE|-",
    help="Where to write it instead; - is standard output.",
)
@briefs_option
def command(made: IO[str] | None, folder: Path | None) -> None:
    """Write the JSON Schema by which editors complete and check a brief.

    It goes to .schema.json in the folder of briefs, where the first line of every brief points an editor that knows
    the YAML language server. `briefs add` brings it up to date by itself.
    """
    from generator.exports.json_schema import to_json
    from generator.store import Collection

    if made is None:
        click.echo(shorten(keep_schema(Collection.open(find_briefs(folder)))))
        return
    made.write(to_json())
    if made.name not in ("-", "<stdout>"):
        click.echo(made.name)


def keep_schema(collection: Collection) -> Path:
    """Write the schema into a collection's folder, unless the very same is there.

    Returns:
        Its file.

    Raises:
        StoreError: It cannot be written.
    """
    from generator.exports.json_schema import FILE, to_json
    from generator.store.files import Write, write_all

    path, data = collection.folder / FILE, to_json().encode()
    with collection.locked():
        before = path.read_bytes() if path.is_file() else None
        if before != data:
            write_all(collection.folder, [Write(path, data, before)])
    return path
