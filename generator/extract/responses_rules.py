"""The rules of response, read from `data/responses.toml`, and whether a word of the text fits one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from generator.extract.syntax import agents, is_passive, patients
from generator.extract.words import word_set, words

_CARRYING = frozenset({"under", "to", "in", "on", "into"})
_CARRIERS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "pobj", "conj", "oprd"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to tell of a response; see the head of the data file for what each condition asks."""

    type: str
    """Term of `response-type`."""
    noun: bool
    """True where a noun sets it off, False for a verb."""
    objects: frozenset[str]
    """Lemmas of which one must be acted on."""
    below: tuple[tuple[str, str], ...]
    """Prepositions, each with the noun that must hang on it; "" for any."""
    particle: frozenset[str]
    """Words of which one must belong to the verb."""
    modifiers: frozenset[str]
    """Words of which one must stand before the noun."""
    near: frozenset[str]
    """Lemmas of which the sentence must hold one."""
    not_before: frozenset[str]
    """Lemmas that make another thing of the noun when they follow it."""
    official: bool
    """True where the doer must keep order, rule or rescue."""
    agent_needed: bool
    """True where a doer must be said."""
    light_only: bool
    """True where the noun must hang on a verb that only carries it."""
    under: bool
    """True where the noun must stand after "under"."""
    on: bool
    """True where the noun must stand after "on"."""
    struck: bool
    """True where the subject is the one it is done to."""


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    """Give the rules by the lemma that sets them off."""
    table: dict[str, list[Rule]] = {}
    for entry in words("responses")["rules"]:
        rule = Rule(
            type=entry["type"],
            noun="nouns" in entry,
            objects=frozenset(entry.get("objects", ())),
            below=tuple(_pair(text) for text in entry.get("below", ())),
            particle=frozenset(entry.get("particle", ())),
            modifiers=frozenset(entry.get("modifiers", ())),
            near=frozenset(entry.get("near", ())),
            not_before=frozenset(entry.get("not_before", ())),
            official=entry.get("official", False),
            agent_needed=entry.get("agent_needed", False),
            light_only=entry.get("light_only", False),
            under=entry.get("under", False),
            on=entry.get("on", False),
            struck=entry.get("struck", False),
        )
        for lemma in entry.get("nouns", entry.get("verbs", ())):
            table.setdefault(lemma, []).append(rule)
    return {lemma: tuple(found) for lemma, found in table.items()}


def _pair(text: str) -> tuple[str, str]:
    preposition, _, noun = text.partition(">")
    return preposition, noun


def fits(rule: Rule, token: Token) -> bool:
    """Say whether a word meets all that a rule asks of the words around it."""
    if rule.noun != (token.pos_ in ("NOUN", "PROPN")) or (not rule.noun and token.pos_ != "VERB"):
        return False
    if token.head != token and token.dep_ in ("compound", "amod", "nmod") and rule.noun:
        return False
    return _fits_noun(rule, token) if rule.noun else _fits_verb(rule, token)


def _fits_verb(rule: Rule, token: Token) -> bool:
    if rule.particle and not any(child.lower_ in rule.particle for child in token.children):
        return False
    has_object = bool(rule.objects) and any(_names(thing, rule.objects) for thing in patients(token))
    has_below = any(_has_below(token, preposition, noun) for preposition, noun in rule.below)
    if (rule.objects or rule.below) and not (has_object or has_below):
        return False
    if rule.near and not any(word.lemma_.lower() in rule.near for word in token.sent):
        return False
    who = agents(token)
    if rule.agent_needed and not who:
        return False
    if rule.official:
        return any(is_official(agent) for agent in who) if who else is_passive(token)
    return True


def _names(thing: Token, lemmas: frozenset[str]) -> bool:
    if thing.lemma_.lower() in lemmas:
        return True
    # "a state of emergency", "the level of alert"
    return any(
        word.lemma_.lower() in lemmas for child in thing.children if child.lower_ == "of" for word in child.children
    )


def _has_below(token: Token, preposition: str, noun: str) -> bool:
    for child in token.children:
        hangs = child.lower_ == preposition and child.dep_ in ("prep", "prt", "agent")
        if hangs and (not noun or any(word.lemma_.lower() == noun for word in child.children)):
            return True
    return False


def _fits_noun(rule: Rule, token: Token) -> bool:
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if following is not None and following.lemma_.lower() in rule.not_before:
        return False
    if (
        rule.modifiers
        and not any(word.lower_ in rule.modifiers for child in token.lefts for word in (child, *child.lefts))
        and not _joined_modifier(token, rule.modifiers)
    ):
        return False
    if rule.near and not any(word.lemma_.lower() in rule.near for word in token.sent):
        return False
    if rule.under and not (token.dep_ == "pobj" and token.head.lower_ == "under"):
        return False
    if rule.on and not (token.dep_ == "pobj" and token.head.lower_ == "on"):
        return False
    if rule.light_only:
        verb = carrier(token)
        if verb is None or verb.lemma_.lower() not in word_set("responses", "light"):
            return False
    if rule.official:
        who = doers_of_noun(token)
        return any(is_official(agent) for agent in who)
    return True


def _joined_modifier(token: Token, modifiers: frozenset[str]) -> bool:
    """Read "anti-terrorism operation", which the tokenizer cuts at the hyphen."""
    before = token.doc[max(token.sent.start, token.i - 4) : token.i].text.lower()
    return any(before.endswith(modifier) for modifier in modifiers)


def carrier(noun: Token) -> Token | None:
    """Give the verb that a noun of response hangs on: "carried out a raid", "an inquiry was opened", "is underway"."""
    token = noun
    for _ in range(4):
        if token.dep_ not in _CARRIERS and not (token.dep_ == "prep" and token.lower_ in _CARRYING):
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def doers_of_noun(noun: Token) -> list[Token]:
    """Give who does what a noun says: "police raid", "raid by police", "police carried out a raid"."""
    found = [child for child in noun.lefts if child.dep_ in ("compound", "poss", "nmod") and is_official(child)]
    if found:
        return found
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ == "by":
            return [obj for obj in child.children if obj.dep_ == "pobj"]
    verb = carrier(noun)
    if verb is None:
        return []
    if verb.lemma_.lower() in word_set("responses", "light") and noun.dep_ in ("dobj", "attr", "nsubjpass"):
        who = [agent for agent in agents(verb) if agent is not noun]
        if who:
            return who
    # "Authorities say other raids are underway": the one who says it speaks for those who do it.
    above = verb.head
    if verb.dep_ == "ccomp" and above.pos_ == "VERB":
        return [agent for agent in agents(above) if is_official(agent) and agent.ent_type_ != "PERSON"]
    return []


def is_official(token: Token) -> bool:
    """Say whether a noun names somebody who keeps order, rules, judges or rescues."""
    officials = word_set("responses", "officials")
    if token.lemma_.lower() in officials or token.lower_ in officials:
        return True
    return any(
        child.lower_ in officials or child.lemma_.lower() in officials
        for child in token.children
        if child.dep_ in ("compound", "amod", "nmod")
    )
