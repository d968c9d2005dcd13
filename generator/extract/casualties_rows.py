"""Rows of people: names one after the other with their ages, as news gives its dead, and clauses that add to them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from generator.extract.casualties_grammar import Harm
from generator.extract.casualties_people import is_people, number_of, people_in, sum_of
from generator.extract.casualties_real import certainty
from generator.extract.casualties_series import row_of_names
from generator.extract.casualties_words import harm_words, listed
from generator.extract.numbers import quantity_of
from generator.extract.syntax import joined, objects_of
from generator.record.count import Count


def _named_dead(token: Token) -> Iterator[Harm]:
    """Find the names of "the dead were identified as X, 12, and Y", "among those killed were X and Y"."""
    if token.lower_ not in listed("rows", "dead") or token.dep_ in ("amod", "acomp", "compound"):
        return
    if token.dep_ == "pobj" and token.head.lower_ == "among":
        verb = token.head.head
    elif token.dep_ in ("nsubj", "nsubjpass", "dobj"):
        verb = token.head
    elif token.dep_ == "acl" and token.head.lower_ == "those":
        above = token.head
        verb = above.head.head if above.dep_ == "pobj" and above.head.lower_ == "among" else above.head
    else:
        return
    lemma = verb.lemma_.lower()
    if lemma in listed("rows", "names"):
        called = [*objects_of(verb, "as"), *(c for c in verb.children if c.dep_ in ("oprd", "attr"))]
    elif lemma in listed("rows", "include") or (lemma == "be" and verb.i > token.i):
        called = [o for c in verb.children if c.dep_ in ("dobj", "attr", "nsubj") and c.i > verb.i for o in joined(c)]
    else:
        return
    people = tuple(p for one in called if one.ent_type_ == "PERSON" for p in row_of_names(one))
    if people:
        yield Harm(token, "killed", tuple(dict.fromkeys(people)), certainty(verb) * 0.9)


def _as_were(token: Token) -> Iterator[Harm]:
    """Find whom "as were three children", "as did a bystander" adds to those of the clause before."""
    if token.lower_ != "as" or token.dep_ != "mark" or token.head.lemma_.lower() not in ("be", "do"):
        return
    verb = token.head.head
    words = harm_words()
    says = [verb, *(c for c in verb.children if c.dep_ in ("oprd", "acomp", "xcomp", "ccomp"))]
    status = next(
        (s for w in says if (s := words.verbs.get(w.lemma_.lower()) or words.acts.get(w.lemma_.lower())) is not None),
        None,
    ) or next((words.states[w.lower_] for w in says if w.lower_ in words.states), None)
    people = people_in(c for c in token.head.children if c.dep_ == "nsubj" and c.i > token.i and is_people(c))
    if status is not None and people:
        struck, sure = status == "struck", certainty(verb) * 0.9
        count = sum_of([number_of(people), *_of_each(verb, token.i)])
        yield Harm(token.head, "injured" if struck else status, people, sure, struck, count=count, more=True)


def _of_each(verb: Token, start: int) -> Iterator[Count]:
    """Give the number that "two each from the army and the police" adds."""
    for each in verb.children:
        number = quantity_of(each)
        if each.i > start and each.dep_ == "conj" and each.lower_ == "each" and number is not None:
            of = list(objects_of(each, "from", "in", "of"))
            yield from [number.count] * max(len(of), 1)


ROW_FINDERS = (_named_dead, _as_were)
"""Every finder of this module; each looks at one word."""
