"""Who is held to have done it by what the law does: charges, pleas, searches, custody; and by what was found out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from generator.extract.attribution import is_listed
from generator.extract.mentions import RoleMention
from generator.extract.perpetrators_mentions import Maker
from generator.extract.syntax import is_passive, objects_of, patients, subjects
from generator.extract.words import word_set


def of_the_law(make: Maker, verb: Token) -> Iterator[RoleMention]:
    """As in "X faces a murder charge", "X pleaded not guilty", "police are searching for X over the death"."""
    below = {t.lemma_.lower() for c in verb.children if c.dep_ not in ("nsubj", "ccomp") for t in c.subtree}
    of_deed = bool(below & word_set("perpetrators", "deed_words")) or any(
        t.i in make.triggers for c in verb.children if c.dep_ in ("prep", "dobj", "advcl") for t in c.subtree
    )
    if is_listed(verb, "answers") and (of_deed or below & word_set("perpetrators", "guilt")):
        if below & word_set("perpetrators", "charges"):
            for who in subjects(verb):
                yield from _by_the_law(make, who, verb)
    elif is_listed(verb, "looks") and of_deed:
        for who in objects_of(verb, "for"):
            if (name := make.naming.name_at(who)) is not None and name.type == "person":
                yield from _by_the_law(make, who, verb)
    elif is_listed(verb, "takes") and of_deed and any(t.lower_ == "custody" for t in verb.subtree):
        for who in patients(verb):
            if (name := make.naming.name_at(who)) is not None and name.type == "person":
                yield from _by_the_law(make, who, verb)


def _by_the_law(make: Maker, who: Token, verb: Token) -> Iterator[RoleMention]:
    """Whoever is charged or sought is so by the authorities, named or not."""
    for mention in make.role(who, verb, base=0.65, suspected=True):
        official = "suspected-by-authorities" if mention.attribution == "suspected" else mention.attribution
        yield replace(mention, attribution=official)


def of_finding_out(make: Maker, be: Token) -> Iterator[RoleMention]:
    """As in "The man who shot the clerk is X", "the driver who hit him was X"."""
    for who in (c for c in be.children if c.dep_ == "nsubj" and is_listed(c, "people")):
        for clause in (c for c in who.children if c.dep_ == "relcl" and not is_passive(c)):
            if any(t.i in make.triggers for t in clause.subtree):
                for other in (c for c in be.children if c.dep_ == "attr"):
                    if (name := make.naming.name_at(other)) is not None and name.type == "person":
                        yield from make.role(other, be, base=0.75, suspected=True)
