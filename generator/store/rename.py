"""Giving a brief another id: its file, the links and notes of other briefs, and what extraction said, all together.

The old id becomes an alias, so that whoever has it still gets there. Everything is written, and the old files go, in
one transaction: a process that is killed leaves all as it was, or all as it is to be.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from generator.errors import Location, StoreError
from generator.record.forms import FieldPath, Id, Text
from generator.record.ids import is_id
from generator.store.collection import Collection
from generator.store.edit import append_item
from generator.store.files import Write, write_all
from generator.store.listing import BASE, may_be_brief
from generator.store.patch import Leaf, Patch, apply, is_block, leaves, patch_of
from generator.store.reader import Tree, read_bytes, read_yaml
from generator.store.scalars import is_plain, one_line


@dataclass(frozen=True, slots=True)
class Renamed:
    """What a rename changed, or would."""

    path: Path
    """The brief's new file."""
    linking: tuple[Path, ...]
    """Other briefs that were changed, since they named it."""
    already: bool = False
    """True where it has that id already, and the old one as an alias: nothing was left to do."""


def rename(collection: Collection, old: str, new: str, *, dry_run: bool = False) -> Renamed:
    """Give a brief another id.

    Args:
        collection: The collection.
        old: The brief's id.
        new: The id it is to have.
        dry_run: Write nothing.

    Raises:
        StoreError: There is no such brief, the id is no id or taken, or a file cannot be edited safely; then nothing
            has changed.
    """
    if not may_be_brief(collection.path_of(new)):
        raise StoreError(f'"{new}" is no id: small letters, digits and single hyphens, up to 80 of them')
    with collection.locked():
        source, target = collection.path_of(old), collection.path_of(new)
        if old == new:
            raise StoreError(f"{old} has that id already")
        if not is_id(old) or not source.is_file():
            if target.is_file() and old in _aliases(target):
                return Renamed(target, (), already=True)
            raise StoreError(f'there is no brief "{old}"')
        if collection.taken(new) and new not in _aliases(source):
            raise StoreError(f"{new} is the id or an alias of another brief; choose another, or rename that first")
        writes = list(_writes(collection, old, new))
        if not dry_run:
            write_all(collection.folder, writes)
    named = (write.path for write in writes if write.path.parent == collection.folder)
    return Renamed(target, tuple(path for path in named if path not in (source, target)))


def _writes(collection: Collection, old: str, new: str) -> Iterator[Write]:
    """Give the files to write and to delete, the brief itself before what names it."""
    source = collection.path_of(old)
    own = read_bytes(source)
    yield Write(collection.path_of(new), _renamed(_text(source), source, old, new).encode())
    for path in sorted(collection.folder.glob("*.yml")):
        if path == source or not may_be_brief(path) or path.is_symlink() or not path.is_file():
            continue
        data = read_bytes(path)
        if old.encode() in data:
            text = _text(path)
            after = _relinked(text, path, old, new)
            if after != text:
                yield Write(path, after.encode(), data)
    for path in sorted((collection.folder / BASE).glob("*.json")):
        data = path.read_bytes()
        after_base = _renamed_base(data, old, new) if old.encode() in data else data
        if path.stem == old:
            target = _base(collection, new)
            yield Write(target, after_base, target.read_bytes() if target.is_file() else None)
            yield Write(path, None, data)
        elif after_base != data:
            yield Write(path, after_base, data)
    yield Write(source, None, own)


def _renamed(text: str, path: Path, old: str, new: str) -> str:
    """Give the brief's own text under its new id."""
    bare = text.removeprefix("\ufeff")
    mark = text[: len(text) - len(bare)]
    tree = read_yaml(bare, path)
    pair = next((pair for pair in _pairs(tree) if pair[0].value == "id"), None)
    if pair is None or not isinstance(pair[1], ScalarNode) or is_block(pair[1]):
        raise StoreError('the brief has no plain line "id: …"; mend it first', tree.locate(("id",)))
    # Where it once had the new name, this alias makes room for the old one.
    back = [item for item in _alias_nodes(tree) if item.value == new]
    own = pair[1]
    patches = [patch_of(own, one_line(new)) if own.value != old else _swap(own, bare, old, new)]
    patches += [_swap(item, bare, new, old) for item in back]
    after = _relinked(apply(bare, patches), path, old, new, own=True)
    known = read_yaml(after, path).data.get("aliases")
    if not isinstance(known, list) or old not in known:
        after = append_item(after, "aliases", old, path=path)
    wanted = {**_expected(read_yaml(bare, path), old, new)[0], "id": new}
    aliases = [old if alias == new else alias for alias in tree.data.get("aliases") or []]
    wanted["aliases"] = aliases if old in aliases else [*aliases, old]
    _must_say(after, wanted, path)
    return mark + after


