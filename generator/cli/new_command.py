"""`briefs new`: a brief to be written by hand, with everything that can be said in it at hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.common import Command, Term, briefs_option, find_briefs, shorten
from generator.cli.schema_command import keep_schema
from generator.errors import RecordError, UsageError

if TYPE_CHECKING:
    from generator.record.forms import Form
    from generator.record.schema import Source
    from generator.store import Collection

EXAMPLES = """
briefs new --kind fire --date 2015-01 --place Ghent --country BE --edit
briefs new --title "Fire at the old mill" --source https://example.org/news/1.html
briefs new --id 2015-01-ghent-mill-fire
"""


@click.command("new", cls=Command, examples=EXAMPLES)
@click.option("--kind", type=Term("kind"), help="What it is about, such as fire.")
@click.option("--date", metavar="DATE", help="As much as is known: 2015-01-15, 2015-01, 2015, 2015-01~, ../2015-01-15.")
@click.option("--place", help="The town, or the most specific place that has a name.")
@click.option("--country", metavar="CODE", help="Its two-letter code, such as BE.")
@click.option("--title", help="A headline of your own; made of kind and place where it is left out.")
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="ID|URL",
    help="What it rests on: a kept article or a web address; may be given again.",
)
@click.option("--id", "id_", metavar="ID", help="The id, which is the file's name; made of date, place and kind.")
@click.option("--edit", is_flag=True, help="Open it in your editor ($VISUAL or $EDITOR).")
@briefs_option
def command(
    kind: str | None,
    date: str | None,
    place: str | None,
    country: str | None,
    title: str | None,
    sources: tuple[str, ...],
    id_: str | None,
    edit: bool,
    folder: Path | None,
) -> None:
    """Start a brief by hand, where there is no article to read.

    It holds what the options say, and every other field as a comment with what may stand there. Without --id it gets
    the next id that is free; nothing is ever overwritten.
    """
    from generator.record.forms import CountryCode, Date
    from generator.record.ids import make_id
    from generator.record.schema import Incident, When, Where
    from generator.store import Collection
    from generator.store.files import Write, write_all
    from generator.store.outline import outline

    when = _taken(Date(), date, "--date")
    code = _taken(CountryCode(), country.upper() if country and len(country) == 2 else country, "--country")
    collection = Collection.open(find_briefs(folder))
    rests_on = tuple(_source(collection, source) for source in sources)
    with collection.locked():
        if id_ is None:
            id_ = collection.free_id(make_id(when, place, kind or "incident"))
        else:
            _refuse_taken(collection, id_)
        incident = Incident(
            id=id_,
            title=title or _title(kind, place),
            kind=kind,
            when=When(date=when),
            where=Where(place=place, country=code),
            sources=rests_on,
        )
        path = collection.path_of(id_)
        write_all(collection.folder, [Write(path, outline(incident).encode())])
        keep_schema(collection)
    click.echo(f"wrote {shorten(path)}")
    if edit:
        click.edit(filename=str(path))
    else:
        without = "" if sources else " a source,"
        click.echo(
            f"Next: write{without} what happened and the words it rests on; `briefs check` says what is missing."
        )


def _taken(form: Form, text: str | None, option: str) -> Any:
    """Read an option as a field of the record is read.

    Raises:
        UsageError: The field does not take it.
    """
    from generator.record.values import parse

    try:
        return None if text is None else parse(form, text)
    except RecordError as error:
        raise UsageError(f"{option}: {error.message}") from error


def _source(collection: Collection, given: str) -> str | Source:
    from generator.record.forms import WebAddress
    from generator.record.schema import Source
    from generator.record.values import did_you_mean, nearest

    if collection.known_source(given):
        return given
    if "/" not in given and "." not in given:
        kept = sorted(path.stem for path in (collection.folder / "sources").glob("*.yml"))
        hint = did_you_mean(nearest(given, kept)) or "; give a kept article's id or a web address"
        raise UsageError(f'--source: no article "{given}" is kept{hint}')
    return Source(url=str(_taken(WebAddress(), given, "--source")))


def _title(kind: str | None, place: str | None) -> str:
    from generator.record.vocabulary import vocabulary

    what = vocabulary("kind").label(kind) if kind else "Incident"
    return f"{what} in {place}" if place else what


def _refuse_taken(collection: Collection, id_: str) -> None:
    from generator.record.ids import is_id, slug
    from generator.store.listing import may_be_brief

    if not may_be_brief(collection.path_of(id_)):
        hint = f"; {slug(id_)} would be one" if is_id(slug(id_)) and slug(id_) != id_ else ""
        raise UsageError(f'--id: "{id_}" is no id: small letters, digits and single hyphens, up to 80 of them{hint}')
    if collection.taken(id_):
        free = collection.free_id(id_)
        raise UsageError(f"--id: {id_} is the id or an alias of a brief already; {free} is free")
