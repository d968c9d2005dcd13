"""Casualties: how many people were killed, injured, taken, lost or arrested, each with the words that say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from generator.extract.casualties_grammar import Harm
from generator.extract.casualties_harms import harms
from generator.extract.casualties_names import person_key
from generator.extract.casualties_people import gender, is_more, is_surely_people, number_of, people_in
from generator.extract.casualties_who import part_of, who_and_cause
from generator.extract.casualties_words import listed
from generator.extract.mentions import CasualtyMention
from generator.extract.numbers import SEVERAL, quantity_of
from generator.record.count import Count

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class PeopleMention(CasualtyMention):
    """A casualty mention that also knows of whom it speaks, so that nobody is counted twice."""

    people: tuple[Token, ...] = ()
    """Head words of those it is said of."""
    meant: tuple[Token, ...] = ()
    """The nouns that they stand for, other words than `people` only for pronouns."""
    named: tuple[str, ...] = ()
    """Keys of the persons named."""
    gender: str | None = None
    """A single person's, where a word tells."""
    struck: bool = False
    """They were hit, and nothing is said of what became of them."""
    more: bool = False
    """It adds to people named before: "two others"."""
    acted: bool = False
    """Somebody or something is named that did it to them."""
    by_somebody: bool = False
    """It was a person who did it to them, and so is not among them; not a deed that "left four dead"."""
    spoken: bool = True
    """The number is said, or follows from a singular or a name; False for a bare plural."""


@Language.factory("briefs_casualties", requires=["token.dep", "doc.ents"], assigns=["doc._.casualties"])
def make_casualties(nlp: Language, name: str) -> Casualties:
    """Build the component."""
    return Casualties()


class Casualties:
    """Turns every harm that a document tells of into mentions with a number."""

    def __call__(self, doc: Doc) -> Doc:
        """Assign `doc._.casualties`."""
        doc._.casualties = [mention for harm in harms(doc) for mention in _mentions(harm)]
        return doc


def _mentions(harm: Harm) -> Iterator[PeopleMention]:
    if not harm.people:
        if harm.count is not None:
            yield _mention(harm, (), harm.count)
        return
    # "left 12 soldiers and 30 rebels dead" tells of two kinds of dead.
    pairs = zip(harm.people, harm.meant or harm.people, strict=True)
    for _, group in groupby(pairs, key=lambda pair: _side(*pair)):
        people = tuple(person for person, _ in group)
        if any(_is_counted_elsewhere(p) for p in people):
            continue
        count = harm.count or number_of(people)
        yield _mention(harm, people, count)
        for included in _included(harm, people):
            part = number_of((included,))
            if part is not None and part.high != 0:
                yield _mention(harm, (included,), part, includes=True)


def _side(person: Token, meant: Token) -> str:
    if person.lower_ in ("himself", "herself", "themselves"):
        return "self"
    return "attacker" if part_of(meant) in ("perpetrator", "suspect") else "victim"


def _is_counted_elsewhere(token: Token) -> bool:
    """Say whether a noun only tells what a number counts: "the number of people killed"."""
    return (
        token.dep_ == "pobj"
        and token.head.lower_ == "of"
        and token.head.head.lemma_.lower() in listed("toll", "counts")
    )


def _mention(harm: Harm, people: tuple[Token, ...], count: Count | None, *, includes: bool = False) -> PeopleMention:
    who, cause = who_and_cause(harm, people)
    meant = [m for p, m in zip(harm.people, harm.meant, strict=False) if p in people] or list(people)
    spoken = count is not None
    vague = count is None or count.best is None
    sure = harm.sure * (0.5 if vague else 0.9)
    if harm.status == "killed" and people and not spoken:
        sure *= 0.8
    return PeopleMention(
        span=_clause(harm, people),
        trigger=harm.trigger,
        status=harm.status,
        count=count or SEVERAL,
        who=who,
        caused_by=cause,
        confidence=round(min(sure, 1.0), 3),
        includes=includes or _is_part(harm, people),
        total=harm.total or _is_total(people),
        people=people,
        meant=tuple(meant),
        named=tuple(dict.fromkeys(key for p in meant if (key := person_key(p)))),
        gender=gender(people[0]) if len(people) == 1 else None,
        struck=harm.struck,
        more=harm.more or (bool(people) and is_more(people[0])),
        acted=harm.actor is not None and not harm.own,
        by_somebody=harm.actor is not None and not harm.own and is_surely_people(harm.actor),
        spoken=spoken,
    )


def _is_total(people: tuple[Token, ...]) -> bool:
    number = quantity_of(people[0]) if people else None
    return number is not None and number.total


def _included(harm: Harm, people: tuple[Token, ...]) -> Iterator[Token]:
    """Give those counted within a number: "40 people, including three children"."""
    words = listed("including", "words")
    last = people[-1]
    for token in harm.trigger.sent:
        if token.lower_ not in words or token.pos_ not in ("ADP", "SCONJ", "VERB") or token.i < people[0].i:
            continue
        # Near its whole: right after the people, or after the word that says what became of them.
        if (
            token.i - last.right_edge.i > 3
            and not any(token.is_ancestor(p) or p.is_ancestor(token) for p in people)
            and abs(token.i - harm.trigger.i) > 6
        ):
            continue
        if token.lower_ == "among" and not any(c.lower_ in listed("including", "of_whom") for c in token.children):
            continue
        nouns = [c for c in token.children if c.dep_ in ("pobj", "dobj")]
        if token.lower_ == "among":
            nouns = []
        yield from (p for p in people_in(nouns) if p not in people)
        return


def _is_part(harm: Harm, people: tuple[Token, ...]) -> bool:
    """Say whether a number is a share of those already counted: "three of the dead", "52 of those were critical"."""
    if not people:
        return False
    of = [o for c in people[0].children if c.lower_ == "of" for o in c.children if o.dep_ == "pobj"]
    if not of or quantity_of(people[0]) is None:
        return False
    noun = of[0]
    if harm.status == "killed":
        return noun.lower_ in ("dead", "killed")
    return harm.struck and noun.lower_ in (listed("including", "of_whom") | {"injured", "wounded", "victims"})


def _clause(harm: Harm, people: tuple[Token, ...]) -> Span:
    """Give the words to quote: the clause, or just people and trigger where the clause runs on."""
    doc, trigger = harm.trigger.doc, harm.trigger
    edges = [trigger.i, *(i for p in people for i in (p.left_edge.i, p.i))]
    if not people:
        number = quantity_of(trigger)
        edges += (
            [number.start]
            if number is not None
            else [t.i for t in trigger.sent if t.like_num and abs(t.i - trigger.i) < 15]
        )
    low, high = min(edges), max(edges)
    top = trigger
    while top.head != top and not (
        top.left_edge.i <= low and top.right_edge.i >= high and top.pos_ in ("VERB", "AUX", "NOUN", "NUM")
    ):
        top = top.head
    left, right = top.left_edge.i, top.right_edge.i
    if left > low or right < high or right - left >= _LONGEST:
        left, right = low, high
    left, right = max(left, trigger.sent.start), min(right, trigger.sent.end - 1)
    while left < low and (doc[left].is_punct or doc[left].dep_ in ("cc", "mark")):
        left += 1
    while right > high and (doc[right].is_punct or doc[right].dep_ == "cc"):
        right -= 1
    return doc[left : right + 1]
