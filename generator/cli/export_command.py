"""`briefs export`: the whole collection in one file, for other people's software."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import click

from generator.cli.common import Command, briefs_option, find_briefs
from generator.errors import UsageError

NAMES = ("jsonl", "csv", "geojson", "stix", "atom", "jsonfeed")
"""The formats, as `exports/formats.py` has them; named here too, so that help need not import them."""

EXAMPLES = """
briefs export jsonl | jq .title
briefs export csv --output incidents.csv
briefs export stix --url https://example.org/ --output bundle.json
"""


@click.command("export", cls=Command, examples=EXAMPLES)
@click.argument("name", metavar="FORMAT", type=click.Choice(NAMES))
@click.option(
    "--output",
    "-o",
    "made",
    type=click.File("w", encoding="utf-8", atomic=True),
    default="-",
    metavar="FILE|-",
    help="Where to write it; standard output by default.",
)
@click.option("--url", default="", metavar="URL", help="Where the site is, for the addresses of pages.")
@click.option("--title", default="Incident briefs", show_default=True, help="What the collection is called.")
@briefs_option
def command(name: str, made: IO[str], url: str, title: str, folder: Path | None) -> None:
    """Write all published briefs in one file.

    FORMAT is jsonl (every record whole), csv, geojson, stix (STIX 2.1), atom or jsonfeed. Briefs that are not
    TLP:CLEAR, and withdrawn ones, stay out. The site has the same files under downloads/.
    """
    from generator.exports.formats import FORMATS
    from generator.exports.publication import Publication
    from generator.links import build
    from generator.pages.addresses import brief_uri, page_path, web_address
    from generator.store import Collection
    from generator.store.history import last_changes

    if url and not web_address(url):
        raise UsageError(f'"{url}" is no web address that starts with https:// or http://')
    collection = Collection.open(find_briefs(folder))
    loaded = collection.load()
    publication = Publication(
        graph=build(loaded.records, loaded.sources),
        title=title,
        page=lambda id: page_path(brief_uri(id)),
        base=f"{url.rstrip('/')}/" if url else "",
        changed=last_changes(collection.folder),
    )
    (format_,) = [format_ for format_ in FORMATS if format_.name == name]
    made.write(format_.write(publication))
    if made.name not in ("-", "<stdout>"):
        click.echo(made.name)
    if loaded.broken:
        click.echo(f"{len(loaded.broken)} briefs could not be read; `briefs check` says why", err=True)
