"""A file brought into the house order and layout: lines are moved and indented, and none is lost or reworded.

A comment stays with its field: comments right above a key go where it goes, and so do those indented below it. What
stands at the top of a file before an empty line stays at the top, what stands after everything else at the end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.record.forms import CountryCode, Date, Form, Group, ListOf, SourceRef
from generator.record.schema import Incident, Source, description
from generator.store.fixes import fix_space
from generator.store.meant import is_taken
from generator.store.patch import apply, is_block, leaves, patch_of
from generator.store.reader import StrictError, Tree, read_yaml
from generator.store.scalars import one_line
from generator.store.writer import MODELINE

_DASH = re.compile(r"^(?:- +)+")


def format_text(text: str, path: Path, *, type_: type = Incident) -> str:
    """Bring a file into the house order and layout.

    Args:
        text: The file's text.
        path: The file, for messages.
        type_: The record dataclass that it holds, a brief's or a source's.

    Returns:
        The text; what the strict reader makes of it is the same, and every comment is there.

    Raises:
        StrictError: It is not YAML that we take.
    """
    bare = text.removeprefix("\ufeff")
    mark = text[: len(text) - len(bare)]
    read_yaml(bare, path)
    bare, _ = fix_space(bare, path)
    bare = _quoted(bare, read_yaml(bare, path), type_)
    tree = read_yaml(bare, path)
    if isinstance(tree.root, MappingNode) and not tree.root.flow_style:
        ending = "\r\n" if "\r\n" in bare else "\n"
        lines = bare.replace("\r\n", "\n").removesuffix("\n").split("\n")
        # Where the layout is one that we do not know, the lines are put in order without being indented anew, or left.
        for indents in (True, False):
            laid = "\n".join(_Layout(lines, indents).top(tree.root, type_)) + "\n"
            if _is_same(bare.replace("\r\n", "\n"), laid, tree):
                bare = laid.replace("\n", ending)
                break
    return mark + bare


def _quoted(text: str, tree: Tree, type_: type) -> str:
    """Put dates and country codes in quotes, which other programs need, where the value stays the same."""
    patches = [
        patch_of(leaf.node, one_line(leaf.node.value, quoted=True))
        for leaf in leaves(tree.root, type_)
        if isinstance(leaf.form, Date | CountryCode) and leaf.node.style not in ("'", '"') and not is_block(leaf.node)
        # A bare year is a number to the reader, and would be a text.
        if not leaf.node.value.isdigit() and is_taken(leaf.form, leaf.node.value)
    ]
    return apply(text, patches)


def _is_same(old: str, new: str, tree: Tree) -> bool:
    try:
        if read_yaml(new, tree.path).data != tree.data:
            return False
    except StrictError:
        return False
    return _words(old) - _words(new) == Counter() and not _words(new) - _words(old) - Counter([MODELINE])


def _words(text: str) -> Counter[str]:
    return Counter(bare for line in text.split("\n") if (bare := _DASH.sub("", line.strip())))


@dataclass(slots=True)
class _Entry:
    """A field, or an item of a list, as lines."""

    name: str
    """The field's name; empty for an item."""
    before: list[str]
    """Comments and empty lines above it."""
    lines: list[str]
    """The field itself, and comments indented below it."""

    @property
    def is_open(self) -> bool:
        """True where the value stands below the key."""
        return self.lines[0].partition(" #")[0].rstrip().endswith(":")


