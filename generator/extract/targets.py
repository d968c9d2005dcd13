"""Targets: sites, buildings, vehicles and institutions struck or meant to be struck; never towns, never people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from generator.extract.casualties_grammar import actor_of, patients
from generator.extract.casualties_people import among, is_surely_people
from generator.extract.casualties_real import certainty, is_background
from generator.extract.casualties_words import listed
from generator.extract.mentions import RoleMention
from generator.extract.syntax import joined, noun_phrase, objects_of
from generator.extract.words import words

_OBJECT, _NOUN, _PLACE, _CRASHED, _VAGUE = 0.85, 0.75, 0.55, 0.5, 0.35
_NAMED = frozenset({"ORG", "FAC", "PRODUCT", "PERSON", "WORK_OF_ART"})
_LEFTS = frozenset({"compound", "amod", "nmod", "poss", "punct", "npadvmod", "case"})


@dataclass(frozen=True, slots=True)
class _Lexicon:
    heads: dict[str, str]
    phrases: dict[str, str]
    owners: dict[str, str]
    triggers: dict[str, frozenset[str]]


@cache
def _lexicon() -> _Lexicon:
    data = words("targets")
    flat = {head: kind for kind, heads in data["types"].items() for head in heads}
    return _Lexicon(
        {head: kind for head, kind in flat.items() if " " not in head},
        {head: kind for head, kind in flat.items() if " " in head},
        {word: kind for kind, listed in data["owners"].items() for word in listed},
        {key: frozenset(value) for key, value in data["triggers"].items()},
    )


@Language.factory("briefs_targets", requires=["token.dep", "doc.ents"], assigns=["doc._.targets"])
def make_targets(nlp: Language, name: str) -> Targets:
    """Build the component."""
    return Targets()


class Targets:
    """Looks at every word for an attack and takes what it was aimed at."""

    def __call__(self, doc: Doc) -> Doc:
        """Assign `doc._.targets`."""
        best: dict[int, RoleMention] = {}
        for token in doc:
            for mention in _struck_by(token):
                old = best.get(mention.span.root.i)
                if old is None or mention.confidence > old.confidence:
                    best[mention.span.root.i] = mention
        doc._.targets = [best[i] for i in sorted(best)]
        return doc


def _struck_by(token: Token) -> Iterator[RoleMention]:
    triggers, lemma = _lexicon().triggers, token.lemma_.lower()
    if token.pos_ == "VERB":
        yield from _by_verb(token, lemma, triggers)
    elif token.pos_ in ("NOUN", "PROPN") and lemma in triggers["nouns"]:
        for thing in objects_of(token, *triggers["on"]):
            yield from _mention(thing, token, _NOUN, None)
        for thing in objects_of(token, *triggers["near"]):
            yield from _mention(thing, token, _PLACE, None, named=False)
        # "mosque attack", "bank robbery": the thing stands before the deed.
        for thing in token.lefts:
            if (
                thing.dep_ in ("compound", "nmod")
                and thing.pos_ in ("NOUN", "PROPN")
                and lemma in triggers["before"]
                and thing.lower_ not in triggers["means"]
            ):
                yield from _mention(thing, token, _PLACE, None, named=False)


def _by_verb(verb: Token, lemma: str, triggers: dict[str, frozenset[str]]) -> Iterator[RoleMention]:
    effect = _effect(lemma, triggers)
    if lemma in triggers["verbs"] or effect is not None:
        particles = {c.lower_ for c in verb.children if c.dep_ in ("prt", "prep")}
        whole = lemma not in triggers["with_particle"] or bool(particles & {"up", "down", "on", "at"})
        if whole or lemma == "burn":
            actor = actor_of(verb)
            by_police = actor is not None and lemma not in triggers["bomb"] and among(actor, listed("people", "police"))
            for thing in patients(verb) if not by_police else ():
                for one in joined(thing):
                    yield from _mention(one, verb, _OBJECT, effect)
        if lemma in triggers["through_verbs"]:
            for thing in objects_of(verb, *triggers["through"], "at", "on"):
                yield from _mention(thing, verb, _NOUN, effect)
    if lemma == "set" and any(c.lower_ in triggers["alight"] for c in verb.children):
        for thing in (*objects_of(verb, "to"), *(c for c in verb.children if c.dep_ in ("dobj", "nsubjpass"))):
            yield from _mention(thing, verb, _OBJECT, "damaged", named=False)
    if lemma in triggers["at_verbs"]:
        for thing in objects_of(verb, *triggers["at"]):
            if thing.lemma_.lower() not in triggers["helpers"]:
                yield from _mention(thing, verb, _PLACE, None, named=False)
    if lemma in triggers["crash"]:
        for thing in (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")):
            yield from _mention(thing, verb, _CRASHED, None, named=False)


def _effect(lemma: str, triggers: dict[str, frozenset[str]]) -> str | None:
    for effect, key in (("destroyed", "destroy"), ("damaged", "damage"), ("taken", "take")):
        if lemma in triggers[key]:
            return effect
    return None


def _mention(
    thing: Token, trigger: Token, sure: float, effect: str | None, *, named: bool = True
) -> Iterator[RoleMention]:
    """Make a mention of a thing that can be a target.

    Args:
        thing: Its head noun.
        trigger: The word for the deed.
        sure: How surely the wording makes it the target.
        effect: What became of it.
        named: Take names without a known noun too.
    """
    if thing.pos_ not in ("NOUN", "PROPN") or thing.lemma_.lower() in _lexicon().triggers["excluded"]:
        return
    kind = kind_of_target(thing)
    if kind is None:
        if not named or thing.ent_type_ not in ("ORG", "FAC", "PRODUCT") or is_surely_people(thing):
            return
    elif is_surely_people(thing) and thing.ent_type_ != "PERSON":
        return
    if thing.ent_type_ in ("GPE", "LOC", "NORP", "DATE", "TIME") and kind is None:
        return
    if sure == _PLACE and thing.lemma_.lower() in _lexicon().triggers["vague"]:
        sure = _VAGUE
    real = certainty(trigger)
    sure *= 1.0 if real > 0.3 else 0.7
    if is_background(trigger):
        sure *= 0.4
    span = _own_name(thing) or _phrase(thing)
    yield RoleMention(
        span=span,
        name=span.text,
        type=kind,
        trigger=trigger,
        confidence=round(sure, 3),
        effect=effect if real else None,
    )


def _phrase(thing: Token) -> Span:
    """Give the thing as one would name it: its modifiers, and "of the ..." after it; articles and numbers left out."""
    doc, left = thing.doc, thing.i
    for child in sorted(thing.lefts, key=lambda t: -t.i):
        if child.dep_ not in _LEFTS or child.lower_ in ("his", "her", "their", "its", "our", "my", "other", "several"):
            break
        left = min(left, child.left_edge.i)
    while left < thing.i and (
        doc[left].dep_ in ("det", "nummod", "punct", "cc", "case") or doc[left].lower_ in ("the", "a", "an")
    ):
        left += 1
    whole = noun_phrase(thing)
    right = thing.i
    after = doc[thing.i + 1] if thing.i + 1 < len(doc) else None
    if after is not None and after.lower_ == "of" and after.head == thing:
        right = min(whole.end - 1, thing.i + 7)
    elif thing.ent_type_:
        while right + 1 < len(doc) and doc[right + 1].ent_type_ == thing.ent_type_ and doc[right + 1].ent_iob_ == "I":
            right += 1
    elif after is not None and after.like_num and after.head == thing:
        right += 1
    # A quotation mark closed inside belongs to the name with its fellow: "Santo Tomas" farm.
    if left > 0 and doc[left - 1].text == '"' and sum(t.text == '"' for t in doc[left : right + 1]) % 2:
        left -= 1
    return doc[left : right + 1]


def is_site(noun: Token) -> bool:
    """Say whether a noun is a known word for a building, vehicle or institution, and so no person."""
    return noun.lemma_.lower() in _lexicon().heads and not is_surely_people(noun)


def _own_name(thing: Token) -> Span | None:
    """Give the name that follows a common noun: "the satirical newspaper | Charlie Hebdo"."""
    doc, start = thing.doc, thing.i + 1
    if thing.pos_ != "NOUN" or start >= len(doc) or doc[start].pos_ != "PROPN" or doc[start].ent_type_ not in _NAMED:
        return None
    end = start
    while end < len(doc) and doc[end].ent_type_ == doc[start].ent_type_ and (end == start or doc[end].ent_iob_ == "I"):
        end += 1
    return doc[start:end]


def kind_of_target(thing: Token) -> str | None:
    """Give the type that the head noun, the words before it or an apposition give a thing; None where none is known."""
    lexicon = _lexicon()
    lefts = [t.lower_ for t in thing.doc[thing.left_edge.i : thing.i] if t.dep_ != "det"]
    lemma = thing.lemma_.lower()
    pair = f"{lefts[-1]} {lemma}" if lefts else lemma
    if pair in lexicon.phrases:
        return lexicon.phrases[pair]
    kind = lexicon.heads.get(lemma) or lexicon.heads.get(thing.lower_)
    if kind is None and thing.pos_ == "PROPN":
        # "the satirical newspaper Charlie Hebdo", "Charlie Hebdo, a weekly", "Al Noor Mosque in Christchurch".
        near = [t for t in thing.subtree if t.dep_ in ("compound", "appos", "nmod", "amod") and t.head == thing]
        kind = next((lexicon.heads[t.lemma_.lower()] for t in near if t.lemma_.lower() in lexicon.heads), None)
    if kind in (
        "other",
        "private-citizens",
        "business",
        "transportation",
        "utilities",
        "government-general",
        "educational-institution",
        "airports-and-aircraft",
    ):
        owner = next((lexicon.owners[w] for w in reversed(lefts) if w in lexicon.owners), None)
        if owner is None and kind == "other":
            owner = next(
                (
                    lexicon.owners[o.lemma_.lower()]
                    for o in objects_of(thing, "of")
                    if o.lemma_.lower() in lexicon.owners
                ),
                None,
            )
        if owner is not None and (
            kind in ("other", "private-citizens") or owner in ("police", "military", "government-diplomatic")
        ):
            return owner
    return kind
