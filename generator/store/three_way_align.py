"""Which items of three versions of a list are the same item: by natural key, and where that changed, by what is left.

A token names a value whatever the version: field names, and for the item of a list the number of its slot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.record.forms import Group, Id, ListOf, Text
from generator.record.paths import Address, fields_of, key_of
from generator.record.schema import Incident, description
from generator.record.text import fold

Token = tuple[str | int, ...]
"""Where a value stands in all versions alike."""

BASE, MINE, THEIRS = 0, 1, 2
"""The positions of the three versions."""
_ALIKE = 0.5
"""The least share of words that two wordings of one name have in common."""


@dataclass(slots=True)
class Slot:
    """One item of a list, and its position in each version that has it."""

    at: list[int | None] = field(default_factory=lambda: [None, None, None])
    """Positions in base, mine and theirs."""


class Alignment:
    """The slots of every list of three versions of a record.

    Args:
        versions: Base, mine and theirs.
    """

    def __init__(self, versions: tuple[Incident, Incident, Incident]) -> None:
        self.versions = versions
        self.slots: dict[Token, list[Slot]] = {}
        self._fields((), Incident, versions)

    def token_of(self, side: int, address: Address) -> Token:
        """Give the token of an address in one of the versions."""
        token: Token = ()
        for step in address:
            if isinstance(step, int):
                step = next(n for n, slot in enumerate(self.slots[token]) if slot.at[side] == step)
            token = (*token, step)
        return token

    def value_of(self, side: int, token: Token) -> Any:
        """Give a value in one of the versions; None where that version has none."""
        value: Any = self.versions[side]
        for at, step in enumerate(token):
            if isinstance(step, int):
                position = self.slots[token[:at]][step].at[side]
                value = None if position is None else value[position]
            else:
                value = getattr(value, step)
            if value is None:
                break
        return value

    def _fields(self, token: Token, type_: type, values: Sequence[Any]) -> None:
        for described in description(type_):
            inner = [None if value is None else getattr(value, described.name) for value in values]
            if isinstance(described.form, Group):
                self._fields((*token, described.name), described.form.type, inner)
            elif isinstance(described.form, ListOf):
                self._list((*token, described.name), described.form, [value or () for value in inner])

    def _list(self, token: Token, form: ListOf, lists: Sequence[Sequence[Any]]) -> None:
        slots = self.slots[token] = _slots(lists)
        if isinstance(form.item, Group):
            for number, slot in enumerate(slots):
                items = [None if at is None else lists[side][at] for side, at in enumerate(slot.at)]
                self._fields((*token, number), form.item.type, items)


def related(one: Token, other: Token) -> bool:
    """Say whether one of two values is the other, or a part of it."""
    return one[: len(other)] == other[: len(one)]


def _slots(lists: Sequence[Sequence[Any]]) -> list[Slot]:
    slots: list[Slot] = []
    known: dict[tuple[str, int], Slot] = {}
    # Base first, so that an item which both others renamed alike is one slot without a base.
    for side, items in enumerate(lists):
        seen: dict[str, int] = defaultdict(int)
        for at, item in enumerate(items):
            key = fold(key_of(item))
            seen[key] += 1
            slot = known.get((key, seen[key]))
            if slot is None:
                slot = known[key, seen[key]] = Slot()
                slots.append(slot)
            slot.at[side] = at
    for side in (MINE, THEIRS):
        _join_renamed(slots, lists, side)
    return [slot for slot in slots if slot.at != [None, None, None]]


def _join_renamed(slots: list[Slot], lists: Sequence[Sequence[Any]], side: int) -> None:
    """Join an item that only one version has to the item of the base that this version lacks, where just one fits."""
    lost = [s for s in slots if s.at[BASE] is not None and s.at[side] is None]
    found = [s for s in slots if s.at[side] is not None and sum(at is not None for at in s.at) == 1]
    pairs = [(o, n) for o in lost for n in found if _is_renamed(_item(lists, o, BASE), _item(lists, n, side))]
    for old, new in pairs:
        if sum(o is old for o, _ in pairs) == 1 and sum(n is new for _, n in pairs) == 1:
            old.at[side], new.at[side] = new.at[side], None


def _item(lists: Sequence[Sequence[Any]], slot: Slot, side: int) -> Any:
    return lists[side][slot.at[side] or 0]


def _is_renamed(old: Any, new: Any) -> bool:
    """Say whether an item can be another with a part of its key changed: a name reworded, a rank made more exact."""
    parts = list(_key_parts(old, new))
    differing = [part for part in parts if part[1] != part[2]]
    if not differing or len(differing) > 1 or (len(parts) > 1 and differing[0] is parts[0]):
        return False
    form, before, after = differing[0]
    if isinstance(form, Id):
        return False
    if isinstance(form, Text) and before is not None and after is not None:
        return _are_alike(before, after)
    return True


def _key_parts(old: Any, new: Any) -> Iterator[tuple[Any, Any, Any]]:
    if type(old) is type(new):
        for described in fields_of(old):
            if described.key:
                yield described.form, getattr(old, described.name), getattr(new, described.name)


def _are_alike(one: str, other: str) -> bool:
    first, second = set(fold(one).lower().split()), set(fold(other).lower().split())
    return bool(first & second) and len(first & second) / min(len(first), len(second)) >= _ALIKE


def staying(slots: Sequence[Slot], order: Sequence[int]) -> set[int]:
    """Give the slots that need not move: the longest run of them that has one order in both lists."""
    runs: list[list[int]] = []
    for number in order:
        at = slots[number].at[MINE]
        if at is not None:
            fitting = [run for run in runs if (slots[run[-1]].at[MINE] or 0) < at]
            runs.append([*_longest(fitting), number])
    return set(_longest(runs))


def _longest(runs: list[list[int]]) -> list[int]:
    return max(runs, key=lambda run: len(run)) if runs else []
