"""What stands beside a word of harm: numbers and people that headlines put there without a verb to hang them on.

Parsers stumble over "Two dead, three hurt" and "Mother, son shot"; these look only at the order of the words.
"""

from __future__ import annotations

from spacy.tokens import Token

from generator.extract.casualties_people import is_people, is_surely_people
from generator.extract.casualties_words import listed
from generator.extract.numbers import ordinal_one, quantities, quantity_of


def own_subject(subjects: list[Token]) -> list[Token]:
    """Give a verb's own subject where the parser found two.

    The nearer one ("State Police: | boy dies"), unless it stands between commas ("five people, | two of them police,
    died").
    """
    if len(subjects) < 2:
        return subjects
    last = subjects[-1]
    return subjects[:1] if last.left_edge.i and last.left_edge.nbor(-1).text == "," else subjects[-1:]


def listed_before(noun: Token) -> tuple[Token, ...]:
    """Give the people that a headline lists before a noun: "Mother, | son shot", "Officer, | 2 others hurt"."""
    doc = noun.doc
    if doc._.document is None or doc._.document.paragraph_of(noun).kind != "title":
        return ()
    found: list[Token] = []
    left = noun.left_edge.i
    number = quantity_of(noun)
    left = min(left, number.start) if number is not None else left
    while left - 2 >= noun.sent.start and doc[left - 1].text in (",", "and", "&"):
        before = doc[left - 2]
        if before.pos_ not in ("NOUN", "PROPN") or not is_surely_people(before) or before.ent_type_ == "PERSON":
            break
        if any(c.dep_ in ("nsubj", "dobj") for c in before.children) or before.dep_ in ("dobj", "pobj"):
            break
        found.insert(0, before)
        left = before.left_edge.i if before.left_edge.i <= before.i else before.i
    return tuple(t for t in found if t != noun)


def noun_before(verb: Token) -> Token | None:
    """Give the person right before a participle: "services held for teen accidentally | shot by friend"."""
    i = verb.i - 1
    while i > verb.sent.start and verb.doc[i].pos_ == "ADV":
        i -= 1
    by = any(c.dep_ == "agent" or c.lower_ == "by" for v in (verb, *verb.conjuncts) for c in v.children)
    before = verb.doc[i] if i >= verb.sent.start else None
    return (
        before if before is not None and by and before.pos_ in ("NOUN", "PROPN") and is_surely_people(before) else None
    )


def headlined(word: Token) -> Token | None:
    """Give the people word that a headline puts before its verb or state: "Teen | dead", "Boy, 3, fatally | shot".

    Headlines without verbs are what taggers know least, so that only the order of the words is asked.
    """
    doc = word.doc
    if doc._.document is None or doc._.document.paragraph_of(word).kind != "title":
        return None
    i = word.i - 1
    while i > word.sent.start and (doc[i].pos_ == "ADV" or doc[i].text == "," or doc[i].text.isdigit()):
        i -= 1
    before = doc[i] if i >= word.sent.start else None
    known = before is not None and before.lower_ in listed("people", "nouns") and before.pos_ != "PRON"
    return before if known and not any(t.dep_ == "prep" for t in doc[word.sent.start : word.i]) else None


def number_after(verb: Token) -> Token | None:
    """Give a bare number right after a verb: "kills 2 in", "injured twelve more"."""
    found = quantities(verb.doc).get(verb.i + 1)
    if found is None or found.start != verb.i + 1 or verb.tag_ == "VBN" or found.count.high == 0:
        return None
    last = verb.doc[found.end - 1]
    following = verb.doc[found.end] if found.end < len(verb.doc) else None
    if (
        following is None
        or following.is_punct
        or following.pos_ in ("ADP", "CCONJ", "SCONJ")
        or following.lower_ in ("more", "others")
    ):
        return (
            last
            if last.pos_ in ("NUM", "NOUN") and (following is None or following.lower_ not in ("of", "times", "-"))
            else None
        )
    return None


def counted_between(verb: Token) -> Token | None:
    """Give a number of its own that a joined participle has: "five died; around twenty more were injured"."""
    found = quantities(verb.doc)
    for i in range(verb.i - 1, verb.head.i, -1):
        number = found.get(i)
        if number is None:
            continue
        following = verb.doc[number.end] if number.end < len(verb.doc) else None
        if following is not None and (following.lower_ in ("more", "others", "other") or following == verb):
            return verb.doc[number.end - 1]
    return None


def beside(token: Token) -> Token | None:
    """Give the bare number or counted noun that stands right before a word: "20 | dead", "two others | injured"."""
    doc, i = token.doc, token.i - 1
    while i >= token.sent.start and (doc[i].pos_ == "ADV" or doc[i].lower_ in listed("links", "between")):
        i -= 1
    if i < token.sent.start:
        return None
    before = doc[i]
    if before.i in quantities(doc) or ordinal_one(before):
        return before
    if before.pos_ in ("NOUN", "PROPN", "PRON") and quantity_of(before) is not None and is_people(before):
        return before
    return None
