"""Records to plain data and back: the one place where YAML and JSON values meet the record's types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import EllipsisType, MappingProxyType
from typing import Any, TypeAlias, TypeVar, cast

from generator.errors import Location
from generator.record.forms import EvidenceMap, Form, Group, ListOf, SourceRef, Text
from generator.record.names import Namings
from generator.record.paths import Address, fields_of, is_absent
from generator.record.problem import Problem
from generator.record.schema import Evidence, FieldDescription, Incident, Source, description
from generator.record.values import FaultError, did_you_mean, nearest, parse, plain, shown

T = TypeVar("T")
_TEXT = Text()
_EVIDENCE = ("source", "quote")
Locate = Callable[[Address], Location | None]
# The way to a value: what it stands in, and a key, a position, or an item of a list with its form and position. The
# path is made of it only for what is wrong.
_Trail: TypeAlias = "tuple[_Trail, str | int | tuple[Form, Any, int]] | None"


def nowhere(_: Address) -> Location | None:
    """Locate nothing: for data that did not come from a file."""
    return None


def to_data(incident: Incident) -> dict[str, Any]:
    """Bring an incident to plain data in file order, absent values left out."""
    return _group_to_data(incident)


def source_to_data(source: Source) -> dict[str, Any]:
    """Bring a source to plain data in file order, absent values left out."""
    return _group_to_data(source)


def from_data(data: Mapping[str, Any], *, locate: Locate = nowhere) -> tuple[Incident | None, list[Problem]]:
    """Bring plain data to an incident.

    Args:
        data: As `to_data` gives it, or as YAML or JSON was read.
        locate: Tells where a value stands in its file.

    Returns:
        The incident, and every problem found; None for the incident where there is any.
    """
    return _read(Incident, data, locate)


def source_from_data(data: Mapping[str, Any], *, locate: Locate = nowhere) -> tuple[Source | None, list[Problem]]:
    """Bring plain data to a source; arguments and result as those of `from_data`."""
    return _read(Source, data, locate)


def namings_from_data(data: Mapping[str, Any], *, locate: Locate = nowhere) -> tuple[Namings | None, list[Problem]]:
    """Bring plain data to what a collection says of names; arguments and result as those of `from_data`."""
    return _read(Namings, data, locate)


def _read(type_: type[T], data: Any, locate: Locate) -> tuple[T | None, list[Problem]]:
    reader = _Reader(locate)
    value = reader.group(type_, data, None)
    return (None if reader.problems else cast(T, value)), reader.problems


def _group_to_data(value: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for field in fields_of(value):
        inner = getattr(value, field.name)
        # Most fields are absent, and most of the others are text, whatever their form.
        if type(inner) is str:
            out[field.name] = inner
        elif inner is not None and not is_absent(inner):
            out[field.name] = value_to_data(field.form, inner)
    return out


def value_to_data(form: Form, value: Any) -> Any:
    """Bring the value of one field to plain data.

    Args:
        form: The field's form.
        value: The value, as the record holds it.
    """
    if isinstance(form, ListOf):
        return [value_to_data(form.item, item) for item in value]
    if isinstance(form, EvidenceMap):
        return {path: _evidence_to_data(quotes) for path, quotes in value.items() if quotes}
    if fields_of(value):
        return _group_to_data(value)
    return plain(form, value)


def _evidence_to_data(quotes: tuple[Evidence, ...]) -> Any:
    items: list[Any] = [q.quote if q.source is None else {"source": q.source, "quote": q.quote} for q in quotes]
    return items[0] if len(items) == 1 else items


class _Reader:
    """Walks plain data along the field descriptions, and collects what is wrong."""

    def __init__(self, locate: Locate) -> None:
        self.locate = locate
        self.problems: list[Problem] = []

    def group(self, type_: type, data: Any, trail: _Trail) -> Any:
        """Read a mapping with the fields of a record dataclass; None where it cannot be built."""
        if not isinstance(data, dict | Mapping):
            message = f'found "{shown(data)}" where a mapping of fields was expected'
            self.add("not-a-mapping", message, trail)
            return None
        described = _described(type_)
        for key in data:
            if key not in described:
                near = nearest(str(key), described) or _elsewhere(str(key), type_)
                message = f'"{shown(key)}" is no field here{did_you_mean(near)}'
                self.add("unknown-key", message, (trail, str(key)), near)
        values: dict[str, Any] = {}
        complete = True
        for name, field in described.items():
            given = data.get(name)
            if given is None:
                if field.required:
                    complete = False
                    message = f'the field "{name}" is missing: {field.help[0].lower()}{field.help[1:]}'
                    self.add("missing-field", message, (trail, name), at=trail)
                continue
            value = self.value(field, field.form, given, (trail, name))
            if value is not None:
                values[name] = value
            elif field.required:
                complete = False
        return type_(**values) if complete else None

    def value(self, field: FieldDescription, form: Form, data: Any, trail: _Trail) -> Any:
        """Read a value of any form; None where it is at fault."""
        kind = type(form)
        # Most values are plain text without fault, and of these a collection has a hundred thousand.
        if kind is Text and type(data) is str and data.isprintable() and not data.isspace() and data:
            return data
        if kind is ListOf:
            return self.items(field, cast(ListOf, form), data, trail)
        if kind is EvidenceMap:
            return self.evidence(data, trail)
        if kind is Group:
            return self.group(cast(Group, form).type, data, trail)
        if kind is SourceRef:
            if isinstance(data, dict | Mapping):
                return self.group(Source, data, trail)
            form = _TEXT
        try:
            return parse(form, data)
        except FaultError as fault:
            code = fault.code.replace("{field}", field.name.replace("_", "-"))
            self.add(code, fault.message, trail, fault.suggestion)
            return None

    def items(self, field: FieldDescription, form: ListOf, data: Any, trail: _Trail) -> tuple[Any, ...] | None:
        """Read a list, faulty items left out."""
        if not isinstance(data, list | tuple):
            message = f'found "{shown(data)}" where a list was expected; write [{shown(data)}] or one item a line'
            self.add("not-a-list", message, trail)
            return None
        out = []
        for at, item in enumerate(data):
            here = (trail, (form.item, item, at))
            if item is None:
                self.add("empty-value", "this item is empty; write a value or delete it", here)
                continue
            value = self.value(field, form.item, item, here)
            if value is not None:
                out.append(value)
        return tuple(out)

    def evidence(self, data: Any, trail: _Trail) -> Mapping[str, tuple[Evidence, ...]] | None:
        """Read the evidence: field path to a quote, a list of quotes, or mappings with source and quote."""
        if not isinstance(data, dict | Mapping):
            self.add("not-a-mapping", "evidence is a mapping from field path to quote", trail)
            return None
        out: dict[str, tuple[Evidence, ...]] = {}
        for key, given in data.items():
            here = (trail, key)
            if isinstance(given, list | tuple):
                found = (self.quote(item, (here, at)) for at, item in enumerate(given))
                quotes = tuple(quote for quote in found if quote is not None)
            else:
                one = self.quote(given, here)
                quotes = () if one is None else (one,)
            if quotes:
                out[str(key)] = quotes
        return MappingProxyType(out)

    def quote(self, data: Any, trail: _Trail) -> Evidence | None:
        """Read one quote; None where it is at fault."""
        given = data if isinstance(data, dict | Mapping) else {"quote": data}
        for key in given:
            if key not in _EVIDENCE:
                near = nearest(str(key), _EVIDENCE)
                message = f'"{shown(key)}" is no field of evidence{did_you_mean(near)}'
                self.add("unknown-key", message, trail, near, at=(trail, str(key)))
        try:
            quote = parse(_TEXT, given.get("quote"))
            source = given.get("source")
            return Evidence(quote, None if source is None else parse(_TEXT, source))
        except FaultError as fault:
            self.add(fault.code, fault.message, trail, fault.suggestion)
            return None

    def add(
        self, code: str, message: str, trail: _Trail, suggestion: str | None = None, *, at: _Trail | EllipsisType = ...
    ) -> None:
        """Note a problem with the value that a trail leads to; `at` where it stands elsewhere in the file."""
        place = trail if isinstance(at, EllipsisType) else at
        location = self.locate(_address(place))
        self.problems.append(Problem(code, message, _path(trail), location, suggestion=suggestion))


def _address(trail: _Trail) -> Address:
    if trail is None:
        return ()
    above, step = trail
    return (*_address(above), step[2] if isinstance(step, tuple) else step)


def _path(trail: _Trail) -> str:
    if trail is None:
        return ""
    above, step = trail
    if isinstance(step, int):
        return _path(above)  # one of several quotes has no path of its own
    if isinstance(step, tuple):
        return f"{_path(above)}[{_name(*step)}]"
    return _join(_path(above), str(step))


def _elsewhere(key: str, type_: type) -> str | None:
    """Give the path of a field of that name in another group of the same file: `when.date` for a bare `date`."""
    top = Source if type_ is Source else Incident
    groups = [(f.name, f.form.type) for f in description(top) if isinstance(f.form, Group)]
    paths = [f.name for f in description(top)]
    paths += [f"{name}.{inner.name}" for name, group in groups for inner in description(group)]
    plain = key.lower().replace("-", "_").replace(" ", "_")
    return next((path for path in paths if path.rpartition(".")[2] == plain), None)


@cache
def _described(type_: type) -> Mapping[str, FieldDescription]:
    return {field.name: field for field in description(type_)}


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _name(form: Form, item: Any, at: int) -> str:
    """Name an item of raw data as `key_of` would name the value made from it."""
    type_ = form.type if isinstance(form, Group) else Source
    if not isinstance(item, Mapping):
        return shown(item)
    keys = [str(item[f.name]) for f in description(type_) if f.key and item.get(f.name) is not None]
    return shown(" ".join(keys)) if keys else f"item {at + 1}"
