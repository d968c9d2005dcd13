"""Who speaks: from the word of speech beside a quotation to the fullest name that the article gives."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from generator.extract.mentions import Name
from generator.extract.syntax import noun_phrase
from generator.extract.words import word_set

_LONGEST_DESCRIPTION = 10
_LONGEST_ROLE = 16


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as the article gives them."""

    name: str
    """The fullest name, else the description without its article."""
    role: str | None
    """The office as worded."""
    person: bool
    """True for a named person."""
    phrase: Span
    """The words that name the speaker here."""
    sure: float
    """0 to 1."""


class People:
    """The persons of a document and how to find them again by surname or pronoun."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._names: list[Name] = [name for name in doc._.names if name.type == "person"] or _from_entities(doc)
        self._mentions = sorted(
            ((mention.start, mention.end, name) for name in self._names for mention in name.mentions),
            key=lambda item: (item[0], item[1]),
        )

    def at(self, token: Token) -> tuple[Span, str] | None:
        """Give the person whose mention holds a token."""
        for first, last, name in self._mentions:
            if first <= token.i < last:
                return self._doc[first:last], self.full(name.text)
        return None

    def full(self, text: str) -> str:
        """Give the fullest name that ends in the same surname, the text itself where there is none."""
        parts = text.split()
        if len(parts) > 1:
            return text
        # The one named last in full is meant, where two share a surname; a first name alone is also taken up again.
        options = [name.text for name in self._names if len(name.text.split()) > 1]
        for option in options:
            if option.split()[-1] == text:
                return option
        for option in options:
            if text in option.split():
                return option
        return text

    def before(self, index: int, floor: int) -> list[tuple[Span, str]]:
        """Give the mentions between two tokens, the nearest first."""
        return [
            (self._doc[first:last], self.full(name.text))
            for first, last, name in reversed(self._mentions)
            if floor <= first and last <= index
        ]

    def gender(self, name: str) -> str | None:
        """Say "he" or "she" where a form of address tells."""
        masculine, feminine = word_set("quotes", "masculine"), word_set("quotes", "feminine")
        for first, last, known in self._mentions:
            if self.full(known.text) != name:
                continue
            near = {token.lower_ for token in self._doc[max(0, first - 2) : first]}
            near |= {child.lower_ for child in self._doc[first:last].root.children if child.dep_ == "appos"}
            if near & masculine:
                return "he"
            if near & feminine:
                return "she"
        return None


def _from_entities(doc: Doc) -> list[Name]:
    """Group the model's persons by surname, for a document whose names have not been read."""
    names: list[Name] = []
    honorifics = word_set("quotes", "honorifics")
    for ent in doc.ents:
        if ent.label_ != "PERSON":
            continue
        start, end = ent.start, ent.end
        while start < end - 1 and doc[start].lower_ in honorifics:
            start += 1
        while end > start + 1 and doc[end - 1].lower_ in ("'s", "'"):
            end -= 1
        text = " ".join(doc[start:end].text.split())
        known = next((name for name in names if _same_person(name.text, text)), None)
        if known is None:
            names.append(Name(text, "person", [doc[start:end]]))
        else:
            known.mentions.append(doc[start:end])
            known.text = max(known.text, text, key=lambda value: len(value.split()))
    return names


def _same_person(one: str, other: str) -> bool:
    short, long = sorted((one.split(), other.split()), key=len)
    return short == long or (len(short) == 1 and short[0] == long[-1])


def speaker_at(head: Token, people: People, low: int, high: int) -> Speaker | None:
    """Read the speaker off the head of a noun phrase.

    Args:
        head: The subject of the verb of speech, or the noun after "according to".
        people: The document's persons.
        low: Index of the first token that may belong to the phrase.
        high: Index after the last.

    Returns:
        None for a pronoun and for what does not speak.
    """
    if head.pos_ in ("PRON", "DET") or not head.text[:1].isalpha() or head.lower_ in word_set("quotes", "silent"):
        return None
    apposition = next((child for child in head.children if child.dep_ == "appos" and low <= child.i < high), None)
    own = people.at(head)
    left = max(low, head.left_edge.i)
    if own is not None:
        mention, name = own
        role = _role(mention, apposition, low, high)
        start = min(left, mention.start)
        end = min(high, apposition.right_edge.i + 1) if apposition is not None and role else mention.end
        return Speaker(name, role, True, head.doc[start : max(end, mention.end)], 0.9)
    if apposition is not None:
        other = people.at(apposition)
        if other is not None:
            mention, name = other
            role = _without_article(noun_phrase(head))
            return Speaker(name, role, True, head.doc[left : mention.end], 0.9)
    beside = _named_after_office(head, people, high)
    if beside is not None:
        mention, name = beside
        return Speaker(name, _without_article(head.doc[left : head.i + 1]), True, head.doc[left : mention.end], 0.8)
    known = _named_before(head, people)
    if known is not None:
        return Speaker(known, _without_article(head.doc[left : head.i + 1]), True, head.doc[left : head.i + 1], 0.7)
    unread = _unread_name(head, low)
    if unread is not None:
        role = _role(unread, apposition, low, high)
        return Speaker(people.full(unread.text), role, True, head.doc[left : unread.end], 0.7)
    phrase = noun_phrase(head)
    phrase = head.doc[max(low, phrase.start) : min(high, phrase.end)]
    if not len(phrase) or len(phrase) > _LONGEST_DESCRIPTION:
        phrase = head.doc[max(left, head.i - 4) : head.i + 1]
    return Speaker(_without_article(phrase), None, False, phrase, 0.7)


