"""YAML read strictly: only `null`, `true`, `false` and plain decimal numbers are anything but text.

A brief is typed by hand, so what YAML would make of `NO`, `12:30` or `2015-01-15` behind a person's back is left as
typed, and what a brief never needs (anchors, aliases, tags, several documents) is an error with line and column.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.errors import Location, StoreError, YamlError
from generator.record.paths import Address
from generator.record.text import has_control

LIMIT = 1 << 20
"""The most bytes that a file may have."""
DEPTH = 12
"""The most lists and mappings that may lie in one another."""


class StrictError(YamlError):
    """A file that the strict reader does not take; met wherever a brief is read.

    Args:
        code: Names the fault, as a problem's code does.
        message: What was found, what was expected, and what to do.
        location: Where.
    """

    def __init__(self, code: str, message: str, location: Location) -> None:
        super().__init__(message, location)
        self.code = code


_PLAIN, _QUOTED = "plain", "quoted"
WORDS: dict[str, bool | None] = {"": None, "null": None, "true": True, "false": False}
"""Plain scalars that are not text."""

# Longer numbers are identifiers, and Python reads no more than 4,300 digits.
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
INTEGER_OR_DECIMAL = re.compile(f"{_INTEGER.pattern}|{_DECIMAL.pattern}")
"""Plain scalars that are numbers."""
_UNWANTED = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|\r(?!\n)")
_NAMES = {"\t": "a tab", "\r": "a lone carriage return", "\x85": "a next-line character"}
# Far fewer brackets than the parser's stack can bear, and more than a brief of the usual kind has.
_BRACKETS = 400
# A line that opens many block collections at once, or starts far to the right.
_STEEP = re.compile(r"^[ ?:-]{200}", re.MULTILINE)
_HINTS = {
    "mapping values are not allowed": 'put text that holds ": " in quotes, or mend the indentation',
    "could not find expected ':'": 'write "key: value", with a space after the colon',
    "did not find expected key": "mend the indentation, or close the quotes before it",
    "did not find expected '-' indicator": "mend the indentation of the list",
    "cannot start any token": "put text that starts with this character in quotes",
    "undefined alias": "put text that starts with * in quotes",
    "unexpected end of stream": "close the quotes",
    "but found another document": "a brief is one document; take out the line ---",
    "did not find expected ',' or": "close the brackets, and put text that holds a comma or bracket in quotes",
    "did not find expected node content": "put the text in quotes",
    "did not find expected alphabetic or numeric": "put text that starts with & or * in quotes",
}


class _Resolver:
    """Tells plain scalars from quoted ones, and leaves all else to us."""

    def resolve(self, kind: type[Node], value: str | None, implicit: tuple[bool, bool] | bool) -> str:
        return _PLAIN if isinstance(implicit, tuple) and implicit[0] else _QUOTED

    def descend_resolver(self, parent: Node | None, index: object) -> None:
        """Do nothing; the parser calls it."""

    def ascend_resolver(self) -> None:
        """Do nothing; the parser calls it."""


if yaml.__with_libyaml__:

    class _Loader(_Resolver, yaml.CSafeLoader):
        """Parser and composer in C, with our resolver."""

else:

    class _Loader(_Resolver, yaml.SafeLoader):  # type: ignore[no-redef]  # one of the two
        """The same in Python, where PyYAML was built without libyaml."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML file after reading: plain data, and where each part of it stands."""

    data: Any
    """Dicts with text keys, lists, text, numbers, true, false and None."""
    path: Path
    """The file, as it was named."""
    root: Node | None
    """The nodes, with their marks; None for an empty file."""

    def locate(self, address: Address) -> Location:
        """Tell where a value stands: its key or its dash; where there is none, what it would stand in."""
        place, node = _start(self.root), self.root
        for step in address:
            found = _step(node, step)
            if found is None:
                break
            place, node = found
        return Location(self.path, *place)


def read_file(path: Path) -> Tree:
    """Read a YAML file.

    Raises:
        StrictError: It is not YAML that we take.
        StoreError: It cannot be read.
    """
    return read_yaml(read_bytes(path), path)


