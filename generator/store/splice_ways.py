"""The ways in which one change can be made in the text of a brief, by the layout of what is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.record.forms import EvidenceMap, Form, Group, ListOf, Text
from generator.record.paths import Address
from generator.record.schema import Incident, description
from generator.store.change import Change
from generator.store.reader import Tree
from generator.store.splice_text import Lines, indented
from generator.store.writer import (
    evidence_to_yaml,
    field_to_yaml,
    flow_field_to_yaml,
    flow_item_to_yaml,
    flow_to_yaml,
    item_to_yaml,
    scalar_to_yaml,
)

_EVIDENCE = EvidenceMap()
_QUOTE_FORM = Text()


class Editing:
    """The ways in which one change can be made.

    Args:
        text: The text, without a byte order mark.
        tree: The text as read.
        change: The change.
    """

    def __init__(self, text: str, tree: Tree, change: Change) -> None:
        self.lines = Lines(text)
        self.change = change
        self.name = change.address[-1]
        self.form, self.names = _form_of(change.address)
        self.nodes = list(_nodes(tree.root, change.address[:-1]))
        self.parent = self.nodes[-1] if len(self.nodes) == len(change.address) else None

    def ways(self) -> Iterator[str]:
        """Give the text edited in the ways that may be right, the likeliest first."""
        root, parent = self.nodes[0] if self.nodes else None, self.parent
        if not isinstance(root, MappingNode) or root.flow_style or parent is None:
            return
        if isinstance(parent, MappingNode) and isinstance(self.name, str):
            yield from self._in_mapping(parent, self.name)
        elif isinstance(parent, SequenceNode) and isinstance(self.name, int):
            yield from self._in_sequence(parent, self.name)
        elif isinstance(parent, ScalarNode) and not parent.value and self.change.kind == "insert":
            # A list's key with nothing after it.
            line = parent.start_mark.line
            yield self.lines.replaced(line + 1, line + 1, indented(self._item(2), 2))

    # ------------------------------------------------------------ mappings

    def _in_mapping(self, parent: MappingNode, name: str) -> Iterator[str]:
        at = next((n for n, (key, _) in enumerate(parent.value) if key.value == name), None)
        if self.change.kind == "remove":
            if at is not None and parent.flow_style:
                yield from self._out_of_flow(parent.value, at)
            elif at is not None:
                yield from self._remove_key(parent, at)
        elif at is None:
            yield from self._add_key(parent, name)
        else:
            key, value = parent.value[at]
            if not isinstance(self.form, ListOf | Group | EvidenceMap) or self._is_plain_quote(value):
                yield from self._set_scalar(value, key, indent=parent.start_mark.column + 2)
            if not parent.flow_style:
                yield from self._replace_key(parent, at, name)
            if parent.flow_style or (isinstance(value, SequenceNode | MappingNode) and value.flow_style):
                yield self._put(value, [self._flow()])

    def _set_scalar(self, value: Node, key: Node, *, indent: int) -> Iterator[str]:
        form, new = self.form, self.change.value
        if isinstance(form, EvidenceMap):
            form, new = _QUOTE_FORM, new[0].quote
        start, end = value.start_mark, value.end_mark
        in_flow = any(node.flow_style for node in self.nodes if isinstance(node, MappingNode | SequenceNode))
        if in_flow:
            yield self._put(value, [flow_to_yaml(form, new)])
            return
        if isinstance(value, ScalarNode) and value.style in ("|", ">"):
            line = self.lines.lines[start.line].rstrip("\r\n")
            header = line[start.column :].split(" ", 1)[0]
            written = scalar_to_yaml(form, new, column=start.column, indent=indent)
            rest = line[start.column + len(header) :]
            for end_line in self._block_ends(value):
                yield self.lines.replaced(
                    start.line, end_line, [line[: start.column] + written[0] + rest.rstrip(" "), *written[1:]]
                )
        elif isinstance(value, ScalarNode) and not value.value and value.style is None:
            mark = key.end_mark
            column = mark.column + 1
            written = scalar_to_yaml(form, new, column=column + 1, indent=indent)
            yield self.lines.put((mark.line, column), (mark.line, column), [" " + written[0], *written[1:]])
        elif not isinstance(value, SequenceNode | MappingNode) or value.flow_style:
            written = scalar_to_yaml(form, new, column=start.column, indent=indent)
            yield self.lines.put((start.line, start.column), (end.line, end.column), written)

    def _block_ends(self, value: ScalarNode) -> Iterator[int]:
        yield from self.lines.ends(value, value)

    def _replace_key(self, parent: MappingNode, at: int, name: str) -> Iterator[str]:
        """Write a field anew; comments within it go above it, but for that beside its key, which stays there."""
        key, value = parent.value[at]
        column, start = parent.start_mark.column, key.start_mark.line
        for end in self.lines.ends(key, value):
            comments = self.lines.comments([key, value], start, end)
            block = indented(self._field(name, column), column)
            lead = self.lines.lines[start][: key.start_mark.column]
            block[0] = lead + block[0][column:]
            line = self.lines.lines[start].rstrip("\r\n")
            if comments and line.endswith(comments[0].lstrip(" ")) and block[0].endswith(":"):
                beside = comments.pop(0).lstrip(" ")
                gap = line.removesuffix(beside)
                block[0] += " " * max(2, len(gap) - len(gap.rstrip(" "))) + beside
            if lead.strip():
                yield self.lines.replaced(start, end, [block[0], *comments, *block[1:]])
            else:
                yield self.lines.replaced(start, end, [*comments, *block])

    def _add_key(self, parent: MappingNode, name: str) -> Iterator[str]:
        if parent.flow_style:
            field = self._flow_pair(name)
            if parent.value:
                mark = parent.value[-1][1].end_mark
                yield self.lines.put((mark.line, mark.column), (mark.line, mark.column), [f", {field}"])
            else:
                mark = parent.start_mark
                yield self.lines.put((mark.line, mark.column + 1), (mark.line, mark.column + 1), [field])
            return
        rank = self._rank(name)
        earlier = [pair for pair in parent.value if self._rank(pair[0].value) <= rank]
        last = max(earlier or parent.value, key=lambda pair: pair[0].start_mark.line)
        block = self._field(name, parent.start_mark.column)
        # At the top of a file a block stands apart where the file's blocks do.
        apart = len(self.change.address) == 1 and block[0].endswith(":") and self.lines.has_gaps
        for end in self.lines.ends(*last):
            yield self.lines.replaced(end, end, [*([""] if apart else []), *indented(block, parent.start_mark.column)])

    def _remove_key(self, parent: MappingNode, at: int) -> Iterator[str]:
        key, value = parent.value[at]
        start = key.start_mark.line
        lead = self.lines.lines[start][: key.start_mark.column]
        for end in self.lines.ends(key, value):
            comments = self.lines.comments([key, value], start, end)
            if lead.strip():
                # The first of an item's fields stands beside the dash; the next one takes its place.
                if at + 1 < len(parent.value):
                    following = parent.value[at + 1][0].start_mark
                    between = self.lines.lines[end : following.line]
                    rest = self.lines.lines[following.line][following.column :].rstrip("\r\n")
                    above = [*comments, *(line.rstrip("\r\n") for line in between)]
                    yield self.lines.replaced(start, following.line + 1, [lead + rest, *above])
                continue
            first = start
            if not comments and start and self.lines.is_blank(start - 1) and self.lines.is_blank(end):
                first = start - 1
            yield self.lines.replaced(first, end, comments)

    # ------------------------------------------------------------ lists

    def _in_sequence(self, parent: SequenceNode, at: int) -> Iterator[str]:
        items = parent.value
        if self.change.kind == "set":
            indent = parent.start_mark.column + 2
            yield from self._set_scalar(items[at], items[at], indent=indent)
        elif self.change.kind == "remove" and parent.flow_style:
            yield from self._out_of_flow([(item, item) for item in items], at)
        elif self.change.kind == "remove":
            start = self._dash(parent, at)
            for end in self.lines.ends(items[at], items[at]):
                yield self.lines.replaced(start, end, self.lines.comments([items[at]], start, end))
        elif parent.flow_style:
            yield from self._into_flow(parent, at)
        else:
            block = indented(self._item(parent.start_mark.column), parent.start_mark.column)
            if at:
                for end in self.lines.ends(items[at - 1], items[at - 1]):
                    yield self.lines.replaced(end, end, block)
            else:
                # Below the key, so that comments above the first item stay with it.
                start = self._dash(parent, 0)
                while start and self._is_comment(start - 1):
                    start -= 1
                yield self.lines.replaced(start, start, block)

    def _is_comment(self, at: int) -> bool:
        return self.lines.lines[at].lstrip(" ").startswith("#")

    def _dash(self, parent: SequenceNode, at: int) -> int:
        """Give the line of an item's dash."""
        line: int = parent.value[at].start_mark.line
        column = parent.start_mark.column
        while line > parent.start_mark.line and self.lines.lines[line][: column + 1] != " " * column + "-":
            line -= 1
        return line

    def _into_flow(self, parent: SequenceNode, at: int) -> Iterator[str]:
        start, end = parent.start_mark, parent.end_mark
        item = flow_item_to_yaml(self.change.value, self.form)
        if parent.value and at:
            mark = parent.value[at - 1].end_mark
            yield self.lines.put((mark.line, mark.column), (mark.line, mark.column), [f", {item}"])
        elif parent.value:
            mark = parent.value[0].start_mark
            yield self.lines.put((mark.line, mark.column), (mark.line, mark.column), [f"{item}, "])
        elif isinstance(self.change.value, str):
            yield self.lines.put((start.line, start.column + 1), (start.line, start.column + 1), [item])
        elif start.line == end.line:
            # `targets: []  # none is named` becomes a block, and its comment stays beside the key.
            line = self.lines.lines[start.line]
            head = line[: start.column].rstrip(" ") + line[end.column :].rstrip("\r\n")
            yield self.lines.replaced(start.line, start.line + 1, [head, *indented(self._item(2), 2)])

    def _out_of_flow(self, pairs: Sequence[tuple[Node, Node]], at: int) -> Iterator[str]:
        """Take one of several out from between brackets, with the comma that parted it from its neighbour."""
        if at + 1 < len(pairs):
            start, end = pairs[at][0].start_mark, pairs[at + 1][0].start_mark
        elif at:
            start, end = pairs[at - 1][1].end_mark, pairs[at][1].end_mark
        else:
            start, end = pairs[at][0].start_mark, pairs[at][1].end_mark
        between = self.lines.comments([node for pair in pairs for node in pair], start.line, end.line + 1)
        if start.line == end.line or not between:
            yield self.lines.put((start.line, start.column), (end.line, end.column), [""])

    # ------------------------------------------------------------ what is written

    def _put(self, value: Node, new: Sequence[str]) -> str:
        start, end = value.start_mark, value.end_mark
        return self.lines.put((start.line, start.column), (end.line, end.column), new)

    def _field(self, name: str, column: int) -> list[str]:
        if self._is_quotes:
            return evidence_to_yaml(name, self.change.value, column=column)
        return field_to_yaml(name, self.form, self.change.value, column=column)

    def _flow_pair(self, name: str) -> str:
        if self._is_quotes:
            whole = flow_field_to_yaml("evidence", _EVIDENCE, {name: self.change.value})
            return whole.removeprefix("evidence: {").removesuffix("}")
        return flow_field_to_yaml(name, self.form, self.change.value)

    def _flow(self) -> str:
        return self._flow_pair("x").removeprefix("x: ")

    def _item(self, column: int) -> list[str]:
        return item_to_yaml(self.change.value, self.form, column=column)

    @property
    def _is_quotes(self) -> bool:
        return isinstance(self.form, EvidenceMap) and len(self.change.address) > 1

    def _is_plain_quote(self, value: Node) -> bool:
        quotes = self.change.value
        if not self._is_quotes or not isinstance(value, ScalarNode):
            return False
        return len(quotes) == 1 and quotes[0].source is None

    def _rank(self, name: str) -> int:
        """Give the place of a key among its siblings in file order."""
        head = name.split("[", 1)[0].split(".", 1)[0]
        return self.names.index(head) if head in self.names else len(self.names)


def _form_of(address: Address) -> tuple[Form, list[str]]:
    """Give the form of what stands at an address, and the names of the fields beside it in file order."""
    names = [f.name for f in description(Incident)]
    form: Form = Group(Incident)
    for step in address:
        if isinstance(form, Group) and isinstance(step, str):
            names = [f.name for f in description(form.type)]
            form = next(f.form for f in description(form.type) if f.name == step)
        elif isinstance(form, ListOf):
            form = form.item
        elif isinstance(form, EvidenceMap):
            names = [f.name for f in description(Incident)]
    return form, names


def _nodes(root: Node | None, address: Address) -> Iterator[Node]:
    """Give the nodes on the way to an address, the root first, as far as there are any."""
    node = root
    for step in (*address, None):
        if node is None:
            return
        yield node
        if isinstance(node, MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            node = None
