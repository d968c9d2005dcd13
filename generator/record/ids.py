"""Ids of briefs: short, stable, safe as file names on every system, and readable in a link."""

from __future__ import annotations

import re
import unicodedata

from generator.record.edtf import PartialDate
from generator.record.vocabulary import vocabulary

LIMIT = 80
"""The most characters an id may have."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Names that Windows keeps for devices, whatever the suffix.
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
# Letters that Unicode does not take apart into a base and an accent.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
    }
)
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02bb\u02bf\u02be`]")


def is_id(text: str) -> bool:
    """Say whether text may be the id of a brief."""
    return len(text) <= LIMIT and bool(_ID.fullmatch(text)) and not _RESERVED.fullmatch(text)


def slug(text: str, limit: int = LIMIT) -> str:
    """Bring text to the letters, digits and hyphens of an id, cut after a word.

    Args:
        text: Such as a place or a name.
        limit: The most characters to keep.

    Returns:
        The slug; empty where nothing of the text can be written in ASCII.
    """
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text.casefold().translate(_LETTERS)))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return _join(words, limit)


def make_id(date: PartialDate | None, place: str | None, kind: str, target: str | None = None) -> str:
    """Make the id that a new brief should have, if it is free.

    Args:
        date: When it happened; only what is known of it goes into the id.
        place: The town, as people call it.
        kind: Term of the vocabulary `kind`.
        target: What tells it from other incidents there, such as `Charlie Hebdo`.

    Returns:
        Such as `2015-01-15-verviers-plot` or `2015-01-paris-charlie-hebdo-attack`.
    """
    kinds = vocabulary("kind")
    word = slug(kinds[kind].crosswalk.get("id_word", kind) if kind in kinds else kind) or "incident"
    start = _date_words(date)
    middle = [*slug(place or "", 40).split("-"), *slug(target or "", 40).split("-")]
    room = LIMIT - len(word) - len(start) - 2
    # A target that repeats the place ("Garissa University" in Garissa) says it once.
    parts = [start, _join(list(dict.fromkeys(w for w in middle if w)), room), word]
    return "-".join(part for part in parts if part)


def _join(words: list[str], limit: int) -> str:
    out = ""
    for word in words:
        longer = f"{out}-{word}" if out else word[:limit]
        if len(longer) > limit:
            break
        out = longer
    return out


def _date_words(date: PartialDate | None) -> str:
    if date is None:
        return ""
    text = date.text
    if date.is_interval:
        start, _, end = text.partition("/")
        # "On or before the 15th" is most often the same month, and hardly ever the same day.
        text = start if start not in ("", "..") else end[:7]
    text = text.rstrip("~?%")
    if "X" in text[:4]:
        return text[:4].replace("X", "0").lower() + "s"
    return text.replace("-XX", "")
