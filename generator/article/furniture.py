"""Page furniture: share bars, advertisements, sign-ups, lists of other stories; marked, lest it be read as news."""

from __future__ import annotations

import re
from functools import cache

from generator.article.pieces import Piece, PieceKind, cut, is_running
from generator.article.words import content_words, one_of, word_set, words

_TOKEN = re.compile(r"[^\W_]+(?:[-+'’.@][^\W_]+)*\+?")
_LINE_MOST = 400
# A list of other stories in the last part of the text is not followed by more of the article.
_LAST_PART = 0.6
_COUNTER = re.compile(r"(?<![\d/])(?:Image\s+)?(\d{1,2})(?:/|\s+of\s+(?:/\s+)?)(\d{1,2})(?![\d/])")
_SHORT_CAPTION = 300


@cache
def _line() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in words("furniture")["line"]), re.IGNORECASE)


@cache
def _heading() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in words("furniture")["heading"]), re.IGNORECASE)


@cache
def _inline() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in words("furniture")["inline"]), re.IGNORECASE)


@cache
def _caption_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of(words('furniture')['caption_label'][:-1])})\s*(?=\S)", re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """Say whether a whole line is page furniture."""
    stripped = line.strip()
    return len(stripped) <= _LINE_MOST and (_is_bar(stripped) or bool(_line().fullmatch(stripped)))


def _is_bar(line: str) -> bool:
    tokens = [token.lower() for token in _TOKEN.findall(line)]
    keys, allowed = word_set("furniture", "bar_keys"), word_set("furniture", "bar_words")
    return (
        0 < len(tokens) <= 20
        and any(token in keys for token in tokens)
        and all(token in allowed or token.isdigit() for token in tokens)
    )


def is_heading(line: str) -> bool:
    """Say whether a line opens a list of other things: `Must Reads`, `Related stories:`."""
    stripped = line.strip(" \t:–—-►>|*#")
    return len(stripped) <= 70 and bool(_heading().fullmatch(stripped))


def strip_furniture(text: str, pieces: list[Piece]) -> list[Piece]:
    """Mark what is page furniture, whole lines and stretches within paragraphs.

    Args:
        text: The article's text.
        pieces: In order.
    """
    done: list[Piece] = []
    in_list = False
    for piece in pieces:
        line = piece.of(text)
        if piece.kind != "body":
            done.append(piece)
        elif is_heading(line):
            in_list = True
            done.append(piece.as_kind("furniture"))
        elif (in_list and (piece.start > _LAST_PART * len(text) or not is_running(line))) or is_furniture(line):
            done.append(piece.as_kind("furniture"))
        else:
            in_list = False
            done += _strip_within(text, piece)
    return done


def _strip_within(text: str, piece: Piece) -> list[Piece]:
    line = piece.of(text)
    label = _caption_label().match(line)
    if label and len(line) <= _SHORT_CAPTION:
        end = piece.start + label.end()
        return [
            part.as_kind("caption") if part.kind == "body" else part
            for part in cut(text, piece, [(piece.start, end, "furniture")])
        ]
    return [part for whole in _gallery(text, piece) for part in _strip_inline(text, whole)]


def _strip_inline(text: str, piece: Piece) -> list[Piece]:
    if piece.kind == "furniture":
        return [piece]
    found = [match.span() for match in _inline().finditer(piece.of(text)) if match.group().strip()]
    return cut(text, piece, [(piece.start + start, piece.start + end, "furniture") for start, end in found])


def _gallery(text: str, piece: Piece) -> list[Piece]:
    """Cut a gallery that was glued into the text at its counters: `1/8 … 2/8 …`; between them stand captions."""
    counters = list(_COUNTER.finditer(piece.of(text)))
    totals = {match[2] for match in counters}
    runs = [[m for m in counters if m[2] == total] for total in totals]
    run = max(runs, key=len, default=[])
    numbers = [int(match[1]) for match in run]
    if len(set(numbers)) < 3 or sorted(set(numbers)) != list(range(1, numbers[-1] + 1)) or numbers != sorted(numbers):
        return [piece]
    parts = cut(text, piece, [(piece.start + m.start(), piece.start + m.end(), "furniture") for m in run])
    inner = range(piece.start + run[0].start(), piece.start + run[-1].start())
    captions = [part for part in parts if part.kind == "body" and part.start in inner]
    about = content_words(text[: parts[0].start] + text[inner.stop :] if parts[0] in captions else text[: inner.start])
    near = sum(len(content_words(part.of(text)) & about) > 1 for part in captions)
    # A gallery may be of this article or of the day's other pictures.
    kind: PieceKind = "caption" if near * 3 >= len(captions) else "furniture"
    return [part.as_kind(kind) if part in captions else part for part in parts]
