"""Strategies for versions of one record: what a person or a new extraction makes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from record_strategies import incidents, of_form, quotes

from generator.record.forms import EvidenceMap, Form, Group, ListOf
from generator.record.paths import fields_of, path_of
from generator.record.schema import Incident, description


@st.composite
def altered(draw: st.DrawFn, incident: Incident, *, most: int = 4) -> Incident:
    """Give an incident with some of its fields changed, gone or new, by chance."""
    names = [f.name for f in description(Incident) if f.name not in ("id", "evidence", "keep")]
    values: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(names), max_size=most, unique=True)):
        form = next(f.form for f in description(Incident) if f.name == name)
        # A brief always has a status and a TLP label, said or not.
        required = name in ("id", "status", "tlp", "title")
        values[name] = draw(_changed(form, getattr(incident, name), required=required))
    changed = replace(incident, **values)
    return replace(changed, evidence=draw(_evidence(changed)))


@st.composite
def _changed(draw: st.DrawFn, form: Form, value: Any, *, required: bool) -> Any:
    if isinstance(form, ListOf):
        return tuple(draw(_items(form, value)))
    if isinstance(form, Group):
        return draw(_group(value))
    if not required and draw(st.booleans()):
        return None
    return draw(of_form(form))


@st.composite
def _group(draw: st.DrawFn, value: Any) -> Any:
    fields = fields_of(value)
    for described in draw(st.lists(st.sampled_from(fields), max_size=2, unique=True)):
        new = draw(_changed(described.form, getattr(value, described.name), required=described.required))
        value = replace(value, **{described.name: new})
    return value


@st.composite
def _items(draw: st.DrawFn, form: ListOf, items: tuple[Any, ...]) -> list[Any]:
    kept = [item for item in items if draw(st.integers(0, 3))]
    kept = [draw(_group(item)) if fields_of(item) and not draw(st.integers(0, 2)) else item for item in kept]
    for item in draw(st.lists(of_form(form.item), max_size=2)):
        kept.insert(draw(st.integers(0, len(kept))), item)
    return kept if draw(st.integers(0, 4)) else draw(st.permutations(kept))


@st.composite
def _evidence(draw: st.DrawFn, incident: Incident) -> dict[str, Any]:
    """Give evidence that mostly belongs to values that are there."""
    paths = [f.name for f in description(Incident) if not isinstance(f.form, ListOf | EvidenceMap)]
    for described in description(Incident):
        items = getattr(incident, described.name)
        if isinstance(described.form, ListOf) and isinstance(described.form.item, Group):
            paths += [path_of(described.name, item, items) for item in items]
    out = {path: quotes for path, quotes in incident.evidence.items() if draw(st.integers(0, 3))}
    for path in draw(st.lists(st.sampled_from(paths), max_size=3, unique=True)):
        out[path] = draw(quotes)
    return out


@st.composite
def versions(draw: st.DrawFn) -> tuple[Incident, Incident, Incident]:
    """Give base, mine and theirs; sources are only gained, and `keep` is a person's."""
    base = draw(incidents.flatmap(altered))
    base = replace(base, keep=())
    mine = draw(altered(base))
    theirs = draw(altered(base))
    gained = (*base.sources, *(s for s in theirs.sources if s not in base.sources))
    return base, mine, replace(theirs, sources=gained)
