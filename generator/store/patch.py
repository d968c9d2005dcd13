"""Single values of a file replaced where they stand: every other byte, comments and layout, stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.record.forms import EvidenceMap, FieldPath, Form, Group, ListOf, SourceRef, Text
from generator.record.paths import Address
from generator.record.schema import Incident, Source, description


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar of a file, and what the schema says of it."""

    form: Form
    """The form of the value; of a key of the evidence, that of a path."""
    node: ScalarNode
    """Where it stands."""
    address: Address
    """The value's address, or for a key that of its value."""
    is_key: bool = False
    """True for a key of the evidence."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A stretch of text to be replaced."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last."""
    text: str
    """What is to stand there."""


def leaves(root: Node | None, type_: type = Incident) -> Iterator[Leaf]:
    """Give the scalars of a file whose place the schema knows.

    Args:
        root: The root node.
        type_: The record dataclass that the file holds.
    """
    yield from _group(root, type_, ())


def patch_of(node: ScalarNode, text: str) -> Patch:
    """Replace a scalar, its quotes included; not for blocks, whose end is beyond their text."""
    return Patch(node.start_mark.index, node.end_mark.index, text)


def apply(text: str, patches: Iterable[Patch]) -> str:
    """Give a text with stretches replaced, which must not overlap."""
    out, at = [], 0
    for patch in sorted(patches, key=lambda patch: (patch.start, patch.end)):
        out += [text[at : patch.start], patch.text]
        at = patch.end
    return "".join([*out, text[at:]])


def is_block(node: ScalarNode) -> bool:
    """Say whether a scalar is a block, literal or folded."""
    return node.style in ("|", ">")


def _group(node: Node | None, type_: type, address: Address) -> Iterator[Leaf]:
    if not isinstance(node, MappingNode):
        return
    forms: Mapping[str, Form] = {field.name: field.form for field in description(type_)}
    for key, value in node.value:
        if isinstance(key, ScalarNode) and key.value in forms:
            yield from _value(value, forms[key.value], (*address, key.value))


def _value(node: Node, form: Form, address: Address) -> Iterator[Leaf]:
    if isinstance(form, ListOf):
        if isinstance(node, SequenceNode):
            for at, item in enumerate(node.value):
                yield from _value(item, form.item, (*address, at))
    elif isinstance(form, EvidenceMap):
        yield from _evidence(node, address)
    elif isinstance(form, Group):
        yield from _group(node, form.type, address)
    elif isinstance(form, SourceRef) and isinstance(node, MappingNode):
        yield from _group(node, Source, address)
    elif isinstance(node, ScalarNode):
        yield Leaf(form, node, address)


def _evidence(node: Any, address: Address) -> Iterator[Leaf]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                yield Leaf(FieldPath(), key, (*address, key.value), is_key=True)
                if isinstance(value, ScalarNode):
                    yield Leaf(Text(), value, (*address, key.value))