class _Layout:
    """Lays out the lines of one file.

    Args:
        lines: Its lines, without their ends.
        indents: Whether to indent as the house does.
    """

    def __init__(self, lines: list[str], indents: bool) -> None:
        self.lines = lines
        self.indents = indents

    def top(self, root: MappingNode, type_: type) -> list[str]:
        """Lay out a whole file."""
        start = self.above(root.start_mark.line, 0, root.start_mark.column)
        head = _rstrip(_lstrip(self.lines[:start]))
        entries, tail = self.entries(root, type_, start, len(self.lines), 0)
        if type_ is Incident and not any("yaml-language-server" in line for line in self.lines):
            head.insert(0, MODELINE)
        gap = start > 0 and not self.lines[start - 1].strip()
        out = _single([*head, *([""] if head and gap else [])])
        for at, entry in enumerate(entries):
            before = _single(entry.before)
            apart = at > 0 and (entry.is_open or entries[at - 1].is_open)
            if at == 0:
                before = _lstrip(before)
            elif apart and (not before or before[0].strip()):
                before.insert(0, "")
            out += [*before, *entry.lines]
        return [*out, *_rstrip(_single(tail))]

    def entries(
        self, node: MappingNode, type_: type | None, first: int, last: int, indent: int
    ) -> tuple[list[_Entry], list[str]]:
        """Lay out the fields of a mapping in file order, and give what stands after them.

        Args:
            node: The mapping, a block.
            type_: The record dataclass whose fields they are; None for keys of any name, which keep their order.
            first: The line where it starts, comments above it included.
            last: The line after its last.
            indent: Columns that the keys are to be indented.
        """
        column = node.start_mark.column
        indent = indent if self.indents else column
        forms: dict[str, Form] = {field.name: field.form for field in description(type_)} if type_ else {}
        starts = [key.start_mark.line for key, _ in node.value]
        out, at = [], first
        for number, (key, value) in enumerate(node.value):
            start = starts[number]
            stop = starts[number + 1] if number + 1 < len(starts) else last
            stop = self.below(_end(key, value, self.lines), stop, column)
            form = forms.get(key.value)
            lines = [self.shift(self.lines[start], indent - column)]
            below = value if _is_open(key, value) else None
            if below is None:
                lines += [self.shift(line, indent - column) for line in self.lines[start + 1 : stop]]
            else:
                lines += self.value(below, form, start + 1, stop, indent + 2, indent - column)
            before = _aligned(self.lines[at:start], indent)
            out.append(_Entry(key.value, before, lines))
            at = stop
        order = {name: place for place, name in enumerate(forms)}
        out.sort(key=lambda entry: order.get(entry.name, len(order)))
        return out, [self.shift(line, indent - column) for line in self.lines[at:last]]

    def value(self, node: Node, form: Form | None, first: int, last: int, indent: int, delta: int) -> list[str]:
        """Lay out a mapping or a list that stands below its key; arguments as for `entries`."""
        if isinstance(node, MappingNode):
            entries, tail = self.entries(node, _type(form), first, last, indent)
            return _joined(entries, tail)
        if isinstance(node, SequenceNode) and all(self.is_plain_item(node, item) for item in node.value):
            item_form = form.item if isinstance(form, ListOf) else None
            return self.items(node, item_form, first, last, indent)
        return [self.shift(line, delta) for line in self.lines[first:last]]

    def items(self, node: SequenceNode, form: Form | None, first: int, last: int, indent: int) -> list[str]:
        """Lay out the items of a list; arguments as for `entries`."""
        column = node.start_mark.column
        indent = indent if self.indents else column
        starts = [item.start_mark.line for item in node.value]
        out, at = [], first
        for number, item in enumerate(node.value):
            start = starts[number]
            stop = starts[number + 1] if number + 1 < len(starts) else last
            stop = self.below(_end(None, item, self.lines), stop, column)
            before = _aligned(self.lines[at:start], indent)
            lines = [self.shift(line, indent - column) for line in self.lines[start:stop]]
            if isinstance(item, MappingNode) and not item.flow_style:
                # For the time being the dash is a blank, so that the first field may become another.
                dashed = self.lines[start]
                self.lines[start] = f"{dashed[:column]} {dashed[column + 1 :]}"
                entries, tail = self.entries(item, _type(form), start, stop, indent + 2)
                self.lines[start] = dashed
                before += _lstrip(entries[0].before)
                entries[0].before = []
                lines = _joined(entries, tail)
                inner = len(lines[0]) - len(lines[0].lstrip(" "))
                lines[0] = f"{' ' * indent}-{' ' * (inner - indent - 1)}{lines[0].lstrip(' ')}"
            out.append(_Entry("", before, lines))
            at = stop
        return _joined(out, [self.shift(line, indent - column) for line in self.lines[at:last]])

    def is_plain_item(self, node: SequenceNode, item: Node) -> bool:
        """Say whether an item starts on the line of its dash, and is no list of its own."""
        column = node.start_mark.column
        line = self.lines[item.start_mark.line]
        return (
            line[:column].strip() == ""
            and line[column : column + 2] == "- "
            and item.start_mark.column > column
            and line[column + 1 : item.start_mark.column].strip() == ""
            and (not isinstance(item, SequenceNode) or bool(item.flow_style))
        )

    def above(self, line: int, floor: int, column: int) -> int:
        """Give the first of the comments that stand right above a line; the editor's line is none of them."""
        while line > floor and self.lines[line - 1].lstrip().startswith("#"):
            if "yaml-language-server" in self.lines[line - 1]:
                break
            line -= 1
        return line

    def below(self, end: int, stop: int, column: int) -> int:
        """Give the line after the comments that are indented below a value which ends before a line."""
        inner = [at for at in range(end, stop) if _is_comment(self.lines[at]) and _indent(self.lines[at]) > column]
        return inner[-1] + 1 if inner else min(end, stop)

    def shift(self, line: str, columns: int) -> str:
        """Indent a line by so many columns more, or less."""
        if not line.strip() or columns == 0:
            return line
        return " " * columns + line if columns > 0 else line[min(-columns, _indent(line)) :]


