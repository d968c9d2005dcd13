"""Whether two articles tell of one incident: evidence for and against, weighed, with the reasons in words.

Weights are rounded logarithms of odds: 3 and more in sum makes two drafts the same, less than 1.5 makes them
different, and what lies between is for a person to say. Two rules stand above the sum. Where the days contradict each
other, only a victim in common, a suspect with an unusual toll, or the same text makes them one, and where two of the
towns, the kinds and the tolls do, a text that is much alike may too. And where nothing is in common but the day and the
town, that is not enough.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.record.kinds import akin
from generator.store.match_traits import Traits, shared_names
from generator.store.similarity import Signature, likeness, repeats

Decision = Literal["same", "unsure", "different"]

SAME = 3.0
"""The least score of drafts that are the same."""
UNSURE = 1.5
"""The least score of drafts that may be."""
REPRINT = 0.6
"""The share of stretches of words in common from which on one text repeats the other."""
_CONTRADICTION = 2.0
"""Contradictions that no sum outweighs."""
_APART = -3.0
"""The score, texts left out, below which two drafts cannot be one incident by way of a third."""
_ALIKE = 0.45
"""Likeness of texts from which on they are about one thing, whatever was read from them."""
_TELLING = 0.18
"""Likeness of texts below which the words that they share are those of any such report."""
_RECENT = 366
"""Days before the recalling article within which an undated recalled incident is looked for."""
# They go on for days, so accounts of one differ in the day, and what is told of them changes.
_LASTING = frozenset({"natural-disaster", "unrest", "cyberattack", "industrial-accident", "fire"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing two drafts gave."""

    decision: Decision
    """Whether they are one incident."""
    score: float
    """The sum of the evidence."""
    reasons: tuple[str, ...]
    """For and against, in words, the weightiest first."""
    reprint: bool = False
    """True where one text repeats the other."""


@dataclass(frozen=True, slots=True)
class _Reason:
    weight: float
    words: str
    contradicts: float = 0.0
    names: bool = False
    settles: bool = False
    days: bool = False


def weigh(one: Traits, other: Traits, texts: tuple[Signature | None, Signature | None] = (None, None)) -> Verdict:
    """Compare two drafts whose articles are about their incidents; the order of the two does not matter.

    Args:
        one: The traits of the one.
        other: Those of the other.
        texts: The signatures of their articles.
    """
    near = likeness(*_known(texts)) if _known(texts) else 0.0
    share = repeats(*_known(texts)) if _known(texts) else 0.0
    found = [*_of_names(one, other), *_of_counts(one, other)]
    named = any(reason.names for reason in found)
    found += [*_of_text(near, share, texts), *_of_days(one, other, named=named), *_of_place(one, other)]
    if not akin(one.kind, other.kind):
        found.append(_Reason(-2.0, f"one is a {one.kind}, the other a {other.kind}", contradicts=1.0))
    score = sum(reason.weight for reason in found)
    settled = _settles(found) or share >= REPRINT
    contradictions = sum(reason.contradicts for reason in found)
    days = sum(reason.contradicts for reason in found if reason.days)
    if not settled and (days >= _CONTRADICTION or (contradictions >= _CONTRADICTION and near < _ALIKE)):
        score = min(score, SAME - 0.1)
    elif near < _TELLING and not named and score >= SAME:
        found.append(_Reason(0.0, "nothing in common but such as any report has"))
        score = SAME - 0.1
    decision: Decision = "same" if score >= SAME else "unsure" if score >= UNSURE else "different"
    words = tuple(r.words for r in sorted(found, key=lambda r: (-abs(r.weight), r.words)))
    return Verdict(decision, round(score, 2), words, share >= REPRINT)


def apart(one: Traits, other: Traits) -> bool:
    """Say whether two drafts contradict each other so much that no third may join them, be it like both."""
    found = [*_of_names(one, other), *_of_counts(one, other)]
    named = any(reason.names for reason in found)
    found += [*_of_days(one, other, named=named), *_of_place(one, other)]
    return sum(reason.weight for reason in found) < _APART and not _settles(found)


