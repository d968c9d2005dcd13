"""Finding sites and streets: a noun such as mosque, airport or street with a proper name before or after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from spacy.tokens import Doc, Span, Token

from generator.extract.gazetteer import Gazetteer
from generator.extract.places_names import NEVER, OWN
from generator.extract.places_words import words

_NO_NAMES = frozenset({"DET", "PRON", "ADP", "AUX", "VERB", "SCONJ", "CCONJ"})
_JOINING = frozenset({"of", "the", "and", "&", "de", "du", "la", "le", "el", "al", "for", "in"})
_ANY = frozenset({"a", "an", "another", "two", "three", "several", "some", "any"})
# "the Israeli embassy" is one embassy; "a Jewish school" is any school.
_OF_NATIONS = frozenset({"embassy", "consulate", "base"})
# What the model and the law call an office is a body of people, and so is a mission: "the Sheriff's Office".
_BODIES = frozenset({"office", "offices", "exchange", "mission"})
# Streets whose noun has other uses: a street only where a number or the grammar says so.
_LOOSE = frozenset(
    {"broadway", "circle", "court", "ct", "ct.", "dr", "dr.", "drive", "pike", "place", "row", "st", "trail", "way"}
)
_PLAIN = frozenset({"street", "avenue", "road", "boulevard", "highway"})
_MIDDLE = 2
"""Words that may stand between a town's name and the noun: "Paris police headquarters"."""


def sites(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[Span, Literal["site", "street"]]]:
    """Yield every named site and street, in order; none overlap.

    Args:
        doc: A parsed document with entities.
        gazetteer: Tells "Oak Park" the town from a park.
    """
    done = 0
    for token in doc:
        if token.i < done:
            continue
        street = _block(token) or _street(token, done) or _numbered(token)
        site = None if street is not None else _named_after(token) or _site(token, done, gazetteer)
        if street is not None:
            yield street, "street"
            done = street.end
        elif site is not None:
            yield site, "site"
            done = site.end


def _is(token: Token, nouns: frozenset[str]) -> bool:
    """Say whether a token is one of some nouns, or its plural in -s."""
    return token.lower_ in nouns or token.lower_.removesuffix("s") in nouns


def _named(token: Token) -> bool:
    """Say whether a token may be a part of a name: capitalised, or a number such as 16th."""
    if token.text[0].isdigit():
        return any(c.isalpha() for c in token.text)
    return token.text[0].isupper() and token.pos_ not in _NO_NAMES


def _after(token: Token) -> Token | None:
    """Give the next token of the sentence."""
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following if following is not None and not following.is_sent_start else None


def _joins(token: Token, head: Token) -> bool:
    """Say whether a small word holds a name together: "Walter's Market", "Tree of Life synagogue"."""
    if token.i == 0:
        return False
    before = token.nbor(-1)
    if token.tag_ == "POS":
        return before.text[0].isupper() and before.ent_type_ != "DATE"
    if token.lower_ not in _JOINING or token.ent_type_ in NEVER:
        return False
    return token.ent_iob_ == "I" or (head.text[0].isupper() and before.ent_type_ == token.ent_type_ != "")


def _name_start(head: Token, floor: int) -> int:
    """Go left from a noun over the name before it; the noun's own index where there is none."""
    doc, start = head.doc, head.i
    for index in range(head.i - 1, floor - 1, -1):
        token = doc[index]
        if doc[index + 1].is_sent_start:
            break
        if _named(token):
            start = index
        elif not _joins(token, head):
            break
    return start


def _site(head: Token, floor: int, gazetteer: Gazetteer) -> Span | None:
    if not _is(head, words().sites):
        return None
    start = _name_start(head, floor)
    if start == head.i:
        start = _over_the_middle(head, floor)
    doc = head.doc
    name = [t for t in doc[start : head.i] if t.text[0].isupper() or t.text[0].isdigit()]
    if not name or all(t.ent_type_ in NEVER for t in name):
        return None
    if all(t.ent_type_ == "NORP" for t in name) and not _is(head, _OF_NATIONS):
        return None
    span = doc[start : head.i + 1]
    if head.lower_ in words().private and head.nbor(-1).tag_ == "POS" and name[-1].ent_type_ == "PERSON":
        return None
    if head.text[0].isupper():
        return None if _is_other(span, gazetteer) else span
    if all(t.ent_type_ in ("GPE", "LOC") for t in name):
        # "A California prison" is any prison of California; "the Baghdad airport" is one.
        several = start > 0 and doc[start - 1].lower_ in _ANY
        if several or not _is(head, words().alone):
            return None
    if head.dep_ == "compound" and head.head.i > head.i and not _is(head.head, words().sites):
        # "The London Bridge attack" names a bridge; "a Lutheran church member" does not.
        return span if head.head.lower_ in words().events else None
    return span


