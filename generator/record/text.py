"""Text compared as people read it: white space folded, quotation marks and dashes made plain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_SINGLE = "\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4`"
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# What a reader does not see: soft hyphens, joiners and marks of direction. They are passed over.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_SINGLE, "'"),
        **dict.fromkeys(_DOUBLE, '"'),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_UNSEEN, ""),
        "\u2026": "...",
    }
)
# Control characters but for tab and line feed, lone surrogates, and the code points that are no characters.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")


def fold(text: str) -> str:
    """Bring text to the form in which quotes are compared.

    White space of every width becomes one space, none at the ends; curly quotation marks and dashes become
    plain, an ellipsis three dots, what a reader does not see goes, and accented letters take composed form.
    """
    if text.isascii():
        return " ".join(text.replace("`", "'").split())
    plain = text.translate(_PLAIN)
    if not unicodedata.is_normalized("NFC", plain):
        plain = "".join(unicodedata.normalize("NFC", cluster) for _, cluster in _clusters(plain))
    return " ".join(plain.split())


def has_quote(text: str, quote: str) -> bool:
    """Say whether a quote stands in a text, whatever the white space, quotation marks and dashes."""
    if quote in text and quote[:1].isalnum():
        return True  # word for word, as most are; nothing needs to be folded
    wanted = fold(quote)
    return bool(wanted) and wanted in _folded_once(text)


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Find where a quote stands in a text, whatever the white space, quotation marks and dashes.

    Args:
        text: The text as kept.
        quote: The words.

    Returns:
        Start and end of the first such place, as offsets in code points; None where there is none.
    """
    wanted = fold(quote)
    if not wanted:
        return None
    folded, starts, ends = _offsets(text)
    at = folded.find(wanted)
    return None if at < 0 else (starts[at], ends[at + len(wanted) - 1])


def clean(text: str) -> str:
    """Take out the characters that no brief may hold, and bring every kind of line end to a line feed."""
    return _CONTROL.sub("", _LINE_END.sub("\n", text))


def has_control(text: str) -> bool:
    """Say whether text holds a character that no brief may hold."""
    # What can be printed holds none, and that is quicker to see.
    return not text.isprintable() and _CONTROL.search(text) is not None


@lru_cache(maxsize=64)
def _folded_once(text: str) -> str:
    return fold(text)


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Give each character with the accents and what is unseen after it, and its offset."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not (unicodedata.combining(text[at]) or text[at] in _UNSEEN):
            yield start, text[start:at]
            start = at


@lru_cache(maxsize=16)
def _offsets(text: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Fold a text, and say for each character of the result where it started and ended."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, cluster in _clusters(text) if text else ():
        for character in unicodedata.normalize("NFC", cluster.translate(_PLAIN)):
            if character.isspace():
                if not out or out[-1] == " ":
                    continue
                character = " "
            out.append(character)
            starts.append(start)
            ends.append(start + len(cluster))
    return "".join(out), tuple(starts), tuple(ends)
