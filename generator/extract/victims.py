"""Victims: people struck, named or described, with what became of them. Never those who did it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from generator.extract.casualties_grammar import Harm, actor_of, patients
from generator.extract.casualties_harms import harms
from generator.extract.casualties_names import person_key
from generator.extract.casualties_people import among, people_in
from generator.extract.casualties_real import certainty, is_background
from generator.extract.casualties_series import row_of_names
from generator.extract.casualties_who import accused, part_of, who_and_cause
from generator.extract.casualties_words import harm_words, listed
from generator.extract.mentions import RoleMention
from generator.extract.numbers import count_of, quantity_of
from generator.extract.syntax import joined, objects_of
from generator.extract.targets import is_site
from generator.extract.victims_naming import described_as, in_running_case, name_of, type_of, without_number
from generator.extract.words import words

_EFFECTS = {"killed": "killed", "injured": "injured", "hostage": "hostage", "missing": "missing"}
_NAMED, _DESCRIBED, _VAGUE, _IDENTIFIED, _ATTACKED, _TRIED, _WEAK = 0.9, 0.7, 0.3, 0.9, 0.5, 0.55, 0.8
_BLAMED = ("perpetrator", "suspect")
_SPECIFIC = frozenset({"amod", "compound", "nmod", "prep", "appos", "relcl", "acl", "poss"})


@cache
def _list(section: str, key: str) -> frozenset[str]:
    return frozenset(words("victims")[section][key])


@Language.factory("briefs_victims", requires=["token.dep", "doc.ents"], assigns=["doc._.victims"])
def make_victims(nlp: Language, name: str) -> Victims:
    """Build the component."""
    return Victims()


class Victims:
    """Takes those to whom harm was done, those called victims, and those who were attacked and lived."""

    def __call__(self, doc: Doc) -> Doc:
        """Assign `doc._.victims`."""
        found: dict[tuple[int, str], RoleMention] = {}
        for mention in (*_harmed(doc), *_identified(doc), *_attacked(doc)):
            key = (mention.span.start, mention.name)
            old = found.get(key)
            if old is None or mention.confidence > old.confidence:
                found[key] = mention
        mentions = sorted(found.values(), key=lambda m: m.span.start)
        dead = {m.name for m in mentions if m.effect == "killed" and m.confidence > _VAGUE}
        # Somebody shot in one sentence and dead in the next was killed.
        doc._.victims = [
            replace(m, effect="killed")
            if m.name in dead and m.effect in ("injured", "unknown") and m.count is None
            else m
            for m in mentions
        ]
        return doc


def is_named(mention: RoleMention) -> bool:
    """Say whether a victim is called by name and not by a description."""
    return person_key(mention.span.root) is not None


def _harmed(doc: Doc) -> Iterator[RoleMention]:
    for harm in harms(doc):
        effect = _EFFECTS.get(harm.status)
        if effect is None or (harm.count is not None and harm.count.high == 0) or harm.own:
            continue
        meant = harm.meant or harm.people
        for person, who in zip(harm.people, meant, strict=True):
            if person.lower_ in ("himself", "herself", "themselves"):
                continue
            part = part_of(who)
            blamed = part in _BLAMED or (part == "neutral" and who_and_cause(harm, (person,))[0] in _BLAMED)
            if blamed:
                continue
            # "taken to hospital" alone is a weak sign that somebody was struck.
            sure = harm.sure * (_WEAK if harm.struck and harm.sure <= 0.5 else 1.0)
            yield from _mention(who, harm.trigger, effect, sure, harm)
            # "A and B were the two civilians killed"
            for subject in _subjects_of_attribute(who):
                yield from _mention(subject, harm.trigger, effect, sure, harm)


def _subjects_of_attribute(noun: Token) -> Iterator[Token]:
    if noun.dep_ == "attr":
        for subject in noun.head.children:
            if subject.dep_ == "nsubj":
                yield from (one for one in joined(subject) if one.ent_type_ == "PERSON")


def _mention(who: Token, trigger: Token, effect: str, sure: float, harm: Harm | None = None) -> Iterator[RoleMention]:
    number = quantity_of(who)
    if number is not None and number.count.high == 0:
        return
    name = name_of(who)
    if name is not None:
        key, span, text = name
        if key in accused(who.doc):
            return
        by_police = harm is not None and harm.actor is not None and among(harm.actor, listed("people", "police"))
        yield RoleMention(
            span=span,
            name=text,
            type=type_of(who, span),
            trigger=trigger,
            confidence=round(sure * _NAMED * (0.6 if by_police else 1.0), 3),
            effect=effect,
        )
        return
    if (
        who.pos_ not in ("NOUN", "PROPN")
        or who.lemma_.lower() in _list("vague", "heads")
        or who.lower_ in _list("vague", "heads")
    ):
        return
    bare = who.lemma_.lower() in _list("vague", "plain") and not any(
        c.dep_ in _SPECIFIC and not c.text.isdigit() for c in who.children
    )
    span = described_as(who)
    if not any(t.is_alpha for t in span) or is_site(who):
        return
    count = count_of(who)
    yield RoleMention(
        span=span,
        name=in_running_case(span, without_number(span)),
        type=type_of(who, span),
        trigger=trigger,
        confidence=round(sure * (_VAGUE if bare else _DESCRIBED), 3),
        effect=effect,
        count=count if count is not None and count.text != "1" else None,
    )


def _identified(doc: Doc) -> Iterator[RoleMention]:
    """Find "the victim was identified as X", "police identified the dead man as X", "the victim, X"."""
    harmed = {p.i: harm for harm in harms(doc) for p in (*harm.people, *harm.meant) if harm.status in _EFFECTS}
    # "The man was identified as X" speaks of the man said to have died, wherever.
    said = {
        _plain(p): harm
        for i, harm in harmed.items()
        if part_of(p := doc[i]) not in _BLAMED and p.pos_ in ("NOUN", "PRON", "ADJ")
    }
    # Where nobody who was harmed has a name yet, "the man" is the one harmed, whatever the text called him before.
    nameless = None if any(person_key(doc[i]) for i in harmed) else next(iter(harmed.values()), None)
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in _list("named", "verbs"):
            whom = [c for c in token.children if c.dep_ in ("nsubjpass", "dobj")] or (
                [token.head] if token.dep_ == "acl" else []
            )
            names = [o for word in (token, *whom) for o in _as_objects(word) if _is_name(o)]
            harm = next((harmed[w.i] for w in whom if w.i in harmed), None) or next(
                (said[_plain(w)] for w in whom if _plain(w) in said), None
            )
            called = any(among(w, _list("named", "nouns")) for w in whom)
            plain = called or any(w.lower_ in _list("vague", "plain") for w in whom)
            harm = harm or (nameless if plain else None)
            if names and (called or harm is not None) and not any(part_of(w) in _BLAMED for w in whom):
                effect = (
                    _EFFECTS[harm.status] if harm is not None else "killed" if lemma and _has_dead(whom) else "unknown"
                )
                row = dict.fromkeys(one for name in names for one in row_of_names(name))
                for name in row:
                    yield from _mention(name, token, effect, _IDENTIFIED)
        elif lemma in _list("named", "before") and token.pos_ in ("NOUN", "PROPN"):
            after = [token.nbor(1)] if token.i + 1 < len(doc) and token.nbor(1).ent_type_ == "PERSON" else []
            for name in (*(c for c in token.children if c.dep_ == "appos"), *after, *_subjects_of_attribute(token)):
                for one in dict.fromkeys([*joined(name), *row_of_names(name)]):
                    if one.ent_type_ == "PERSON":
                        yield from _mention(one, token, "unknown", _DESCRIBED)


def _plain(token: Token) -> str:
    return {"him": "he", "her": "she"}.get(token.lower_, token.lower_)


def _is_name(token: Token) -> bool:
    return token.ent_type_ == "PERSON" or (token.tag_ == "NNP" and person_key(token) is not None)


def _as_objects(verb: Token) -> Iterable[Token]:
    yield from objects_of(verb, "as")
    for child in verb.children:
        if child.dep_ in ("oprd", "attr", "xcomp"):
            yield from joined(child)


def _has_dead(tokens: Iterable[Token]) -> bool:
    return any(
        t.lower_ in _list("named", "dead") or any(c.lower_ in harm_words().states for c in t.lefts) for t in tokens
    )


def _attacked(doc: Doc) -> Iterator[RoleMention]:
    """Find people attacked without harm told, and attempts on their lives."""
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB":
            if lemma in _list("attacked", "survived") and any(
                c.dep_ == "dobj" and c.lemma_.lower() in _list("attacked", "nouns") for c in token.children
            ):
                for person in people_in((c for c in token.children if c.dep_ == "nsubj"), surely=True):
                    yield from _mention(person, token, "unharmed", _TRIED)
                continue
            kills = harm_words().verbs.get(lemma) in ("killed", "hostage", "struck")
            effect, sure = _attempt(token) if kills else ("unknown", _ATTACKED * certainty(token))
            if effect is None or not (kills or lemma in _list("attacked", "verbs")) or is_background(token):
                continue
            actor = actor_of(token)
            if actor is not None and among(actor, listed("people", "police")):
                continue
            for person in people_in(patients(token), surely=True):
                if part_of(person) not in _BLAMED:
                    yield from _mention(person, token, effect, sure)
        elif token.pos_ == "NOUN" and lemma in _list("attacked", "nouns"):
            whom = list(objects_of(token, *_list("attacked", "on")))
            if token.dep_ in ("dobj", "nsubjpass") and token.head.pos_ == "VERB":
                whom += objects_of(token.head, "against")  # "threats were made against X"
            for person in people_in(whom, surely=True):
                if part_of(person) not in _BLAMED and person.ent_type_ == "PERSON":
                    effect = "threatened" if lemma in _list("attacked", "planned") else "unknown"
                    yield from _mention(person, token, effect, _ATTACKED)


def _attempt(verb: Token) -> tuple[str | None, float]:
    """Say of a verb of killing whether it was only tried ("unharmed") or planned ("threatened")."""
    above = verb.head
    lemma = above.lemma_.lower()
    if verb.dep_ not in ("xcomp", "acl", "advcl", "pcomp", "ccomp") or verb.tag_ not in ("VB", "VBG"):
        return None, 0.0
    if verb.dep_ == "pcomp":
        lemma = above.head.lemma_.lower()
    if lemma in _list("attacked", "tried"):
        return "unharmed", _TRIED
    return ("threatened", _TRIED) if lemma in _list("attacked", "planned") else (None, 0.0)
