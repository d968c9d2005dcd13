"""How expressions of time are written: one regular expression for each way, the surest way first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from generator.extract.dates_words import alternatives, time_words

_WORD = re.compile(r"[a-z]+")
_FIGURE = re.compile(r"\d")
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d,]\d|['’]?s\b|-year)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
# "15" in "January 15" must not be the head of "15,000", "15:30" or "15 per cent".
_DAY_ENDS = r"(?![\d:%/]|,\d{3}|\.\d)"
_DAY_TO = (
    r"(?:\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b)\s*"
    r"(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:]))?"
)
_AWAY = r"(?:of\s+)?(?P<away>last|this|next)\s+year\b"
_OR_AWAY = rf"(?:(?:,?\s+|,|\s+of\s+){_YEAR}\b|,?\s+{_AWAY})"
_WHICH = r"(?P<which>(?:this|the)\s+past|(?:this\s+)?coming|last|next|this|previous|(?:the\s+)?following)"
_NOT_A_DAY = r"(?!\s+(?:floor|street|avenue|anniversary|day|storey|story|st\b|ave\b|of\b|\w*\s*block|[A-Z]))"


@cache
def date_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the patterns as (way, regular expression), in order of precedence."""
    words = time_words()
    lists = words.words
    # An abbreviation may carry a full stop; a whole name's full stop ends the sentence.
    month = rf"(?P<month>{alternatives(words.months)})\b(?:(?<=\b[a-z]{{3}})\.|(?<=\bsept)\.)?"
    weekdays = alternatives(words.weekdays)
    any_weekday = rf"(?P<weekday>{alternatives([*words.weekdays, *words.short_weekdays])})\.?"
    part = rf"(?:(?:\s+|-)(?P<part>{alternatives(lists['parts'])})\b)?"
    qualifier = rf"(?:(?P<qualifier>{alternatives(lists['early_late'])})(?:\s+|-))?"
    beside = rf"(?:{any_weekday}{part}(?:,\s*|\s+)(?:the\s+)?)?"
    number = rf"(?P<number>\d{{1,3}}|{alternatives(words.numbers)}|{alternatives(lists['vague'])})"
    leads = alternatives(lists["leads"])
    which2 = _WHICH.replace("which", "which2")
    not_counted = rf"(?!\s+{alternatives(lists['counted'])}\b)"
    sources = (
        ("iso", r"\b(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b"),
        (
            "slashed",
            r"(?<![\d/.])(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)"
            r"(?P<year>(?:(?:19|20)\d\d|\d\d))(?![\d/]|\.\d)",
        ),
        ("day", rf"\b(?:on\s+)?{qualifier}{beside}{month}\s+(?:the\s+)?{_DAY}{_DAY_ENDS}{_DAY_TO}{_OR_AWAY}?"),
        (
            "day",
            rf"(?<![\d.,:$£€])\b(?:on\s+)?{qualifier}{beside}(?:the\s+)?{_DAY}{_DAY_TO}\s+(?:of\s+)?{month}"
            rf"(?:{_OR_AWAY}|\s+'?(?P<short>\d\d)(?![\d:,]|\s+(?:people|[a-z]+s\b)))?",
        ),
        (
            "holiday",
            r"\b(?:on\s+)?(?P<shift>(?:the\s+)?(?:day|morning|night|evening)\s+(?:before|after)\s+)?"
            rf"(?P<holiday>{alternatives(words.holidays)})(?!\w){_OR_AWAY}?",
        ),
        ("month", rf"\b(?P<lead>{leads}\s+)?{qualifier}{month}(?:\s+of)?{_OR_AWAY}"),
        ("bare-month", rf"\b(?P<lead>{leads}|{_WHICH})?(?:(?<=\w)\s+)?{qualifier}{month}(?!\s+\d|\w|-)"),
        (
            "season",
            r"\b(?:(?P<which>last|this|next)\s+|in\s+)?(?:the\s+)?"
            rf"{qualifier}(?P<season>{alternatives(words.seasons)})\b(?:\s+of)?{_OR_AWAY}?",
        ),
        (
            "ago",
            r"\b(?:about|around|nearly|almost|some|roughly|over|more\s+than|just)?\s*"
            rf"\b{number}\s+(?:and\s+a\s+half\s+)?(?P<unit>hour|day|week|month|year)s?\s+"
            rf"(?P<sense>ago|earlier|before\s+that)\b(?:,?\s+(?:on\s+)?(?P<today>today|{weekdays}))?",
        ),
        (
            "after",
            rf"\b(?:just|only|less\s+than)?\s*\b{number}\s+(?P<unit>day|week|month|year)s?\s+after\b"
            r"(?!\s+(?:that|this|which|being|he|she|the\s+day)\b)",
        ),
        ("hours", rf"\b(?:in|within|over|during)\s+the\s+(?:last|past|previous)\s+{number}\s+(?P<unit>hour)s?\b"),
        (
            "unit",
            r"\b(?P<shade>earlier|later|early|late)?\s*\b"
            r"(?P<which>last|this|next|(?:the\s+)?previous|over\s+the|at\s+the|during\s+the)\s+"
            r"(?P<unit>weekend|week|month|year)(?!\w|-|'s\s+(?:eve|day)\b)",
        ),
        ("near", rf"\b(?P<word>{alternatives(words.days)})\b(?P<part>\s+{alternatives(lists['parts'])}\b)?"),
        ("echo", rf"\b(?:on\s+)?(?P<word>{alternatives(words.echoes)})\b(?!\s+(?:of|after|before|that)\b)"),
        (
            "weekday",
            rf"\b(?:on\s+)?(?:{_WHICH}\s+)?{qualifier}(?:{which2}\s+)?(?P<weekday>{weekdays})(?!\w|-to-)"
            rf"(?P<own>'s)?{part}(?:\s+(?P<week>last|next|this)\s+week\b)?",
        ),
        ("ordinal", rf"\bon\s+the\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b{_NOT_A_DAY}"),
        ("year", rf"\b(?P<lead>{leads}|early|late|mid)(?:\s+|-){_YEAR}\b{not_counted}"),
        (
            "year-of",
            rf"\b(?P<lead>the|that|\w+'s?)\s+(?:(?!at\b|about\b|{leads}\b)\w+\s+)?{_YEAR}\b(?=\s+(?P<noun>[A-Za-z]{{3,}})){not_counted}",
        ),
    )
    return tuple((way, re.compile(source, re.IGNORECASE)) for way, source in sources)