def _end(key: Node | None, value: Node, lines: Sequence[str]) -> int:
    """Give the line after the last that holds something of a value."""
    while isinstance(value, MappingNode | SequenceNode) and not value.flow_style and value.value:
        last = value.value[-1]
        key, value = last if isinstance(value, MappingNode) else (None, last)
    if isinstance(value, ScalarNode) and is_block(value):
        return _block_end(value, lines)
    if key is not None and isinstance(value, ScalarNode) and value.start_mark.index == value.end_mark.index:
        return key.end_mark.line + 1
    return value.end_mark.line + 1


def _block_end(node: ScalarNode, lines: Sequence[str]) -> int:
    """Give the line after the last of a block; its mark is past comments that are none of its text."""
    header = lines[node.start_mark.line][node.start_mark.column :].split(" ", 1)[0]
    last = node.end_mark.line + (1 if node.end_mark.column else 0)
    texts = [at for at in range(node.start_mark.line + 1, last) if lines[at].strip()]
    if not texts:
        return node.start_mark.line + 1
    least = _indent(lines[texts[0]])
    end = next((at for at in texts if _indent(lines[at]) < least), last)
    if "+" not in header:
        while not lines[end - 1].strip():
            end -= 1
    return end


def _is_open(key: Node, value: Node) -> bool:
    """Say whether a value is a block that starts below its key."""
    is_collection = isinstance(value, MappingNode | SequenceNode) and not value.flow_style
    return is_collection and value.start_mark.line > key.end_mark.line


def _type(form: Form | None) -> type | None:
    inner = form.item if isinstance(form, ListOf) else form
    if isinstance(inner, SourceRef):
        return Source
    return inner.type if isinstance(inner, Group) else None


def _joined(entries: Iterable[_Entry], tail: list[str]) -> list[str]:
    out: list[str] = []
    for entry in entries:
        before = _single(entry.before)
        out += [*(before if out else _lstrip(before)), *entry.lines]
    return [*out, *_rstrip(_single(tail))]


def _single(lines: Iterable[str]) -> list[str]:
    """Give lines with no more than one empty line on end."""
    out: list[str] = []
    for line in lines:
        if line.strip() or not out or out[-1].strip():
            out.append(line if line.strip() else "")
    return out


def _lstrip(lines: list[str]) -> list[str]:
    return lines[next((at for at, line in enumerate(lines) if line.strip()), len(lines)) :]


def _rstrip(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def _aligned(lines: Iterable[str], indent: int) -> list[str]:
    """Indent comments like the field below them; one indented more would seem to belong to what is above."""
    return [" " * indent + line.lstrip(" ") if line.strip() else line for line in lines]


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
