"""What to call a victim: the name as fully as the document has it, else the description; and the trade or office."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Span, Token

from generator.extract.casualties_names import person_key
from generator.extract.casualties_words import listed
from generator.extract.numbers import quantity_of
from generator.extract.syntax import noun_phrase
from generator.extract.words import words


@cache
def _types() -> dict[str, str]:
    return {head: kind for kind, heads in words("victims")["types"].items() for head in heads}


def name_of(who: Token) -> tuple[str, Span, str] | None:
    """Give the person a noun names: its own name, or that of an apposition ("a teacher, Samuel Paty")."""
    candidates = [who, *(c for c in who.children if c.dep_ in ("appos", "compound", "nmod"))]
    after = who.i + 1
    if who.pos_ == "NOUN" and after < len(who.doc):
        candidates.append(who.doc[after])
        if who.doc[after].text == "," and after + 1 < len(who.doc):
            candidates.append(who.doc[after + 1])
    for token in candidates:
        if token.ent_type_ == "PERSON" and (token == who or token.sent.start == who.sent.start):
            key = person_key(token)
            ent = next((e for e in who.doc.ents if e.start <= token.i < e.end), None)
            if key is not None and ent is not None:
                return key, ent, _full_name(key, ent)
    key = person_key(who)
    if key is not None:
        left = min((c.i for c in who.lefts if c.dep_ == "compound" and c.pos_ == "PROPN"), default=who.i)
        span = who.doc[left : who.i + 1]
        return key, span, span.text
    return None


def _full_name(key: str, ent: Span) -> str:
    """Give a person's name as fully as the document has it."""
    doc = ent.doc
    for name in doc._.names:
        if name.type == "person" and name.text.lower() == key:
            return str(name.text)
    same = [e for e in doc.ents if e.label_ == "PERSON" and person_key(e.root) == key]
    best = max(same, key=lambda e: len(_clean(e).split()), default=ent)
    return _clean(best)


def _clean(ent: Span) -> str:
    start, end = ent.start, ent.end
    while start < end - 1 and ent.doc[start].lower_ in listed("people", "nouns"):
        start += 1
    text = ent.doc[start:end].text
    return text.removesuffix("'s").strip(" ,;:'\"")


def described_as(who: Token) -> Span:
    """Give the noun phrase that describes people, with "of the ..." after it."""
    span = noun_phrase(who, prepositions=False)
    after = who.i + 1
    of = next((c for c in who.children if c.i == after and c.lower_ == "of"), None)
    right = min(noun_phrase(who).end, who.i + 8) if of is not None else who.i + 1
    left = span.start
    return who.doc[left:right]


def without_number(span: Span) -> str:
    """Give the words of a description without its number and articles."""
    doc, start, root = span.doc, span.start, span.root.i
    number = quantity_of(span.root)
    if number is not None and start <= number.start and number.end <= root:
        start = number.end
    while start < root and (
        doc[start].dep_ in ("det", "poss", "predet", "case", "punct")
        or doc[start].lower_ in ("other", "of", "more", "another")
    ):
        start += 1
    return doc[start : span.end].text


def in_running_case(span: Span, text: str) -> str:
    """Take the capital from a description that has it from beginning a headline: "Waitress" of "Waitress shot"."""
    first = next((t for t in span if text.startswith(t.text)), span[0])
    starts = first.is_sent_start or first.i == first.sent.start
    plain = first.pos_ != "PROPN" or first.lemma_.lower() in listed("people", "nouns")
    return text[:1].lower() + text[1:] if starts and plain and not first.ent_type_ and text[1:2].islower() else text


def type_of(who: Token, span: Span) -> str | None:
    """Give the type of a person by trade or office: the head, the words before it, an apposition."""
    types = _types()
    # "Bebe King" is no king.
    near = [] if who.ent_type_ == "PERSON" and who.ent_iob_ == "I" else [who]
    near += [*reversed([t for t in who.lefts if t.dep_ in ("compound", "nmod", "amod", "appos")])]
    near += [c for c in who.children if c.dep_ == "appos"]
    if span.start > 0 and span.root.ent_type_ == "PERSON":
        before = span.doc[span.start - 1]
        near.append(span.doc[span.start - 2] if before.text == "," and span.start > 1 else before)
    pair = f"{who.nbor(-1).lower_} {who.lemma_.lower()}" if who.i else ""
    if pair in types:
        return types[pair]
    found = [types[t.lemma_.lower()] for t in near if t.lemma_.lower() in types]
    office = next((kind for kind in found if kind != "private-citizens"), None)
    return office or (found[0] if found else "private-citizens" if span.root.ent_type_ == "PERSON" else None)
