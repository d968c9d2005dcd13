"""Where words are quoted: stretches between quotation marks, and whole paragraphs that a colon introduces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from generator.document.model import Document, Paragraph

_OPENING = "“„«"
_CLOSING = "”»"
_STOPS = frozenset({".", "?", "!", "...", "…"})
_LONGEST_UNCLOSED = 120


@dataclass(frozen=True, slots=True)
class Stretch:
    """Quoted words."""

    span: Span
    """The words, without marks and without the comma that ties them to "he said"."""
    before: int
    """Index after the last token that stands before the opening mark."""
    after: int
    """Index of the first token after the closing mark."""
    paragraph: int
    """Index of its paragraph."""
    by_colon: bool = False
    """True for a whole paragraph without marks after a colon."""
    continues: bool = False
    """True where the words go on, or have gone on, in a neighbouring paragraph."""
    closed: bool = True
    """False where the closing mark is missing."""


def stretches(document: Document) -> list[Stretch]:
    """Find the quoted stretches of a document, in order."""
    found: list[Stretch] = []
    body = document.paragraphs
    for index, paragraph in enumerate(body):
        introduced = index > 0 and _ends_in_colon(document.doc, body[index - 1])
        piece = document.doc[paragraph.start : paragraph.end]
        marks = list(_marks(document, paragraph))
        if introduced and not marks and paragraph.kind == "body":
            found.append(Stretch(piece, paragraph.start, paragraph.end, index, by_colon=True))
            continue
        continued = bool(found) and found[-1].continues and found[-1].paragraph == index - 1
        following = body[index + 1] if index + 1 < len(body) else None
        found.extend(_paired(document, index, marks, continued, following))
    return found


def _ends_in_colon(doc: Doc, paragraph: Paragraph) -> bool:
    return paragraph.kind == "body" and doc[paragraph.end - 1].text == ":"


def _marks(document: Document, paragraph: Paragraph) -> Iterator[tuple[int, bool | None]]:
    """Yield (offset in the paragraph, opens) for each quotation mark; None where its form does not tell."""
    text = document.doc[paragraph.start : paragraph.end].text
    if '"' not in text:
        return
    given = document.article.text[paragraph.char : paragraph.char + len(text)]
    for offset, character in enumerate(text):
        if character != '"':
            continue
        original = given[offset : offset + 1]
        if original and original in _OPENING:
            yield offset, True
        elif original and original in _CLOSING:
            yield offset, False
        else:
            left, right = text[offset - 1 : offset] if offset else " ", text[offset + 1 : offset + 2] or " "
            opens = left.isspace() or left in "([—–-/"
            closes = right.isspace() or right in ")]—–-.,;:?!'"
            yield offset, opens if opens != closes else None


def _paired(
    document: Document,
    index: int,
    marks: list[tuple[int, bool | None]],
    continued: bool,
    following: Paragraph | None,
) -> Iterator[Stretch]:
    paragraph = document.paragraphs[index]
    piece = document.doc[paragraph.start : paragraph.end]
    start: int | None = None
    for offset, opens in marks:
        if start is not None and opens is not True:
            stretch = _stretch(piece, start + 1, offset, index, continues=continued and start == marks[0][0] == 0)
            if stretch:
                yield stretch
            start = None
        elif opens is not False:
            start = offset
    if start is None:
        return
    goes_on = following is not None and document.doc[following.start].text.startswith('"')
    stretch = _stretch(piece, start + 1, len(piece.text), index, continues=goes_on, closed=False)
    if stretch and (goes_on or len(stretch.span) <= _LONGEST_UNCLOSED):
        yield stretch


def _stretch(
    piece: Span, start: int, end: int, index: int, *, continues: bool = False, closed: bool = True
) -> Stretch | None:
    span = piece.char_span(start, end, alignment_mode="contract")
    if span is None or not len(span):
        return None
    before, after = span.start, span.end
    while before > piece.start and '"' in piece.doc[before - 1].text:
        before -= 1
    while after < piece.end and '"' in piece.doc[after].text:
        after += 1
    first, last = span.start, span.end
    while last > first + 1 and piece.doc[last - 1].text in (",", "-", "—", "–", ";"):
        last -= 1
    while first < last - 1 and piece.doc[first].is_space:
        first += 1
    return Stretch(piece.doc[first:last], before, after, index, continues=continues, closed=closed)


def window_before(doc: Doc, stretch: Stretch, floor: int) -> tuple[int, int]:
    """Give the tokens of the same sentence before a stretch, as far back as `floor`."""
    start = stretch.before
    while start > floor and not _ends_sentence(doc, start - 1):
        start -= 1
    return start, stretch.before


def window_after(doc: Doc, stretch: Stretch, ceiling: int) -> tuple[int, int]:
    """Give the tokens of the same sentence after a stretch, as far as `ceiling`."""
    end = stretch.after
    while end < ceiling and not _ends_sentence(doc, end):
        end += 1
    return stretch.after, end


def _ends_sentence(doc: Doc, index: int) -> bool:
    return doc[index].text in _STOPS or (doc[index].is_space and "\n" in doc[index].text)