def recalls(mention: Traits, other: Traits) -> float:
    """Say how well an incident that an article only recalls fits a known one; 0 where it does not.

    It fits where it shares a place or target, its kind can be another word for the same thing, and the dates agree; a
    shared country alone is not enough.
    """
    shared = set(mention.names) & set(other.names)
    if not shared or not akin(mention.kind, other.kind) or not _dates_agree(mention, other):
        return 0.0
    if mention.country and other.country and mention.country != other.country:
        return 0.0
    exact = mention.day is not None and mention.day == other.day
    return len(shared) + 0.5 * exact + 0.25 * (mention.kind == other.kind)


def _known(texts: tuple[Signature | None, Signature | None]) -> tuple[Signature, Signature] | tuple[()]:
    one, other = texts
    return () if one is None or other is None else (one, other)


def _settles(found: list[_Reason]) -> bool:
    """A victim in common settles it; a suspect in common does together with an unusual toll."""
    marks = [reason for reason in found if reason.settles]
    return any(reason.weight >= 4 for reason in marks) or len(marks) > 1


def _of_text(near: float, share: float, texts: tuple[Signature | None, Signature | None]) -> Iterator[_Reason]:
    if share >= REPRINT:
        yield _Reason(6.0, "one text repeats the other")
    elif _known(texts):
        words = "share hardly any" if near < 0.1 else "share some" if near < 0.25 else "share many"
        yield _Reason(max(-2.0, min(6.0, 25 * (near - 0.13))), f"their texts {words} telling words ({near:.2f})")


def _of_names(one: Traits, other: Traits) -> Iterator[_Reason]:
    killed, _ = shared_names(one.killed, other.killed)
    victims, _ = shared_names((*one.killed, *one.victims), (*other.killed, *other.victims))
    suspects, _ = shared_names(one.suspects, other.suspects)
    people, part = shared_names(one.people, other.people)
    if killed:
        yield _Reason(5.0, f"both say that {_name(killed[0])} was killed", names=True, settles=True)
    elif victims:
        yield _Reason(4.0, f"{_name(victims[0])} is a victim in both", names=True, settles=True)
    elif suspects:
        yield _Reason(3.0, f"{_name(suspects[0])} is held responsible in both", names=True, settles=True)
    elif people:
        yield _Reason(3.0, f"{_name(people[0])} is named in both", names=True)
    elif part:
        yield _Reason(1.0, f"somebody named {_name(part[0])} is in both")
    elif one.people and other.people:
        yield _Reason(-1.0, "they name different people")


def _of_counts(one: Traits, other: Traits) -> Iterator[_Reason]:
    differ = 0.0
    for status in ("killed", "injured"):
        here, there = (one.counts or {}).get(status), (other.counts or {}).get(status)
        if here is None or there is None:
            continue
        small, large = sorted((here[0], there[0]))
        said = f"{small} and {large} {status}"
        if here[0] <= there[1] and there[0] <= here[1]:
            if small >= 5:
                yield _Reason(1.2, f"both count {small} {status}", settles=True)
            elif small >= 2:
                yield _Reason(0.7, f"both count {small} {status}")
        elif large > 2 and large >= 2 * max(1, small):
            differ = 0.0 if differ else 1.0
            yield _Reason(-1.0, f"the tolls are far apart: {said}", contradicts=differ)
        else:
            yield _Reason(-0.3, f"the tolls differ: {said}", contradicts=0.0 if differ else 0.5)


