"""Editing a brief in place: an item more in one of its lists, and every other byte as a person left it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from generator.errors import Location, StoreError
from generator.record.forms import Form, ListOf
from generator.record.schema import Incident, Link, description
from generator.store.reader import StrictError, read_yaml
from generator.store.writer import flow_item_to_yaml, item_to_yaml


def add_link(text: str, link: Link, *, path: Path = Path("brief")) -> str:
    """Add a link to a brief's text; arguments and errors as for `append_item`."""
    return append_item(text, "links", link, path=path)


def append_item(text: str, field: str, item: Any, *, path: Path = Path("brief")) -> str:
    """Append an item to one of the lists of a brief.

    Args:
        text: The file's text.
        field: The name of a list in the schema.
        item: The item, as the record holds it.
        path: The file, for messages.

    Returns:
        The text with the item, laid out as the list is; all else as it was.

    Raises:
        YamlError: The text is not YAML that we take.
        StoreError: The text is laid out in a way that cannot be edited safely.
    """
    form = next(f.form.item for f in description(Incident) if f.name == field and isinstance(f.form, ListOf))
    bare = text.removeprefix("\ufeff")
    mark = text[: len(text) - len(bare)]
    tree = read_yaml(bare, path)
    if isinstance(tree.root, MappingNode) and not tree.root.flow_style:
        block = item_to_yaml(item, form)
        there = tree.data.get(field)
        new = read_yaml("\n".join([*block, ""]), path).data
        wanted = {**tree.data, field: [*(there if isinstance(there, list) else []), *new]}
        lines = _Lines(bare)
        for edited in _ways(lines, tree.root, field, form, item):
            # Whatever the layout, the file must now say what it said before, and the item.
            if _says(edited, wanted, path):
                return mark + edited
    message = f'"{field}" is laid out in a way that cannot be edited safely; add the item by hand'
    raise StoreError(message, tree.locate((field,)) if tree.root else Location(path))


class _Lines:
    """A text by lines, edited without touching any other."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines(keepends=True)
        self.ending = "\r\n" if "\r\n" in text else "\n"

    @property
    def has_gaps(self) -> bool:
        return any(not line.strip() for line in self.lines)

    def insert(self, at: int, block: Sequence[str], *, lines: list[str] | None = None) -> str:
        """Give the text with lines put before the one at an index."""
        before, after = (lines or self.lines)[:at], (lines or self.lines)[at:]
        if before and not before[-1].endswith("\n"):
            before[-1] += self.ending
        return "".join([*before, *(line + self.ending for line in block), *after])

    def put(self, line: int, column: int, what: str) -> str:
        """Give the text with something put into a line."""
        old = self.lines[line]
        return "".join([*self.lines[:line], old[:column] + what + old[column:], *self.lines[line + 1 :]])


def _ways(lines: _Lines, root: MappingNode, field: str, form: Form, item: Any) -> Iterator[str]:
    """Give the text edited in the ways that may be right, the likeliest first."""
    key, value = next(((k, v) for k, v in root.value if k.value == field), (None, None))
    block = item_to_yaml(item, form)
    if key is None:
        names = [f.name for f in description(Incident)]
        earlier = [pair for pair in root.value if pair[0].value in names[: names.index(field)]]
        last = max(earlier or root.value, key=lambda pair: pair[0].start_mark.line)
        # A block stands apart where the file's blocks do.
        gap = [""] if lines.has_gaps else []
        for at in _after(lines, *last):
            yield lines.insert(at, [*gap, f"{field}:", *_indented(block, 2)])
    elif isinstance(value, SequenceNode) and value.flow_style:
        yield from _into_flow(lines, value, form, item)
    elif isinstance(value, SequenceNode):
        for at in _after(lines, key, value):
            yield lines.insert(at, _indented(block, value.start_mark.column))
    elif isinstance(value, ScalarNode) and not value.value:
        yield lines.insert(key.end_mark.line + 1, _indented(block, 2))


def _into_flow(lines: _Lines, value: SequenceNode, form: Form, item: Any) -> Iterator[str]:
    start, end = value.start_mark, value.end_mark
    if value.value:
        last = value.value[-1].end_mark
        yield lines.put(last.line, last.column, f", {flow_item_to_yaml(item, form)}")
    elif isinstance(item, str):
        yield lines.put(start.line, start.column + 1, flow_item_to_yaml(item, form))
    elif start.line == end.line:
        # `targets: []  # none is named` becomes a block, and its comment stays beside the key.
        changed = list(lines.lines)
        line = changed[start.line]
        changed[start.line] = line[: start.column].rstrip(" ") + line[end.column :]
        yield lines.insert(start.line + 1, _indented(item_to_yaml(item, form), 2), lines=changed)


def _after(lines: _Lines, key: Node, value: Node) -> Iterator[int]:
    """Give the lines before which something can be put that is to follow a value, the likeliest first."""
    leaf, before = value, key
    while isinstance(leaf, CollectionNode) and leaf.value and not leaf.flow_style:
        last = leaf.value[-1]
        before, leaf = last if isinstance(leaf, MappingNode) else (last, last)
    if isinstance(leaf, ScalarNode) and leaf.style in ("|", ">"):
        # The mark is past blank lines and comments, some of which the block may hold as text.
        end = leaf.end_mark.line + (1 if leaf.end_mark.column else 0)
        at = end
        while at > leaf.start_mark.line + 1 and not lines.lines[at - 1].strip(" \r\n").partition("#")[0]:
            at -= 1
        yield from range(at, end + 1)
    elif isinstance(leaf, ScalarNode) and leaf.style is None and not leaf.value:
        yield before.end_mark.line + 1
    else:
        yield leaf.end_mark.line + 1


def _indented(block: Sequence[str], columns: int) -> list[str]:
    return [" " * columns + line if line else "" for line in block]


def _says(text: str, wanted: dict[str, Any], path: Path) -> bool:
    try:
        return bool(read_yaml(text, path).data == wanted)
    except StrictError:
        return False