def _is_office(token: Token) -> bool:
    word = token.lower_.rstrip(".")
    return word in word_set("quotes", "offices") or word in word_set("names", "titles")


def _named_after_office(head: Token, people: People, high: int) -> tuple[Span, str] | None:
    """Give the name right after an office, whatever the parse makes of it: "Buffalo Fire Chief, Don Mcfeely"."""
    if not _is_office(head):
        return None
    right = head.right_edge.i + 1
    for place in {head.i + 1, right}:
        if place < high and head.doc[place].text == ",":
            place += 1
        if place < high and (found := people.at(head.doc[place])):
            return found
    return None


def _named_before(head: Token, people: People) -> str | None:
    """Give the person whom "the president" stands for: the last one whose name had that office before it."""
    if not _is_office(head) or head.pos_ != "NOUN" or not any(child.lower_ == "the" for child in head.children):
        return None
    for mention, name in people.before(head.i, 0):
        start = max(0, mention.start - 4)
        if any(token.lower_ == head.lower_ for token in head.doc[start : mention.start]):
            return name
        if any(child.dep_ == "appos" and child.lower_ == head.lower_ for child in mention.root.children):
            return name
    return None


def _unread_name(head: Token, low: int) -> Span | None:
    """Give the name that ends in a proper noun which the model has not taken for a person's."""
    if head.pos_ != "PROPN" or head.ent_type_ in ("GPE", "NORP", "LOC", "FAC"):
        return None
    start = head.i
    while start > low and head.i - start < 3:
        before = head.doc[start - 1]
        if before.pos_ != "PROPN" or _is_office(before) or before.ent_type_ != head.ent_type_:
            break
        start -= 1
    span = head.doc[start : head.i + 1]
    if head.ent_type_ == "ORG" and (start == low or not _is_office(head.doc[start - 1])):
        return None
    return span if len(span) > 1 and all(token.text[0].isupper() for token in span) else None


def _role(mention: Span, apposition: Token | None, low: int, high: int) -> str | None:
    """Give the office: the words before the name, else the apposition after it, else "of X" after it."""
    doc, start = mention.doc, mention.start
    left = min((token.left_edge.i for token in mention), default=start)
    before = doc[max(low, left) : start]
    skip = {"the", "a", "an", *word_set("quotes", "honorifics")}
    kept = [token for token in before if not token.is_punct]
    verbs = word_set("quotes", "verbs")
    while kept and (kept[0].lower_ in skip or (kept[0].lemma_.lower() in verbs and kept[0].is_lower)):
        kept.pop(0)
    while kept and kept[-1].lower_ in word_set("quotes", "honorifics"):
        kept.pop()
    if kept and kept[-1].pos_ in ("NOUN", "PROPN", "ADJ"):
        return _text(doc[kept[0].i : kept[-1].i + 1])
    if apposition is not None and apposition.pos_ in ("NOUN", "PROPN"):
        edge = min(high, apposition.right_edge.i + 1)
        for token in apposition.subtree:
            if token.i > apposition.i and token.dep_ in ("relcl", "advcl", "appos", "parataxis", "conj"):
                edge = min(edge, token.left_edge.i)
        while edge > apposition.i + 1 and (doc[edge - 1].is_punct or doc[edge - 1].dep_ == "cc"):
            edge -= 1
        phrase = doc[max(low, apposition.left_edge.i) : edge]
        if apposition.ent_type_ != "PERSON" and len(phrase) <= _LONGEST_ROLE:
            return _text(phrase)
    for child in mention.root.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "from") and child.i == mention.end:
            edge = min(high, child.right_edge.i + 1)
            while edge < high and doc[edge].ent_iob_ == "I":
                edge += 1
            if edge - child.i <= 8:
                return _text(doc[child.i : edge])
    return None


def _text(span: Span) -> str:
    document = span.doc._.document
    return document.quote(span) if document is not None else " ".join(span.text.split())


def _without_article(span: Span) -> str:
    while len(span) > 1 and span[0].lower_ in ("the", "a", "an"):
        span = span[1:]
    return _text(span)
