"""Field paths: `when.date`, `casualties[killed]`, `perpetrators[ISIS].role`.

An item of a list is named by its natural key: the values of the fields that the schema declares as its key. A
bracket means the item whose key it spells out; where there is none, the items whose key starts with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import Any, cast

from generator.record.forms import Form, Group, ListOf, SourceRef, Text
from generator.record.schema import FieldDescription, Incident, Source, description
from generator.record.text import fold

Address = tuple[str | int, ...]
"""Where a value stands: field names, and positions in lists counted from 0."""

_SHORT = 6
"""Words of a long text that a path quotes, where they tell it from the others."""
_BOUNDARIES = " ,;:.!?)"


def key_of(item: Any) -> str:
    """Give an item's natural key: its key fields' values, joined by one space, absent ones left out."""
    return " ".join(_key_parts(item))


def path_of(field: str, item: Any, siblings: Sequence[Any]) -> str:
    """Name an item by the shortest path that means it and none of its siblings.

    Args:
        field: The name of the list's field.
        item: The item.
        siblings: All items of the list; whether `item` is among them does not matter.

    Returns:
        Such as `casualties[killed]`; with the whole key where two siblings have the same.
    """
    whole = " ".join(key_of(item).split())
    others = [key_of(other) for other in siblings if other is not item]
    for short in _shortenings(item):
        if not any(_starts(other, short) for other in others):
            return f"{field}[{short}]"
    return f"{field}[{whole}]"


def select(incident: Incident, path: str) -> list[Any]:
    """Give the values that a path means; empty where it means none, or only absent ones."""
    values = []
    for address in addresses(incident, path):
        value = value_at(incident, address)
        if not is_absent(value):
            values.append(value)
    return values


def matches(path: str, incident: Incident) -> bool:
    """Say whether a path means something that is in the incident."""
    return bool(select(incident, path))


def addresses(incident: Incident, path: str) -> list[Address]:
    """Give the addresses that a path means, whether or not a value is there."""
    return list(_walk(incident, path))


def value_at(incident: Incident, address: Address) -> Any:
    """Give the value at an address.

    Raises:
        LookupError: There is no such place.
    """
    value: Any = incident
    for step in address:
        if isinstance(step, int) or isinstance(value, Mapping):
            value = value[step]
        elif is_dataclass(value) and hasattr(value, step):
            value = getattr(value, step)
        else:
            raise LookupError(address)
    return value


def path_at(incident: Incident, address: Address) -> str:
    """Give the path of an address, as a person writes it."""
    path, value = "", cast(Any, incident)
    for step in address:
        if isinstance(step, int):
            path = path_of(path, value[step], value)
            value = value[step]
        elif fields_of(value):
            path = f"{path}.{step}" if path else step
            value = getattr(value, step)
        else:
            return f"{path}.{step}"
    return path


def is_absent(value: Any) -> bool:
    """Say whether a value stands for unknown: None, an empty list or mapping, a group with nothing in it."""
    if value is None:
        return True
    if isinstance(value, str):
        return False
    if isinstance(value, tuple | Mapping):
        return not value
    described = fields_of(value)
    return bool(described) and all(is_absent(getattr(value, f.name)) for f in described)


def fields_of(value: Any) -> tuple[FieldDescription, ...]:
    """Give the field descriptions of a record dataclass's instance; none for anything else."""
    type_: type = type(value)
    return description(type_) if _is_described(type_) else ()


@lru_cache(maxsize=4096)
def unknown_step(path: str, type_: type = Incident) -> tuple[str, tuple[str, ...]] | None:
    """Say which step of a path is no field of the schema.

    Args:
        path: The path.
        type_: The record dataclass that it starts from.

    Returns:
        The step, and the names that could stand there; None where the path is one that a record can have.
    """
    name, forms = _head(path), _forms(type_)
    if name not in forms:
        return name, tuple(forms)
    rest, form = path[len(name) :], forms[name]
    if not rest:
        return None
    if rest[0] == ".":
        return unknown_step(rest[1:], form.type) if isinstance(form, Group) else (path, (name,))
    faults: list[tuple[str, tuple[str, ...]]] = []
    if isinstance(form, ListOf):
        inner = _group(form.item)
        for _, after in _brackets(rest):
            fault = unknown_step(after[1:], inner) if after and inner else (after, ()) if after else None
            if fault is None:
                return None
            faults.append(fault)
    return faults[0] if faults else (path, (name,))


