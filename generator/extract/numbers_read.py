"""How a number is written: words, figures, ranges and the hedges around them, read from a list of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from generator.extract.words import words
from generator.record.count import Count

SEVERAL = Count.parse("several")
_FIGURE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_LIMIT = 10**10


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The words of counting, by what they do."""

    values: dict[str, int]
    """Units and tens: `seven`, `forty`."""
    scales: dict[str, int]
    """What multiplies: `hundred`, `million`."""
    rounds: dict[str, int]
    """What multiplies and rounds: `dozen`."""
    plurals: dict[str, int]
    """`hundreds`, `thousands`."""
    exact: dict[str, int]
    """Words that are a number by themselves: `both`, `nobody`, `couple`."""
    several: tuple[tuple[str, ...], ...]
    """Phrases that say no more than several, the longest first."""
    hedges: tuple[tuple[tuple[str, ...], str], ...]
    """Phrases before a number that bend it, the longest first."""
    trailers: tuple[tuple[tuple[str, ...], str], ...]
    """Phrases after a number that bend it, the longest first."""
    fillers: frozenset[str]
    """Words that may stand between hedge and number."""
    ordinals: frozenset[str]
    """`second`, `third`."""
    measures: frozenset[str]
    """Units: a number before one counts no people."""
    starts: frozenset[str]
    """The first word of everything above that can begin a number."""


@cache
def number_words() -> NumberWords:
    """Read the word lists."""
    data = words("numbers")

    def phrases(table: dict[str, list[str]]) -> tuple[tuple[tuple[str, ...], str], ...]:
        flat = [(tuple(phrase.split()), kind) for kind, items in table.items() for phrase in items]
        return tuple(sorted(flat, key=lambda item: -len(item[0])))

    several = tuple(sorted((tuple(p.split()) for p in data["words"]["several"]), key=len, reverse=True))
    hedges = phrases(data["hedges"])
    firsts = {phrase[0] for phrase in (*several, *(phrase for phrase, _ in hedges))}
    singles = {*data["units"], *data["tens"], *data["plurals"], *data["exact"], *data["words"]["fillers"]}
    return NumberWords(
        data["units"] | data["tens"],
        data["scales"],
        data["round_scales"],
        data["plurals"],
        data["exact"],
        several,
        hedges,
        phrases(data["trailers"]),
        frozenset(data["words"]["fillers"]),
        frozenset(data["words"]["ordinals"]),
        frozenset(data["units_of_measure"]["words"]),
        frozenset(firsts | singles | {"half", "between", "tens", "an", "a", "no"}),
    )


def _match(tokens: Sequence[str], i: int, phrase: tuple[str, ...]) -> bool:
    return tuple(tokens[i : i + len(phrase)]) == phrase


def scan(tokens: Sequence[str], start: int) -> tuple[Count, int] | None:
    """Read a number expression that begins at `start`; give it with the index after it."""
    lexicon = number_words()
    if tokens[start] not in lexicon.starts and not tokens[start][0].isdigit():
        return None
    i, hedge, between = start, "", False
    if tokens[i : i + 2] == ["no", "one"]:
        return Count.exactly(0), i + 2
    while True:
        if tokens[i : i + 1] == ["between"]:
            between, i = True, i + 1
            continue
        step = next(((p, kind) for p, kind in lexicon.hedges if _match(tokens, i, p)), None)
        if step is None:
            break
        hedge, i = hedge or step[1], i + len(step[0])
    fillers = i
    while i < len(tokens) and tokens[i] in lexicon.fillers and not _number(tokens, i):
        i += 1
    first = _number(tokens, i)
    if first is None:
        # "some" is a hedge before a number and a number word of its own before none.
        first = _number(tokens, fillers)
        i = fillers
        if first is None:
            return _vague(tokens, start) if start == fillers or tokens[start] == "some" else None
    if i > fillers and not hedge and "another" not in tokens[fillers:i] and tokens[fillers:i] != ["all"]:
        return None
    low, i, is_round = first
    high, i = _range_end(tokens, i, between, low)
    for phrase, kind in lexicon.trailers:
        if _match(tokens, i, phrase):
            hedge, i = kind, i + len(phrase)
            break
    return _count(low, high, hedge, is_round), i


def _range_end(tokens: Sequence[str], i: int, between: bool, low: int) -> tuple[int | None, int]:
    links = ("and",) if between else ("to", "or", "-", "–", "—")
    if tokens[i : i + 3] == ["-", "to", "-"]:
        i += 2
    if i < len(tokens) and tokens[i] in links:
        second = _number(tokens, i + 1)
        if second is not None and second[0] > low:
            return second[0], second[1]
    return None, i


