"""The document: one spaCy `Doc` for the whole article, with offsets back into the kept text."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from generator.article import Article
from generator.article.model import BlockKind


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article after reading."""

    kind: BlockKind
    """Title, caption or body."""
    start: int
    """Index of its first token in the document."""
    end: int
    """Index after its last token."""
    char: int
    """Offset in the article's text of the paragraph's first character."""


@dataclass(frozen=True)
class Document:
    """An article that has been read."""

    article: Article
    """What came in."""
    doc: Doc
    """All paragraphs as one parsed `Doc`; `doc._.document` leads back here."""
    paragraphs: tuple[Paragraph, ...]
    """In reading order; they cover every token."""

    @property
    def reference_date(self) -> datetime.date | None:
        """The day that "yesterday" is counted from: the dateline's, else the publication date."""
        line = self.article.dateline
        return (line.date if line else None) or self.article.published

    def paragraph_of(self, item: Token | Span) -> Paragraph:
        """Give the paragraph in which a token or span starts."""
        index = item.i if isinstance(item, Token) else item.start
        low, high = 0, len(self.paragraphs) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.paragraphs[middle].start <= index:
                low = middle
            else:
                high = middle - 1
        return self.paragraphs[low]

    def offsets(self, span: Span) -> tuple[int, int]:
        """Give the place of a span in the article's text, as offsets in code points."""
        first, last = self.paragraph_of(span), self.paragraph_of(span[-1])
        start = first.char + span[0].idx - self.doc[first.start].idx
        end = last.char + span[-1].idx + len(span[-1]) - self.doc[last.start].idx
        return start, end

    def quote(self, span: Span) -> str:
        """Give the words of a span as the article has them, white space folded."""
        start, end = self.offsets(span)
        return " ".join(self.article.text[start:end].split())

    def sentence(self, item: Token | Span) -> Span:
        """Give the sentence in which a token or span starts; never one that runs over a paragraph's end."""
        return (item if isinstance(item, Token) else item[0]).sent
