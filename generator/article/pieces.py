"""An article's text cut into pieces, each a range of offsets with what it is; every pass gives pieces back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

PieceKind = Literal["title", "caption", "body", "furniture", "masthead", "repeat"]

READ: frozenset[PieceKind] = frozenset({"title", "caption", "body"})
"""The kinds that become blocks."""

_LINE = re.compile(r"[^\n]+")
# Lines of a masthead end where they end, however long.
_MASTHEAD = re.compile(r"(?:posted|published|updated|last updated|by|source|photo|credit)\b", re.IGNORECASE)
_LABEL = re.compile(r"(?:[-–—•*·]|\w[\w ]{0,18}:|[Bb]y )")
# A full stop may be followed by quotation marks and brackets.
_FINAL = re.compile(r"[.!?…:][\"'”’)\]]*$|\)$")
_WRAP_LEAST, _WRAP_MOST = 40, 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last character."""
    kind: PieceKind = "body"
    """What it is, as far as the passes have gone."""
    chunk: int = 0
    """Number of the blank-line separated chunk it stands in."""

    def of(self, text: str) -> str:
        """Give its words."""
        return text[self.start : self.end]

    def as_kind(self, kind: PieceKind) -> Piece:
        """Give the same stretch as another kind."""
        return replace(self, kind=kind)


def trimmed(text: str, piece: Piece) -> Piece | None:
    """Give a piece without white space at its ends; None where nothing is left."""
    words = piece.of(text)
    stripped = words.strip()
    if not stripped:
        return None
    start = piece.start + words.index(stripped)
    return replace(piece, start=start, end=start + len(stripped))


def cut(text: str, piece: Piece, spans: Iterable[tuple[int, int, PieceKind]]) -> list[Piece]:
    """Cut stretches out of a piece.

    Args:
        text: The article's text.
        piece: What to cut.
        spans: Offsets in the text with the kind each stretch becomes, in order and without overlap.

    Returns:
        The stretches and what lies between them, in order; empty ones left out.
    """
    parts: list[Piece] = []
    at = piece.start
    for start, end, kind in spans:
        parts += [replace(piece, start=at, end=start), replace(piece, start=start, end=end, kind=kind)]
        at = end
    parts.append(replace(piece, start=at))
    return [part for part in (trimmed(text, p) for p in parts) if part]


def is_running(words: str) -> bool:
    """Say whether a paragraph is running text: a full sentence of some length, or several."""
    stripped = words.strip()
    if len(stripped) < 60:
        return False
    return bool(re.search(r"[.!?…][\"'”’)\]]*$", stripped)) or len(stripped) > 240


def split(text: str, start: int = 0) -> list[Piece]:
    """Cut text into paragraphs.

    A blank line always ends a paragraph. A single line break does too, unless the lines are hard-wrapped, as in mail.

    Args:
        text: The article's text.
        start: Where to begin.
    """
    pieces: list[Piece] = []
    for number, chunk in enumerate(_chunks(text, start)):
        wrapped = _is_wrapped([line.of(text) for line in chunk])
        for index, line in enumerate(chunk):
            before = chunk[index - 1].of(text) if index else ""
            joins = wrapped and len(before) >= _WRAP_LEAST and not _LABEL.match(line.of(text))
            joins = joins and not _MASTHEAD.match(before)
            if pieces and index and joins:
                pieces[-1] = replace(pieces[-1], end=line.end)
            else:
                pieces.append(replace(line, chunk=number))
    return pieces


def _chunks(text: str, start: int) -> Iterator[list[Piece]]:
    chunk: list[Piece] = []
    end = start
    for match in _LINE.finditer(text, start):
        line = trimmed(text, Piece(match.start(), match.end()))
        if chunk and (line is None or text.count("\n", end, match.start()) > 1):
            yield chunk
            chunk = []
        if line:
            chunk.append(line)
        end = match.end()
    if chunk:
        yield chunk


def _is_wrapped(lines: list[str]) -> bool:
    full = [line for line in lines[:-1] if len(line) >= _WRAP_LEAST]
    if not full or max(map(len, lines)) > _WRAP_MOST or not _FINAL.search(lines[-1]):
        return False
    return sum(not _FINAL.search(line) for line in full) * 2 >= len(full)
