"""Changing values in the text of a brief, and no other byte: comments, order, blank lines and quoting stay.

Every change is tried in the ways that its layout may call for, and the result is read again: only a text that says
exactly what it said before and the change is taken. PyYAML's node positions carry this.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Any

from generator.errors import Location, StoreError
from generator.record.paths import Address
from generator.record.values import shown
from generator.store.change import Change
from generator.store.reader import StrictError, Tree, read_yaml
from generator.store.splice_ways import Editing


def splice(text: str, changes: Sequence[Change], *, path: Path = Path("brief")) -> str:
    """Change values in the text of a brief.

    Args:
        text: The file's text, with its byte order mark if it has one.
        changes: The changes; their addresses are those of the text as given.
        path: The file, for messages.

    Returns:
        The text with the changes; all else as it was.

    Raises:
        YamlError: The text is not YAML that we take.
        StoreError: The text is laid out in a way that cannot be edited safely; says where, and what to do by hand.
    """
    bare = text.removeprefix("\ufeff")
    mark = text[: len(text) - len(bare)]
    tree = read_yaml(bare, path)
    for change in _in_order(changes):
        wanted = _applied(tree.data, change.address, change)
        for edited in Editing(bare, tree, change).ways():
            after = _read(edited, path)
            # Whatever the layout, the file must now say what it said before, and the change.
            if after is not None and after.data == wanted:
                bare, tree = edited, after
                break
        else:
            raise StoreError(_by_hand(change), tree.locate(change.address) if tree.root else Location(path))
    return mark + bare


def _by_hand(change: Change) -> str:
    said = {"set": f"set it to {shown(change.after)}", "insert": f"add {shown(change.after)}", "remove": "delete it"}
    return f"{change.path} is laid out in a way that cannot be edited safely; {said[change.kind]} by hand"


def _in_order(changes: Sequence[Change]) -> list[Change]:
    """Give the changes so that none moves what another is about: values first, then items from the last on."""
    moves = [(n, change) for n, change in enumerate(changes) if change.kind != "set"]

    def place(numbered: tuple[int, Change]) -> list[tuple[int, int | str]]:
        number, change = numbered
        steps: list[tuple[int, int | str]] = [(1, -s) if isinstance(s, int) else (0, s) for s in change.address]
        # What is within an item goes before the item; of several that go to one place, the last goes first.
        return [*steps, (2, 0 if change.kind == "remove" else len(changes) - number)]

    return [*(c for c in changes if c.kind == "set"), *(change for _, change in sorted(moves, key=place))]


def _applied(data: Any, address: Address, change: Change) -> Any:
    """Give plain data with a change made, sharing all else with the old."""
    step, rest = address[0], address[1:]
    if isinstance(step, int):
        items = list(data) if isinstance(data, list) else []
        if rest:
            items[step] = _applied(items[step], rest, change)
        elif change.kind == "insert":
            items.insert(step, change.after)
        elif change.kind == "remove":
            del items[step]
        else:
            items[step] = change.after
        return items
    fields = copy(data) if isinstance(data, dict) else {}
    if rest:
        fields[step] = _applied(fields.get(step), rest, change)
    elif change.kind == "remove":
        fields.pop(step, None)
    else:
        fields[step] = change.after
    return fields


def _read(text: str, path: Path) -> Tree | None:
    try:
        return read_yaml(text, path)
    except StrictError:
        return None
