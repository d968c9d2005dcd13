"""One difference between a brief and what is to become of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from generator.record.convert import value_to_data
from generator.record.forms import EvidenceMap, Form
from generator.record.paths import Address
from generator.record.schema import Evidence

Kind = Literal["set", "insert", "remove"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between a brief and what the merge makes of it."""

    kind: Kind
    """Set the value of a field, insert an item, or remove either."""
    address: Address
    """In the brief as it is; an item is inserted before the one at this position, or at the end."""
    value: Any
    """The new value, as the record holds it; None for a removal."""
    path: str
    """The field's path, for people."""
    before: Any
    """The old value as plain data."""
    after: Any
    """The new one."""


def change_of(kind: Kind, address: Address, form: Form, value: Any, path: str, before: Any = None) -> Change:
    """Make a change that no merge made.

    Args:
        kind: What is done.
        address: Where.
        form: The form of the value.
        value: The new value; None for a removal.
        path: The field's path, for people.
        before: The old value as plain data.
    """
    after = None if value is None else value_to_data(form, value)
    return Change(kind, address, value, path, before, after)


def evidence_change(path: str, before: Sequence[Evidence] | None, after: Sequence[Evidence] | None) -> Change:
    """Make a change of the quotes of one field path.

    Args:
        path: The path, as the evidence has it.
        before: The old quotes; None for none.
        after: The new ones.
    """
    kind: Kind = "set" if after else "remove"
    address = ("evidence", path)
    return Change(kind, address, after, f"evidence.{path}", _quotes(before), _quotes(after))


def _quotes(quotes: Sequence[Evidence] | None) -> Any:
    return value_to_data(EvidenceMap(), {"": tuple(quotes)})[""] if quotes else None
