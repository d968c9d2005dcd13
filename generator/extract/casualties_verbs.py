"""Harm told by verbs and adjectives: "killed 12 people", "12 people died", "left two people dead"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from generator.extract.casualties_grammar import Harm, actor_of, described, governing_subject, is_fatal, patients
from generator.extract.casualties_near import beside, headlined, listed_before, noun_before, own_subject
from generator.extract.casualties_people import is_aged, people_in
from generator.extract.casualties_real import certainty
from generator.extract.casualties_words import harm_words, listed
from generator.extract.numbers import quantities
from generator.extract.syntax import objects_of


def _verbs(token: Token) -> Iterator[Harm]:
    lemma = token.lemma_.lower()
    status = harm_words().verbs.get(lemma)
    if status is None:
        return
    verbal = token.pos_ == "VERB" or token.tag_ in ("VBN", "VBD")
    if not verbal:
        # "kills 20 and wounds 81": tagged as a noun, but a number follows where a noun would have none.
        follows = quantities(token.doc).get(token.i + 1)
        if token.tag_ == "NNS" and follows is not None and token.dep_ == "conj" and token.head.pos_ == "VERB":
            number = token.doc[follows.end - 1]
            noun = number.head if number.dep_ == "nummod" and number.head.i > token.i else number
            yield Harm(
                token, "injured" if status == "struck" else status, (noun,), certainty(token) * 0.9, status == "struck"
            )
        return
    if status == "struck" and lemma == "gun" and not any(c.lower_ == "down" for c in token.children):
        return
    if status == "struck" and any(c.dep_ == "prt" and c.lower_ in listed("aside", "particles") for c in token.children):
        return
    people = people_in(patients(token), named=status in ("killed", "struck"))
    if not people:
        near = beside(token)
        ready = token.tag_ == "VBN" or (token.tag_ == "VBD" and not any(c.dep_ == "nsubj" for c in token.children))
        near = near if near is not None and ready else noun_before(token) or (headlined(token) if ready else None)
        people = (near,) if near is not None else ()
    elif token.tag_ in ("VBN", "VBD") and people[0].i < token.i:
        people = (*listed_before(people[0]), *people)
    if not people or (token.tag_ == "VBN" and token.dep_ == "amod" and token.head.tag_ == "NN" and status != "killed"):
        return
    fatal = status == "struck" and is_fatal(token)
    if fatal or (status == "struck" and lemma == "gun"):
        yield Harm(token, "killed", people, certainty(token) * (0.7 if lemma == "gun" else 1.0), actor=actor_of(token))
    elif status == "struck" and _is_suicide(token, people):
        yield Harm(token, "killed", people, certainty(token) * 0.7, actor=actor_of(token))
    elif status == "struck":
        weak = 0.75 if lemma in listed("struck", "loose_verbs") else 0.85
        yield Harm(token, "injured", people, certainty(token) * weak, True, actor=actor_of(token))
    else:
        yield Harm(token, status, people, certainty(token), actor=actor_of(token))


def _is_suicide(verb: Token, people: tuple[Token, ...]) -> bool:
    """Say whether someone who "shot himself" died of it: the text speaks of a suicide and not of an accident."""
    if not any(p.lower_ in ("himself", "herself") for p in people) or any(
        c.lower_ == "accidentally" for c in verb.children
    ):
        return False
    words = listed("suicide", "words")
    joined = {"suicide", *words}
    return any(t.lower_ in joined for t in verb.doc)


def _weak_verbs(token: Token) -> Iterator[Harm]:
    if token.pos_ != "VERB" or token.lemma_.lower() not in listed("struck", "weak_verbs"):
        return
    people = people_in(patients(token), surely=True)
    missiles = listed("struck", "missiles")
    by = {"by", "in", "with", "to"}
    if not people or not any(o.lemma_.lower() in missiles for o in objects_of(token, *by)):
        return
    yield Harm(token, "injured", people, certainty(token) * 0.7, True, actor=actor_of(token))


def _acts(token: Token) -> Iterator[Harm]:
    lemma = token.lemma_.lower()
    status = harm_words().acts.get(lemma)
    if token.pos_ != "VERB":
        return
    if lemma in listed("lives", "loses") and any(
        c.lemma_.lower() == "life" and _has_possessive(c) for c in token.children
    ):
        status = "killed"
    if status is None:
        return
    subjects = own_subject([c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")])
    if not subjects and token.dep_ in ("relcl", "acl"):
        subjects = [token.head]
    elif not subjects:
        subjects = governing_subject(token)
    people = people_in(subjects, named=status == "killed")
    near = beside(token)
    if not people and near is not None:
        people = (near,)
    # "16-year-old dies": to the parser the age describes the verb.
    people = people or tuple(c for c in token.lefts if is_aged(c))
    if people:
        yield Harm(token, status, people, certainty(token))


def _departures(token: Token) -> Iterator[Harm]:
    """Find who died in words of another meaning: "passed away", "did not survive"."""
    if token.pos_ != "VERB":
        return
    lemma = token.lemma_.lower()
    away = any(c.lower_ in listed("departs", "particles") for c in token.children)
    denied = any(c.dep_ == "neg" for c in token.children)
    if (lemma in listed("departs", "verbs") and away) or (lemma in listed("departs", "denied") and denied):
        people = people_in(
            own_subject([c for c in token.children if c.dep_ == "nsubj"])
            or governing_subject(token)
            or ([token.head] if token.dep_ == "relcl" else []),
            surely=True,
        )
        if people:
            yield Harm(token, "killed", people, 0.9 if denied else certainty(token))


def _has_possessive(token: Token) -> bool:
    return any(c.dep_ == "poss" for c in token.children)


def _states(token: Token) -> Iterator[Harm]:
    low = token.lower_
    status = harm_words().states.get(low)
    if status is None or (low == "hostage" and token.pos_ == "NOUN" and token.dep_ in ("compound", "nmod")):
        return
    if token.i + 1 < len(token.doc) and token.nbor(1).lower_ in listed("links", "idioms") and token.dep_ == "amod":
        return
    near = beside(token)
    if near is not None and token.i - near.i == 1 and near.i in quantities(token.doc) and near.pos_ != "DET":
        # "20 wounded people" leads on to the noun; "20 wounded" is the people.
        noun = token.head if token.dep_ == "amod" and token.head.i == token.i + 1 else near
        yield Harm(token, status, (*listed_before(noun), noun), certainty(token), actor=_leaver(token))
        return
    if token.pos_ == "VERB" and harm_words().verbs.get(token.lemma_.lower()):
        return
    people = people_in(described(token))
    people = (*listed_before(people[0]), *people) if people else ()
    if people:
        doubt = 0.5 if token.head.lemma_.lower() in listed("links", "doubtful") else 1.0
        yield Harm(token, status, people, certainty(token) * doubt, actor=_leaver(token))
    elif near is not None and near.tag_ != "NN":
        yield Harm(token, status, (near,), certainty(token) * 0.8)
    elif (subject := headlined(token)) is not None:
        yield Harm(token, status, (subject,), certainty(token) * 0.9)


def _leaver(state: Token) -> Token | None:
    verb = state.head if state.head.pos_ == "VERB" else state.head.head
    return actor_of(verb) if verb.lemma_.lower() in listed("links", "deed") else None


def _fatally(token: Token) -> Iterator[Harm]:
    """Find "one fatally" and "one of them fatally" after "two people were shot"."""
    if token.lower_ in listed("fatal", "adverbs") and token.lower_ != "dead" and token.i > token.sent.start:
        before = token.nbor(-1)
        if before.lower_ in listed("including", "of_whom") and before.dep_ == "pobj":
            before = before.head.head
        if before.i in quantities(token.doc) and token.head.lemma_.lower() not in harm_words().verbs:
            yield Harm(token, "killed", (before,), 0.9)


VERB_FINDERS = (_verbs, _weak_verbs, _acts, _departures, _states, _fatally)
"""Every finder of this module; each looks at one word."""
