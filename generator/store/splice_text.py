"""The text of a brief by lines and nodes: where a value stands, what of it is a comment, and changing nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

Pair = tuple[Node, Node]
"""A key and its value, or for the item of a list the item twice."""


class Lines:
    """A text by lines, edited without touching any other.

    Args:
        text: The text, without a byte order mark.
    """

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines(keepends=True)
        self.ending = "\r\n" if "\r\n" in text else "\n"

    @property
    def has_gaps(self) -> bool:
        """Say whether there are blank lines."""
        return any(not line.strip() for line in self.lines)

    def is_blank(self, at: int) -> bool:
        """Say whether a line is blank, or past the end."""
        return not (0 <= at < len(self.lines)) or not self.lines[at].strip()

    def replaced(self, start: int, end: int, block: Sequence[str]) -> str:
        """Give the text with whole lines in the place of those from `start` up to `end`."""
        before, after = self.lines[:start], self.lines[end:]
        if before and block and not before[-1].endswith("\n"):
            before[-1] += self.ending
        return "".join([*before, *(line + self.ending for line in block), *after])

    def put(self, start: tuple[int, int], end: tuple[int, int], new: Sequence[str]) -> str:
        """Give the text with something in the place of what stands between two marks (line, column).

        Args:
            start: Where the old begins.
            end: Where it ends.
            new: What stands there instead; all but the first are lines of their own, below the rest of the line.
        """
        (first, left), (last, right) = start, end
        rest = self.lines[last][right:] if last < len(self.lines) else ""
        line = self.lines[first][:left] + new[0] + rest
        if new[1:] and not line.endswith("\n"):
            line += self.ending
        more = [text + self.ending for text in new[1:]]
        return "".join([*self.lines[:first], line, *more, *self.lines[last + 1 :]])

    # ------------------------------------------------------------ where things end

    def block_end(self, node: ScalarNode) -> int:
        """Give the line after the last one of a `|` or `>` block that is neither blank nor outside it."""
        first = node.start_mark.line + 1
        at = first
        while at < len(self.lines) and self.is_blank(at):
            at += 1
        limit = node.end_mark.line + (1 if node.end_mark.column else 0)
        header = self.lines[node.start_mark.line][node.start_mark.column :].partition("#")[0]
        stated = any(mark.isdigit() for mark in header)
        # Where the header states the indentation, the first line may have more of it than the block.
        indent = _indent(self.lines[at]) if at < len(self.lines) and not stated else 1
        end = first
        for at in range(first, min(limit, len(self.lines))):
            if not self.is_blank(at):
                if _indent(self.lines[at]) < indent:
                    break
                end = at + 1
        return end

    def ends(self, key: Node, value: Node) -> Iterator[int]:
        """Give the lines before which something can be put that is to follow a value, the likeliest first."""
        leaf, before = value, key
        while isinstance(leaf, CollectionNode) and leaf.value and not leaf.flow_style:
            last = leaf.value[-1]
            before, leaf = last if isinstance(leaf, MappingNode) else (last, last)
        if isinstance(leaf, ScalarNode) and leaf.style in ("|", ">"):
            # The mark is past blank lines and comments; the block may hold the blank lines as text.
            end = self.block_end(leaf)
            yield end
            yield from range(end + 1, leaf.end_mark.line + (2 if leaf.end_mark.column else 1))
        elif isinstance(leaf, ScalarNode) and leaf.style is None and not leaf.value:
            yield before.end_mark.line + 1
        else:
            yield leaf.end_mark.line + 1

    # ------------------------------------------------------------ comments

    def comments(self, nodes: Sequence[Node], start: int, end: int) -> list[str]:
        """Give the comments in the lines from `start` up to `end`, a line each, as they stand or indented alike.

        Args:
            nodes: All keys and values that stand there.
            start: The first line.
            end: The line after the last.
        """
        covered = _covered(self, [leaf for node in nodes for leaf in _leaves(node)])
        pad = " " * _indent(self.lines[start]) if start < len(self.lines) else ""
        found = []
        for at in range(start, end):
            line = self.lines[at].rstrip("\r\n")
            comment = self._comment(line, covered.get(at, []))
            if comment is not None:
                found.append(line if line.lstrip() == comment else pad + comment)
        return found

    def _comment(self, line: str, covered: Sequence[tuple[int, int]]) -> str | None:
        for match in re.finditer(r"(?:^|(?<=\s))#", line):
            if not any(left <= match.start() < right for left, right in covered):
                return line[match.start() :]
        return None


def indented(block: Sequence[str], columns: int) -> list[str]:
    """Indent lines, but for blank ones."""
    return [" " * columns + line if line else "" for line in block]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _leaves(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _leaves(key)
            yield from _leaves(value)
    else:
        for item in node.value:
            yield from _leaves(item)


def _covered(lines: Lines, leaves: Sequence[ScalarNode]) -> dict[int, list[tuple[int, int]]]:
    """Give for each line the stretches of columns that are text of values or keys."""
    out: dict[int, list[tuple[int, int]]] = {}
    for leaf in leaves:
        start, end = leaf.start_mark, leaf.end_mark
        if leaf.style in ("|", ">"):
            for at in range(start.line + 1, lines.block_end(leaf)):
                out.setdefault(at, []).append((0, len(lines.lines[at])))
            continue
        for at in range(start.line, min(end.line + 1, len(lines.lines))):
            left = start.column if at == start.line else 0
            right = end.column if at == end.line else len(lines.lines[at])
            out.setdefault(at, []).append((left, right))
    return out
