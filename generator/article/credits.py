"""Photo credits: found at the end of a caption or in a line of their own, and cut off, so that its facts remain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from generator.article.headline import is_headline
from generator.article.pieces import Piece, PieceKind, cut
from generator.article.words import one_of, words

_NAME = r"[^\W\d_][\w.’'-]*"
_CAPTION_MOST = 700
_TAIL_MOST = 200
_SOURCE = re.compile(r"\W*source\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Patterns:
    bracket: re.Pattern[str]
    tail: re.Pattern[str]
    bare: re.Pattern[str]
    line: re.Pattern[str]
    label: re.Pattern[str]
    stock: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    lists = words("credits")
    noun = rf"(?:{one_of(lists['nouns'])})"
    agency = rf"(?:{one_of(lists['agencies'] + lists['stock'])})\b"
    kind = r"(?:[\w-]+\s+){0,2}?"
    lead = rf"(?:{noun}\s+)?(?:credit|courtesy|copyright|source)\b(?:\s+should\s+read|\s+of|\s+to)?\s*:?"
    by = r"(?:should\s+read|:|/|by\b|via\b|courtesy\b(?:\s+of)?:?)"
    label = rf"(?:{kind}{noun}\s*{by}|{lead}|(?:provided|released|taken)\s+by)"
    bracket = "|".join(
        (
            rf"{label}.*",
            rf"{kind}{noun}",
            rf".*[/|]\s*{agency}.*",
            rf"{agency}\s*/.*",
            rf".*\bvia\s+{agency}",
            rf"{agency}\s+{noun}.*",
            r"file|handout|google\s+(?:maps?|street).*",
        )
    )
    # Without a full stop before it, a name could begin earlier; two words of it are sure.
    sure_name = rf"(?<=[.!?”\"]\s)(?:{_NAME}\s+){{0,3}}"
    name = rf"(?:{sure_name}|(?<=\s)(?:{_NAME}\s+)?|^(?:{_NAME}\s+){{0,4}})"
    begins = r"(?:(?<=\s)|^)"
    credit = rf"(?:(?:{noun}\s+)?(?:credit|courtesy(?:\s+of)?)|{noun}(?:\s+by)?)"
    tail = "|".join(
        (
            rf"{begins}(?-i:AFP|AP|REUTERS|EPA|GETTY|Reuters|Getty)\s+photos?\b\s*/?[^.!?:;]{{0,50}}",
            rf"{begins}{credit}\s*(?::|/)\s*(?-i:[A-Z@])[^.!?:;]{{1,60}}",
            rf"(?-i:{name}{_NAME}\s*/\s*(?:\w+\s*/\s*)?{agency}(?:\s*/\s*\w[\w ]{{0,20}})?)",
            rf"{begins}(?-i:{agency}\s*/\s*[A-Z]\w*(?:\s+[A-Z]\w*){{0,2}})",
        )
    )
    line = "|".join(
        (
            rf"{label}\s*\S.{{0,80}}",
            rf"{noun}\s+via\s+.{{2,60}}",
            rf"(?-i:{agency})(?:\s*[/|,]\s*.{{2,40}})?",
            rf"copyright\s+{agency}.{{0,60}}",
        )
    )
    return _Patterns(
        bracket=re.compile(rf"\(\s*(?:{bracket})\s*\)", re.IGNORECASE),
        tail=re.compile(rf"(?:{tail})\s*[.]?\s*$", re.IGNORECASE),
        bare=re.compile(rf"\s{agency}(?:\s+\w+)?\s*$"),
        line=re.compile(rf"[(\[]?(?:{line})[)\]]?", re.IGNORECASE),
        label=re.compile(rf"\s*[(\[]?\s*(?:{kind}{noun}\s+)?(?:{label}|{lead})\s*", re.IGNORECASE),
        stock=re.compile(rf"\b(?:{one_of(lists['stock'])})\b", re.IGNORECASE),
    )


# Brackets before a dash hold the agency of a dateline, not a credit.
_BRACKETED = re.compile(r"\([^()\n]{2,160}\)(?!\s*[-—–])")


def split_credits(text: str, pieces: list[Piece]) -> tuple[list[Piece], str | None]:
    """Cut photo credits off the pieces.

    Args:
        text: The article's text.
        pieces: In order.

    Returns:
        The pieces, credits as furniture and what they close as captions, and the best of the credits.
    """
    done: list[Piece] = []
    credits: list[tuple[int, str]] = []
    for piece in pieces:
        if piece.kind not in ("body", "caption"):
            done.append(piece)
            continue
        if _is_credit_line(piece.of(text)):
            above = _caption_above(text, done, piece)
            # "Source:" below a picture names its agency; on its own it names where the story was found.
            if above or not _SOURCE.match(piece.of(text)):
                credits.append(_named(piece.of(text)))
            kind: PieceKind = "furniture" if _patterns().stock.search(piece.of(text)) else "caption"
            done = [other.as_kind(kind) if other is above else other for other in done]
            done.append(piece.as_kind("furniture"))
            continue
        spans = _spans(text, piece)
        credits += [_named(part) for start, end in spans for part in _parts(text[start:end])]
        first = not any(other.kind in ("body", "caption") for other in done)
        done += _caption(text, piece, spans, first=first)
    best = min(credits, key=lambda credit: credit[0], default=None)
    return done, best[1] if best and best[1] else None


def _is_credit_line(line: str) -> bool:
    return len(line) <= 110 and bool(_patterns().line.fullmatch(line.strip()))


def _caption_above(text: str, done: list[Piece], credit: Piece) -> Piece | None:
    """Give the paragraph that a credit on the line below it, with no blank line between, makes a caption."""
    above = [piece for piece in done if piece.chunk == credit.chunk and piece.kind in ("body", "caption")]
    if not above or above[-1].end - above[-1].start > _CAPTION_MOST:
        return None
    opens = not any(piece.kind in ("title", "body", "caption") for piece in done if piece.start < above[-1].start)
    return None if opens and is_headline(above[-1].of(text)) else above[-1]


def _spans(text: str, piece: Piece) -> list[tuple[int, int]]:
    """Find the credits in a piece: in brackets anywhere, without brackets at its end; neighbours joined to one."""
    patterns = _patterns()
    line = piece.of(text)
    spans = [m.span() for m in _BRACKETED.finditer(line) if patterns.bracket.fullmatch(m.group())]
    bracketed = list(spans)
    end = len(line)
    while True:
        if bracketed and not line[bracketed[-1][1] : end].strip(" ."):
            end = bracketed.pop()[0]
            continue
        tail = patterns.tail.search(line, max(0, end - _TAIL_MOST), end)
        if tail is None and piece.kind == "caption":
            tail = patterns.bare.search(line, max(0, end - _TAIL_MOST), end)
        if not tail or tail.end() < len(line[:end].rstrip(" .")):
            break
        spans.append((tail.start(), end))
        end = tail.start()
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if joined and not line[joined[-1][1] : start].strip(" .,|"):
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return [(piece.start + start, piece.start + stop) for start, stop in joined]


def _caption(text: str, piece: Piece, spans: list[tuple[int, int]], *, first: bool) -> list[Piece]:
    """Cut the credits out and say what becomes of the rest.

    A piece that a credit closes is a caption. Where a page reader glued the caption to what follows, only the opening
    of the whole text is surely one.
    """
    parts = cut(text, piece, [(start, end, "furniture") for start, end in spans])
    if not spans:
        return parts
    stock = _patterns().stock.search(piece.of(text))
    closes = not text[spans[-1][1] : piece.end].strip(" .")
    if closes and len(spans) == 1 and piece.end - piece.start <= _CAPTION_MOST:
        kind: PieceKind = "furniture" if stock else "caption"
        return [part.as_kind(kind) if part.kind == "body" else part for part in parts]
    if first and parts[0].kind == "body" and parts[0].end - parts[0].start <= _CAPTION_MOST:
        parts[0] = parts[0].as_kind("caption")
    return parts


def _parts(credit: str) -> list[str]:
    bracketed = _BRACKETED.findall(credit)
    return [*bracketed, _BRACKETED.sub(" ", credit)] if bracketed else [credit]


def _named(credit: str) -> tuple[int, str]:
    """Give the name in a credit with its rank: one spelled out for editors comes before one with a bare label."""
    name = _patterns().label.sub("", credit, count=1).strip(" ()[].:;,/\n")
    rank = 0 if re.search(r"should\s+read", credit, re.IGNORECASE) else 1 if name != credit.strip() else 2
    return (rank if name else 9), " ".join(name.split())
