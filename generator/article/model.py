"""What came in: an article as received, with the parts of its text that are to be read marked by offsets."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

BlockKind = Literal["title", "caption", "body"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article's text that is to be read: a headline, a caption or a paragraph."""

    kind: BlockKind
    """What it is; a caption's facts count, its credit does not."""
    start: int
    """Offset of its first character in `Article.text`, in code points."""
    end: int
    """Offset after its last character."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place and day at the head of a wire report: `PARIS, Jan. 7 (Reuters) —`."""

    place: str | None
    """As written, in ordinary case."""
    date: datetime.date | None
    """The day, its year taken from the publication date where the dateline has none."""
    agency: str | None = None
    """The agency in brackets."""


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article as received. `text` is kept whole; `blocks` say which parts of it are news and not furniture."""

    text: str
    """The whole text, headline included, exactly as it is kept under `briefs/sources/`."""
    blocks: tuple[Block, ...] = ()
    """What to read, in order; none overlap."""
    title: str | None = None
    """The headline."""
    url: str | None = None
    """Where it was published."""
    publisher: str | None = None
    """Who published it; never guessed."""
    author: str | None = None
    """The byline."""
    published: datetime.date | None = None
    """When it was published, where the text or its wrapping says so."""
    dateline: Dateline | None = None
    """Its dateline."""
    language: str = "en"
    """ISO 639-1."""
    credit: str | None = None
    """The photo credit."""
    cites: tuple[str, ...] = ()
    """Outlets that the text relays ("CNN reports")."""
    furniture: tuple[str, ...] = ()
    """Page furniture as it stands in the text."""

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text's UTF-8 bytes, hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def id(self) -> str:
        """The source's id: the first 8 hex digits of `sha256`."""
        return self.sha256[:8]
