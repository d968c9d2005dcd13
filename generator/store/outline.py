"""A brief to be written by hand: what is known already, and every other field as a comment that says what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.record.forms import (
    Choice,
    CountryCode,
    Date,
    EvidenceMap,
    FieldPath,
    Form,
    Grade,
    Group,
    Id,
    ListOf,
    Number,
    Point,
    SourceRef,
    Text,
    WebAddress,
)
from generator.record.paths import is_absent
from generator.record.schema import FieldDescription, Incident, description
from generator.record.vocabulary import vocabulary
from generator.store.fmt import format_text
from generator.store.writer import MODELINE, to_yaml

_HEAD = """\
# Below stands every field, in the order of the file. Take away the # before those that a source speaks of, with
# what is indented below them, and write; delete the rest, or leave it. An absent field means unknown.
"""
_FEW = 8
_COLUMN = 30
# What a field that is absent may look like once it is not.
_SAMPLES: dict[type[Form], str] = {
    Date: "'2015-01-15'",
    CountryCode: "'FR'",
    Number: "3",
    Point: "[5.86, 50.59]",
    Grade: "F6",
    WebAddress: "https://example.org/",
    Id: "2015-01-15-verviers-plot",
    FieldPath: "when.date",
    SourceRef: "0a1b2c3d",
    Text: "…",
}


def outline(incident: Incident) -> str:
    """Write a record as YAML with every field that it lacks beside it, as a comment.

    Args:
        incident: What is known.

    Returns:
        The file's text; the reader makes of it the incident and nothing else.
    """
    lines = to_yaml(incident).removeprefix(MODELINE + "\n").removesuffix("\n").split("\n")
    blocks = _blocks(lines)
    out = [MODELINE, *_HEAD.splitlines()]
    for field in description(Incident):
        block = blocks.get(field.name)
        if block:
            out += block
        if block is None or is_absent(getattr(incident, field.name)):
            out += [f"# {line}" for line in _absent(field)]
        elif isinstance(field.form, Group):
            group = getattr(incident, field.name)
            missing = [f for f in description(field.form.type) if is_absent(getattr(group, f.name))]
            out += [f"  # {line}" for inner in missing for line in _absent(inner)]
    return format_text("\n".join(out) + "\n", Path(f"{incident.id}.yml"))


def _blocks(lines: list[str]) -> dict[str, list[str]]:
    """Give the lines of each field of a file that we wrote ourselves, without the empty ones after it."""
    out: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        if line and not line[0].isspace():
            name = line.partition(":")[0]
        out.setdefault(name, []).append(line)
    for block in out.values():
        while not block[-1]:
            block.pop()
    return out


def _absent(field: FieldDescription) -> Iterator[str]:
    """Give the lines of a field with what may stand there."""
    form, head = field.form, f"{field.name}:"
    inner = form.item if isinstance(form, ListOf) else form
    if isinstance(form, EvidenceMap):
        yield _said(head, field.help)
        yield "  kind: the words of a source that support it"
    elif isinstance(inner, Group):
        yield _said(head, field.help)
        for at, below in enumerate(description(inner.type)):
            dash = ("- " if at == 0 else "  ") if isinstance(form, ListOf) else ""
            yield from (f"  {dash}{line}" for line in _absent(below))
    elif isinstance(inner, SourceRef):
        yield _said(head, field.help)
        yield "  - {title: …, publisher: …, published: '2015-01-16', url: 'https://example.org/'}"
    else:
        sample = _SAMPLES.get(type(inner), "…")
        if isinstance(inner, Choice):
            terms = list(vocabulary(inner.vocabulary).terms)
            sample = terms[0]
            yield _said(f"{head} {sample}", " | ".join(terms) if len(terms) <= _FEW else field.help)
            return
        yield _said(f"{head} [{sample}]" if isinstance(form, ListOf) else f"{head} {sample}", field.help)


def _said(line: str, about: str) -> str:
    return f"{line.ljust(_COLUMN)}  # {about}"
