"""Forms in words: what a field's value may be, with a link to where the editors' guide explains it."""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from generator.pages.views import Name
from generator.record.forms import (
    Choice,
    CountryCode,
    Date,
    EvidenceMap,
    FieldPath,
    Form,
    Grade,
    Group,
    Id,
    ListOf,
    Number,
    Point,
    SourceRef,
    Text,
    WebAddress,
)

_NAMES: Mapping[type[Form], str] = MappingProxyType(
    {
        Choice: "choice",
        CountryCode: "country",
        Date: "date",
        EvidenceMap: "evidence",
        FieldPath: "path",
        Grade: "grade",
        Group: "group",
        Number: "count",
        Point: "point",
        SourceRef: "source",
        WebAddress: "address",
    }
)


@dataclass(frozen=True, slots=True)
class FormView:
    """A form as the guide explains it."""

    id: str
    """Its anchor."""
    title: str
    """What one of it is called."""
    about: str
    """What to write."""
    section: str
    """The anchor of the section that says more; empty where there is none."""


@cache
def guide_words() -> Mapping[str, Any]:
    """Read `data/guide.toml`."""
    return tomllib.loads(resources.files(__package__).joinpath("data", "guide.toml").read_text("utf-8"))


def form_views() -> tuple[FormView, ...]:
    """Explain every form."""
    return tuple(
        FormView(_anchor(name), words["one"], words["about"], words.get("section", ""))
        for name, words in guide_words()["forms"].items()
    )


def say_form(form: Form) -> Name:
    """Say a form in a few words that lead to where it is explained: `a list of texts`, `a term of kind`."""
    many = isinstance(form, ListOf)
    inner = form.item if isinstance(form, ListOf) else form
    name = _name(inner)
    words = guide_words()["forms"].get(name)
    if words is None:  # a form that the guide has no words for yet says itself what it is
        return Name((inspect.getdoc(type(inner)) or "").partition("\n")[0])
    text = f"a list of {words['many']}" if many else words["one"]
    if isinstance(inner, Choice):
        return Name(f"{text} of {inner.vocabulary}", f"#{inner.vocabulary}")
    return Name(text, "#" + (words.get("section") or _anchor(name)))


def _anchor(name: str) -> str:
    return f"form-{name}"


def _name(form: Form) -> str:
    if isinstance(form, Text):
        return "markdown" if form.markdown else "long-text" if form.long else "text"
    if isinstance(form, Id):
        return "brief" if form.refers else "id"
    return _NAMES.get(type(form), "")