def _relinked(text: str, path: Path, old: str, new: str, *, own: bool = False) -> str:
    """Give a brief's text with what names another brief changed."""
    bare = text.removeprefix("\ufeff")
    mark = text[: len(text) - len(bare)]
    tree = read_yaml(bare, path)
    wanted, patches = _expected(tree, old, new)
    after = apply(bare, (patch for leaf in patches for patch in _patches(leaf, bare, old, new)))
    if not own:
        _must_say(after, wanted, path)
    return mark + after


def _must_say(text: str, wanted: Any, path: Path) -> None:
    if read_yaml(text, path).data != wanted:
        message = "this brief is laid out in a way that cannot be edited safely; change its links by hand first"
        raise StoreError(message, Location(path))


def _expected(tree: Tree, old: str, new: str) -> tuple[Any, list[Leaf]]:
    """Give what a file is to say with another id in its links, and the scalars to change."""
    wanted, changed = copy.deepcopy(tree.data), []
    for leaf in leaves(tree.root):
        value = _changed(leaf, old, new)
        if value is None:
            continue
        changed.append(leaf)
        holder = wanted
        for step in leaf.address[:-1]:
            holder = holder[step]
        if leaf.is_key:
            items = [(value if key == leaf.address[-1] else key, inner) for key, inner in holder.items()]
            holder.clear()
            holder.update(items)
        else:
            holder[leaf.address[-1]] = value
    return wanted, changed


def _changed(leaf: Leaf, old: str, new: str) -> str | None:
    """Give what a scalar becomes; None where it does not name the brief."""
    value: str = leaf.node.value
    if isinstance(leaf.form, Id) and leaf.form.refers:
        return new if value == old else None
    if isinstance(leaf.form, FieldPath):
        after = _in_path(value, old, new)
    elif isinstance(leaf.form, Text) and leaf.form.markdown:
        after = _in_notes(value, old, new)
    else:
        return None
    return after if after != value else None


def _patches(leaf: Leaf, text: str, old: str, new: str) -> list[Patch]:
    start, end = leaf.node.start_mark.index, leaf.node.end_mark.index
    if isinstance(leaf.form, Text):
        # Prose stays laid out as it is; only the id between the brackets changes.
        return [Patch(start, end, _in_notes(text[start:end], old, new))]
    return [_swap(leaf.node, text, old, new)]


def _swap(node: ScalarNode, text: str, old: str, new: str) -> Patch:
    """Put one id in the place of another within a scalar, quoted as it was."""
    bare = is_plain(new) or node.value != old or node.style in ("'", '"')
    written = text[node.start_mark.index : node.end_mark.index]
    return patch_of(node, _as_word(old).sub(new, written) if bare else one_line(new))


def _as_word(id_: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9-]){id_}(?![a-z0-9-])")


def _in_path(path: str, old: str, new: str) -> str:
    return _as_word(old).sub(new, path) if path.startswith("links[") else path


def _in_notes(text: str, old: str, new: str) -> str:
    return re.sub(rf"(\[\[\s*){old}(?=\s*(?:\||\]\]))", rf"\g<1>{new}", text)


def _renamed_base(data: bytes, old: str, new: str) -> bytes:
    """Give what extraction said under the new id. What single articles said keeps the ids that they gave."""
    try:
        raw = json.loads(data)
    except ValueError:
        return data
    if not isinstance(raw, dict):
        return data

    def change(value: Any) -> Any:
        if isinstance(value, str):
            return new if value == old else _in_path(value, old, new)
        if isinstance(value, list):
            return [change(item) for item in value]
        return {change(key): change(inner) for key, inner in value.items()} if isinstance(value, dict) else value

    parts: Mapping[str, Callable[[Any], Any]] = {"drafts": lambda drafts: drafts}
    after = {key: parts.get(key, change)(value) for key, value in raw.items()}
    return data if after == raw else (json.dumps(after, ensure_ascii=False, indent=1) + "\n").encode()


def _base(collection: Collection, id_: str) -> Path:
    return collection.folder / BASE / f"{id_}.json"


def _aliases(path: Path) -> list[str]:
    return [node.value for node in _alias_nodes(read_yaml(_text(path), path))]


def _alias_nodes(tree: Tree) -> list[ScalarNode]:
    found = next((value for key, value in _pairs(tree) if key.value == "aliases"), None)
    return [i for i in found.value if isinstance(i, ScalarNode)] if isinstance(found, SequenceNode) else []


def _pairs(tree: Tree) -> list[tuple[Any, Any]]:
    return tree.root.value if isinstance(tree.root, MappingNode) else []


def _text(path: Path) -> str:
    data = read_bytes(path)
    read_yaml(data, path)  # says in words, with line and column, why a file cannot be read
    return data.decode()
