"""A record as YAML that a person enjoys reading: file order, nothing for what is absent, and the terms at hand.

The layout follows the field descriptions; a new field needs no line here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.record.forms import (
    Choice,
    CountryCode,
    Date,
    EvidenceMap,
    Form,
    Group,
    ListOf,
    Point,
    SourceRef,
    Text,
)
from generator.record.paths import fields_of, is_absent
from generator.record.schema import Evidence, Incident, Source
from generator.record.values import plain
from generator.record.vocabulary import vocabulary
from generator.store.scalars import WIDTH, block, is_plain, one_line

MODELINE = "# yaml-language-server: $schema=.schema.json"
"""Tells editors where the schema is, so that they complete and underline."""

_COMMENT_COLUMN = 35
_FEW_TERMS = 7
# YAML takes no longer key without its question mark.
_KEY_LIMIT = 1000


def to_yaml(incident: Incident, *, comments: bool = True) -> str:
    """Write an incident as YAML.

    Args:
        incident: The incident.
        comments: False for the bare record, without the editor's modeline and the terms beside their fields.

    Returns:
        The file's text; `read_yaml` and `from_data` give the same incident back.
    """
    lines = _Writer(comments).top(incident)
    return "\n".join([MODELINE, *lines] if comments else lines) + "\n"


def source_to_yaml(source: Source) -> str:
    """Write a kept source as YAML."""
    return "\n".join(_Writer(False).top(source)) + "\n"


def item_to_yaml(item: Any, form: Form, *, column: int = 0) -> list[str]:
    """Write one item of a list as the lines of its block, the first with its dash, none indented.

    Args:
        item: The item.
        form: Its form.
        column: Where the block is to stand, which leaves its lines so much less room.
    """
    return [line[column:] for line in _Writer(False).item(form, item, column)]


def flow_item_to_yaml(item: Any, form: Form) -> str:
    """Write one item as it stands between the brackets of a flow list.

    Args:
        item: The item.
        form: Its form.
    """
    if not fields_of(item):
        return _flow(form, item)
    parts = [(f, getattr(item, f.name)) for f in fields_of(item)]
    return "{" + ", ".join(f"{f.name}: {_flow(f.form, v)}" for f, v in parts if not is_absent(v)) + "}"


def field_to_yaml(name: str, form: Form, value: Any, *, column: int = 0) -> list[str]:
    """Write a field with its key as the lines of its block, none indented.

    Args:
        name: The key.
        form: The field's form.
        value: The value, as the record holds it.
        column: As for `item_to_yaml`.
    """
    return [line[column:] for line in _Writer(False).field(name, form, value, column)]


def evidence_to_yaml(path: str, quotes: Sequence[Evidence], *, column: int = 0) -> list[str]:
    """Write one entry of the evidence as the lines of its block, none indented; `column` as for `item_to_yaml`."""
    return [line[column:] for line in _Writer(False).evidence({path: quotes}, column)]


def flow_field_to_yaml(name: str, form: Form, value: Any) -> str:
    """Write a field as it stands between the braces of a flow mapping."""
    if isinstance(form, EvidenceMap):
        inside = ", ".join(f"{one_line(path, flow=True)}: {_flow_quotes(quotes)}" for path, quotes in value.items())
        return f"{name}: {{{inside}}}"
    return f"{name}: {flow_to_yaml(form, value)}"


def flow_to_yaml(form: Form, value: Any) -> str:
    """Write a value on one line, as it may stand between brackets or braces."""
    if isinstance(form, ListOf):
        return f"[{', '.join(flow_item_to_yaml(item, form.item) for item in value)}]"
    return flow_item_to_yaml(value, form)


def scalar_to_yaml(form: Form, value: Any, *, column: int, indent: int) -> list[str]:
    """Write a single value as it stands after its key.

    Args:
        form: Its form.
        value: The value, as the record holds it.
        column: Where in its line it starts, counted from 0.
        indent: Columns that further lines are indented.

    Returns:
        The text for the rest of the line, and the lines of the block below it, if it needs one.
    """
    head = "x" * (column - 1)
    first, *more = _Writer(False).scalar(head, form, value, indent)
    return [first[column:], *more]


class _Writer:
    """Lays out one file, and remembers of which vocabularies the terms have been told."""

    def __init__(self, comments: bool) -> None:
        self.comments = comments
        self.told: set[str] = set()

    def top(self, value: Any) -> list[str]:
        """Write a whole file; a blank line parts what is laid out as a block from its neighbours."""
        out: list[str] = []
        previous_is_block = False
        for field in fields_of(value):
            inner = getattr(value, field.name)
            if is_absent(inner):
                continue
            lines = self.field(field.name, field.form, inner, 0)
            is_block = lines[0].endswith(":")
            if out and (is_block or previous_is_block):
                out.append("")
            out.extend(lines)
            previous_is_block = is_block
        return out

    def group(self, value: Any, indent: int) -> list[str]:
        """Write the fields of a group."""
        out: list[str] = []
        for field in fields_of(value):
            inner = getattr(value, field.name)
            if not is_absent(inner):
                out.extend(self.field(field.name, field.form, inner, indent))
        return out

    def field(self, name: str, form: Form, value: Any, indent: int) -> list[str]:
        """Write a field with its key."""
        head = f"{' ' * indent}{name}:"
        if isinstance(form, EvidenceMap):
            return [head, *self.evidence(value, indent + 2)]
        if isinstance(form, Group):
            return [head, *self.group(value, indent + 2)]
        if isinstance(form, ListOf):
            if not any(fields_of(item) for item in value):
                flow = f"{head} [{', '.join(_flow(form.item, item) for item in value)}]"
                if len(flow) <= WIDTH:
                    return [flow]
            return [head, *(line for item in value for line in self.item(form.item, item, indent + 2))]
        return self.scalar(head, form, value, indent + 2)

    def item(self, form: Form, item: Any, indent: int) -> list[str]:
        """Write an item of a list."""
        dash = f"{' ' * indent}-"
        if fields_of(item):
            lines = self.group(item, indent + 2)
            return [f"{dash} {lines[0][indent + 2 :]}", *lines[1:]]
        return self.scalar(dash, form, item, indent + 2)

    def scalar(self, head: str, form: Form, value: Any, indent: int) -> list[str]:
        """Write a single value after its key or dash, as a block where it is long."""
        line = f"{head} {_flow(form, value, flow=False)}"
        if isinstance(value, str):
            is_long = isinstance(form, Text) and form.long
            fold = len(line) > WIDTH or (is_long and not is_plain(value))
            written = block(value, indent, fold=fold) if fold or "\n" in value else None
            if written:
                return f"{head} {written}".split("\n")
        return [line + self.comment(form, line)]

    def comment(self, form: Form, line: str) -> str:
        """Give the terms of a small vocabulary, where they were not given before."""
        if not self.comments or not isinstance(form, Choice) or form.vocabulary in self.told:
            return ""
        terms = list(vocabulary(form.vocabulary).terms)
        if len(terms) > _FEW_TERMS:
            return ""
        self.told.add(form.vocabulary)
        return " " * max(2, _COMMENT_COLUMN - len(line)) + "# " + " | ".join(terms)

    def evidence(self, value: Mapping[str, Sequence[Evidence]], indent: int) -> list[str]:
        """Write the evidence: path to quote, quotes, or mappings with source and quote."""
        out: list[str] = []
        pad = " " * indent
        for path, quotes in value.items():
            key = one_line(path)
            head = f"{pad}{key}:" if len(key) < _KEY_LIMIT else f"{pad}? {key}\n{pad}:"
            first, _, head = head.rpartition("\n")
            out.extend([first] if first else [])
            if len(quotes) == 1 and quotes[0].source is None:
                out.extend(self.scalar(head, _QUOTE, quotes[0].quote, indent + 2))
            elif len(quotes) == 1:
                out += [head, *self.sourced(quotes[0], indent + 2)]
            elif quotes:
                out.append(head)
                for quote in quotes:
                    out.extend(self.quote(quote, indent + 2))
        return out

    def quote(self, evidence: Evidence, indent: int) -> list[str]:
        """Write one of several quotes."""
        pad = " " * indent
        if evidence.source is None:
            return self.scalar(f"{pad}-", _QUOTE, evidence.quote, indent + 2)
        lines = self.sourced(evidence, indent + 2)
        return [f"{pad}- {lines[0].lstrip(' ')}", *lines[1:]]

    def sourced(self, evidence: Evidence, indent: int) -> list[str]:
        """Write a quote with its source."""
        pad = " " * indent
        head = f"{pad}source: {one_line(evidence.source or '')}"
        return [head, *self.scalar(f"{pad}quote:", _QUOTE, evidence.quote, indent + 2)]


_QUOTE = Text()


def _flow_quotes(quotes: Sequence[Evidence]) -> str:
    written = []
    for quote in quotes:
        text = one_line(quote.quote, flow=True)
        source = "" if quote.source is None else one_line(quote.source, flow=True)
        written.append(f"{{source: {source}, quote: {text}}}" if source else text)
    return written[0] if len(written) == 1 else f"[{', '.join(written)}]"


def _flow(form: Form, value: Any, *, flow: bool = True) -> str:
    """Write a value on one line."""
    if isinstance(form, ListOf):
        return "[" + ", ".join(_flow(form.item, item) for item in value) + "]"
    if isinstance(form, Point):
        return "[" + ", ".join(_number(degrees) for degrees in value) + "]"
    if isinstance(form, SourceRef) and not isinstance(value, str):
        return flow_item_to_yaml(value, form)
    written = plain(form, value)
    if isinstance(written, int):
        return str(written)
    return one_line(written, flow=flow, quoted=isinstance(form, Date | CountryCode))


def _number(degrees: float) -> str:
    text = f"{degrees:.7f}".rstrip("0")
    return text + "0" if text.endswith(".") else text