def _walk(value: Any, path: str) -> Iterator[Address]:
    name = _head(path)
    type_: type = type(value)
    if not _is_described(type_) or name not in _forms(type_):
        return
    inner, rest = getattr(value, name), path[len(name) :]
    items = inner if isinstance(_forms(type_)[name], ListOf) else None
    if not rest:
        if items:
            yield from ((name, at) for at in range(len(items)))
        else:
            yield (name,)
    elif rest[0] == "." and items is None:
        yield from ((name, *tail) for tail in _walk(inner, rest[1:]))
    elif rest[0] == "[" and items is not None:
        for key, after in _brackets(rest):
            found = False
            for at in _meant(items, key):
                tails = [()] if not after else list(_walk(items[at], after[1:]))
                for tail in tails:
                    found = True
                    yield (name, at, *tail)
            if found:
                return


def _head(path: str) -> str:
    return path.split("[", 1)[0].split(".", 1)[0]


def _brackets(rest: str) -> Iterator[tuple[str, str]]:
    """Split `[key].more` at every bracket that can end the key, the last first."""
    at = rest.rfind("]")
    while at > 0:
        after = rest[at + 1 :]
        if not after or after.startswith("."):
            yield rest[1:at], after
        at = rest.rfind("]", 0, at)


def _meant(items: Sequence[Any], key: str) -> list[int]:
    wanted = fold(key)
    keys = [fold(key_of(item)) for item in items]
    exact = [at for at, k in enumerate(keys) if k == wanted]
    return exact or [at for at, k in enumerate(keys) if wanted and _starts(k, wanted)]


def _starts(key: str, start: str) -> bool:
    key, start = fold(key), fold(start)
    return key.startswith(start) and (len(key) == len(start) or key[len(start)] in _BOUNDARIES)


def _key_parts(item: Any) -> list[str]:
    type_: type = type(item)
    keys, rest = _naming(type_)
    if not keys and not rest:
        return [str(item)]
    parts = [str(part) for part in [getattr(item, name) for name in keys] if part is not None]
    if not parts:
        # A source typed in place has no id; the first thing that it says names it.
        parts = [part for part in [getattr(item, name) for name in rest] if isinstance(part, str)][:1]
    return parts


def _shortenings(item: Any) -> Iterator[str]:
    parts = _key_parts(item)
    described = [f for f in fields_of(item) if f.key and getattr(item, f.name) is not None]
    for count in range(1, len(parts) + 1):
        form: Form | None = described[count - 1].form if count <= len(described) else None
        words = fold(parts[count - 1]).split(" ")
        if isinstance(form, Text) and form.long and len(words) > _SHORT:
            for upto in range(_SHORT, len(words)):
                yield " ".join([*parts[: count - 1], *words[:upto]])
        yield " ".join(" ".join(parts[:count]).split())


def _group(form: Form) -> type | None:
    if isinstance(form, Group):
        return form.type
    return Source if isinstance(form, SourceRef) else None


@cache
def _naming(type_: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the fields whose values are the key of such an item, and all of its fields; none for what has no fields."""
    if not _is_described(type_):
        return (), ()
    described = description(type_)
    return tuple(f.name for f in described if f.key), tuple(f.name for f in described)


@cache
def _forms(type_: type) -> Mapping[str, Form]:
    return {f.name: f.form for f in description(type_)}


@cache
def _is_described(type_: type) -> bool:
    return is_dataclass(type_) and any("form" in f.metadata for f in fields(type_))
