"""`briefs show`: a brief as a person reads it, each value with the words it rests on, in a terminal of any width."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.common import Command, briefs_option, find_briefs, json_option, print_json, shorten
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.record.forms import Form
    from generator.record.paths import Address
    from generator.record.schema import Evidence, Incident
    from generator.store import Collection

EXAMPLES = """
briefs show 2015-01-15-verviers-plot
briefs show briefs/2015-01-15-verviers-plot.yml --no-evidence
briefs show 2015-01-15-verviers-plot --json | jq .record.casualties
"""

_WIDEST = 100
# Of a quote that was given in full before.
_SHORT = 60
# What stands in the heading.
_HEAD = ("id", "status", "tlp", "title", "evidence")


@click.command("show", cls=Command, examples=EXAMPLES)
@click.argument("brief", metavar="ID")
@click.option("--evidence/--no-evidence", default=True, help="Show the words that each value rests on, or not.")
@click.option("--width", type=click.IntRange(min=20), metavar="N", help="Columns; as wide as the terminal, up to 100.")
@briefs_option
@json_option
@click.pass_context
def command(
    ctx: click.Context, brief: str, evidence: bool, width: int | None, folder: Path | None, as_json: bool
) -> None:
    """Show a brief, by its id, an old id of it, or its file.

    Colours are for terminals alone, and NO_COLOR turns them off. Doubts stand beside what they are about.
    """
    from generator.record.convert import to_data
    from generator.store import Collection

    collection = Collection.open(find_briefs(folder))
    id_ = Path(brief).name.removesuffix(".yml")
    record = collection.find_record(id_) or _by_other_name(collection, id_)
    path = collection.path_of(record.id)
    if as_json:
        print_json({"path": shorten(path), "record": to_data(record)})
        return
    columns = width or min(_WIDEST, shutil.get_terminal_size((80, 24)).columns)
    lines = _Page(record, columns, evidence).lines()
    click.echo("\n".join([*lines, "", _dim(shorten(path))]), color=False if os.environ.get("NO_COLOR") else None)


def _by_other_name(collection: Collection, id_: str) -> Incident:
    """Find a brief by an old id.

    Raises:
        UsageError: There is none, or it cannot be read.
    """
    from generator.record.values import did_you_mean, nearest

    loaded = collection.load()
    for record in loaded.records.values():
        if id_ in record.aliases:
            return record
    if id_ in loaded.broken:
        said = "".join(f"\n  {problem}" for problem in loaded.problems_of(id_))
        raise UsageError(f"{id_} cannot be read:{said}")
    raise UsageError(f'there is no brief "{id_}"{did_you_mean(nearest(id_, loaded.records))}')


class _Page:
    """One brief laid out for a terminal.

    Args:
        record: The brief.
        width: Columns.
        evidence: Whether to show the words that values rest on.
    """

    def __init__(self, record: Incident, width: int, evidence: bool) -> None:
        from generator.record.paths import addresses

        self.record = record
        self.width = width
        self.told: set[str] = set()
        self.quotes: dict[Address, list[Evidence]] = {}
        self.doubts: dict[Address, list[str]] = {}
        for path, quotes in record.evidence.items() if evidence else ():
            for address in addresses(record, path)[:1]:
                self.quotes.setdefault(address, []).extend(quotes)
        for doubt in record.doubts:
            for address in addresses(record, doubt.about)[:1]:
                self.doubts.setdefault(address, []).append(doubt.issue)

    def lines(self) -> Iterator[str]:
        """Give the lines, with the codes of colours in them."""
        from generator.record.paths import fields_of, is_absent
        from generator.record.wording import label, period_words, phrase, place_words

        record = self.record
        yield from (click.style(line, bold=True) for line in self.wrap(record.title, ""))
        facts = [
            period_words(record),
            place_words(record),
            label("kind", record.kind),
            phrase("outcome", record.outcome),
        ]
        yield from self.wrap(" · ".join(fact for fact in facts if fact), "")
        marks = [record.id, record.status] + ([f"TLP:{record.tlp.upper()}"] if record.tlp != "clear" else [])
        yield from (_dim(line) for line in self.wrap(" · ".join(marks), ""))
        yield from self.about((), "  ")
        for field in fields_of(record):
            value = getattr(record, field.name)
            if field.name in _HEAD or is_absent(value) or (field.name == "doubts" and self.all_doubts_shown()):
                continue
            yield ""
            yield from self.field(f"{field.label[:1].upper()}{field.label[1:]}", field.form, value, (field.name,))

    def all_doubts_shown(self) -> bool:
        """Say whether every doubt stands beside what it is about."""
        return sum(map(len, self.doubts.values())) == len(self.record.doubts)

    def field(self, label: str, form: Form, value: Any, address: Address) -> Iterator[str]:
        """Give the lines of a field: a short value beside its label, all else below it."""
        from generator.record.forms import Group, ListOf

        heading = click.style(label, fg="cyan", bold=True)
        said = "" if isinstance(form, Group | ListOf) else _words(form, value)
        if said and len(label) + 2 + len(said) <= self.width and "\n" not in said:
            yield f"{heading}  {self.wrap(said, '')[0]}"
            yield from self.about(address, "  ")
        else:
            yield heading
            yield from self.value(form, value, address)

    def value(self, form: Form, value: Any, address: Address) -> Iterator[str]:
        """Give the lines of a value that stands below its label, and what is said about it."""
        from generator.record.forms import ListOf

        if isinstance(form, ListOf):
            plain = [item for item in value if isinstance(item, str)]
            if len(plain) == len(value) and not any(len(item) > self.width // 2 for item in plain):
                yield from self.wrap(", ".join(_words(form.item, item) for item in plain), "  ")
                yield from self.about(address, "  ", below=True)
                return
            for at, item in enumerate(value):
                yield from self.wrap(_words(form.item, item), "  - ", "    ")
                yield from self.about((*address, at), "    ", below=True)
            yield from self.about(address, "  ")
            return
        paragraphs = _words(form, value).split("\n")
        for paragraph in paragraphs:
            yield from self.wrap(paragraph, "  ") if paragraph.strip() else [""]
        yield from self.about(address, "  ", below=True)

    def about(self, address: Address, indent: str, *, below: bool = False) -> Iterator[str]:
        """Give the doubts about a value and the words that it rests on, or what is in it as well."""

        def found(given: Mapping[Address, Sequence[Any]]) -> Iterator[Any]:
            for at, items in given.items():
                if at == address or (below and at[: len(address)] == address):
                    yield from items

        for issue in found(self.doubts):
            yield from (click.style(line, fg="yellow") for line in self.wrap(f"? {issue}", indent, f"{indent}  "))
        for one in found(self.quotes):
            source = f" [{one.source}]" if one.source else ""
            quote = " ".join(one.quote.split())
            if quote in self.told and len(quote) > _SHORT:
                quote = f"{quote[:_SHORT].rpartition(' ')[0]} …"
            self.told.add(quote)
            yield from (_dim(line) for line in self.wrap(f"“{quote}”{source}", indent, f"{indent} "))

    def wrap(self, text: str, first: str, rest: str | None = None) -> list[str]:
        """Break text into lines, marks that turn text around shown by name; nothing for no text."""
        from generator.record.text import clean

        safe = "".join(f"<U+{ord(c):04X}>" if c in _TURNING else c for c in clean(text)).replace("\t", " ")
        rest = first if rest is None else rest
        return textwrap.wrap(safe, self.width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def _dim(text: str) -> str:
    return click.style(text, dim=True)


def _words(form: Form, value: Any) -> str:
    """Say a value as a reader would; the fields of a group in their order, after the one that names it."""
    from generator.record.forms import Choice, CountryCode, Group, ListOf, SourceRef
    from generator.record.paths import fields_of, is_absent
    from generator.record.schema import Casualties, Perpetrator
    from generator.record.vocabulary import vocabulary
    from generator.record.wording import casualty_words, responsibility

    if isinstance(value, Casualties):
        return casualty_words(value)
    if isinstance(value, Perpetrator):
        return f"{value.name}: {responsibility(value)}"
    if isinstance(form, ListOf):
        return ", ".join(_words(form.item, item) for item in value)
    if isinstance(form, Group) or (isinstance(form, SourceRef) and fields_of(value)):
        said = [(f, getattr(value, f.name)) for f in fields_of(value) if not is_absent(getattr(value, f.name))]
        return "; ".join(_word_of(f.label, f.key, _words(f.form, inner)) for f, inner in said)
    if isinstance(form, Choice):
        return vocabulary(form.vocabulary).label(value)
    if isinstance(form, CountryCode):
        from generator.record.countries import country_name

        return country_name(value)
    return _plain_words(value)


def _word_of(label: str, is_key: bool, words: str) -> str:
    return words if is_key else f"{label} {words}"


def _plain_words(value: Any) -> str:
    from generator.record.count import Count
    from generator.record.edtf import PartialDate

    if isinstance(value, PartialDate | Count):
        return value.in_words()
    if isinstance(value, tuple):
        lon, lat = value
        return f"{abs(lat):g}° {'N' if lat >= 0 else 'S'}, {abs(lon):g}° {'E' if lon >= 0 else 'W'}"
    return str(value)
