"""A document cut into stretches short enough for the tagger, at paragraphs' starts where that can be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from generator.extract.learned.pieces import Pieces

SIZE = 256
"""Pieces in a window at most, its two ends included."""
_MOST = 12
"""Pieces kept of one word."""


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of a document."""

    start: int
    """Its first word."""
    end: int
    """The word after its last."""
    pieces: tuple[int, ...]
    """The pieces of its words between the two ends."""
    firsts: tuple[int, ...]
    """Where among them each word starts."""


def windows(words: Sequence[str], paragraphs: Collection[int], pieces: Pieces) -> list[Window]:
    """Cut a document into windows that cover every word once.

    Args:
        words: Its words.
        paragraphs: The words with which its paragraphs start.
        pieces: The vocabulary.
    """
    cut = [pieces.of(word)[:_MOST] for word in words]
    starts = sorted(set(paragraphs))
    found: list[Window] = []
    start, size = 0, 2
    for at, part in enumerate(cut):
        if size + len(part) > SIZE:
            # Better to end with the last whole paragraph, if that leaves the window half full.
            end = next((p for p in reversed(starts) if start + (at - start) // 2 < p <= at), at)
            found.append(_window(start, end, cut, pieces))
            start, size = end, 2 + sum(len(p) for p in cut[end:at])
        size += len(part)
    if start < len(words):
        found.append(_window(start, len(words), cut, pieces))
    return found


def _window(start: int, end: int, cut: Sequence[tuple[int, ...]], pieces: Pieces) -> Window:
    flat, firsts = [pieces.start], []
    for part in cut[start:end]:
        firsts.append(len(flat))
        flat += part
    return Window(start, end, (*flat, pieces.end), tuple(firsts))