def read_bytes(path: Path) -> bytes:
    """Read a file's bytes, just enough of them to see that they are too many.

    Raises:
        StoreError: It cannot be read, or is no file.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise StoreError("this is not a file", Location(path))
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", Location(path)) from error


def read_yaml(text: str | bytes, path: Path) -> Tree:
    """Read YAML.

    Args:
        text: The file's text or bytes; a byte order mark and line ends of Windows are taken.
        path: The file's name, for messages.

    Raises:
        StrictError: It is not YAML that we take; the message says why, its location where.
    """
    text = _decode(text, path)
    unwanted = _UNWANTED.search(text)
    if unwanted:
        name = _NAMES.get(unwanted[0], f"the character U+{ord(unwanted[0]):04X}")
        message = f"{name} stands here, which no brief may hold; delete it, or use spaces"
        raise StrictError("control-character", message, _place(text, unwanted.start(), path))
    try:
        if "&" in text or "!" in text or _may_be_deep(text):
            _scan(text, path)
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # what escapes the parser in Python gets from chr
        raise _translated(error, path) from error
    builder = _Builder(path, escapes="\\" in text)
    return Tree(None if root is None else builder.build(root, 1), path, root)


def _decode(given: str | bytes, path: Path) -> str:
    if isinstance(given, str):
        text, size = given, len(given) if given.isascii() else len(given.encode("utf-8", "surrogatepass"))
    else:
        size = len(given)
        try:
            text = given[: LIMIT + 1].decode("utf-8")
        except UnicodeDecodeError as error:
            if size <= LIMIT:
                before = given[: error.start].decode("utf-8")
                place = _place(before, len(before), path)
                raise StrictError("not-utf-8", "this is not UTF-8; save the file as UTF-8", place) from error
    if size > LIMIT:
        message = f"the file is larger than {LIMIT >> 20} MiB, the most that is read"
        raise StrictError("too-large", message, Location(path, 1, 1))
    return text.removeprefix("\ufeff")


def _place(text: str, offset: int, path: Path) -> Location:
    before = text[:offset]
    return Location(path, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _may_be_deep(text: str) -> bool:
    return text.count("[") + text.count("{") > _BRACKETS or _STEEP.search(text) is not None


def _scan(text: str, path: Path) -> None:
    """Look for what no brief may hold before the composer, which works by recursion, sees it."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        code = fault = ""
        if getattr(event, "anchor", None) is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            code, fault = "anchor", f"anchors and aliases are not read; put text that starts with {sign} in quotes"
        elif getattr(event, "tag", None) is not None:
            code, fault = "tag", "tags are not read; put text that starts with ! in quotes"
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            code, fault = "too-deep", _TOO_DEEP if depth > DEPTH else ""
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if fault:
            mark = event.start_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            raise StrictError(code, fault, Location(path, *place))


_TOO_DEEP = f"lists and mappings lie more than {DEPTH} deep in one another"


def _translated(error: Exception, path: Path) -> StrictError:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path, 1, 1)
    hint = next((hint for part, hint in _HINTS.items() if part in problem), "")
    return StrictError("not-yaml", f"not YAML: {problem}" + (f"; {hint}" if hint else ""), place)


@dataclass(frozen=True, slots=True)
class _Builder:
    """Makes plain data of nodes."""

    path: Path
    escapes: bool

    def build(self, node: Node, depth: int) -> Any:
        if isinstance(node, ScalarNode):
            # Most scalars are text in quotes or in plain letters, and each of a hundred thousand is one call less.
            return node.value if node.tag == _QUOTED and not self.escapes else self.scalar(node)
        if depth > DEPTH:
            raise self.error("too-deep", _TOO_DEEP, node)
        if isinstance(node, SequenceNode):
            return [self.build(item, depth + 1) for item in node.value]
        out: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                raise self.error("not-text", "a key is text, not a list or mapping; put it in quotes", key_node)
            key = key_node.value
            if key in out:
                raise self.error("duplicate-key", f'the key "{key}" stands here twice; join or delete one', key_node)
            if self.escapes and has_control(key):
                raise self.error("control-character", "the key holds a control character; delete it", key_node)
            out[key] = self.build(value_node, depth + 1)
        return out

    def scalar(self, node: ScalarNode) -> Any:
        value: str = node.value
        if node.tag == _QUOTED:
            if self.escapes and has_control(value):
                raise self.error("control-character", "the text holds a control character; delete it", node)
            return value
        if value in WORDS:
            return WORDS[value]
        if value[0] in "-0123456789":
            if _INTEGER.fullmatch(value):
                return int(value)
            if _DECIMAL.fullmatch(value):
                return float(value)
        return value

    def error(self, code: str, message: str, node: Node) -> StrictError:
        return StrictError(code, message, Location(self.path, *_start(node)))


def _start(node: Node | None) -> tuple[int, int]:
    return (node.start_mark.line + 1, node.start_mark.column + 1) if node else (1, 1)


def _step(node: Node | None, step: str | int) -> tuple[tuple[int, int], Node] | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return _start(key), value
    elif isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return _start(node.value[step]), node.value[step]
    return None
