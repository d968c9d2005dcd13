"""The schema of a brief as JSON Schema, draft-07, by which an editor completes, explains and underlines.

All of it is read from the descriptions of the fields and from the vocabularies. There is no `$ref`: draft-07 passes
over what stands beside one, and the help of a field would stand there. Every brief that the checker takes is taken,
but for one with a key that has nothing after it, which is half typed. What lies between values, such as an end before
its start, a schema cannot see.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from generator.exports.json_patterns import COUNT, DATE, GRADE, ID, URL, path_pattern
from generator.record.countries import countries
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
    WebAddress,
)
from generator.record.ids import LIMIT
from generator.record.schema import SCHEMA, Evidence, FieldDescription, Incident, Source, description
from generator.record.vocabulary import vocabulary

FILE = ".schema.json"
"""Its name in the folder of briefs, where the first line of every brief points."""

_Json = dict[str, Any]
_MOST = 10**10 - 1


def json_schema() -> _Json:
    """Give the schema of a brief."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Written by `briefs schema` from the descriptions of the fields; an edit here would be lost.",
        "title": f"Brief of an incident, schema {SCHEMA}",
        **_group(Incident),
    }


@cache
def to_json() -> str:
    """Give the schema as the text of its file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def _group(type_: type) -> _Json:
    described = description(type_)
    defaults = {field.name: field.default for field in fields(type_) if isinstance(field.default, str)}
    return {
        "description": _words(type_),
        "type": "object",
        "properties": {field.name: _field(field, defaults) for field in described},
        "required": [field.name for field in described if field.required],
        "additionalProperties": False,
    }


def _field(field: FieldDescription, defaults: Mapping[str, str]) -> _Json:
    label = field.label[:1].upper() + field.label[1:]
    default = {"default": defaults[field.name]} if field.name in defaults else {}
    return {"title": label, "description": ""} | _form(field.form) | {"description": field.help} | default


def _form(form: Form) -> _Json:
    """Give the schema of a form; one that is not known here is text."""
    match form:
        case Choice():
            return _choice(form.vocabulary)
        case Id():
            message = f"up to {LIMIT} small letters, digits and single hyphens"
            return _text(ID, message) | {"maxLength": LIMIT, "minimum": 0, "examples": ["2015-01-15-verviers-plot"]}
        case Date():
            message = "no date; write '2015-01-15', '2015-01', '2015', '2015-01~' or '../2015-01-15'"
            examples = ["2015-01-15", "2015-01", "2015-01~", "../2015-01-15", "2015-01-15/2015-01-18"]
            return _text(DATE, message) | {"minimum": 1000, "maximum": 9999, "examples": examples}
        case Number():
            message = "no count; write 3, 6-8, '>3000', '<5', '~100', several or unknown"
            counts = [3, "6-8", ">3000", "<5", "~100", "several", "unknown"]
            return _text(COUNT, message) | {"minimum": 0, "maximum": _MOST, "examples": counts}
        case CountryCode():
            return {"type": "string", "enum": list(countries()), "enumDescriptions": list(countries().values())}
        case Point():
            return _point()
        case Grade():
            return _text(GRADE, "no grade from A1 to F6") | {"type": "string", "examples": ["F6", "B2"]}
        case WebAddress():
            message = "no web address that starts with https:// or http://"
            return _text(URL, message) | {"type": "string", "examples": ["https://example.org/news/1.html"]}
        case FieldPath():
            examples = ["when.date", "casualties[killed]", "perpetrators[ISIS].role"]
            return _text(path_pattern(Incident), "the path of no field") | {"type": "string", "examples": examples}
        case ListOf():
            return {"type": "array", "items": _item(form.item), "uniqueItems": True}
        case Group():
            return _group(form.type)
        case SourceRef():
            kept = {"title": "A kept source", "description": "The id of a file in sources/."} | _text()
            return {"anyOf": [kept, {"title": "A source typed in place"} | _group(Source)]}
        case EvidenceMap():
            return _evidence()
    return _text()


def _item(form: Form) -> _Json:
    return {"description": _words(type(form))} | _form(form)


def _text(pattern: str = r"\S", message: str = "there is nothing here; write a value or delete the key") -> _Json:
    # A bare number is text too: a title of 1984, an id of digits, a year.
    return {"type": ["string", "integer"], "pattern": pattern, "patternErrorMessage": message}


def _choice(name: str) -> _Json:
    terms = vocabulary(name)
    return {
        "type": "string",
        "enum": [term.name for term in terms],
        "enumDescriptions": [f"{term.label}: {term.definition}" for term in terms],
    }


def _point() -> _Json:
    longitude = {"description": "Longitude, degrees east.", "type": "number", "minimum": -180, "maximum": 180}
    latitude = {"description": "Latitude, degrees north.", "type": "number", "minimum": -90, "maximum": 90}
    return {
        "type": "array",
        "items": [longitude, latitude],
        "additionalItems": False,
        "minItems": 2,
        "maxItems": 2,
        "examples": [[5.86, 50.59]],
    }


def _evidence() -> _Json:
    quote = {"description": "Words of the source, as they stand there; line breaks do not matter."} | _text()
    source = {"description": "The id of the source, where the brief has several."} | _text()
    sourced = {
        "description": _words(Evidence),
        "type": "object",
        "properties": {"source": source, "quote": quote},
        "required": ["quote"],
        "additionalProperties": False,
    }
    several = {"description": "Several quotes.", "type": "array", "items": {"anyOf": [quote, sourced]}}
    return {
        "type": "object",
        "propertyNames": _form(FieldPath()),
        "additionalProperties": {"anyOf": [quote, several, sourced]},
    }


def _words(type_: type) -> str:
    """Give the first paragraph of a class's docstring, on one line."""
    return " ".join((inspect.getdoc(type_) or "").partition("\n\n")[0].split())
