"""Is there an incident at all: the words that tell of one, each with its kind and with how real it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Token

from generator.extract.syntax import agents, ancestors_within, is_negated, objects_of, subjects
from generator.extract.threats import is_threat
from generator.extract.words import word_set, words

Realis = Literal["actual", "planned", "foiled", "failed", "threatened", "denied", "hypothetical"]


@dataclass(slots=True)
class Trigger:
    """A word or compound that tells of an incident. Assigned by `briefs_triggers` as `doc._.triggers`."""

    token: Token
    """Its head word."""
    kind: str
    """Term of `kind`."""
    weight: float
    """1 for a strong word of the kind, 0.4 for a weak one."""
    realis: Realis
    """Whether it is told as having happened."""
    generic: bool
    """True for a bare plural ("attacks on journalists") that means no one incident."""
    incident: int | None = None
    """Number of the incident it belongs to; set by `briefs_clusters`."""


@Language.factory("briefs_triggers", requires=["token.lemma", "token.dep"], assigns=["doc._.triggers"])
def make_triggers(nlp: Language, name: str) -> Triggers:
    """Build the component."""
    return Triggers()


@dataclass(frozen=True, slots=True)
class _Pattern:
    lemmas: tuple[str, ...]
    below: str | None
    noun: bool
    kind: str
    weight: float


@cache
def _patterns() -> dict[str, list[_Pattern]]:
    table: dict[str, list[_Pattern]] = defaultdict(list)
    for kind, entry in words("kinds").items():
        if "strong" not in entry:
            continue
        for weight, listed in ((1.0, entry["strong"]), (0.4, entry["weak"])):
            for text in listed:
                body, _, part = text.partition("/")
                head, _, below = body.partition(">")
                lemmas = tuple(head.split())
                table[lemmas[-1]].append(_Pattern(lemmas, below or None, part.startswith("n"), kind, weight))
    for entries in table.values():
        entries.sort(key=lambda p: (p.below is None, -len(p.lemmas)))
    return dict(table)


@cache
def kind_ranks() -> dict[str, int]:
    """Give each kind's rank in a tie, lower first."""
    return {kind: entry["rank"] for kind, entry in words("kinds").items() if "rank" in entry}


@cache
def deliberate_kinds() -> frozenset[str]:
    """Give the kinds that somebody means to do."""
    return frozenset(k for k, e in words("kinds").items() if isinstance(e, dict) and e.get("deliberate"))


class Triggers:
    """Finds the words that tell of incidents."""

    def __call__(self, doc: Doc) -> Doc:
        """Assign `doc._.triggers`, in order."""
        table = _patterns()
        found: list[Trigger] = []
        for token in doc:
            lemma = token.lemma_.lower()
            if _is_wreck(token, lemma):
                found.append(Trigger(token, "transport-accident", 1.0, realis(token), generic=False))
                continue
            if is_threat(token):
                found.append(Trigger(token, "armed-assault", 1.0, "threatened", _generic(token)))
                continue
            gerund = token.tag_ == "VBG" and token.dep_ in ("nsubj", "csubj", "nsubjpass")
            for pattern in table.get(token.lower_ if gerund else lemma, ()):
                if _fits(pattern, token):
                    # "Hostage situation" is one trigger, not "hostage" and then "situation".
                    first = token.i - len(pattern.lemmas) + 1
                    found = [t for t in found if t.token.i < first]
                    kind = "police-operation" if _by_police(pattern.kind, token) else pattern.kind
                    found.append(Trigger(token, kind, pattern.weight, realis(token), _generic(token)))
                    break
        doc._.triggers = sorted([*found, *_stand_ins(doc, found)], key=lambda t: t.token.i)
        return doc


