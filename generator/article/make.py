"""The front door for text that is already text: one call finds headline, captions, body, furniture and masthead."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from generator.article.address import date_in_address
from generator.article.cites import find_cites
from generator.article.credits import split_credits
from generator.article.dateline import keep_with_dateline, read_dateline
from generator.article.decode import clean
from generator.article.furniture import strip_furniture
from generator.article.headline import keep_with_title, length_without_site
from generator.article.masthead import read_masthead
from generator.article.model import Article, Block, BlockKind
from generator.article.pieces import READ, Piece, PieceKind, cut, is_running, split
from generator.article.words import content_words, folded

_KINDS: dict[PieceKind, BlockKind] = {"title": "title", "caption": "caption", "body": "body"}


def make_article(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    published: datetime.date | None = None,
    publisher: str | None = None,
    author: str | None = None,
    language: str = "en",
    dateline: str | None = None,
    captions: Iterable[str] = (),
) -> Article:
    """Make an article of its text.

    What is given counts more than what the text says; what neither says stays absent.

    Args:
        text: The text, with or without its headline.
        title: The headline, where it came apart from the text.
        url: Where it was published.
        published: When it was published.
        publisher: Who published it.
        author: The byline.
        language: ISO 639-1 code.
        dateline: The dateline, where it came apart: `SAN SALVADOR, 18 FEB 90 (DPA)`.
        captions: Paragraphs that are known to be captions.
    """
    given = " ".join(clean(title).split()) if title else None
    kept, title_end = keep_with_title(clean(text), given)
    apart = " ".join(clean(dateline).split()) if dateline else ""
    if apart:
        kept, head_end = keep_with_dateline(kept, title_end, apart)
    opening = _opening(kept, title_end)
    known = {folded(caption) for caption in captions}
    pieces = [p.as_kind("caption") if folded(p.of(kept)) in known else p for p in split(kept, title_end)]
    if apart:
        pieces = [p.as_kind("masthead") if p.end <= head_end else p for p in pieces]
    pieces = strip_furniture(kept, pieces)
    pieces, credit = split_credits(kept, pieces)
    headline = opening[0].of(kept) if opening else None
    pieces, head = read_masthead(kept, pieces, headline)
    pieces = _drop_repeats(kept, opening + pieces)
    read = [piece for piece in pieces if piece.kind in READ]
    found = read_dateline(apart) if apart else None
    day = published or head.published or date_in_address(url)
    line = head.dateline or found
    by = publisher or head.publisher
    return Article(
        text=kept,
        blocks=tuple(Block(_KINDS[piece.kind], piece.start, piece.end) for piece in read),
        title=headline or head.title,
        url=url,
        publisher=by,
        author=author or head.author,
        published=day,
        dateline=line.resolved(day) if line else None,
        language=language,
        credit=credit,
        cites=find_cites("\n".join(piece.of(kept) for piece in read), publisher=by),
        furniture=tuple(dict.fromkeys(piece.of(kept) for piece in pieces if piece.kind == "furniture")),
    )


def _opening(text: str, title_end: int) -> list[Piece]:
    """Give the headline that came apart, and the site's name behind it as furniture."""
    if not title_end:
        return []
    start = title_end - len(text[:title_end].lstrip())
    end = start + length_without_site(text[start:title_end])
    return cut(text, Piece(start, title_end, "furniture", -1), [(start, end, "title")])


def _drop_repeats(text: str, pieces: list[Piece]) -> list[Piece]:
    """Keep the first of paragraphs that say the same; those of other stories, which pages show twice, go altogether."""
    count = Counter(folded(piece.of(text)) for piece in pieces if piece.kind in READ)
    doubled = {words for words, times in count.items() if times > 1}
    if not doubled:
        return pieces
    teasers = _teasers(text, pieces, doubled)
    done: list[Piece] = []
    seen: set[str] = set()
    for piece in pieces:
        words = folded(piece.of(text))
        if piece.kind in READ and words in teasers:
            piece = replace(piece, kind="furniture")
        elif piece.kind in READ and words in seen:
            piece = replace(piece, kind="repeat")
        seen.add(words)
        done.append(piece)
    return done


def _teasers(text: str, pieces: list[Piece], doubled: set[str]) -> set[str]:
    """Tell teasers of other stories: doubled on the spot, before the news, and without a word in common with it."""
    titles = " ".join(piece.of(text) for piece in pieces if piece.kind == "title")
    read = [folded(piece.of(text)) for piece in pieces if piece.kind in READ and piece.kind != "title"]
    single = [words for words in read if words not in doubled]
    news = next((index for index, words in enumerate(read) if words not in doubled and is_running(words)), 0)
    about = content_words(" ".join([titles, *single[:5]]))
    on_the_spot = {first for first, second in pairwise(read[:news]) if first == second}
    return {words for words in on_the_spot if len(content_words(words) & about) < 2}
