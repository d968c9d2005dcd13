"""Sides: victims on one, attackers and suspects on the other, and nobody on both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from generator.extract.casualties import PeopleMention
from generator.extract.casualties_settle import Settled, best_of, names_of
from generator.extract.casualties_words import listed
from generator.record.count import Count

ATTACKERS = ("perpetrator", "suspect")
"""Terms of `casualty-who` for the side that did it or is held to have done it."""


def one_side(known: list[PeopleMention]) -> list[PeopleMention]:
    """Bring all mentions of the one person who died to one side.

    "Police shot a man. He was pronounced dead": the second sentence does not say again that he was a suspect. And a
    name that is a victim's and an attacker's at once belongs to the side that more is said of.
    """
    out = list(known)
    sides: dict[str, Counter[bool]] = {}
    for m in known:
        for name in m.named if m.status in ("killed", "injured") else ():
            sides.setdefault(name, Counter())[m.who in ATTACKERS] += 1
    for i, m in enumerate(out):
        if len(m.named) == 1 and m.status in ("killed", "injured"):
            tally_ = sides[m.named[0]]
            blamed = tally_[True] > tally_[False]
            if blamed != (m.who in ATTACKERS):
                out[i] = replace(m, who="suspect" if blamed else "victim", caused_by=m.caused_by)
    out = _same_number(out)
    harmed = [m for m in out if m.status in ("killed", "injured") and not m.includes and m.count.high != 0]
    blamed_ones = [m for m in harmed if m.who in ATTACKERS]
    dead = [m for m in harmed if m.who not in ATTACKERS and m.status == "killed"]
    single = blamed_ones and all(m.count.high == 1 and not m.more for m in blamed_ones)
    if not single or not dead or any(m.count.high != 1 or m.acted or m.more for m in dead):
        return out
    names = names_of(blamed_ones)
    words = {p.lemma_.lower() for m in blamed_ones for p in m.people if p.pos_ == "NOUN"}
    for i, m in enumerate(out):
        # "Police killed a boy… officers shot the boy": the same boy.
        if m.struck and m.count.high == 1 and m.people and not m.named and m.people[0].lemma_.lower() in words:
            out[i] = replace(m, who=blamed_ones[0].who, caused_by=blamed_ones[0].caused_by)
    harmed = [m for m in out if m.status in ("killed", "injured") and not m.includes and m.count.high != 0]
    others = [m for m in harmed if m.who not in ATTACKERS and m.status == "injured" and m.acted]
    if others:
        return out
    for i, m in enumerate(out):
        if m not in dead or (m.named and names and not set(m.named) & names):
            continue
        out[i] = replace(m, who=blamed_ones[0].who, caused_by=blamed_ones[0].caused_by)
    return out


def _same_number(known: list[PeopleMention]) -> list[PeopleMention]:
    """Bring "two men were killed" to the "two suspects shot dead" of the same incident, where no others died."""
    dead = [m for m in known if m.status == "killed" and not m.includes and m.spoken and m.count.high != 0]
    blamed = next((m for m in dead if m.who in ATTACKERS and m.count.high != 1), None)
    plain = [m for m in dead if m.who not in ATTACKERS]
    if blamed is None or any(m.acted or m.count.text != blamed.count.text for m in plain):
        return known
    return [replace(m, who=blamed.who, caused_by=blamed.caused_by) if m in plain else m for m in known]


def without_attackers(
    dead: Settled | None, attackers: Settled | None, known: Sequence[PeopleMention]
) -> Settled | None:
    """Take attackers out of a number that the text says includes them: "four dead, including a gunman"."""
    if dead is None or attackers is None:
        return dead
    if any(m.count.text == str(dead.number) and m.status == "killed" and m.who not in ATTACKERS for m in known):
        parts = [
            m
            for m in known
            if m.status == "killed" and m.who not in ATTACKERS and m.count.text == str(dead.number - attackers.number)
        ]
        if (
            dead.count.text.isdigit()
            and parts
            and dead.number - attackers.number > 1
            and not any(m.more for m in parts)
        ):
            # "Three dead": the two children and the father who killed them.
            return Settled(Count.exactly(dead.number - attackers.number), tuple(best_of(parts, 2)))
    murder_suicide = (
        attackers.number == 1
        and dead.number > 1
        and not any(m.by_somebody for m in dead.by)
        and _is_murder_suicide(dead.by[0])
    )
    if murder_suicide and dead.count.text.isdigit():
        return replace(dead, count=Count.exactly(dead.number - 1))
    included = any(m.includes and m.who in ATTACKERS and m.status == "killed" for m in known)
    if included and dead.count.text.isdigit() and attackers.count.text.isdigit() and dead.number > attackers.number:
        return replace(dead, count=Count.exactly(dead.number - attackers.number))
    return dead


def _is_murder_suicide(mention: PeopleMention) -> bool:
    """Say whether the article calls it so: its dead are then those killed and the one who killed them."""
    text = mention.span.doc.text.lower()
    return any(word in text for word in listed("suicide", "both"))