def _of_days(one: Traits, other: Traits, *, named: bool) -> Iterator[_Reason]:
    lasting = one.kind in _LASTING or other.kind in _LASTING
    if one.day is not None and other.day is not None:
        yield _days_apart(one, other, abs(one.day - other.day), lasting=lasting, named=named)
    elif one.earliest is not None and other.earliest is not None:
        if _overlap(one, other, 0):
            yield _Reason(0.5, "the dates can be the same")
        else:
            yield _dates_apart(unsure=one.unsure_day or other.unsure_day, lasting=lasting)
    if one.published is not None and other.published is not None:
        apart = abs(one.published - other.published)
        weight = 1.0 if apart <= 3 else 0.5 if apart <= 10 else 0.0 if apart <= 30 else -1.0
        yield _Reason(weight, f"published {_days(apart)} apart" if apart else "published on the same day")


def _dates_apart(*, unsure: bool, lasting: bool) -> _Reason:
    if unsure:
        return _Reason(-1.0, "the dates differ, though one of them is unsure", contradicts=0.0 if lasting else 1.0)
    return _Reason(-2.0, "the dates cannot be the same", contradicts=0.0 if lasting else 2.0, days=True)


def _days_apart(one: Traits, other: Traits, days: int, *, lasting: bool, named: bool) -> _Reason:
    if days <= 1:
        return _Reason(2.0 - days, "on the same day" if not days else "a day apart")
    words = f"{_days(days)} apart"
    late, early = (one, other) if (one.day or 0) > (other.day or 0) else (other, one)
    follows = (late.published or 0) - (early.published or late.published or 0) >= min(days, 3) - 1
    if named and follows and late.published is not None and abs(late.published - (late.day or 0)) <= 1:
        # A report on what came of it (a charge, a funeral) is easily dated by the day of that.
        return _Reason(-1.0, f"{words}, but the later may be the day of the report", contradicts=0.5)
    if lasting:
        return _Reason(-0.5 if days <= 7 else -3.5, words, contradicts=0.0 if days <= 7 else 1.0)
    weight = -1.5 if days <= 3 else -2.5 if days <= 10 else -3.0
    strangers = bool(one.people and other.people) and not named
    if (one.unsure_day or other.unsure_day) and not strangers:
        return _Reason(weight / 2, f"{words}, though one of the dates is unsure", contradicts=1.0)
    return _Reason(weight, words, contradicts=2.0, days=True)


def _of_place(one: Traits, other: Traits) -> Iterator[_Reason]:
    if one.place and one.place == other.place:
        yield _Reason(1.5, f"both in {_name(one.place)}")
    elif one.point and other.point:
        apart = _kilometres(one.point, other.point)
        weight = 0.5 if apart <= 15 else 0.0 if apart <= 30 else -0.5 if apart < 100 else -1.5
        yield _Reason(weight, f"{apart:.0f} km apart", contradicts=float(apart > 30))
    elif one.country and other.country and one.country != other.country:
        yield _Reason(-1.0, f"one in {one.country}, the other in {other.country}", contradicts=1.0)


def _dates_agree(mention: Traits, other: Traits) -> bool:
    if mention.latest is None or other.latest is None:
        # Two that are recalled in the same words, neither with a date, are one; a brief may be any of several.
        return mention.latest is other.latest is None and not other.main and mention.kind == other.kind
    if mention.open_start:
        return 0 <= mention.latest - other.latest <= _RECENT
    if other.open_start:
        return 0 <= other.latest - mention.latest <= _RECENT
    exact = mention.day is not None and other.day is not None
    return _overlap(mention, other, 1 if exact else 0)


def _overlap(one: Traits, other: Traits, slack: int) -> bool:
    first, last = (one.earliest or 0, other.earliest or 0), (one.latest or 0, other.latest or 0)
    return first[0] - slack <= last[1] and first[1] - slack <= last[0]


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Give the distance of two points, exact enough for towns."""
    turn = (other[0] - one[0] + 180) % 360 - 180
    east = math.radians(turn) * math.cos(math.radians((one[1] + other[1]) / 2))
    return 6371 * math.hypot(east, math.radians(other[1] - one[1]))


def _name(folded: str) -> str:
    return " ".join(word.capitalize() for word in folded.split("-"))


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"
