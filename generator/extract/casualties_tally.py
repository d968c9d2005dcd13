"""The tally: from all that an article says of one incident's casualties, the lines that its record gets.

An article says a number several times, in parts, as a toll, as names; this decides which number stands, counts nobody
twice, and keeps the dead attackers apart from their victims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span

from generator.extract.casualties import PeopleMention
from generator.extract.casualties_people import among
from generator.extract.casualties_settle import PART, Settled, fits, names_of, settle, weight_of
from generator.extract.casualties_sides import ATTACKERS, one_side, without_attackers
from generator.extract.casualties_words import STATUSES, listed
from generator.extract.mentions import CasualtyMention
from generator.record.count import Count
from generator.record.schema import Casualties

Line = tuple[Casualties, list[Span], float]
_DOUBTFUL = 0.3


def tally(mentions: Sequence[CasualtyMention]) -> list[Line]:
    """Decide the casualties of one incident.

    Args:
        mentions: All mentions that belong to it, in any order.

    Returns:
        One line for each status and kind of people, with the words that support it and a confidence of 0 to 1.
    """
    known = sorted((_as_people(m) for m in mentions if m.confidence >= _DOUBTFUL), key=lambda m: m.span.start)
    known = one_side(known)
    lines: list[Line] = []
    dead: dict[bool, Settled | None] = {}
    for attackers in (False, True):
        pool = [m for m in known if m.status == "killed" and (m.who in ATTACKERS) == attackers]
        dead[attackers] = settle(pool if attackers else [m for m in pool if not m.includes])
    dead[False] = without_attackers(dead[False], dead[True], known)
    for attackers in (False, True):
        settled = dead[attackers]
        if settled is not None:
            lines.append(_line("killed", settled, known))
        hurt = [m for m in known if m.status == "injured" and not m.includes and (m.who in ATTACKERS) == attackers]
        others = dead[not attackers]
        wounded = _wounded(hurt, settled, known, others.number if others is not None else 0)
        if wounded is not None:
            lines.append(_line("injured", wounded, known))
    for status in ("hostage", "missing", "arrested"):
        settled = settle([m for m in known if m.status == status and not m.includes])
        if settled is not None and not (settled.number == 0 and settled.count.high != 0):
            lines.append(_line(status, settled, known))
    order = {status: i for i, status in enumerate(STATUSES)}
    return sorted(lines, key=lambda line: order[line[0].status])


def _as_people(mention: CasualtyMention) -> PeopleMention:
    if isinstance(mention, PeopleMention):
        return mention
    return PeopleMention(**{name: getattr(mention, name) for name in CasualtyMention.__slots__})


def _wounded(
    hurt: Sequence[PeopleMention], dead: Settled | None, known: Sequence[PeopleMention], others: int
) -> Settled | None:
    """Decide how many were hurt and lived; whoever was struck and died is among the dead alone.

    Args:
        hurt: Mentions of those hurt on one side.
        dead: The dead of that side.
        known: All mentions.
        others: How many of the other side died.
    """
    deaths = [m for m in known if m.status == "killed" and not m.includes and m.count.high != 0]
    hurt = [replace(m, struck=False) if m.struck and _lives_beside(m, deaths) else m for m in hurt]
    killed = dead.number if dead is not None else 0
    gone = {t.i for m in deaths for t in m.meant}
    alive = [
        m
        for m in hurt
        if not (m.named and set(m.named) <= names_of(deaths))
        and not (m.meant and gone.issuperset(t.i for t in m.meant))
    ]
    if killed:
        alive = [m for m in alive if not (_is_single(m) and (m.struck or killed == 1) and _is_same_person(m, deaths))]
    told = settle([m for m in alive if not m.struck])
    struck = settle([m for m in hurt if m.struck and (not killed or m.confidence >= PART)])
    living = settle([m for m in alive if m.struck])
    struck = struck or living
    if (
        told is not None
        and told.count.text == "several"
        and living is not None
        and living.number
        and living.count.text != "several"
    ):
        told = None
    hit = struck.number if struck is not None and struck.count.text.isdigit() else 0
    # "Two men were shot. One was seriously injured": the one is of the two.
    # "Two were wounded. One of them died": those wounded are those struck, the dead among them.
    of_them = told is not None and ((told.number == 1 and hit - killed > 1) or (told.number == hit and killed))
    if struck is not None and hit >= 2 and of_them:
        return _left_of(struck, killed) if hit > killed else told
    if told is not None and (told.count.high != 0 or struck is None):
        return told
    if struck is None or struck.count.high == 0:
        return told
    if not killed:
        return struck
    if not hit and 0 < struck.number <= killed and struck.count.text != "several":
        return None
    if not hit:
        return struck if any(m in alive for m in struck.by) else None
    if hit > 1 and any(m.more and not m.acted and m.count.text == struck.count.text for m in struck.by):
        return struck  # "a man died and two others were shot"
    counted = any(m.count.text == struck.count.text for m in struck.by)
    if (living is not None and living.number == 1) or not counted:
        return living
    if hit == killed + others:
        return None  # "all three had been shot": the two and the one who shot them
    return _left_of(struck, killed) if hit > killed else None


def _lives_beside(mention: PeopleMention, deaths: Sequence[PeopleMention]) -> bool:
    """Say whether those with wounds come after the dead of the same sentence: "two died and a woman is in hospital"."""
    if mention.trigger.pos_ == "VERB" or not mention.people or not mention.spoken:
        return False
    first, sentence = mention.people[0], mention.trigger.sent.start
    if first.pos_ == "PRON" or any(c.lower_ in ("the", "his", "her") for c in first.lefts):
        return False
    return any(d.trigger.sent.start == sentence and d.people and d.trigger.i < first.i for d in deaths)


def _left_of(struck: Settled, killed: int) -> Settled:
    return replace(struck, count=Count.exactly(struck.number - killed))


def _is_single(mention: PeopleMention) -> bool:
    return mention.count.high == 1 and not mention.more


def _is_same_person(mention: PeopleMention, deaths: Sequence[PeopleMention]) -> bool:
    """Say whether a person hurt can be one of those who died."""
    # A victim is not the attacker who died; and a bare number of dead may have anybody among them.
    deaths = [m for m in deaths if (m.who in ATTACKERS) == (mention.who in ATTACKERS)] or deaths
    singles = [m for m in deaths if m.count.high == 1]
    if mention.struck and any(m.count.high != 1 and not m.named for m in deaths):
        singles = []
    if not mention.struck:
        for death in deaths:
            together = death.trigger.sent.start == mention.trigger.sent.start and not mention.named
            if (
                together
                and death.people
                and mention.people
                and death.people[0].i != mention.people[0].i
                and mention.people[0].pos_ != "PRON"
            ):
                return False
    if mention.named and singles and all(m.named for m in singles):
        return False
    if mention.gender and singles and all(m.gender and m.gender != mention.gender for m in singles):
        return False
    ages = {_age_class(m) for m in singles} - {None}
    if ages and _age_class(mention) not in ages | {None}:
        return False
    return bool(deaths)


def _age_class(mention: PeopleMention) -> str | None:
    head = mention.people[0] if mention.people else None
    if head is None:
        return None
    return (
        "young"
        if among(head, listed("people", "young"))
        else "grown"
        if among(head, listed("people", "grown"))
        else None
    )


def _line(status: str, settled: Settled, known: Sequence[PeopleMention]) -> Line:
    who: defaultdict[str, float] = defaultdict(float)
    cause: defaultdict[str, float] = defaultdict(float)
    for mention in settled.by:
        who[mention.who] += weight_of(mention)
        cause[mention.caused_by] += weight_of(mention) if mention.caused_by != "unknown" else 0.0
    same = [
        m
        for m in known
        if m.status == status and not m.includes and m.spoken and m.count.high != 1 and m.who == settled.by[0].who
    ]
    agree = sum(weight_of(m) for m in same if m.count.text == settled.count.text or fits(settled.count, m.count))
    share = agree / sum(map(weight_of, same)) if same and agree else 1.0
    sure = max(m.confidence for m in settled.by) * (0.6 + 0.4 * share)
    casualties = Casualties(
        status=status,
        count=settled.count,
        who=max(who, key=who.__getitem__),
        caused_by=max(cause, key=cause.__getitem__),
    )
    spans = sorted((m.span for m in settled.by[:2]), key=lambda s: s.start)
    return casualties, spans, round(min(1.0, sure), 3)
