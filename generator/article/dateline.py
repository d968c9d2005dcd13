"""The dateline: `PARIS, Jan. 7 (Reuters) —`, `SAN SALVADOR, 18 FEB 90 (DPA) --`, `VERVIERS, Belgium (AP) —`."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache

from generator.article.dates import FoundDate, find_dates
from generator.article.model import Dateline
from generator.article.words import one_of, word_set, words

# What ends a dateline. A single hyphen only with a space beside it: LAC-MÉGANTIC has one of its own.
_DASH = re.compile(r"\s*(?:—|–|--+)\s*|\s+-\s*|-\s+|(?<=\))-(?=\S)")
_BRACKETS = re.compile(r"\s*\(([^()]{1,40})\)\s*$")
# Tags of transcribed broadcasts stand between dateline and text.
_TAGS = re.compile(r"(?:\s*(?:--+\s*)?\[[^\]\n]{1,120}\])+\s*")
_NO_DATE = re.compile(r",?\s+NO DATE\b(?=\s*(?:\(|$))")
_MOST = 90


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """A dateline and where the news begins."""

    end: int
    """Offset after the dash and what white space follows it."""
    place: str | None
    """In ordinary case."""
    date: FoundDate | None
    """Day and month, perhaps year."""
    agency: str | None
    """The agency in brackets."""

    def resolved(self, published: datetime.date | None) -> Dateline:
        """Give the dateline, a missing year taken from the publication date."""
        return Dateline(self.place, self.date.near(published) if self.date else None, self.agency)


def find_dateline(paragraph: str, *, is_all_upper: bool = False) -> FoundDateline | None:
    """Find the dateline at the head of a paragraph.

    Args:
        paragraph: The article's first paragraph of news, or a line that is nothing but a dateline.
        is_all_upper: The whole text is in capitals, so that they alone show no place.
    """
    for dash in _DASH.finditer(paragraph, 0, _MOST + 4):
        head = paragraph[: dash.start()]
        if not head.strip():
            return None
        found = read_dateline(head, is_all_upper=is_all_upper)
        if found:
            tags = _TAGS.match(paragraph, dash.end())
            return FoundDateline(tags.end() if tags else dash.end(), found.place, found.date, found.agency)
    return None


def read_dateline(head: str, *, is_all_upper: bool = False) -> FoundDateline | None:
    """Read a dateline without its dash.

    Args:
        head: Such as `NEW DELHI, May 25 (Sample Desk)`.
        is_all_upper: The whole text is in capitals, so that they alone show no place.
    """
    rest, agency, date = _NO_DATE.sub("", head.strip()), None, None
    brackets = _BRACKETS.search(rest)
    if brackets:
        inside, rest = brackets[1].strip(), rest[: brackets.start()].strip()
        dates = find_dates(inside)
        if dates and dates[0].end - dates[0].start >= len(inside) - 1:
            date = dates[0]
        elif not rest and "," in inside:
            rest = inside
        else:
            agency = inside
    dates = find_dates(rest)
    if dates and not rest[dates[-1].end :].strip(" .,"):
        date, rest = dates[-1], rest[: dates[-1].start].strip(" ,.")
    if not rest:
        known = agency and agency.lower() in _agencies()
        return FoundDateline(len(head), None, date, agency) if known or (agency and date) else None
    sure = bool(brackets or date)
    if not _is_place(rest, needs_capitals=not sure) or (is_all_upper and not sure):
        return None
    if agency and not re.search(r"[A-Z]", agency):
        return None
    return FoundDateline(len(head), ordinary_case(rest), date, agency)


def keep_with_dateline(body: str, title_end: int, dateline: str) -> tuple[str, int]:
    """Put a dateline that came apart from the text between headline and text, since place and day may rest on it.

    Args:
        body: The text to keep, headline included.
        title_end: Where the headline in it ends; 0 where it has none.
        dateline: The dateline as received, white space folded.

    Returns:
        The text to keep and the offset at which the dateline in it ends; 0 where the text has it already.
    """
    if dateline.casefold() in " ".join(body[: title_end + 2 * len(dateline) + _MOST].split()).casefold():
        return body, 0
    head, rest = body[:title_end].rstrip(), body[title_end:].lstrip()
    kept = f"{head}\n\n{dateline}" if head else dateline
    return f"{kept}\n\n{rest}", len(kept)


@cache
def _agencies() -> frozenset[str]:
    outlets = words("outlets")["outlets"]
    return frozenset(alias.lower() for aliases in outlets.values() for alias in aliases)


def _is_place(text: str, *, needs_capitals: bool) -> bool:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 3 or not all(parts) or re.search(r"[\d:;!?\"“”]", text):
        return False
    if parts[0].lower().strip(". ") in word_set("masthead", "not_places") or len(parts[0].split()) > 6:
        return False
    small = word_set("masthead", "small")
    names = [word for word in re.split(r"[\s-]+", parts[0]) if word.lower() not in small]
    if not names or any(len(part.split()) > 4 for part in parts[1:]):
        return False
    if needs_capitals and not (parts[0].upper() == parts[0] and re.search(r"[^\W\d_]{2}", parts[0])):
        return False
    later = [word for part in parts[1:] for word in part.split() if word.lower() not in small]
    if not any(word[:1].isupper() for word in names):
        return False
    return all(word[:1].isupper() or not word[:1].isalpha() for word in names + later)


def ordinary_case(place: str) -> str:
    """Bring a place name in capitals to ordinary case.

    Args:
        place: Such as `DAMMARTIN-EN-GOËLE, France`.
    """
    first, comma, rest = place.partition(",")
    small, large = word_set("masthead", "small"), word_set("masthead", "keep_large")
    is_capital = first.upper() == first

    def form(match: re.Match[str]) -> str:
        word, low = match.group(), match.group().lower()
        if not is_capital or re.match(r"[A-Z]\.", first[match.start() :]):
            return word
        after_hyphen = first[match.start() - 1 : match.start()] == "-"
        if match.start() and low in small and (after_hyphen or low not in large):
            return low
        return "Mc" + word[2:].capitalize() if low.startswith("mc") and len(low) > 3 else word.capitalize()

    named = re.sub(r"[^\W\d_]+", form, first)
    named = re.sub(r"(?<=[a-z]['’])S\b", "s", named)
    return _without_stop(named + comma + _regions(rest))


def _regions(rest: str) -> str:
    """Bring later parts to ordinary case where the whole dateline is in capitals; short codes stay."""
    if rest.upper() != rest:
        return rest
    return re.sub(r"[^\W\d_]{4,}", lambda match: match.group().capitalize(), rest)


def _without_stop(place: str) -> str:
    last = re.split(r"[\s,]+", place)[-1]
    if last.endswith(".") and not re.fullmatch(one_of(words("masthead")["abbreviations"]), last[:-1]):
        return place[:-1]
    return place
