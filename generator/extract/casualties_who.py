"""Who the dead and wounded were and what did it: victims or attackers, the deed itself or the answer to it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from generator.extract.casualties_grammar import Harm, actor_of, patients
from generator.extract.casualties_names import person_key
from generator.extract.casualties_people import among, is_people, is_surely_people
from generator.extract.casualties_words import harm_words, listed
from generator.extract.numbers import ordinal_one
from generator.extract.syntax import objects_of

_BLAMED = ("perpetrator", "suspect")
_REFLEXIVE = frozenset({"himself", "herself", "themselves", "itself"})


def accused(doc: Doc) -> frozenset[str]:
    """Give the names of those held to have done a deed: who shot, was charged, is called the gunman."""
    known: frozenset[str] | None = doc.user_data.get("briefs accused")
    if known is None:
        known = frozenset(_accused(doc))
        doc.user_data["briefs accused"] = known
    return known


def _accused(doc: Doc) -> set[str]:
    found: set[str] = set()
    perpetrators = listed("people", "perpetrators") | listed("people", "suspects")
    for ent in doc.ents:
        key = person_key(ent.root)
        if ent.label_ != "PERSON" or key is None or key in found:
            continue
        root = ent.root
        verb, lemma = root.head, root.head.lemma_.lower()
        if (
            (
                root.dep_ == "nsubj"
                and lemma in listed("accused", "does")
                and verb.pos_ == "VERB"
                and _does_to_others(verb, root)
            )
            or (
                root.dep_ in ("nsubjpass", "dobj", "nsubj")
                and lemma in listed("accused", "answers")
                and (root.dep_ != "nsubj" or lemma in listed("accused", "answers_actively"))
            )
            or (root.dep_ == "appos" and lemma in perpetrators)
            or any(
                c.dep_ in ("compound", "appos", "amod", "nmod") and c.lemma_.lower() in perpetrators
                for c in root.children
            )
            or (ent.start and doc[ent.start - 1].lemma_.lower() in perpetrators)
            or (root.dep_ in ("pobj", "oprd", "attr") and _is_identified_as_suspect(root))
        ):
            found.add(key)
    return found


def _does_to_others(verb: Token, subject: Token) -> bool:
    """Say whether a subject did the deed to somebody else: not "shot himself", not a headline's "X shot dead"."""
    done_to = patients(verb)
    if subject in done_to or any(p.lower_ in _REFLEXIVE for p in done_to):
        return False
    if verb.lemma_.lower() in harm_words().verbs:
        # "X shot at a supermarket" is a headline about X; "X shot at officers" is not.
        return bool(done_to) or any(is_surely_people(o) for o in objects_of(verb, "at", "on", "into"))
    return any(c.dep_ in ("prep", "prt", "dobj") for c in verb.children)


def _is_identified_as_suspect(root: Token) -> bool:
    """Say whether "the gunman was identified as X", "police named the suspect as X"."""
    verb = root.head.head if root.dep_ == "pobj" else root.head
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    blamed = listed("people", "perpetrators") | listed("people", "suspects")
    return any(c.dep_ in ("nsubjpass", "dobj", "nsubj") and c.lemma_.lower() in blamed for c in verb.children)


def part_of(token: Token) -> str:
    """Say what part a noun gives people: `perpetrator`, `suspect`, `responder`, `neutral` or `victim`."""
    if among(token, listed("people", "perpetrators")):
        return "perpetrator"
    if among(token, listed("people", "suspects")) or any(
        c.lower_ in listed("people", "suspects")
        for c in token.children
        if c.dep_ in ("amod", "compound", "acl", "appos")
    ):
        return "suspect"
    key = person_key(token)
    if key is not None:
        return "perpetrator" if key in accused(token.doc) else "named"
    if any(
        c.dep_ == "appos"
        and (c.lemma_.lower() in listed("people", "perpetrators") or person_key(c) in accused(token.doc))
        for c in token.children
    ):
        return "perpetrator"
    if among(token, listed("people", "responders")):
        return "responder"
    if among(token, listed("people", "neutral")) or ordinal_one(token) or token.pos_ in ("NUM", "PRON"):
        return "neutral"
    return "victim"


def who_and_cause(harm: Harm, people: tuple[Token, ...]) -> tuple[str, str]:
    """Say who some of those a harm is told of were, and what did it.

    Args:
        harm: What became of them.
        people: Those of one part among them; empty where only a number is given.

    Returns:
        A term of `casualty-who` and one of `casualty-cause`.
    """
    if harm.status == "arrested":
        return "suspect", "response"
    if harm.status in ("hostage", "missing"):
        return "victim", "incident"
    part = part_of(_meant(harm, people[0])) if people else "neutral"
    actor = harm.actor
    if harm.own or (people and people[0].lower_ in _REFLEXIVE):
        return ("perpetrator" if _harmed_others(harm) or part in _BLAMED else "victim"), "incident"
    response = _by_response(harm)
    if part in _BLAMED:
        own_deed = _in_blast(harm) or any(c.lower_ == "suicide" for p in people for c in p.lefts)
        return part, "response" if response else "incident" if own_deed else "unknown"
    if response and part == "responder":
        return "responder", "response"
    if response and (
        part == "neutral" or (part == "named" and actor is not None and among(actor, listed("people", "police")))
    ):
        return "suspect", "response"
    return "victim", "response" if response and actor is not None else "incident"


def _meant(harm: Harm, token: Token) -> Token:
    return next((m for p, m in zip(harm.people, harm.meant, strict=False) if p == token), token)


def _harmed_others(harm: Harm) -> bool:
    """Say whether one who died by his own hand is told, in the same breath, to have harmed others."""
    for verb in harm.trigger.sent:
        if verb.pos_ == "VERB" and verb.lemma_.lower() in harm_words().verbs and verb != harm.trigger:
            done_to = [p for p in patients(verb) if is_people(p) and p.lower_ not in _REFLEXIVE]
            same = harm.actor is None or actor_of(verb) in (harm.actor, None)
            known = {*harm.people, *harm.meant, harm.actor}
            if done_to and same and not any(p in known for p in done_to):
                return True
    return any(p.lower_ not in _REFLEXIVE for p in harm.people) and not harm.own


def _by_response(harm: Harm) -> bool:
    actor = harm.actor
    if actor is not None:
        if among(actor, listed("people", "operations")):
            return _is_response(actor)
        named_so = [c for c in actor.children if c.dep_ in ("appos", "compound")]
        if any(among(t, listed("people", "forces")) for t in (actor, *named_so)) or any(
            c.lemma_.lower() in listed("people", "police") for c in actor.lefts if c.dep_ == "compound"
        ):
            return part_of(actor) not in ("perpetrator", "suspect")
        return False
    return any(
        o.lemma_.lower() in listed("people", "operations") and _is_response(o)
        for o in objects_of(harm.trigger, "in", "during", "after")
    )


def _is_response(noun: Token) -> bool:
    """Say whether a raid or operation is the forces' own and not the attackers'."""
    span = noun.doc[noun.left_edge.i : noun.right_edge.i + 1]
    if among(noun, listed("people", "own_operations")):
        span = noun.sent
    text = f" {span.text.lower()} "
    return any(word in text for word in listed("people", "against")) or any(
        among(t, listed("people", "police")) for t in span
    )


def _in_blast(harm: Harm) -> bool:
    return any(o.lemma_.lower() in listed("people", "own_deeds") for o in objects_of(harm.trigger, "in", "by"))
