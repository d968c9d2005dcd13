"""The editors' guide: every field, form and term as the schema and the vocabularies have them, and a worked example.

The commands come from `data/commands.json`, which `python -m generator.cli.reference` writes from their own help:
nothing but the command line itself may import the command line.
"""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from generator.pages.context import Context
from generator.pages.forms import FormView, form_views, guide_words, say_form
from generator.pages.views import Name
from generator.record.count import Count
from generator.record.edtf import PartialDate
from generator.record.forms import Choice, Form, Group, ListOf, SourceRef
from generator.record.schema import FieldDescription, Incident, Source, description
from generator.record.vocabulary import vocabulary, vocabulary_names

HEADINGS = (
    ("example", "A worked example"),
    ("fields", "Every field"),
    ("sources", "Sources"),
    ("forms", "What a value may be"),
    ("dates", "Dates"),
    ("counts", "Counts"),
    ("evidence", "Evidence"),
    ("paths", "Paths and keys"),
    ("commands", "Commands"),
    ("terms", "Terms"),
)
"""Anchor and words of each section, in the order of the page."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field as the guide explains it."""

    id: str
    """Its anchor."""
    name: str
    """As written in YAML."""
    help: str
    """What it is for."""
    form: Name
    """What its value may be."""
    marks: tuple[str, ...]
    """What else is to be known of it, a few words each."""
    fields: tuple[FieldView, ...]
    """The fields of the group that it is, or of each of its items."""


@dataclass(frozen=True, slots=True)
class TermView:
    """A term of a vocabulary."""

    id: str
    """Its anchor."""
    name: str
    """As written in YAML."""
    label: str
    """As shown to a reader."""
    definition: str
    """When to use it."""


@dataclass(frozen=True, slots=True)
class VocabularyView:
    """A vocabulary with its terms."""

    name: str
    """Its name, and its anchor."""
    about: str
    """What it decides."""
    fields: tuple[Name, ...]
    """The fields whose values are its terms."""
    terms: tuple[TermView, ...]
    """Its terms."""


@dataclass(frozen=True, slots=True)
class KeyView:
    """How an item of a list is named."""

    field: Name
    """The list."""
    keys: tuple[str, ...]
    """The fields whose values make the key."""
    example: str
    """A path; empty where the guide has none."""


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option of a command."""

    written: str
    """As typed, with what it takes."""
    help: str
    """What it does."""


@dataclass(frozen=True, slots=True)
class CommandView:
    """A command of the command line."""

    name: str
    """Its name, after `briefs`."""
    usage: str
    """What it takes, in one line."""
    about: tuple[str, ...]
    """What it does, in paragraphs."""
    options: tuple[OptionView, ...]
    """Its options."""
    examples: str
    """Examples, a line each."""


@dataclass(frozen=True, slots=True)
class GuideView:
    """The editors' guide."""

    headings: tuple[tuple[str, str], ...]
    """Anchor and words of each section."""
    article: tuple[str, ...]
    """The paragraphs of the article of the worked example."""
    pieces: tuple[tuple[str, str], ...]
    """The brief made of it: pieces of YAML, each with what it means."""
    fields: tuple[FieldView, ...]
    """The fields of a brief."""
    source_fields: tuple[FieldView, ...]
    """The fields of a source."""
    forms: tuple[FormView, ...]
    """What a value may be."""
    dates: tuple[tuple[str, str], ...]
    """Dates as written, each in words."""
    counts: tuple[tuple[str, str], ...]
    """Counts as written, each in words."""
    keys: tuple[KeyView, ...]
    """How items of lists are named."""
    commands: tuple[CommandView, ...]
    """The commands, in the order of a day's work."""
    vocabularies: tuple[VocabularyView, ...]
    """The vocabularies."""
    method: str
    """Link to the page that says how the briefs are made."""


def guide_view(context: Context) -> GuideView:
    """Make the editors' guide."""
    return dataclasses.replace(_guide(), method=context.to.page("method"))


