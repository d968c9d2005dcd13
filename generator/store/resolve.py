"""Settling a conflict: the person's value, the proposed one, or another; and then it is not asked again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.errors import Location, StoreError
from generator.record.forms import Form, Group, ListOf, Point
from generator.record.paths import Address, addresses, path_at, value_at
from generator.record.schema import Incident, description
from generator.record.values import parse
from generator.store.base import Base, Conflict, open_conflicts
from generator.store.change import Change, change_of, evidence_change
from generator.store.collection import Collection
from generator.store.reader import read_yaml
from generator.store.splice import splice
from generator.store.three_way_align import related
from generator.store.update import Update, commit, read_brief

MINE, THEIRS = "mine", "theirs"
"""What can be taken besides a value."""


def conflicts_in(collection: Collection) -> Iterator[tuple[str, Conflict]]:
    """Give every open conflict of a collection with the id of its brief."""
    for id_ in collection.base_ids():
        for conflict in collection.conflicts_of(id_):
            yield id_, conflict


def resolve(collection: Collection, id_: str, path: str, take: str) -> Update:
    """Settle the conflicts of a field, and of what is part of it.

    Args:
        collection: Where the brief is.
        id_: Its id.
        path: The field's path.
        take: `mine`, `theirs`, or the value as one would write it in the brief.

    Returns:
        What was written.

    Raises:
        StoreError: There is no such conflict, the value is none for this field, or the brief cannot be edited.
    """
    with collection.locked():
        file = collection.path_of(id_)
        before, record = read_brief(file)
        base = collection.base_of(id_)
        still = open_conflicts(record, base)
        settled = [conflict for conflict in still if _covers(record, path, conflict)]
        if base is None or not settled:
            known = ", ".join(conflict.path for conflict in still)
            rest = f"what is open there is {known}" if known else "nothing is open there"
            raise StoreError(f'"{path}" is no open conflict; {rest}', Location(file))
        changes = [] if take == MINE else list(_changes(record, base, settled, take, file))
        text = splice(before.decode("utf-8"), changes, path=file)
        _, after = read_brief(file, text.encode("utf-8"))
        now = replace(base, conflicts=tuple(conflict for conflict in still if conflict not in settled))
        update = Update(id_, file, before, text.encode("utf-8"), after, now, tuple(changes))
        commit(collection, [update])
    return update


def _covers(record: Incident, path: str, conflict: Conflict) -> bool:
    asked, open_ = addresses(record, path), addresses(record, conflict.path)
    return path == conflict.path or any(one[: len(a)] == a for a in asked for one in open_)


def _changes(record: Incident, base: Base, settled: list[Conflict], take: str, file: Path) -> Iterator[Change]:
    wanted = record
    for conflict in settled:
        address = addresses(record, conflict.path)[0]
        form = _form_at(record, address)
        value = parse(form, conflict.proposed) if take == THEIRS else _typed(form, take, file)
        wanted = _with(wanted, address, value)
        yield change_of("set", address, form, value, conflict.path, conflict.mine)
    if take == THEIRS:
        moved = [addresses(record, conflict.path)[0] for conflict in settled]
        yield from _evidence(record, wanted, base.record, moved)


def _evidence(record: Incident, wanted: Incident, theirs: Incident, moved: list[Address]) -> Iterator[Change]:
    """Give the changes of the evidence that follow a value: paths that name it anew, and the words that support it."""
    paths: dict[str, Any] = {}
    for path, quotes in record.evidence.items():
        for address in addresses(record, path):
            if "[" in path and any(related(address, m) for m in moved) and address not in addresses(wanted, path):
                paths[path] = None
                paths[path_at(wanted, address)] = quotes
    for path, quotes in theirs.evidence.items():
        if any(related(address, m) for address in addresses(wanted, path) for m in moved):
            paths[path] = quotes
    for path, quotes in paths.items():
        old = record.evidence.get(path)
        if quotes != old and (quotes or old):
            yield evidence_change(path, old, quotes)


def _typed(form: Form, text: str, file: Path) -> Any:
    return parse(form, read_yaml(text, file).data if isinstance(form, Point) else text)


def _form_at(record: Incident, address: Address) -> Form:
    form: Form = Group(type(record))
    for step in address:
        if isinstance(form, ListOf):
            form = form.item
        elif isinstance(form, Group):
            form = next(f.form for f in description(form.type) if f.name == step)
    return form


def _with(value: Any, address: Address, new: Any) -> Any:
    """Give a record, or a part of one, with one value in the place of another."""
    if not address:
        return new
    step, rest = address[0], address[1:]
    inner = _with(value_at(value, (step,)) if isinstance(step, str) else value[step], rest, new)
    if isinstance(step, int):
        return (*value[:step], inner, *value[step + 1 :])
    return replace(value, **{step: inner})
