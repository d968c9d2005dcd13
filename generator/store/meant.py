"""What a value can only have meant: a term in another case, a country by its name, a date without its zeros."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from generator.errors import RecordError
from generator.record.count import Count
from generator.record.countries import countries, is_country
from generator.record.forms import Choice, CountryCode, Date, Form, Grade, Number
from generator.record.guesses import guess_date
from generator.record.values import OTHER_CODES, parse
from generator.record.vocabulary import vocabulary
from generator.store.patch import Leaf
from generator.store.scalars import one_line

_YEAR_FIRST = re.compile(r"\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?")
_THOUSANDS = re.compile(r"(?<=\d)[, ](?=\d{3}\b)")
_ONE_SLIP = 5
"""Letters that a word has at least before one wrong letter in it leaves no doubt."""


def meant(leaf: Leaf) -> tuple[str | int, str] | None:
    """Give the value that can only have been meant, and how to write it; None where it stands right already."""
    text, form = leaf.node.value, leaf.form
    value = _MEANT[type(form)](form, text) if type(form) in _MEANT else None
    if value is None or not is_taken(form, value):
        return None
    if isinstance(form, Date | CountryCode):
        # Without quotes other programs read a date as a date, and Norway as false.
        return (value, one_line(value, quoted=True)) if value != text or leaf.node.style not in ("'", '"') else None
    if value == text:
        return None
    plain = Count.parse(value).plain if isinstance(form, Number) else value
    return plain, one_line(str(plain)) if isinstance(plain, str) else str(plain)


def _meant_date(form: Form, text: str) -> str | None:
    return text if is_taken(form, text) else guess_date(text) if _YEAR_FIRST.fullmatch(text) else None


def _meant_country(form: Form, text: str) -> str | None:
    code = OTHER_CODES.get(text.lower(), text.upper())
    if is_country(code):
        return code
    return next((code for code, name in countries().items() if name.lower() == text.lower()), None)


def _meant_term(form: Form, text: str) -> str | None:
    if not isinstance(form, Choice):
        return None
    terms = vocabulary(form.vocabulary)
    by_label = {term.label.lower(): term.name for term in terms}
    if text in terms or not text:
        return None
    plain = by_label.get(text.lower())
    return plain or known_word(text, terms.terms, lambda word: word.lower().replace("_", "-").replace(" ", "-"))


def _meant_count(form: Form, text: str) -> str | None:
    plain = _THOUSANDS.sub("", text.strip().lower())
    plain = plain[0] + plain[1:].strip() if plain[:1] in "<>~" and plain else plain
    return None if is_taken(form, text) else plain


def _meant_grade(form: Form, text: str) -> str | None:
    return text.strip().upper()


_MEANT: dict[type[Form], Callable[[Form, str], str | None]] = {
    Date: _meant_date,
    CountryCode: _meant_country,
    Choice: _meant_term,
    Number: _meant_count,
    Grade: _meant_grade,
}


def known_word(word: str, words: Iterable[str], plain: Callable[[str], str]) -> str | None:
    """Give the word of a closed list that was meant: in plain writing the same, or with one wrong letter.

    Args:
        word: What stands there.
        words: The words of the list.
        plain: Brings a word to the writing of the list.
    """
    wanted, known = plain(word.strip()), list(words)
    if wanted in known:
        return wanted
    if len(wanted) < _ONE_SLIP:
        return None
    from rapidfuzz.distance import DamerauLevenshtein

    near = [other for other in known if DamerauLevenshtein.distance(wanted, other, score_cutoff=2) <= 2]
    # A second word almost as near, and it could have been that one.
    return near[0] if len(near) == 1 and DamerauLevenshtein.distance(wanted, near[0]) == 1 else None


def is_taken(form: Form, value: str) -> bool:
    """Say whether a form takes a value as it stands."""
    try:
        parse(form, value)
    except RecordError:
        return False
    return True
