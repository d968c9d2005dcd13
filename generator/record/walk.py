"""Every value of an incident with its description: what the checks, and others who look at all fields, go through."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from generator.record.forms import Form, Group, Id, ListOf
from generator.record.paths import Address, fields_of, is_absent
from generator.record.schema import FieldDescription, Incident, description


class Place(NamedTuple):
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


def walk(incident: Incident, *, only: Callable[[Form], bool] | None = None) -> list[Place]:
    """Give the values of an incident, groups and lists before what is in them.

    Args:
        incident: The incident.
        only: Says of a form whether values of it, and what is in them, are wanted; all are where it is None.
    """
    out: list[Place] = []
    _walk(incident, (), only, out)
    return out


def references(incident: Incident) -> list[Place]:
    """Give the values of an incident that name other briefs, and what they stand in."""
    return walk(incident, only=refers)


def _walk(group: Any, address: Address, only: Callable[[Form], bool] | None, out: list[Place]) -> None:
    for field in fields_of(group):
        value = getattr(group, field.name)
        form = field.form
        if value is None or value == () or (only is not None and not only(form)):
            continue
        inner = (*address, field.name)
        if isinstance(form, ListOf):
            out.append(Place(field, form, value, inner, group))
            for at, item in enumerate(value):
                out.append(Place(field, form.item, item, (*inner, at), group))
                _walk(item, (*inner, at), only, out)
        elif isinstance(form, Group):
            if not is_absent(value):
                out.append(Place(field, form, value, inner, group))
                _walk(value, inner, only, out)
        elif not is_absent(value):
            out.append(Place(field, form, value, inner, group))


@cache
def refers(form: Form) -> bool:
    """Say whether values of a form can name another brief, themselves or in what is in them."""
    if isinstance(form, ListOf):
        return refers(form.item)
    if isinstance(form, Group):
        return any(refers(field.form) for field in description(form.type))
    return isinstance(form, Id) and form.refers
