"""Mends what is wrong with a file where only one thing can have been meant; never what a value means.

A fix replaces a word where it stands or adds a line. The file is read again after it, and must say what it said
before but for the values that were mended; else the fix is not made.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.record.forms import Form, Group, ListOf, SourceRef
from generator.record.ids import is_id
from generator.record.schema import Incident, Source, description
from generator.record.values import shown
from generator.store.meant import known_word, meant
from generator.store.patch import Patch, apply, is_block, leaves, patch_of
from generator.store.reader import StrictError, Tree, read_yaml
from generator.store.scalars import one_line
from generator.store.writer import MODELINE

_TAIL = re.compile(r"[ \t]+(?=\r?$)", re.MULTILINE)
_TAB = re.compile(r"(?<=\S)[ ]*\t[ \t]*(?=#)")
_PASSES = 4  # a name mended makes its value known, and that may need mending too


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing mended."""

    line: int
    """The line of the old text, counted from 1."""
    what: str
    """What was done, in words."""


@dataclass(frozen=True, slots=True)
class _Mend:
    """A fix still to be made: what to replace, and what the file must say after it."""

    fix: Fix
    patches: tuple[Patch, ...]
    expect: Callable[[Any], None]
    """Changes the data that was read to what must be read afterwards."""


def fix_text(text: str, path: Path, *, linked: Iterable[str] = ()) -> tuple[str, list[Fix]]:
    """Mend a brief's text.

    Args:
        text: The file's text.
        path: The file; its stem is the brief's id.
        linked: Ids that other briefs link to: an id that is linked to is no slip.

    Returns:
        The text, and what was mended in it, in order of lines; the same text where nothing was.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text, fixes = fix_space(text.removeprefix("\ufeff"), path)
    known = frozenset(linked)
    for _ in range(_PASSES):
        text, more = _fix_once(text, path, known)
        fixes += more
        if not more:
            break
    return mark + text, sorted(fixes, key=lambda fix: fix.line)


def _fix_once(text: str, path: Path, linked: frozenset[str]) -> tuple[str, list[Fix]]:
    try:
        tree = read_yaml(text, path)
    except StrictError:
        return text, []  # what cannot be read is for a person to mend
    mends = list(_mends(tree, text, linked))
    changed = _mended(text, tree, mends)
    if changed is None:
        # One of them went wrong; made one by one, it spoils no other.
        mends = [mend for mend in mends if _mended(text, tree, [mend]) is not None]
        changed = _mended(text, tree, mends)
    return (text, []) if changed is None else (changed, [mend.fix for mend in mends])


def fix_space(text: str, path: Path) -> tuple[str, list[Fix]]:
    """Take away white space at the ends of lines, and end the last line, where that changes nothing that is said.

    Args:
        text: The file's text.
        path: The file, for messages.
    """
    fixes = []
    changes = ((_plain_tabs, "put spaces for tabs in"), (_trim, "took away white space at the end of"), (_end, "ended"))
    for change, what in changes:
        new = change(text, path)
        if new != text and _says_same(text, new, path):
            pairs = zip(text.split("\n"), new.split("\n"), strict=False)
            lines = [number for number, (old, now) in enumerate(pairs, 1) if old != now] or [text.count("\n") + 1]
            fixes.append(Fix(lines[0], f"{what} {'the line' if len(lines) == 1 else f'{len(lines)} lines'}"))
            text = new
    return text, fixes


def _plain_tabs(text: str, path: Path) -> str:
    return _TAB.sub(" ", _TAIL.sub(lambda found: found[0].replace("\t", " "), text))


def _trim(text: str, path: Path) -> str:
    try:
        kept = _texts(read_yaml(text, path).root)
    except StrictError:
        return text
    lines = text.split("\n")
    return "\n".join(line if at in kept else _TAIL.sub("", line) for at, line in enumerate(lines))


def _texts(node: Node | None) -> set[int]:
    """Give the lines, counted from 0, whose ends belong to a text of several lines."""
    if isinstance(node, MappingNode):
        return set().union(*(_texts(inner) for pair in node.value for inner in pair))
    if isinstance(node, SequenceNode):
        return set().union(*(_texts(inner) for inner in node.value))
    if not isinstance(node, ScalarNode):
        return set()
    return set(range(node.start_mark.line + (1 if is_block(node) else 0), node.end_mark.line))


def _end(text: str, path: Path) -> str:
    return text if not text or text.endswith("\n") else text + ("\r\n" if "\r\n" in text else "\n")


def _says_same(old: str, new: str, path: Path) -> bool:
    try:
        return bool(read_yaml(old.replace("\t", " "), path).data == read_yaml(new, path).data)
    except StrictError:
        return False


def _mended(text: str, tree: Tree, mends: list[_Mend]) -> str | None:
    wanted = copy.deepcopy(tree.data)
    for mend in mends:
        mend.expect(wanted)
    out = apply(text, (patch for mend in mends for patch in mend.patches))
    try:
        return out if read_yaml(out, tree.path).data == wanted else None
    except StrictError:
        return None


def _mends(tree: Tree, text: str, linked: frozenset[str]) -> Iterator[_Mend]:
    if not isinstance(tree.root, MappingNode) or tree.root.flow_style:
        return
    yield from _head(tree, tree.root, text, linked)
    yield from _keys(tree.root, Incident, ())
    for leaf in leaves(tree.root):
        new = None if is_block(leaf.node) or leaf.is_key else meant(leaf)
        if new is not None:
            value, written = new
            old = text[leaf.node.start_mark.index : leaf.node.end_mark.index]
            fix = Fix(leaf.node.start_mark.line + 1, f"{_name(leaf.address)}: {old} became {written}")
            yield _Mend(fix, (patch_of(leaf.node, written),), _setter(leaf.address, value))


def _head(tree: Tree, root: MappingNode, text: str, linked: frozenset[str]) -> Iterator[_Mend]:
    """Mend what stands at the top: the line that tells editors of the schema, and the id."""
    ending = "\r\n" if "\r\n" in text else "\n"
    if "yaml-language-server" not in text:
        what = "added the line that tells editors where the schema is"
        yield _Mend(Fix(1, what), (Patch(0, 0, MODELINE + ending),), lambda data: None)
    stem = tree.path.stem
    id_ = tree.data.get("id")
    if not is_id(stem) or id_ == stem or (isinstance(id_, str) and (id_ in linked or id_ in _aliases(tree.data))):
        return
    node = next((value for key, value in root.value if key.value == "id"), None)
    if node is None:
        start = root.start_mark.index
        fix = Fix(root.start_mark.line + 1, f"added the id, {stem}, as the file is named")
        yield _Mend(fix, (Patch(start, start, f"id: {one_line(stem)}{ending}"),), _setter(("id",), stem))
    elif isinstance(node, ScalarNode) and node.value and not is_block(node):
        fix = Fix(node.start_mark.line + 1, f"id: {shown(node.value)} became {stem}, as the file is named")
        yield _Mend(fix, (patch_of(node, one_line(stem)),), _setter(("id",), stem))


def _aliases(data: Mapping[str, Any]) -> list[Any]:
    found = data.get("aliases")
    return found if isinstance(found, list) else []


def _keys(node: Node, type_: type, address: tuple[str | int, ...]) -> Iterator[_Mend]:
    """Mend names of fields in another case, with other hyphens, or with one wrong letter."""
    if not isinstance(node, MappingNode):
        return
    forms: dict[str, Form] = {field.name: field.form for field in description(type_)}
    there = {key.value for key, _ in node.value}
    for key, value in node.value:
        name = key.value
        if name not in forms and not is_block(key):
            near = known_word(name, forms, lambda word: word.lower().replace("-", "_").replace(" ", "_"))
            if near and near not in there:
                fix = Fix(key.start_mark.line + 1, f"the field {shown(name)} became {near}")
                yield _Mend(fix, (patch_of(key, near),), _renamer(address, name, near))
            continue
        inner = forms.get(name)
        items = value.value if isinstance(inner, ListOf) and isinstance(value, SequenceNode) else [value]
        form = inner.item if isinstance(inner, ListOf) else inner
        below = form.type if isinstance(form, Group) else Source if isinstance(form, SourceRef) else None
        if below is None:
            continue
        for at, item in enumerate(items):
            yield from _keys(item, below, (*address, name, at) if isinstance(inner, ListOf) else (*address, name))


def _name(address: tuple[str | int, ...]) -> str:
    return next(step for step in reversed(address) if isinstance(step, str))


def _setter(address: tuple[str | int, ...], value: Any) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for step in address[:-1]:
            data = data[step]
        data[address[-1]] = value

    return change


def _renamer(address: tuple[str | int, ...], old: str, new: str) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for step in address:
            data = data[step]
        data[new] = data.pop(old)

    return change
