"""Every value of an incident with its description: what the checks, and others who look at all fields, go through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.record.forms import Form, Group, Id, ListOf
from generator.record.paths import Address, fields_of, is_absent
from generator.record.schema import FieldDescription, Incident, description


@dataclass(frozen=True, slots=True)
class Place:
    """A value of an incident with its description and its address."""

    field: FieldDescription
    """The description of the field, or of the list that it is an item of."""
    form: Form
    """The form of the value itself."""
    value: Any
    """The value; never an absent one."""
    address: Address
    """Where it stands."""
    group: Any
    """The record dataclass that has the field."""


def walk(incident: Incident, *, only: Callable[[Form], bool] = lambda form: True) -> Iterator[Place]:
    """Give the values of an incident, groups and lists before what is in them.

    Args:
        incident: The incident.
        only: Says of a form whether values of it, and what is in them, are wanted.
    """
    yield from _walk(incident, (), only)


def _walk(group: Any, address: Address, only: Callable[[Form], bool]) -> Iterator[Place]:
    for field in fields_of(group):
        value = getattr(group, field.name)
        if is_absent(value) or not only(field.form):
            continue
        inner = (*address, field.name)
        yield Place(field, field.form, value, inner, group)
        if isinstance(field.form, ListOf):
            for at, item in enumerate(value):
                yield Place(field, field.form.item, item, (*inner, at), group)
                yield from _walk(item, (*inner, at), only)
        elif isinstance(field.form, Group):
            yield from _walk(value, inner, only)


@cache
def refers(form: Form) -> bool:
    """Say whether values of a form can name another brief, themselves or in what is in them."""
    if isinstance(form, ListOf):
        return refers(form.item)
    if isinstance(form, Group):
        return any(refers(field.form) for field in description(form.type))
    return isinstance(form, Id) and form.refers
