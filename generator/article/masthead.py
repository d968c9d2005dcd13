"""The masthead: headline, byline, publication date and dateline, found where the text has them, not read as news."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from generator.article.byline import read_byline
from generator.article.dateline import FoundDateline, find_dateline
from generator.article.dates import DateLine, FoundDate, Label, LabelledDate, find_dates, label_start, read_date_line
from generator.article.headline import is_alike, is_headline
from generator.article.pieces import Piece, cut, is_running

_STAMP = re.compile(r"\s*\((?=[^()]{0,30}\b(?:published|updated|posted)\b)[^()]{5,80}\)\s*$", re.IGNORECASE)
_PUBLISHED_BY = re.compile(r"(?:publisher:|published by|publication:)\s*(?P<name>[^.:;]{2,60}?)\.?", re.IGNORECASE)
_GLUED_BYLINE = re.compile(r"(?:By\b.{2,60}?|(?:The )?Associated Press|Reuters)\s+(?=[A-Z]{3})")
_STAMP_MOST = 160
# How many pieces from the top a byline or dateline may stand.
_HEAD = 12


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of the text says of the article."""

    title: str | None = None
    """The headline, where the text has it and it did not come apart."""
    author: str | None = None
    """The byline without its "By"."""
    dates: tuple[LabelledDate, ...] = ()
    """Publication dates with the label before each."""
    dateline: FoundDateline | None = None
    """The dateline."""
    publisher: str | None = None
    """Who published it, where a line says so outright."""

    @property
    def published(self) -> datetime.date | None:
        """The best of the publication dates: one labelled so, else a bare one, else the last update."""
        order: tuple[Label, ...] = ("published", "bare", "updated")
        days = [(order.index(label), found.date) for label, found in self.dates if found.date]
        return min(days, key=lambda day: day[0])[1] if days else None

    def dated(self, dates: tuple[LabelledDate, ...], author: str | None = None) -> Masthead:
        """Give the masthead with more dates, and an author where it had none."""
        return replace(self, dates=self.dates + dates, author=self.author or author)


def read_masthead(text: str, pieces: list[Piece], title: str | None) -> tuple[list[Piece], Masthead]:
    """Find what stands at the head of the text and mark it, so that it is not read as news.

    Args:
        text: The article's text.
        pieces: In order, furniture and captions marked.
        title: The headline, where it came apart from the text.
    """
    is_all_upper = all(p.of(text).upper() == p.of(text) for p in pieces if p.kind in ("body", "caption"))
    done: list[Piece] = []
    head = Masthead()
    running = 0
    for piece in pieces:
        line = piece.of(text)
        if piece.kind == "furniture" and (dated := read_date_line(line)):
            head = head.dated(dated.dates)
        if piece.kind not in ("body", "caption"):
            done.append(piece)
        elif dated := _date_line(line, bare=running == 0):
            done.append(piece.as_kind("masthead"))
            author = read_byline(dated.rest) if dated.rest else None
            head = head.dated(dated.dates, author[0] if author else None)
        elif publisher := _publisher(line):
            done.append(piece.as_kind("masthead"))
            head = replace(head, publisher=head.publisher or publisher)
        else:
            parts = [piece]
            if piece.kind == "body" and running < 2 and len(done) < _HEAD:
                parts, head = _read_head(text, piece, head, title, before_news=running == 0, is_all_upper=is_all_upper)
            parts, head = _unstamped(text, parts, head)
            running += sum(part.kind == "body" and is_running(part.of(text)) for part in parts)
            done += parts
    if title is None and not any(piece.kind in ("body", "caption") for piece in done):
        # Nothing follows that it could be the headline of.
        return [p.as_kind("body") if p.kind == "title" else p for p in done], replace(head, title=None)
    return done, head


def _read_head(
    text: str, piece: Piece, head: Masthead, title: str | None, *, before_news: bool, is_all_upper: bool
) -> tuple[list[Piece], Masthead]:
    line = piece.of(text)
    if by := read_byline(line):
        return [piece.as_kind("masthead")], head.dated(by[1], by[0])
    start = piece.start
    if before_news and (date := _leading_date(line)):
        head = head.dated((("bare", date),))
        start += date.end
    if head.dateline is None and (dateline := _dateline(text[start : piece.end], is_all_upper=is_all_upper)):
        head = replace(head, dateline=dateline)
        start += dateline.end
    if start > piece.start:
        return cut(text, piece, [(piece.start, start, "masthead")]), head
    if before_news and is_headline(line) and not is_running(line):
        known = title or head.title
        if (known is None and head.dateline is None) or (known and is_alike(line, known)):
            return [piece.as_kind("title")], replace(head, title=head.title or line)
    return [piece], head


def _dateline(paragraph: str, *, is_all_upper: bool) -> FoundDateline | None:
    lead = len(paragraph) - len(paragraph.lstrip())
    found = find_dateline(paragraph[lead:], is_all_upper=is_all_upper)
    if found is None and (by := _GLUED_BYLINE.match(paragraph, lead)):
        # A page reader ran byline and dateline together; only an agency in brackets makes this one sure.
        lead = by.end()
        found = find_dateline(paragraph[lead:], is_all_upper=is_all_upper)
        found = found if found and found.agency else None
    return replace(found, end=found.end + lead) if found else None


def _date_line(line: str, *, bare: bool) -> DateLine | None:
    """Read a date line; one without a label counts only before the news begins."""
    found = read_date_line(line)
    return None if found and not bare and all(label == "bare" for label, _ in found.dates) else found


def _leading_date(line: str) -> FoundDate | None:
    """Find a date that a page reader glued to the first sentence: `June 7, 2011 Computer hacking group…`."""
    dates = find_dates(line[:60])
    if not dates or dates[0].start or not dates[0].year or len(line) < dates[0].end + 20:
        return None
    return dates[0] if re.match(r"\s+[\"'“‘(]?[A-Z\d]", line[dates[0].end :]) else None


def _unstamped(text: str, parts: list[Piece], head: Masthead) -> tuple[list[Piece], Masthead]:
    """Cut a publication stamp off the end of a paragraph.

    One in brackets, `(Published Tuesday, Nov. 29, 2016)`, closes the caption of a video. One without comes from a page
    reader that glued the date line to the headline.
    """
    last = parts[-1] if parts else None
    if last is None or last.kind not in ("body", "caption", "title"):
        return parts, head
    line = last.of(text)
    stamp = _STAMP.search(line)
    start = stamp.start() if stamp else _glued_stamp(line)
    found = read_date_line(line[start:].strip(" ()\n")) if start else None
    if found is None:
        return parts, head
    cuts = cut(text, last, [(last.start + start, last.end, "masthead")])
    if stamp:
        cuts = [part.as_kind("caption") if part.kind == "body" else part for part in cuts]
    return [*parts[:-1], *cuts], head.dated(found.dates)


def _glued_stamp(line: str) -> int:
    """Find where a labelled date line begins that runs to the end of the line; 0 where none does."""
    tail = max(0, len(line) - _STAMP_MOST)
    dates = [tail + date.start for date in find_dates(line[tail:])]
    return next((start for date in dates if (start := label_start(line, date)) < date), 0)


def _publisher(line: str) -> str | None:
    """Read a line that says outright who published the text; whose copyright it is says less."""
    found = _PUBLISHED_BY.fullmatch(line)
    name = " ".join(found["name"].split()) if found else ""
    return name if name[:1].isupper() and not find_dates(name) else None
