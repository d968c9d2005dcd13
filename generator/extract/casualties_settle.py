"""Settling: which number stands where an article gives several, and who of the people named are one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.extract.casualties import PeopleMention
from generator.extract.casualties_names import distinct_names
from generator.extract.casualties_people import is_more, is_plural_scale, sum_of
from generator.record.count import Count

PART = 0.5
_TITLE, _LEDE, _TOTAL = 1.6, 1.25, 1.6
_LEDE_TOKENS = 120
_LARGEST = 1.15


@dataclass(frozen=True, slots=True)
class Settled:
    """A number that stands, with the mentions that say it."""

    count: Count
    by: tuple[PeopleMention, ...]
    people: frozenset[str] = frozenset()

    @property
    def number(self) -> int:
        """The one number to reckon with."""
        return self.count.low or 0


def weight_of(mention: PeopleMention) -> float:
    """Say how much a mention speaks for its number: the headline, the lede and words such as "toll" most."""
    weight = mention.confidence * (_TOTAL if mention.total else 1.0)
    if is_in_title(mention):
        return weight * _TITLE
    return weight * (_LEDE if mention.span.start < _LEDE_TOKENS else 1.0)


def _is_early(mention: PeopleMention) -> bool:
    return is_in_title(mention) or mention.span.start < _LEDE_TOKENS


def is_in_title(mention: PeopleMention) -> bool:
    """Say whether a mention stands in the headline."""
    document = mention.span.doc._.document
    return document is not None and document.paragraph_of(mention.span).kind == "title"


def _is_early_single(said: Sequence[tuple[PeopleMention, Count]]) -> bool:
    """Say whether headline or lede speak of one person: larger numbers further down are then other people's."""
    return any(_is_early(m) and c.high == 1 and not m.more and m.confidence >= PART and not m.struck for m, c in said)


def settle(pool: Sequence[PeopleMention]) -> Settled | None:
    """Choose the number that most of some mentions speak for."""
    if not pool:
        return None
    said = _with_more(pool)
    many = [(m, c) for m, c in said if m.spoken and c.high != 1 and c.high != 0 and c.text != "several"]
    strong = [(m, c) for m, c in many if m.confidence >= 0.5]
    persons = _persons(pool)
    if _is_early_single(said) and not any(_is_early(m) for m, _ in strong):
        strong = many = []
    if strong or (many and not persons):
        best = _most_spoken_for(strong or many, said)
        if persons <= best.number:
            return best
    if persons:
        singles = [m for m in pool if m.count.high == 1 or m.named]
        if persons >= 2 or not any(not m.spoken and m.confidence >= 0.4 for m in pool):
            return Settled(Count.exactly(persons), tuple(best_of(singles, 3)), names_of(singles))
        return Settled(Count.exactly(persons), tuple(best_of(singles, 2)), names_of(singles))
    zero = [m for m in pool if m.count.high == 0]
    vague = [m for m in pool if m.count.high != 0]
    if vague:
        best_vague = max(vague, key=weight_of)
        return Settled(best_vague.count, (best_vague,))
    return Settled(Count.exactly(0), tuple(best_of(zero, 2))) if zero else None


def _with_more(pool: Sequence[PeopleMention]) -> list[tuple[PeopleMention, Count]]:
    """Add to each "two others" those whom it is added to: the number or the persons named shortly before."""
    out: list[tuple[PeopleMention, Count]] = []
    for i, mention in enumerate(pool):
        count = mention.count
        if mention.more and mention.spoken and count.high != 0:
            before = [
                m for m in pool[:i] if not m.more and m.spoken and m.count.high != 0 and not _is_whole(m, mention)
            ]
            near = [m for m in before if m.trigger.sent.start == mention.trigger.sent.start]
            if not near and count.high != 1:
                near = before[-1:]
            persons = _persons(near)
            numbers = [m.count for m in near if m.count.high != 1]
            base = numbers[-1] if numbers else Count.exactly(persons) if persons else None
            if base is not None:
                count = sum_of([base, count]) or count
        out.append((mention, count))
    return out


def _is_whole(mention: PeopleMention, later: PeopleMention) -> bool:
    """Say whether a number stands too far before "two others" to be what they are added to, or is already their sum."""
    sentence = later.trigger.sent
    before = sentence.doc[sentence.start - 1].sent.start if sentence.start else 0
    if mention.count.high == 1:
        return mention.trigger.i < sentence.start - 90
    return mention.trigger.i < before or any(is_more(p) for p in mention.people)


def _most_spoken_for(
    many: Sequence[tuple[PeopleMention, Count]], said: Sequence[tuple[PeopleMention, Count]]
) -> Settled:
    support: defaultdict[str, float] = defaultdict(float)
    by: dict[str, list[PeopleMention]] = {}
    counts: dict[str, Count] = {}
    for mention, count in many:
        counts[count.text] = count
        by.setdefault(count.text, []).append(mention)
    last = {text: max(m.span.start for m in found) for text, found in by.items()}
    for text, count in counts.items():
        for mention, other in said:
            if other.text == text:
                support[text] += weight_of(mention)
            elif fits(count, other):
                support[text] += 0.6 * weight_of(mention)
    # Parts are smaller than their total, so the largest number has a start.
    largest = max(counts, key=lambda t: counts[t].low or 0)
    support[largest] *= _LARGEST
    text = max(counts, key=lambda t: (round(support[t], 2), last[t]))
    if text.isdigit() and (hedged := Count.at_least(int(text)).text) in counts:
        # A headline drops the "at least" that the lede keeps.
        by[hedged] += by[text]
        text = hedged
    return Settled(counts[text], tuple(best_of(by[text], 3)))


def fits(count: Count, other: Count) -> bool:
    """Say whether a number is one that a vaguer wording allows: 22 and "more than 20"."""
    if other.text == "several" or count.low is None or other.low is None:
        return other.text == "several" and (count.low or 0) >= 2
    if other.text.startswith(">"):
        # "Hundreds" may be any number of hundreds, "more than 20" is hardly 40.
        reach = 5 if is_plural_scale(other) else 1.5
        return other.low <= count.low <= other.low * reach + 2
    return other.is_about and other.low * 0.9 <= count.low <= other.low * 1.1


def _persons(pool: Sequence[PeopleMention]) -> int:
    """Count the single persons that some mentions speak of, as few as they can be."""
    known = names_of(m for m in pool if not is_in_title(m))
    names: set[str] = set()
    genders: set[str] = set()
    plain = more = grouped = 0
    for mention in pool:
        if mention.named and (not is_in_title(mention) or set(mention.named) & known or len(pool) == 1):
            names.update(mention.named)
            if len(mention.people) > len(mention.named):
                grouped = max(grouped, len(mention.people))
        elif mention.count.high == 1 and mention.count.low == 1:
            if mention.more:
                more += any(m is not mention and m.trigger.sent.start == mention.trigger.sent.start for m in pool)
                plain = 1
            elif mention.gender:
                genders.add(mention.gender)
            else:
                plain = 1
    unnamed = max(len(genders), plain)
    names = distinct_names(names)
    return max(len(names), unnamed, grouped) + (min(more, 1) if not names else 0)


def names_of(pool: Iterable[PeopleMention]) -> frozenset[str]:
    """Give the keys of all persons whom some mentions name."""
    return frozenset(name for m in pool for name in m.named)


def best_of(pool: Iterable[PeopleMention], limit: int) -> list[PeopleMention]:
    """Give the mentions that weigh most."""
    return sorted(pool, key=weight_of, reverse=True)[:limit]