def _vague(tokens: Sequence[str], i: int) -> tuple[Count, int] | None:
    lexicon = number_words()
    if lexicon.exact.get(tokens[i]) == 0:
        return Count.exactly(0), i + 1
    if _match(tokens, i, ("hundreds", "of", "thousands")):
        return Count.at_least(200_000), i + 3
    for phrase in lexicon.several:
        if _match(tokens, i, phrase):
            end = i + len(phrase)
            if (
                end < len(tokens)
                and tokens[end] in lexicon.scales
                and tokens[end] in ("hundred", "thousand", "million")
            ):
                return Count.at_least(2 * lexicon.scales[tokens[end]]), end + 1
            if end < len(tokens) and tokens[end] in lexicon.rounds:
                return SEVERAL, end + 1
            if end + 1 < len(tokens) and tokens[end] == "of" and tokens[end + 1] in lexicon.plurals:
                return Count.at_least(2 * lexicon.plurals[tokens[end + 1]]), end + 2
            return SEVERAL, end
    if tokens[i : i + 1] and tokens[i] in lexicon.plurals:
        return Count.at_least(2 * lexicon.plurals[tokens[i]]), i + 1
    if tokens[i : i + 2] == ["tens", "of"] and tokens[i + 2 : i + 3] and tokens[i + 2] in lexicon.plurals:
        return Count.at_least(20 * lexicon.plurals[tokens[i + 2]]), i + 3
    return None


def _count(low: int, high: int | None, hedge: str, is_round: bool) -> Count:
    if high is not None:
        return Count.parse(f"{low}-{high}") if hedge not in ("at_least", "more_than") else Count.at_least(low)
    if hedge == "at_least":
        return Count.at_least(low)
    if hedge == "more_than":
        return Count.parse(f">{low}")
    if hedge == "at_most":
        return Count.parse(f"<{low + 1}")
    if hedge == "fewer_than" and low > 0:
        return Count.parse(f"<{low}")
    return Count.about(low) if hedge == "about" or is_round else Count.exactly(low)


def _number(tokens: Sequence[str], i: int) -> tuple[int, int, bool] | None:
    """Read a plain cardinal at `i`: its value, the index after it, and whether it is a round number by nature."""
    lexicon = number_words()
    if i >= len(tokens):
        return None
    word = tokens[i]
    if lexicon.exact.get(word):
        return lexicon.exact[word], i + 1, False
    if tokens[i : i + 3] == ["half", "a", "dozen"]:
        return 6, i + 3, True
    if word in ("a", "an") and i + 1 < len(tokens):
        following = tokens[i + 1]
        if following in lexicon.rounds:
            return lexicon.rounds[following], i + 2, True
        if following in ("hundred", "thousand", "million"):
            return lexicon.scales[following], i + 2, True
        if following in ("couple", "pair", "trio", "single"):
            return lexicon.exact[following], i + 2, False
        return None
    return _cardinal(tokens, i)


def _cardinal(tokens: Sequence[str], i: int) -> tuple[int, int, bool] | None:
    lexicon = number_words()
    total, group, seen, is_round = 0.0, 0.0, False, False
    last_was_figure, i_start = False, i
    while i < len(tokens):
        word = tokens[i].rstrip(".") if tokens[i] not in lexicon.values else tokens[i]
        figure = _FIGURE.fullmatch(word)
        if figure:
            if seen:
                break
            group, seen, last_was_figure = float(word.replace(",", "")), True, True
        elif word in lexicon.values:
            value = lexicon.values[word]
            # "twenty five" is one number, "five twenty" and "12 five" are two.
            if seen and (
                last_was_figure or (group % 100 != 0 and not (group % 10 == 0 and group % 100 >= 20 and value < 10))
            ):
                break
            group, seen = group + value, True
        elif word in lexicon.rounds and seen:
            group, is_round = group * lexicon.rounds[word], True
        elif word in lexicon.scales and seen:
            scale = lexicon.scales[word]
            if scale == 100:
                group *= 100
            else:
                total, group = total + group * scale, 0.0
            last_was_figure = False
        elif word in ("and", "-") and seen and not last_was_figure and _joins(tokens, i, group):
            pass
        else:
            break
        i += 1
    if not seen:
        return None
    number = total + group
    if number != int(number) or not 0 <= number < _LIMIT:
        return None
    return int(number), max(i, i_start + 1), is_round


def _joins(tokens: Sequence[str], i: int, group: float) -> bool:
    """Say whether "and" or a hyphen at `i` stands inside one number: "one hundred and six", "twenty-five"."""
    lexicon = number_words()
    after = tokens[i + 1] if i + 1 < len(tokens) else ""
    value = lexicon.values.get(after)
    if value is None:
        return False
    if tokens[i] == "-":
        return group % 100 >= 20 and group % 10 == 0 and 0 < value < 10
    return group >= 100 and group % 100 == 0