@cache
def _needs() -> dict[str, frozenset[str]]:
    """Give, for each way, words of which a text must hold one, so that most paragraphs are spared most patterns."""
    words = time_words()
    months, weekdays = frozenset(words.months), frozenset(words.weekdays)

    def firsts(phrases: Iterable[str]) -> frozenset[str]:
        return frozenset(max(_WORD.findall(phrase), key=len) for phrase in phrases)

    return {
        "day": months,
        "month": months,
        "bare-month": months,
        "weekday": weekdays,
        "holiday": firsts(words.holidays),
        "season": frozenset(words.seasons),
        "ago": frozenset({"ago", "earlier", "before"}),
        "after": frozenset({"after"}),
        "hours": frozenset({"hour", "hours"}),
        "unit": frozenset({"weekend", "week", "month", "year"}),
        "near": firsts(words.days),
        "echo": firsts(words.echoes),
    }


def find_expressions(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Find expressions of time in a paragraph, none overlapping, in order of where they stand."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[str, re.Match[str]]] = []
    present = set(_WORD.findall(text.lower()))
    figures = _FIGURE.search(text) is not None
    needs = _needs()
    for way, pattern in date_patterns():
        if needs[way].isdisjoint(present) if way in needs else not figures:
            continue
        for match in pattern.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end in taken):
                taken.append(match.span())
                found.append((way, match))
    yield from sorted(found, key=lambda item: item[1].start())
