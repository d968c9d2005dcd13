"""Harm told by nouns: deaths and injuries counted, tolls, lives, bodies, hostages, custody, wounds and hospitals."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from generator.extract.casualties_grammar import Harm, actor_of, governing_subject, patients
from generator.extract.casualties_people import is_aged, is_plural_scale, is_surely_people, number_of, people_in
from generator.extract.casualties_real import certainty, is_background
from generator.extract.casualties_words import harm_words, listed
from generator.extract.numbers import Quantity, ordinal_one, quantities, quantity_of
from generator.extract.syntax import objects_of
from generator.record.count import Count

_REACH = 14


def _nouns(token: Token) -> Iterator[Harm]:
    if token.pos_ not in ("NOUN", "PROPN"):
        return
    words, lemma = harm_words(), token.lemma_.lower()
    status = words.nouns.get(lemma)
    counted = words.counted.get(lemma) or words.counted.get(token.lower_)
    number = quantity_of(token) if counted else None
    if counted and number is not None and number.end <= token.i and token.dep_ not in ("compound", "nmod", "amod"):
        of = people_in(objects_of(token, "of")) if status else ()
        # "none of the injuries is serious" does not say that there are none.
        share = number.count.high == 0 and token.doc[number.end].lower_ == "of"
        charged = token.head.head.lemma_.lower() in listed("charges", "verbs") and token.dep_ == "pobj"
        if not of and not share and not charged:
            yield Harm(token, counted, (), certainty(token) * 0.9, count=number.count)
            return
    if counted and number is None and none_reported(token):
        yield Harm(token, counted, (), 0.8, count=Count.exactly(0))
        return
    if lemma == "casualty" and (_is_zero(number) or none_reported(token)):
        yield Harm(token, "killed", (), 0.6, count=Count.exactly(0))
        yield Harm(token, "injured", (), 0.6, count=Count.exactly(0))
        return
    if status is None or token.dep_ == "compound" or token.head.lemma_.lower() in listed("charges", "heads"):
        return
    fatal = any(c.lower_ in listed("fatal", "adjectives") for c in token.lefts)
    named = [
        c
        for c in token.children
        if (c.dep_ == "poss" and lemma in listed("poss", "nouns"))
        or (c.dep_ in ("compound", "nmod") and c.ent_type_ == "PERSON")
    ]
    people = people_in([*named, *objects_of(token, "of")], named=status == "killed")
    struck = status == "struck" and not fatal
    final = "injured" if struck else "killed" if status == "struck" else status
    multiple = next((c for c in token.lefts if c.lower_ in harm_words().multiples), None)
    if multiple is not None and not people:
        yield Harm(
            token,
            final,
            (),
            certainty(token) * 0.7,
            struck,
            count=Count.exactly(harm_words().multiples[multiple.lower_]),
        )
    elif not people and fatal and final == "killed":
        yield Harm(token, "killed", (), certainty(token) * 0.4, count=Count.at_least(1))
    elif people:
        many = number_of(people)
        vague = many is None or many.text == "several" or is_plural_scale(many)
        yield Harm(token, final, people, certainty(token) * (0.5 if struck or vague else 0.7), struck)


def _is_zero(number: Quantity | None) -> bool:
    return number is not None and number.count.high == 0


def none_reported(noun: Token) -> bool:
    """Say whether a noun is denied from above: "no reports of injuries", "without injuries"."""
    if any(c.lower_ == "no" for c in noun.lefts):
        return True
    above = noun.head
    while above.dep_ == "conj" or above.lemma_.lower() in ("death", "injury", "fatality", "casualty"):
        if any(c.lower_ == "no" for c in above.lefts):
            return True
        if above.head == above:
            break
        above = above.head
    if above.lower_ == "without":
        return True
    if above.lower_ in ("of", "on", "about") and any(c.lower_ == "no" for c in above.head.lefts):
        return True
    any_ = any(c.lower_ == "any" for c in noun.lefts)
    return any_ and above.pos_ in ("VERB", "AUX") and any(c.dep_ == "neg" for c in above.children)


def _lives(token: Token) -> Iterator[Harm]:
    if token.lemma_.lower() not in listed("lives", "nouns") or token.pos_ != "NOUN":
        return
    verb = token.head
    lost = verb.lemma_.lower()
    taken = token.dep_ == "dobj" and lost in listed("lives", "takes")
    gone = token.dep_ == "nsubjpass" and lost in (listed("lives", "loses") | listed("lives", "takes"))
    loss = token.dep_ == "pobj" and verb.head.lemma_.lower() == "loss"
    if not (taken or gone or loss):
        return
    people = people_in(objects_of(token, "of"))
    number = quantity_of(token)
    actor = actor_of(verb) if taken else None
    if people:
        yield Harm(token, "killed", people, certainty(token), actor=actor)
    elif number is not None:
        yield Harm(token, "killed", (), certainty(token), count=number.count, actor=actor)


def _tolls(token: Token) -> Iterator[Harm]:
    lemma = token.lemma_.lower()
    if token.pos_ not in ("NOUN", "PROPN"):
        return
    if lemma == "toll":
        status = "injured" if any(c.lower_ in ("injury", "injured") for c in token.lefts) else "killed"
    elif lemma == "number" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "of":
        status = _status_of_number(token)
    else:
        return
    if not status:
        return
    number = _toll_number(token.doc, token)
    if number is not None:
        sure = 0.25 if is_background(token) and lemma != "toll" else 0.95
        if any(c.lower_ in listed("earlier", "words") for c in token.lefts):
            sure *= 0.4
        yield Harm(token, status, (), sure, count=number.count, total=True)


def _status_of_number(token: Token) -> str:
    for other in token.doc[token.i + 2 : min(token.i + 9, token.sent.end)]:
        for status, key in (
            ("killed", "of"),
            ("injured", "of_injured"),
            ("missing", "of_missing"),
            ("arrested", "of_arrested"),
        ):
            if other.lower_ in listed("toll", key):
                return status
    return ""


def _toll_number(doc: Doc, token: Token) -> Quantity | None:
    found = quantities(doc)
    # "brought to 50 the number of people killed"
    for i in range(token.i - 1, max(token.sent.start, token.i - 7), -1):
        quantity = found.get(i)
        if quantity is not None and quantity.start > 0 and doc[quantity.start - 1].lower_ == "to":
            return quantity
    to = listed("toll", "to")
    for i in range(token.i + 1, min(token.sent.end, token.i + _REACH)):
        quantity = found.get(i)
        if quantity is not None and quantity.start == i and doc[i - 1].lower_ in to:
            noun = doc[quantity.end] if quantity.end < len(doc) else None
            if noun is None or noun.pos_ != "NOUN" or is_surely_people(noun) or noun.lower_ in harm_words().states:
                return quantity
    return None


def _bodies(token: Token) -> Iterator[Harm]:
    if token.lemma_.lower() not in listed("bodies", "nouns") or token.pos_ != "NOUN" or token.dep_ == "compound":
        return
    people = people_in(objects_of(token, "of"), named=True)
    # "A woman's body", "her body": of one who was seen alive a body says less ("his body was shaking").
    people = people or people_in((c for c in token.children if c.dep_ == "poss" and _is_found(token)), surely=True)
    number = quantity_of(token)
    if people:
        yield Harm(token, "killed", people, certainty(token) * 0.75)
    elif number is not None:
        yield Harm(token, "killed", (), certainty(token) * 0.7, count=number.count)
    elif ordinal_one(token):
        yield Harm(token, "killed", (), certainty(token) * 0.6, count=Count.exactly(1))


def _is_found(body: Token) -> bool:
    return body.head.pos_ == "VERB" and body.head.lemma_.lower() in listed("bodies", "finds")


def _hostages(token: Token) -> Iterator[Harm]:
    if token.lower_ not in listed("hostages", "words") or token.pos_ not in ("NOUN", "ADJ", "ADV"):
        return
    number, verb = quantity_of(token), token.head
    if (
        number is not None
        and number.end <= token.i
        and number.count.high != 0
        and token.dep_ not in ("compound", "nmod")
    ):
        sure = 0.8 if verb.lemma_.lower() in listed("hostages", "verbs") else 0.5
        yield Harm(token, "hostage", (token,), sure * certainty(token))
        return
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in listed("hostages", "verbs"):
        return
    # "Holding its 21 crew hostage": the parse makes the crew the object, or the subject of a small clause.
    people = people_in(t for t in [*patients(verb), *(c for c in token.children if c.dep_ == "nsubj")] if t != token)
    near = token.nbor(-1) if token.i else None
    if not people and near is not None and near.pos_ in ("NOUN", "PROPN", "NUM", "PRON") and near.head == verb:
        people = people_in([near])
    if people:
        yield Harm(token, "hostage", people, certainty(verb) * 0.95, actor=actor_of(verb))
    elif token.tag_ == "NNS":
        yield Harm(token, "hostage", (token,), certainty(verb) * 0.6, actor=actor_of(verb))


def _custody(token: Token) -> Iterator[Harm]:
    if token.lemma_.lower() in listed("custody", "charges") and token.pos_ == "VERB":
        people = people_in(patients(token))
        if people and any(c.lower_ in ("with", "in", "over", "for") for c in token.children):
            yield Harm(token, "arrested", people, certainty(token) * 0.5, actor=actor_of(token))
        return
    if (
        token.lower_ not in listed("custody", "nouns")
        or token.dep_ != "pobj"
        or token.head.lower_ not in ("in", "into", "under")
    ):
        return
    above = token.head.head
    if above.pos_ in ("NOUN", "PROPN", "NUM", "PRON") or is_aged(above):
        people = people_in([above])
    elif above.lemma_.lower() in listed("custody", "verbs"):
        people = people_in(
            patients(above) or [c for c in above.children if c.dep_ == "nsubj"] or governing_subject(above)
        )
    else:
        people = people_in([token.head.nbor(-1)]) if token.head.i > token.sent.start else ()
    if people:
        yield Harm(token, "arrested", people, certainty(above) * 0.8)


COUNT_FINDERS = (_nouns, _lives, _tolls, _bodies, _hostages, _custody)
"""Every finder of this module; each looks at one word."""
