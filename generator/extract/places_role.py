"""What part a place name has in its sentence: a scene, an actor, an origin, or help in finding another place."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from generator.extract.places_words import words

_NAMED = frozenset({"PERSON", "ORG", "NORP"})
_DEPTH = 6
_APPOSITION = 9
_MEASURE = 8
_MEASURING = frozenset("the of from outside to away , city capital town regional provincial national state".split())


@dataclass(frozen=True, slots=True)
class Role:
    """How far a mention says where something happened."""

    weight: float
    """1 where it says so outright; the confidence of the mention is multiplied by it."""
    describes: Span | None = None
    """The place that it only helps to find."""


def role_of(span: Span, others: list[Span], *, whole: bool, title: bool = False) -> Role:
    """Read the part of a place name from the grammar.

    Args:
        span: The name.
        others: The other place names of the document, in order.
        whole: True for a country or the like, which also acts and speaks.
        title: True in a headline, which the parser reads badly.
    """
    earlier = _earlier(span, others)
    if _measured(span):
        return Role(0.3, earlier) if earlier is not None else Role(0.8)
    if earlier is not None and _seat(span, earlier):
        return Role(0.3, earlier)
    weight = _weight(span.root, span, whole, 0)
    if _refuge(span):
        return Role(min(weight, 0.35))
    if title and _masthead(span):
        return Role(0.2)
    if title:
        weight = max(weight, 0.4 if whole and span.root.dep_ in ("nsubj", "poss") else 0.7)
    return Role(weight)


def _refuge(span: Span) -> bool:
    """Say whether people were only brought there: "pronounced dead at City Hospital in Spokane"."""
    lists, noun = words(), span.root
    if _reached(noun):
        return True
    if noun.dep_ == "pobj" and noun.lower_ not in lists.refuges and noun.head.head.lower_ in lists.refuges:
        noun = noun.head.head
    if noun.lower_ not in lists.refuges:
        return False
    for token in noun.ancestors:
        if token.pos_ == "VERB":
            return token.lemma_ in lists.brought
    return False


def _reached(noun: Token) -> bool:
    """Say whether a name is the end of a way on which people were brought: "flown to a unit in Leeds"."""
    lists, token = words(), noun
    while token.dep_ == "pobj" and token.head.pos_ == "ADP":
        preposition, governor = token.head, token.head.head
        if governor.pos_ in ("VERB", "AUX"):
            # The parse may hang "in Leeds" on the verb too: what "to" says of the way holds for both.
            ways = [c for c in governor.children if c.lower_ == "to" and c.dep_ == "prep" and c.i <= preposition.i]
            return bool(ways) and governor.lemma_ in lists.brought
        token = governor
    return False


def _masthead(span: Span) -> bool:
    """Say whether a name in a headline belongs to the medium: "… | WBTV Charlotte", "… - KSLA News 12 Shreveport"."""
    document = span.doc._.document
    if document is None:
        return False
    paragraph = document.paragraph_of(span)
    start = max(
        (i + 1 for i in range(paragraph.start, span.start) if span.doc[i].text in ("|", "-", "–", "—", "~")),
        default=None,
    )
    if start is None:
        return False
    if span.doc[start - 1].text == "|":
        return True
    end = next((i for i in range(span.end, paragraph.end) if span.doc[i].text in ("|", "-", "–", "—")), paragraph.end)
    outlets = words().outlets
    return any(t.lower_ in outlets or (".com" in outlets and t.lower_.endswith(".com")) for t in span.doc[start:end])


def _earlier(span: Span, others: list[Span]) -> Span | None:
    """Give the last place named before in the sentence."""
    sentence = span.sent
    before = [o for o in others if sentence.start <= o.start and o.end <= span.start]
    return before[-1] if before else None


def _measured(span: Span) -> bool:
    """Say whether the name is the far end of a distance: "70 miles from Brussels", "20 km north of Baghdad"."""
    doc = span.doc
    for index in range(span.start - 1, max(span.sent.start, span.start - _MEASURE) - 1, -1):
        low = doc[index].lower_
        if low in words().distances:
            return True
        if low not in _MEASURING and low not in words().directions:
            return False
    return False


def _seat(span: Span, earlier: Span) -> bool:
    """Say whether a name tells of a place named before: "Brussels, the capital and largest city of Belgium"."""
    gap = span.doc[earlier.end : span.start]
    if not 3 <= len(gap) <= _APPOSITION or gap[0].text != "," or gap[-1].lower_ not in ("of", "'s"):
        return False
    nouns = [t for t in gap if t.lower_ in words().seats]
    return bool(nouns) and not any(t.pos_ in ("VERB", "AUX", "ADP") for t in gap[:-1])


def _weight(token: Token, span: Span, whole: bool, depth: int) -> float:
    if depth > _DEPTH:
        return 0.5
    lists, head, dep = words(), token.head, token.dep_
    if dep == "pobj" or (dep == "pcomp" and head.pos_ == "ADP"):
        return _after(head, span, whole, depth)
    if dep == "conj" and head.i < token.i:
        return _weight(head, span, whole, depth + 1)
    if (
        dep in ("appos", "npadvmod", "nmod")
        and head.i < token.i
        and (head.pos_ == "PROPN" or head.lower_ in lists.parts)
    ):
        return _weight(head, span, whole, depth + 1)
    if dep in ("nsubj", "csubj"):
        return 0.35 if whole else 0.5
    if dep in ("nsubjpass",):
        return 0.5 if whole else 0.75
    if dep == "poss":
        if head.lower_ in lists.parts:
            return 0.9 * _weight(head, span, whole, depth + 1)
        if head.lower_ in lists.events or head.lower_ in lists.dwellings:
            return 0.85
        return 0.75 * _weight(head, span, whole, depth + 1) if head.pos_ == "PROPN" else 0.35
    if dep in ("compound", "amod", "nmod", "nummod") and head.i > token.i:
        return _modifier(head, span, whole, depth)
    if dep == "dobj" and head.lemma_ in lists.strikes:
        return 0.9
    if dep in ("dobj", "attr", "oprd"):
        return 0.5 if whole else 0.6
    return 0.6


def _after(preposition: Token, span: Span, whole: bool, depth: int) -> float:
    """Weigh a name after a preposition."""
    lists, low = words(), preposition.lower_
    governor = preposition.head
    person = governor.ent_type_ == "PERSON" or governor.lower_ in lists.people or governor.like_num
    if low in lists.within:
        if low == "on" and whole:
            return 0.4
        return 0.85 if person else 1.0
    if low in lists.beside:
        return 0.75 if low == "between" else 0.9
    if low in lists.towards:
        return 0.3
    if low == "from":
        return 0.25
    if low == "of":
        if governor.lower_ in lists.parts or governor.lower_ in lists.towns or governor.lower_ in lists.regions:
            # "in the outskirts of X" says more than "the people of the town of X".
            return 0.95 * max(0.5, _weight(governor, span, whole, depth + 1))
        if governor.lower_ in lists.events:
            return 0.85
        return 0.3 if person or governor.ent_type_ in _NAMED else 0.5
    if low in ("with", "against", "by", "about", "like", "as", "than"):
        return 0.35
    return 0.6


def _modifier(head: Token, span: Span, whole: bool, depth: int) -> float:
    """Weigh a name before a noun: "the Paris attacks", "Chicago police", "a Texas church"."""
    lists, low = words(), head.lower_
    if low in lists.events:
        if head.dep_ == "compound" and head.head.lower_ in lists.people:
            return 0.5
        return 0.85
    if (
        low in lists.sites
        or low in lists.dwellings
        or low in lists.districts
        or low in lists.regions
        or low in lists.towns
    ):
        return 0.9 * max(0.6, _weight(head, span, whole, depth + 1))
    if low in lists.people or head.ent_type_ == "PERSON":
        return 0.4
    if head.pos_ == "PROPN":
        return 0.9 * _weight(head, span, whole, depth + 1)
    return 0.35 if whole else 0.45


def heads_of(doc: Doc) -> set[int]:
    """List the tokens that start a dateline: a name, then a dash, at the head of a paragraph of the body."""
    document = doc._.document
    starts: set[int] = set()
    if document is None:
        return starts
    for paragraph in document.paragraphs:
        if paragraph.kind != "body":
            continue
        window = doc[paragraph.start : min(paragraph.start + 16, paragraph.end)]
        marks = [t.i for t in window if t.text in ("—", "–", "--", "-") or t.text.startswith("—")]
        brackets = [t.i for t in window if t.text == "("]
        if marks and window[0].text[0].isupper() and (window[0].is_upper or brackets):
            starts.update(range(paragraph.start, marks[0]))
    return starts