def _stand_ins(doc: Doc, found: list[Trigger]) -> Iterator[Trigger]:
    """As in "shootings, one in Porto and another in Braga": a word that stands for a deed at a place of its own."""
    taken = {t.token.i for t in found}
    agents_or_things = word_set("clusters", "agents") | word_set("clusters", "things")
    for token in doc:
        if token.i in taken or token.lower_ not in word_set("clusters", "stand_in"):
            continue
        if token.dep_ not in ("pobj", "dobj", "conj", "appos", "nsubj", "npadvmod"):
            continue
        if not any(o.ent_type_ in ("GPE", "LOC", "FAC") for o in objects_of(token, "in", "at", "near")):
            continue
        before = [t for t in found if token.sent.start <= t.token.i < token.i and t.token.pos_ == "NOUN"]
        before = [t for t in before if t.token.lemma_.lower() not in agents_or_things and t.realis == "actual"]
        if before:
            yield Trigger(token, before[-1].kind, 1.0, "actual", generic=False)


def _fits(pattern: _Pattern, token: Token) -> bool:
    # "Fighting in the south killed nine": a deed's name, though tagged as a verb.
    named = token.pos_ in ("NOUN", "PROPN") or (
        token.pos_ == "VERB" and token.lower_ == pattern.lemmas[-1] != token.lemma_
    )
    if pattern.noun != named or (not pattern.noun and token.pos_ != "VERB"):
        return False
    if pattern.noun and _guarded(token):
        return False
    if token.ent_type_ in ("PERSON", "ORG") and token.ent_type_ == token.head.ent_type_ and token.dep_ == "compound":
        return False
    count = len(pattern.lemmas)
    if count > 1:
        start = token.i - count + 1
        if start < 0:
            return False
        before = token.doc[start : token.i]
        if any(t.lemma_.lower() != want and t.lower_ != want for t, want in zip(before, pattern.lemmas, strict=False)):
            return False
    if pattern.below is not None:
        wanted = pattern.below
        near = list(token.children) + [g for c in token.children if c.dep_ in ("prep", "dobj") for g in c.children]
        return any(c.lemma_.lower() == wanted for c in near)
    return True


def _is_wreck(token: Token, lemma: str) -> bool:
    """As in "a bus plunged into a ravine": a vehicle with a verb that, said of vehicles, is an accident."""
    vehicles = words("kinds")["vehicles"]
    if lemma not in vehicles["verbs"] or token.pos_ not in ("VERB", "NOUN"):
        return False
    doers = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "compound")]
    if lemma in vehicles["driven"] and token.pos_ == "VERB":
        doers += [c for c in token.children if c.dep_ == "dobj"]
    if any(doer.lower_ in ("which", "that") for doer in doers):
        doers = subjects(token)  # "the jet, which went down": the parse names no jet below the verb
    # "Flight 12" is headed by its number.
    heads = [w for doer in doers for w in (doer, *(c for c in doer.lefts if doer.pos_ == "NUM" or doer.like_num))]
    if not any(word.lemma_.lower() in vehicles["nouns"] for word in heads):
        return False
    if lemma not in vehicles["everyday"]:
        return True
    return any(c.lower_ in vehicles["astray"] or c.lemma_.lower() in vehicles["ways"] for c in token.children)


def _by_police(kind: str, token: Token) -> bool:
    """Police who storm a house or shoot an attacker do not commit an armed assault."""
    if kind not in ("armed-assault", "shooting") or token.pos_ != "VERB":
        return False
    return any(
        lemma in word_set("perpetrators", "responders")
        for doer in agents(token)
        for lemma in (doer.lemma_.lower(), *(c.lemma_.lower() for c in doer.lefts))
    )


def _guarded(token: Token) -> bool:
    guards = words("kinds")["guards"]
    if token.lemma_ == "fire" and any(a.lemma_.lower() in guards["fire_verbs"] for a in ancestors_within(token, 2)):
        return True
    if token.lemma_ in guards["figures"] and any(
        o.tag_ == "NNS" and o.lemma_.lower() not in guards["matter"] for o in objects_of(token, "of")
    ):
        return True  # "a flood of calls"
    return token.dep_ in ("compound", "amod", "nmod") and token.head.lemma_.lower() in guards["heads"]


