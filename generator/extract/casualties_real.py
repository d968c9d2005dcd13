"""Whether a harm that a word names took place, and whether it belongs to one deed or to a sum over years."""

from __future__ import annotations

from spacy.tokens import Token

from generator.extract.casualties_words import harm_words, listed
from generator.extract.syntax import clause_head

_BACKGROUND, _LATELY = 0.2, 0.5
_REACH = 18


def certainty(token: Token) -> float:
    """Say how surely a harm happened, 0 to 1; 0 where it is denied, wished, planned or only feared.

    Args:
        token: The word that names the harm.
    """
    verb = token if token.pos_ in ("VERB", "AUX") else clause_head(token)
    sure = 1.0
    if _is_denied(token) or (verb != token and verb.pos_ in ("VERB", "AUX") and _is_denied(verb)):
        return 0.0
    sure *= min(_mood(token), _mood(verb) if verb != token and verb.pos_ in ("VERB", "AUX") else 1.0)
    return sure * (_BACKGROUND if sure and is_background(token) else _LATELY if sure and _is_lately(token) else 1.0)


def as_recalled(sure: float, token: Token) -> float:
    """Give the confidence of a harm told of an incident that is itself background, by which it was lowered."""
    return min(1.0, sure / _BACKGROUND) if is_background(token) else sure


def is_background(token: Token) -> bool:
    """Say whether the words around speak of a sum over years or places: "150 people have died in 2019"."""
    return harm_words().background.search(_around(token)) is not None


def _is_lately(token: Token) -> bool:
    return harm_words().lately.search(_around(token)) is not None


def _around(token: Token) -> str:
    sentence = token.sent
    return token.doc[max(sentence.start, token.i - _REACH) : min(sentence.end, token.i + _REACH)].text


def _is_denied(verb: Token) -> bool:
    return any(c.dep_ == "neg" or (c.dep_ == "advmod" and c.lower_ == "never") for c in verb.children)


def _mood(verb: Token) -> float:
    children = list(verb.children)
    auxiliaries = {c.lower_ for c in children if c.dep_ in ("aux", "auxpass")}
    if any(c.dep_ == "mark" and c.lower_ in listed("unreal", "marks") for c in children):
        return 0.0
    if any(
        c.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ in ("if", "unless") for m in c.children)
        for c in children
    ):
        return 0.35
    if auxiliaries & listed("unreal", "modals"):
        # "may have died" is a guess about what happened, "could have died" says that it did not.
        return 0.35 if "have" in auxiliaries and auxiliaries & {"may", "might", "must"} else 0.0
    # An infinitive is done only below verbs that say so; a perfect one ("is thought to have died") speaks of the past.
    if (
        "to" in auxiliaries
        and "have" not in auxiliaries
        and verb.dep_ in ("xcomp", "advcl", "acl", "ccomp", "relcl", "ROOT", "conj")
    ):
        return 1.0 if verb.head.lemma_.lower() in listed("unreal", "real_heads") else 0.0
    if verb.dep_ in ("xcomp", "pcomp", "acl", "dobj", "pobj", "ccomp"):
        above = verb.head if verb.dep_ != "pcomp" else verb.head.head
        if above.lemma_.lower() in listed("unreal", "heads") and verb.tag_ in ("VBG", "VB", "NN"):
            return 0.0
    if (
        verb.dep_ == "conj"
        and verb.head.pos_ in ("VERB", "AUX")
        and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in children)
    ):
        return _mood(verb.head)
    return 1.0