@cache
def _guide() -> GuideView:
    words = guide_words()
    example = words["example"]
    return GuideView(
        headings=HEADINGS,
        article=tuple(example["article"].strip().split("\n\n")),
        pieces=tuple((piece["yaml"].strip("\n"), piece["about"]) for piece in example["pieces"]),
        fields=_fields(Incident, "field"),
        source_fields=_fields(Source, "source"),
        forms=form_views(),
        dates=tuple((f"'{text}'", PartialDate.parse(text).in_words()) for text in words["dates"]),
        counts=tuple((_quoted(text), Count.parse(text).in_words()) for text in words["counts"]),
        keys=tuple(_keys()),
        commands=tuple(_commands()),
        vocabularies=tuple(_vocabularies()),
        method="",
    )


def _fields(type_: type, above: str) -> tuple[FieldView, ...]:
    defaults = {field.name: field.default for field in dataclasses.fields(type_) if isinstance(field.default, str)}
    views = []
    for field in description(type_):
        id = f"{above}-{field.name}"
        inner = _inner(field.form)
        # The fields of a source have a section of their own, which the form leads to.
        below = _fields(inner, id) if inner and inner is not Source else ()
        marks = _marks(field, defaults.get(field.name, ""))
        views.append(FieldView(id, field.name, field.help, say_form(field.form), marks, below))
    return tuple(views)


def _marks(field: FieldDescription, default: str) -> tuple[str, ...]:
    found = (
        "required" if field.required else "",
        f"{default} where it is absent" if default else "",
        "part of the key" if field.key else "",
        "needs evidence" if field.cited else "",
        f"not before {field.not_before}" if field.not_before else "",
    )
    return tuple(mark for mark in found if mark)


def _inner(form: Form) -> type | None:
    inner = form.item if isinstance(form, ListOf) else form
    if isinstance(inner, Group):
        return inner.type
    return Source if isinstance(inner, SourceRef) else None


def _keys() -> Iterator[KeyView]:
    examples = guide_words()["paths"]
    for field in description(Incident):
        inner = _inner(field.form) if isinstance(field.form, ListOf) else None
        if inner:
            keys = tuple(key.name for key in description(inner) if key.key)
            yield KeyView(Name(field.name, f"#field-{field.name}"), keys, examples.get(field.name, ""))


def _commands() -> Iterator[CommandView]:
    text = resources.files(__package__).joinpath("data", "commands.json").read_text("utf-8")
    for raw in json.loads(text):
        options = tuple(OptionView(option["written"], option["help"]) for option in raw["options"])
        yield CommandView(raw["name"], raw["usage"], tuple(raw["about"]), options, "\n".join(raw["examples"]))


def _vocabularies() -> Iterator[VocabularyView]:
    users: dict[str, list[Name]] = defaultdict(list)
    for path, anchor, name in [*_choices(Incident, "", "field"), *_choices(Source, "sources.", "source")]:
        users[name].append(Name(path, f"#{anchor}"))
    # In the order in which the fields of a brief come to them.
    for name in dict.fromkeys([*users, *vocabulary_names()]):
        found = vocabulary(name)
        terms = tuple(TermView(f"{name}-{term.name}", term.name, term.label, term.definition) for term in found)
        yield VocabularyView(name, found.about, tuple(users[name]), terms)


def _choices(type_: type, path: str, above: str) -> Iterator[tuple[str, str, str]]:
    """Give path, anchor and vocabulary of every field whose values are terms."""
    for field in description(type_):
        inner = field.form.item if isinstance(field.form, ListOf) else field.form
        anchor = f"{above}-{field.name}"
        if isinstance(inner, Choice):
            yield f"{path}{field.name}", anchor, inner.vocabulary
        elif isinstance(inner, Group):
            yield from _choices(inner.type, f"{path}{field.name}.", anchor)


def _quoted(text: str) -> str:
    """Write a count as it stands in YAML: what starts with a sign is in quotes."""
    return text if text[0].isalnum() else f"'{text}'"