def realis(token: Token) -> Realis:
    """Say whether a word tells of something that happened, was planned, was stopped, or is only feared."""
    guards = words("kinds")["guards"]
    if is_negated(token):
        return "denied"
    if token.lemma_.lower() in guards["foiled"] and is_purpose(token):
        return "hypothetical"
    if token.lemma_.lower() in word_set("outcomes", "disarmed"):
        return "foiled"
    before = {w for c in token.lefts if c.dep_ in ("amod", "compound") for w in (c.lemma_.lower(), c.lower_)}
    if before & (set(guards["feared"]) | set(guards["feigned_words"])):
        return "hypothetical"
    if before & set(guards["foiled_words"]) or any(
        c.dep_ in ("relcl", "acl") and c.lemma_.lower() in guards["foiled"] for c in token.children
    ):
        return "foiled"
    if before & set(guards["failed_words"]):
        return "failed"
    if before & set(guards["planned_words"]):
        return "planned"
    if token.pos_ == "VERB" and any(c.tag_ == "MD" and c.lower_ != "will" for c in token.children):
        return "hypothetical"
    below = token
    for above in ancestors_within(token, 5):
        lemma = above.lemma_.lower()
        if above.pos_ not in ("VERB", "NOUN", "AUX", "ADJ", "ADV"):
            continue
        if lemma in guards["feigned"] and below.dep_ in ("dobj", "pobj", "nsubjpass", "prep", "compound"):
            return "hypothetical"  # a drill that simulates an attack
        if lemma == "go" and below.dep_ == "xcomp" and above.tag_ in ("VBG", "VBD"):
            return "planned"  # "was going to explode"
        stopped = [c for c in above.children if c.dep_ == "conj" and c.lemma_.lower() in guards["foiled"]]
        if stopped and below.dep_ in ("nsubjpass", "dobj"):
            return "foiled"  # "a bomb was discovered and defused"
        if lemma in guards["foiled"]:
            # "Measures to prevent attacks": nobody says that there was one to prevent.
            return "hypothetical" if is_purpose(above) else "foiled"
        if lemma == "fail" and below.dep_ in ("xcomp", "dobj", "pobj"):
            return "failed"
        if lemma in guards["warned"] and below.dep_ in ("prep", "dobj", "pobj", "compound", "xcomp", "ccomp"):
            return "threatened"
        if lemma in guards["supposed"] and below.dep_ == "prep":
            return "hypothetical"
        if lemma in guards["planned"] and (
            below.dep_ in ("xcomp", "dobj", "pobj", "pcomp", "acl", "ccomp", "prep") or above.pos_ == "NOUN"
        ):
            return "failed" if lemma in ("attempt", "try") else "planned"
        if below.dep_ == "advcl" and any(c.lower_ in ("if", "unless") for c in below.children):
            return "hypothetical"
        if above.pos_ == "VERB" and lemma not in guards["light"]:
            break
        below = above
    return "actual"


def is_purpose(verb: Token) -> bool:
    """As in "work to prevent attacks", "must stop the violence", where nothing has been stopped yet."""
    if verb.pos_ != "VERB" or verb.tag_ != "VB":
        return False
    managed = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words("kinds")["guards"]["managed"]
    return not managed and any(c.dep_ == "aux" and (c.lower_ == "to" or c.tag_ == "MD") for c in verb.children)


def _generic(token: Token) -> bool:
    if token.tag_ not in ("NNS", "NNPS"):
        return False
    vague = words("kinds")["guards"]["sorts"]
    return not any(
        c.dep_ in ("det", "nummod", "poss", "amod", "compound") and c.lemma_.lower() not in vague
        for c in token.children
    )


def weight_of(trigger: Trigger) -> float:
    """Give a trigger's weight as a sign that an incident took place."""
    if trigger.realis in ("denied", "hypothetical"):
        return 0.0
    return trigger.weight * (0.4 if trigger.generic else 1.0)
