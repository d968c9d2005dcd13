"""Single values: from plain data to the record's types, or the fault that a person can mend."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Callable, Iterable
from typing import Any

from generator.errors import RecordError
from generator.record.count import Count
from generator.record.countries import countries, is_country
from generator.record.edtf import PartialDate
from generator.record.forms import (
    Choice,
    CountryCode,
    Date,
    FieldPath,
    Form,
    Grade,
    Id,
    Number,
    Point,
    Text,
    WebAddress,
)
from generator.record.guesses import guess_address, guess_count, guess_date
from generator.record.ids import LIMIT, is_id, slug
from generator.record.text import has_control
from generator.record.vocabulary import vocabulary

OTHER_CODES = {"uk": "GB", "el": "GR"}
"""Codes that people write for countries, in small letters, and those of ISO 3166-1."""
_GRADE = re.compile(r"[A-F][1-6]")
_FEW = 12
_SHOWN = 60


class FaultError(RecordError):
    """A value that its form does not take; `convert` turns it into a problem.

    Args:
        code: The problem's code; `{field}` stands for the field's name.
        message: What was found, what was expected, and what to do.
        suggestion: The nearest right word.
    """

    def __init__(self, code: str, message: str, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.suggestion = suggestion


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Give the word that somebody most likely meant, where one is near enough."""
    # Imported only when something is wrong: most runs never need it.
    from rapidfuzz import fuzz, process

    wanted = _plain_word(word)
    found = process.extractOne(wanted, list(words), scorer=fuzz.ratio, processor=_plain_word, score_cutoff=70)
    return found[0] if found else None


def did_you_mean(suggestion: str | None) -> str:
    """Word a suggestion as the end of a message; empty where there is none."""
    return f'; did you mean "{suggestion}"?' if suggestion else ""


def shown(value: Any) -> str:
    """Show a value in a message, shortened."""
    text = str(value).replace("\n", " ")
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def parse(form: Form, value: Any) -> Any:
    """Bring plain data to the type that a field of this form holds.

    Args:
        form: One of the forms of a single value.
        value: What YAML or JSON gave.

    Raises:
        FaultError: The form does not take it.
    """
    return _PARSERS[type(form)](form, value)


def plain(form: Form, value: Any) -> Any:
    """Bring a field's value back to plain data; the reverse of `parse`."""
    if isinstance(value, Count):
        return value.plain
    if isinstance(value, PartialDate):
        return str(value)
    return list(value) if isinstance(form, Point) else value


def _plain_word(word: str) -> str:
    return word.strip().lower().replace("_", "-").replace(" ", "-")


def _text(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        found = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else _word(value)
        raise FaultError("not-text", f"found {found} where text was expected; put text in quotes")
    if not value.strip():
        raise FaultError("empty-value", "there is nothing here; write a value or delete the key")
    if has_control(value):
        raise FaultError("control-character", "the text holds a control character; delete it")
    return value


def _word(value: Any) -> str:
    return "nothing" if value is None else shown(value).lower() if isinstance(value, bool) else shown(value)


def _choice(form: Form, value: Any) -> str:
    name = form.vocabulary if isinstance(form, Choice) else ""
    terms, text = vocabulary(name), _text(value)
    if text in terms:
        return text
    by_label = {term.label.lower(): term.name for term in terms}
    suggestion = by_label.get(text.lower()) or nearest(text, terms.terms)
    few = "" if suggestion or len(terms.terms) > _FEW else f"; it is one of {', '.join(terms.terms)}"
    end = did_you_mean(suggestion) or few or f"; the terms are those of the vocabulary {name}"
    raise FaultError("unknown-{field}", f'"{shown(text)}" is not a term of {name}{end}', suggestion)


def _id(form: Form, value: Any) -> str:
    text = _text(value)
    if is_id(text):
        return text
    suggestion = slug(text) if is_id(slug(text)) else None
    raise FaultError(
        "bad-id",
        f'"{shown(text)}" is no id: up to {LIMIT} small letters, digits and single hyphens, and no name that '
        f"Windows reserves{did_you_mean(suggestion)}",
        suggestion,
    )


def _date(form: Form, value: Any) -> PartialDate:
    try:
        return PartialDate.parse(_text(value).strip())
    except FaultError:
        raise
    except RecordError as error:
        guess = guess_date(str(value))
        raise FaultError("bad-date", f"{error.message}{did_you_mean(guess)}", guess) from error


def _count(form: Form, value: Any) -> Count:
    try:
        return Count.parse(value if isinstance(value, int) and not isinstance(value, bool) else _text(value))
    except FaultError:
        raise
    except RecordError as error:
        guess = guess_count(str(value))
        raise FaultError("bad-count", f"{error.message}{did_you_mean(guess)}", guess) from error


def _country(form: Form, value: Any) -> str:
    text = _text(value)
    if is_country(text):
        return text
    by_name = {name.lower(): code for code, name in countries().items()}
    other = OTHER_CODES.get(text.lower(), text.upper())
    near = nearest(text, by_name) if len(text) > 3 else None
    suggestion = other if is_country(other) else by_name.get(text.lower()) or (by_name[near] if near else None)
    raise FaultError(
        "bad-country",
        f"\"{shown(text)}\" is no country code of ISO 3166-1, such as 'FR'{did_you_mean(suggestion)}",
        suggestion,
    )


def _point(form: Form, value: Any) -> tuple[float, float]:
    numbers = [float(v) for v in value if _is_number(v)] if isinstance(value, list | tuple) else []
    if len(numbers) != 2 or len(value) != 2:
        raise FaultError("bad-point", "a point is [longitude, latitude] in degrees, such as [5.86, 50.59]")
    lon, lat = numbers
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        swapped = "; longitude comes first" if abs(lon) <= 90 and abs(lat) <= 180 else ""
        raise FaultError(
            "bad-point",
            f"[{lon:g}, {lat:g}] is nowhere: longitudes are -180 to 180, latitudes -90 to 90{swapped}",
        )
    # A seventh decimal is a centimetre; more would only be noise in a file.
    return round(lon, 7), round(lat, 7)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1000


def _grade(form: Form, value: Any) -> str:
    text = _text(value)
    if _GRADE.fullmatch(text):
        return text
    suggestion = text.upper() if _GRADE.fullmatch(text.upper()) else None
    raise FaultError("bad-grade", f'"{shown(text)}" is no grade from A1 to F6{did_you_mean(suggestion)}', suggestion)


def _url(form: Form, value: Any) -> str:
    text = _text(value)
    guess = guess_address(text)
    message = f'"{shown(text)}" is no web address that starts with https:// or http://{did_you_mean(guess)}'
    fault = FaultError("bad-url", message, guess)
    if re.search(r"[\s\\<>\"]", text):
        raise fault
    try:
        parts = urllib.parse.urlsplit(text)
        host = parts.hostname
    except ValueError as error:
        raise fault from error
    if parts.scheme not in ("http", "https") or not host:
        raise fault
    return text


_PARSERS: dict[type[Form], Callable[[Form, Any], Any]] = {
    Text: lambda _, value: _text(value),
    FieldPath: lambda _, value: _text(value),
    Id: _id,
    Choice: _choice,
    Date: _date,
    Number: _count,
    CountryCode: _country,
    Point: _point,
    Grade: _grade,
    WebAddress: _url,
}
