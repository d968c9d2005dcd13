"""What the recogniser of entities gets wrong in news again and again, mended before anything asks for names.

Headlines begin with a capital, so "Teen" and "Gunfire" look like persons; ages stand beside persons, whatever they were
taken for; nicknames stand in quotation marks inside a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from generator.document.casing import is_upper
from generator.extract.casualties_people import among
from generator.extract.casualties_words import listed
from generator.extract.words import word_set

_QUOTES = frozenset("\"'“”‘’`") | {"``", "''"}
_BARS = frozenset("-–—|:")
_LONGEST = 4
_OLDEST = 110
_HEAD = 2_000
_AFTER_AGE = frozenset({",", ".", ";", ")", "of", "and", "from", "who", "was", "is", "were"})


def mend_persons(doc: Doc) -> None:
    """Drop, add and join entities for persons, and set `doc.ents` anew where that changes anything."""
    kept = [cut for ent in doc.ents if not _is_common(ent) and (cut := _without_tail(ent)) is not None]
    found = [*_nicknamed(doc), *_aged(doc)]
    if not is_upper(doc._.document.article.text[:_HEAD]):
        # Copy in capitals had its case restored by guess, so that there a capital says nothing of a name.
        found += [*_answering(doc), *_surnames(doc)]
    taken: set[int] = set()
    new: list[Span] = []
    for span in found:
        if not taken & set(range(span.start, span.end)) and not any(t.ent_id_ for t in span):
            taken.update(range(span.start, span.end))
            new.append(span)
    if new or len(kept) != len(doc.ents) or any(a is not b for a, b in zip(kept, doc.ents, strict=True)):
        rest = [ent for ent in kept if not taken & set(range(ent.start, ent.end))]
        doc.ents = tuple(sorted([*rest, *new], key=lambda s: s.start))


def _is_common(ent: Span) -> bool:
    """Say whether a "person" is a common noun with the capital of its sentence: "Teen", "Gunfire", "Homeowners"."""
    if ent.label_ != "PERSON" or len(ent) != 1 or ent.ent_id_:
        return False
    word = ent[0]
    longer = any(
        e.label_ == "PERSON" and len(e) > 1 and word.text in (e[0].text, e[-1].text) for e in ent.doc.ents if e != ent
    )
    if longer:
        return False
    first = word.is_sent_start is True
    return among(word, listed("people", "nouns")) or (first and word.lower_ in _lower_words(ent.doc))


def _lower_words(doc: Doc) -> frozenset[str]:
    known: frozenset[str] | None = doc.user_data.get("briefs lower words")
    if known is None:
        known = frozenset(t.text for t in doc if t.is_lower)
        doc.user_data["briefs lower words"] = known
    return known


def _without_tail(ent: Span) -> Span | None:
    """Cut off what a dash or bar ties to a name: "Jane Roe - WATCH LIVE"."""
    if ent.label_ != "PERSON" or ent.ent_id_:
        return ent
    for token in ent[1:]:
        if token.text in _BARS and ent.doc[token.i - 1].whitespace_:
            return Span(ent.doc, ent.start, token.i, label="PERSON")
    return ent


def _nicknamed(doc: Doc) -> Iterator[Span]:
    """Find names with another name inside: Larry "Red" Miller."""
    for ent in doc.ents:
        at = ent.end
        if ent.label_ != "PERSON" or at + 3 > len(doc) or doc[at].text not in _QUOTES:
            continue
        close = next((i for i in (at + 2, at + 3) if i < len(doc) and doc[i].text in _QUOTES), None)
        if close is None or any(not doc[i].text[:1].isupper() for i in range(at + 1, close)):
            continue
        end = close + 1
        while end < len(doc) and end - close <= 3 and _is_name_part(doc[end]):
            end += 1
        if end > close + 1 and doc[close].whitespace_:
            yield Span(doc, ent.start, end, label="PERSON")


def _aged(doc: Doc) -> Iterator[Span]:
    """Find names beside an age that were taken for something else: "Ray Stone, 29, was", "29-year-old Ray Stone"."""
    for token in doc:
        i = token.i
        if token.text.isdigit() and 0 < int(token.text) <= _OLDEST and 2 < i < len(doc) - 1:
            if doc[i - 1].text == "," and doc[i + 1].lower_ in _AFTER_AGE and doc[i - 2].ent_type_ != "PERSON":
                yield from _run(doc, _start_of(doc, i - 2), i - 1)
        elif token.lower_ == "old" and i + 2 < len(doc) and doc[i - 1].text == "-" and doc[i + 1].ent_type_ != "PERSON":
            end = i + 1
            while end < len(doc) and _is_name_part(doc[end]):
                end += 1
            if end < len(doc) and doc[end].tag_ not in ("NN", "NNS", "POS"):
                yield from _run(doc, i + 1, end)


def _answering(doc: Doc) -> Iterator[Span]:
    """Find who is arrested or charged under a name unknown to the recogniser: nobody arrests a place."""
    for token in doc:
        if token.dep_ not in ("nsubjpass", "dobj") or token.ent_type_ not in ("", "ORG", "GPE") or token.ent_id_:
            continue
        if token.head.lemma_.lower() in word_set("names", "answers") and _is_name_part(token):
            yield from _run(doc, _start_of(doc, token.i), token.i + 1)


def _surnames(doc: Doc) -> Iterator[Span]:
    """Find family names alone of persons named in full before, where they stand as persons do."""
    known: set[str] = set()
    for token in doc:
        if token.ent_type_ == "PERSON":
            if token.ent_iob_ == "I" and (token.i + 1 == len(doc) or token.nbor(1).ent_iob_ != "I"):
                known.add(token.text)
            continue
        if token.text in known and token.text[:1].isupper() and not token.ent_id_ and _stands_alone(token):
            yield Span(doc, token.i, token.i + 1, label="PERSON")


def _stands_alone(token: Token) -> bool:
    """Say whether a family name is no part of a longer name, and is not spoken of as a place is."""
    doc, i = token.doc, token.i
    beside = [doc[n] for n in (i - 1, i + 1) if 0 <= n < len(doc)]
    if any((t.pos_ == "PROPN" and t.text[:1].isupper()) or (t.i > i and t.ent_iob_ == "I") for t in beside):
        return False
    # "in Garland" is a town, though a Mr Garland is in the news.
    if token.ent_iob_ == "I" or (token.dep_ == "pobj" and token.head.lower_ in word_set("names", "where")):
        return False
    acts = token.dep_ in ("nsubj", "nsubjpass", "dobj")
    return token.ent_type_ in ("", "ORG", "CARDINAL", "NORP", "PRODUCT") or (token.ent_type_ == "GPE" and acts)


def _start_of(doc: Doc, last: int) -> int:
    start = last
    while start > 0 and _is_name_part(doc[start - 1]) and not doc[start].is_sent_start and last - start < _LONGEST:
        start -= 1
    return start if _is_name_part(doc[last]) else last + 1


def _run(doc: Doc, start: int, end: int) -> Iterator[Span]:
    if 2 <= end - start <= _LONGEST:
        yield Span(doc, start, end, label="PERSON")


def _is_name_part(token: Token) -> bool:
    low = token.lower_.rstrip(".")
    return (
        token.tag_ == "NNP"
        and token.text[:1].isupper()
        and not any(map(str.isdigit, token.text))
        and low not in word_set("names", "titles")
        and low not in listed("people", "nouns")
        and low not in listed("people", "bodies_of_men")
    )