def _over_the_middle(head: Token, floor: int) -> int:
    """Go left over up to two plain modifiers to a name; the noun's own index where none stands there."""
    doc, middle = head.doc, head.i
    while middle > floor and head.i - middle < _MIDDLE:
        token = doc[middle - 1]
        if not token.text.islower() or token.head.i != head.i or token.dep_ not in ("compound", "amod", "nmod"):
            break
        middle -= 1
    start = _name_start(doc[middle], floor) if floor < middle < head.i else head.i
    return start if start < middle else head.i


def _is_other(span: Span, gazetteer: Gazetteer) -> bool:
    """Say whether a capitalised name with a site's noun is a body, a person, a town, or only the start of a name."""
    head = span[-1]
    if head.lower_ in _BODIES or span[0].ent_type_ == head.ent_type_ == "PERSON":
        return True
    if any(place.kind != "site" and weight >= OWN for place, weight in gazetteer.weighed(span.text)[:1]):
        return True
    after = _after(head)
    if after is None:
        return False
    if after.text[0].isupper():
        # "Al Noor Mosque Trust", "East Mill Street".
        goes_on = after.ent_iob_ == "I" and head.ent_type_ == "ORG"
        return goes_on or after.lower_ in words().sites | words().streets
    return after.lower_ in words().districts


def _named_after(head: Token) -> Span | None:
    """Take "the University of Mosul", "the Church of the Nativity"."""
    if head.lower_ not in words().before or not head.text[0].isupper():
        return None
    of = _after(head)
    if of is None or of.lower_ != "of":
        return None
    doc, start = head.doc, of.i + 1
    if start < len(doc) and doc[start].lower_ == "the":
        start += 1
    end = start
    while end < len(doc) and not doc[end].is_sent_start and doc[end].text[0].isupper() and _named(doc[end]):
        end += 1
    return doc[head.i : end] if end > start else None


def _street(head: Token, floor: int) -> Span | None:
    doc, low = head.doc, head.lower_
    if not _is(head, words().streets) or not (head.text[0].isupper() or _is(head, _PLAIN)):
        return None
    after = _after(head)
    if low in ("st.", "dr.") and after is not None and after.text[0].isupper():
        return None  # a saint, a doctor
    several = low not in words().streets
    start = head.i
    while start > floor and not doc[start].is_sent_start:
        token = doc[start - 1]
        initial = token.text == "." and start > 1 and len(doc[start - 2].text) == 1
        if not (_named(token) or initial or (several and token.lower_ == "and")):
            break
        start -= 1
    while start < head.i and (not doc[start].text[0].isalnum() or doc[start].lower_ == "and"):
        start += 1
    if start == head.i:
        return None
    before = doc[start - 1] if start > 0 else None
    number = before is not None and before.text.isdigit() and before.ent_type_ != "DATE"
    led = before is not None and before.lower_ in ("on", "along", "off", "and")
    if low in _LOOSE and head.ent_type_ != "FAC" and not number and not led:
        return None
    return doc[start - 1 if number else start : head.i + 1]


def _block(head: Token) -> Span | None:
    """Take "the 1500-block of South Kedzie" for a street, whatever follows its name."""
    of = _after(head) if head.lower_.endswith("block") else None
    if of is None or of.lower_ != "of":
        return None
    doc, end = head.doc, of.i + 1
    while end < len(doc) and not doc[end].is_sent_start:
        token = doc[end]
        name = token.text[0].isupper() and token.pos_ not in _NO_NAMES and token.ent_type_ not in ("DATE", "TIME")
        if not (name or token.text[0].isdigit() or (end > of.i + 1 and token.lower_ in _PLAIN)):
            break
        end += 1
        if token.lower_ in words().streets:
            break
    if end == of.i + 1:
        return None
    start = head.i
    while start > 0 and (doc[start - 1].text[0].isdigit() or doc[start - 1].text == "-"):
        start -= 1
    return doc[start:end]


def _numbered(head: Token) -> Span | None:
    """Take "Interstate 95", "Texas Highway 6"."""
    if head.lower_ not in words().numbered or not head.text[0].isupper():
        return None
    number = _after(head)
    if number is None or not number.text[0].isdigit():
        return None
    doc, start = head.doc, head.i
    while start > 0 and not doc[start].is_sent_start and doc[start - 1].pos_ == "PROPN" and _named(doc[start - 1]):
        start -= 1
    return doc[start : number.i + 1]
