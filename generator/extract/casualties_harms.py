"""All harm that a document tells of, found once and kept for the components that ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from generator.extract.casualties_counts import COUNT_FINDERS
from generator.extract.casualties_grammar import Harm
from generator.extract.casualties_people import gender, is_surely_people
from generator.extract.casualties_rows import ROW_FINDERS
from generator.extract.casualties_signs import SIGN_FINDERS
from generator.extract.casualties_verbs import VERB_FINDERS

_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_REFLEXIVE = frozenset({"himself", "herself", "themselves"})
_NEAR = 250
_FINDERS = (*VERB_FINDERS, *COUNT_FINDERS, *SIGN_FINDERS, *ROW_FINDERS)


def harms(doc: Doc) -> list[Harm]:
    """Find all harm that a document tells of, in order; found once and kept."""
    known: list[Harm] | None = doc.user_data.get("briefs harms")
    if known is None:
        found = _once([harm for token in doc for find in _FINDERS for harm in find(token)])
        known = list(_with_meaning(found))
        doc.user_data["briefs harms"] = known
    return known


def _once(found: list[Harm]) -> list[Harm]:
    """Keep one harm for each status and people, the surer of two; who was shot dead was not also wounded."""
    best: dict[tuple[object, ...], Harm] = {}
    for harm in found:
        key = (harm.status, tuple(p.i for p in harm.people) or harm.trigger.i, harm.count and harm.count.text)
        old = best.get(key)
        if harm.sure > 0 and (old is None or harm.sure > old.sure):
            best[key] = harm
    killed = {p.i for h in best.values() if h.status == "killed" for p in h.people}
    kept = [
        h
        for h in best.values()
        if not (h.struck and h.people and all(p.i in killed for p in h.people))
        and not any(_is_within(h, o) for o in best.values())
    ]
    return sorted(kept, key=lambda h: h.trigger.i)


def _is_within(harm: Harm, other: Harm) -> bool:
    """Say whether another harm beside it tells of the same people and of more: "children and a teacher"."""
    mine, theirs = {p.i for p in harm.people}, {p.i for p in other.people}
    return harm.status == other.status and bool(mine) and mine < theirs and abs(harm.trigger.i - other.trigger.i) <= 2


def _with_meaning(found: list[Harm]) -> Iterator[Harm]:
    """Say for each "he" and "she" who is meant, and who did it to themselves.

    Stories of harm keep to the person harmed ("An officer shot the man. He died"), so those harmed just before come
    first, then subjects of the sentence and of the one before.
    """
    harmed: list[Token] = []
    held: list[Token] = []
    for harm in found:
        recent = held if harm.status == "arrested" else harmed
        meant = tuple(_meant(p, harm, recent) if p.lower_ in _PRONOUNS else p for p in harm.people)
        yield replace(harm, meant=meant)
        if len(meant) == 1 and meant[0].tag_ in ("NN", "NNP", "JJ"):
            recent.append(meant[0])


def _meant(pronoun: Token, harm: Harm, recent: list[Token]) -> Token:
    if pronoun.lower_ in _REFLEXIVE and harm.actor is not None:
        return harm.actor if harm.actor.pos_ != "PRON" else _subject_before(harm.actor) or harm.actor
    own_sex = gender(pronoun)
    for token in reversed(recent):
        near = token.i < pronoun.i and token.i >= pronoun.i - _NEAR
        if near and gender(token) in (None, own_sex) and token != harm.actor:
            return token
    return _subject_before(pronoun) or pronoun


def _subject_before(pronoun: Token) -> Token | None:
    own_sex = gender(pronoun)
    sentence = pronoun.sent
    before = [t for t in sentence if t.i < pronoun.i]
    if sentence.start > 0:
        before = [*pronoun.doc[sentence.start - 1].sent, *before]
    for token in reversed(before):
        subject = token.dep_ in ("nsubj", "nsubjpass") and token.tag_ in ("NN", "NNP") and is_surely_people(token)
        if subject and gender(token) in (None, own_sex):
            return token
    return None
