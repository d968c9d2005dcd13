"""Harm told by its signs: wounds, hospitals and conditions; and deaths by one's own hand."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from generator.extract.casualties_counts import none_reported
from generator.extract.casualties_grammar import Harm, actor_of, governing_subject, is_fatal, patients
from generator.extract.casualties_people import people_in
from generator.extract.casualties_real import certainty
from generator.extract.casualties_words import harm_words, listed


def _wounds(token: Token) -> Iterator[Harm]:
    """Find who has wounds: "suffered gunshot wounds", "a man with a wound to the leg", "treated for injuries"."""
    if (
        token.lemma_.lower() not in listed("struck", "wounds")
        or token.pos_ not in ("NOUN", "PROPN")
        or none_reported(token)
    ):
        return
    above = token.head
    while token.dep_ in ("conj", "compound", "appos") and above.pos_ == "NOUN" and above.head != above:
        token, above = above, above.head
    if token.dep_ in ("dobj", "nsubjpass") and above.lemma_.lower() in listed("struck", "suffer"):
        subject = (
            [c for c in above.children if c.dep_ in ("nsubj",)]
            or governing_subject(above)
            or ([above.head] if above.dep_ in ("acl", "relcl") else [])
        )
        people = people_in(subject, surely=True)
        if people:
            yield Harm(token, "injured", people, certainty(above) * 0.75, True)
    elif token.dep_ == "pobj" and above.lower_ in ("with", "for", "from"):
        holder = above.head
        if holder.pos_ in ("NOUN", "PROPN", "NUM", "PRON") and above.lower_ == "with":
            people = people_in([holder], surely=True)
        elif holder.lemma_.lower() in listed("struck", "heals"):
            people = people_in((c for c in holder.children if c.dep_ == "nsubj"), surely=True)
        elif holder.pos_ == "VERB" and holder.lemma_.lower() not in harm_words().acts:
            people = (
                people_in(patients(holder), surely=True)
                if above.lower_ == "with" or holder.lemma_.lower() in listed("struck", "suffer")
                else ()
            )
        else:
            return
        if people:
            yield Harm(token, "injured", people, certainty(token) * 0.65, True)


def _then_self(token: Token) -> Iterator[Harm]:
    """Find "shot his children, then himself": a reflexive that borrows the verb."""
    if token.lower_ not in ("himself", "herself", "self") or token.dep_ in ("poss", "pobj", "nsubj") or token.i < 2:
        return
    if not any(t.lower_ in ("then", ",", "and") for t in token.doc[token.i - 2 : token.i]):
        return
    for i in range(token.i - 2, token.sent.start - 1, -1):
        verb = token.doc[i]
        status = harm_words().verbs.get(verb.lemma_.lower()) if verb.pos_ == "VERB" else None
        if status is None:
            continue
        actor = actor_of(verb)
        if actor is not None and (status == "killed" or is_fatal(verb)):
            yield Harm(token, "killed", (token,), certainty(verb) * 0.9, actor=actor)
        return


def _suicides(token: Token) -> Iterator[Harm]:
    """Find who took their own life: "committed suicide", "took his own life", "turned the gun on himself"."""
    verb = token.head
    if (
        token.lower_ in listed("suicide", "words")
        and token.dep_ == "dobj"
        and verb.lemma_.lower() in listed("suicide", "verbs")
    ) or (
        token.lemma_.lower() == "life"
        and verb.lemma_.lower() in listed("lives", "own")
        and any(c.lower_ in listed("suicide", "own") for c in token.lefts)
    ):
        pass
    elif token.lower_ in ("himself", "herself") and token.dep_ == "pobj" and token.head.lower_ == "on":
        verb = token.head.head if token.head.head.pos_ == "VERB" else token.head.head.head
        if verb.lemma_.lower() not in listed("suicide", "turns"):
            return
    else:
        return
    actor = actor_of(verb)
    people = people_in([actor]) if actor is not None and actor.lower_ != "they" else ()
    if people:
        yield Harm(token, "killed", people, certainty(verb) * 0.9, actor=actor, own=True)


def _at_risk(token: Token) -> Iterator[Harm]:
    """Find who is not yet out of danger: "fighting for her life", "clinging to life", "on life support"."""
    if token.lower_ == "life" and token.dep_ == "pobj":
        verb = token.head.head
        if verb.lemma_.lower() not in listed("struck", "fights"):
            return
    elif token.lower_ == "support" and token.dep_ == "pobj" and any(c.lower_ == "life" for c in token.lefts):
        verb = token.head.head
    else:
        return
    if verb.pos_ not in ("VERB", "AUX"):
        people = people_in([verb], surely=True)
    else:
        subject = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")] or governing_subject(verb)
        people = people_in(subject, surely=True)
    if people:
        yield Harm(token, "injured", people, certainty(verb) * 0.6, True)


def _hospitals(token: Token) -> Iterator[Harm]:
    """Find who was taken to hospital, or lies there in a stated condition."""
    if token.lower_ in ("condition", "conditions") and any(
        c.lower_ in listed("struck", "conditions") for c in token.lefts
    ):
        above = token.head.head if token.dep_ == "pobj" else token.head
        if above.pos_ in ("VERB", "AUX"):
            done_to = [c for c in above.children if c.dep_ in ("dobj", "nsubjpass")]
            subject = done_to or [c for c in above.children if c.dep_ == "nsubj"] or governing_subject(above)
        else:
            subject = [above]
        people = people_in(subject, surely=True)
        if people:
            yield Harm(token, "injured", people, certainty(token) * 0.5, True)
        return
    if (
        token.lemma_.lower() not in listed("struck", "hospital")
        or token.pos_ not in ("NOUN", "PROPN")
        or token.dep_ != "pobj"
    ):
        return
    verb = token.head.head
    if verb.pos_ == "VERB" and verb.lemma_.lower() in listed("struck", "carry"):
        people = people_in(patients(verb), surely=True)
        if people:
            yield Harm(token, "injured", people, certainty(verb) * 0.5, True)
    elif verb.lemma_.lower() in listed("struck", "lie") and token.head.lower_ == "in":
        people = people_in((c for c in verb.children if c.dep_ == "nsubj"), surely=True)
        if people:
            yield Harm(token, "injured", people, certainty(verb) * 0.5, True)


SIGN_FINDERS = (_wounds, _hospitals, _at_risk, _suicides, _then_self)
"""Every finder of this module; each looks at one word."""
