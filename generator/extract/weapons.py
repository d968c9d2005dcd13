"""Weapons: what the harm was done with, as the document words it; weapons merely found or argued about score low."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from generator.extract.casualties_real import certainty, is_background
from generator.extract.casualties_words import harm_words
from generator.extract.mentions import RoleMention
from generator.extract.numbers import quantities
from generator.extract.words import words

_USED, _NAMED, _KEPT, _FOUND, _BARE = 0.85, 0.6, 0.35, 0.5, 0.45
_HYPHENS = frozenset("-–")
_BEFORE_NOUNS = frozenset({"compound", "amod", "nmod", "poss"})
_LEFTS = frozenset({"compound", "amod", "nmod", "punct", "npadvmod", "advmod"})


@dataclass(frozen=True, slots=True)
class _Lexicon:
    heads: dict[str, str]
    phrases: dict[str, str]
    qualified: dict[str, frozenset[str]]
    qualified_types: dict[str, str]
    modifiers: dict[str, str]
    ends: frozenset[str]
    """The last word of every head, in the forms it can take."""
    dropped: frozenset[str]
    ambiguous: frozenset[str]
    context: dict[str, frozenset[str]]


def _lasts(head: str) -> tuple[str, ...]:
    last = head.rsplit(" ", 1)[-1]
    # The tokenizer parts "pipe-bomb" and leaves "AK-47" whole.
    return (last, last.rsplit("-", 1)[-1])


@cache
def _lexicon() -> _Lexicon:
    data = words("weapons")
    flat = {head: kind for kind, heads in data["types"].items() for head in heads}
    modifiers = dict(data["modifiers"])
    dropped = frozenset(modifiers.pop("dropped"))
    return _Lexicon(
        {head: kind for head, kind in flat.items() if " " not in head},
        {head: kind for head, kind in flat.items() if " " in head},
        {head: frozenset(before) for head, before in data["qualified"].items()},
        data["qualified_types"],
        {word: kind for kind, listed in modifiers.items() for word in listed},
        frozenset(word + s for head in (*flat, *data["qualified"]) for word in _lasts(head) for s in ("", "s")),
        dropped,
        frozenset(data["ambiguous"]["heads"]),
        {key: frozenset(value) for key, value in data["context"].items()},
    )


@Language.factory("briefs_weapons", requires=["token.dep"], assigns=["doc._.weapons"])
def make_weapons(nlp: Language, name: str) -> Weapons:
    """Build the component."""
    return Weapons()


class Weapons:
    """Finds the words for weapons and says how surely they were used."""

    def __call__(self, doc: Doc) -> Doc:
        """Assign `doc._.weapons`."""
        found: list[RoleMention] = []
        for token in doc:
            mention = _mention(token)
            if mention is None:
                continue
            # "rocket" of "rocket-propelled grenades" is part of the longer name.
            if found and found[-1].span.end > mention.span.start:
                found.pop()
            found.append(mention)
        doc._.weapons = found
        return doc


def _mention(token: Token) -> RoleMention | None:
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
        return None
    lexicon = _lexicon()
    if token.lower_ not in lexicon.ends and token.lemma_.lower() not in lexicon.ends:
        return None
    span = _phrase(token)
    kind = kind_of_weapon(token, span)
    if kind is None:
        return None
    before_noun = token.head.pos_ == "NOUN" and token.head.i == token.i + 1
    event = token.head if token.head.i > token.i and (before_noun or token.dep_ in _BEFORE_NOUNS) else None
    if event is not None and event.lemma_.lower() not in lexicon.context["events"]:
        return None
    trigger, sure = (event, _NAMED) if event is not None else _use(token)
    if kind == "vehicle" and not _is_rammed(token):
        return None
    if sure < _NAMED and token.lemma_.lower() in lexicon.ambiguous and len(span) == 1:
        return None
    if sure == _KEPT and kind not in ("firearms", "melee"):
        sure = _FOUND
    if trigger is not None and trigger.pos_ in ("VERB", "NOUN") and not certainty(trigger):
        sure *= 0.6
    if is_background(token):
        sure *= 0.5
    document = token.doc._.document
    if document is not None and document.paragraph_of(token).kind == "title":
        sure = min(1.0, sure + 0.1)
    return RoleMention(span=span, name=span.text, type=kind, trigger=trigger, confidence=round(sure, 3))


def _phrase(head: Token) -> Span:
    """Give the head with the words before it that tell what weapon it is, numbers and articles left out."""
    doc, left = head.doc, head.i
    lexicon, found = _lexicon(), quantities(head.doc)
    while left > head.sent.start:
        before = doc[left - 1]
        joins = before.text in _HYPHENS and left - 2 >= head.sent.start
        fits = (
            before.dep_ in _LEFTS
            and before.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "NUM", "ADV")
            and (before.head.i in range(left, head.i + 1) or before.head == head)
        )
        if joins:
            left -= 2
        elif (
            fits
            and before.lower_ not in lexicon.dropped
            and before.i not in found
            and before.ent_type_ not in ("GPE", "PERSON", "NORP", "DATE")
        ):
            left -= 1
        else:
            break
    return doc[left : head.i + 1]


def kind_of_weapon(head: Token, span: Span) -> str | None:
    """Give the type that a weapon's words tell; None where they are no weapon."""
    lexicon = _lexicon()
    lows = [t.lower_ for t in span]
    low, lemma = head.lower_, head.lemma_.lower()
    text = span.text.lower()
    for phrase, kind in lexicon.phrases.items():
        if text.endswith(phrase) or text.endswith(f"{phrase}s"):
            return _fake(lows) or kind
    word = lemma if lemma in lexicon.heads or lemma in lexicon.qualified else low
    tail = text.rsplit(" ", 1)[-1]
    if lexicon.qualified.get(word):
        if not lexicon.qualified[word] & set(lows):
            return None if word not in lexicon.heads or word in lexicon.qualified_types else lexicon.heads[word]
        found = lexicon.qualified_types.get(word)
    else:
        found = lexicon.heads.get(word) or lexicon.heads.get(tail) or lexicon.heads.get(tail.rstrip("s"))
    if found is None or found == "vehicle":
        return found
    return next((lexicon.modifiers[t] for t in lows[:-1] if t in lexicon.modifiers), found)


def _fake(lows: list[str]) -> str | None:
    modifiers = _lexicon().modifiers
    return next((modifiers[t] for t in lows if modifiers.get(t) == "fake-weapons"), None)


def _use(token: Token) -> tuple[Token | None, float]:
    """Say what governs a weapon and how surely it was used."""
    context = _lexicon().context
    head = token
    while head.dep_ in ("conj", "appos", "compound") and head.head != head:
        head = head.head
    above = head.head
    if head.dep_ == "pobj":
        governor = above.head
        harm = harm_words()
        lemma = governor.lemma_.lower()
        fits = (
            above.lower_ in ("with", "using") or lemma in context["uses"] or lemma in harm.verbs or lemma in harm.acts
        )
        if above.lower_ in context["prepositions"] and fits and governor.pos_ in ("VERB", "ADJ", "NOUN"):
            return governor, _KEPT if governor.lemma_.lower() in context["kept"] else _USED
        if governor.lemma_.lower() in context["kept"]:
            return governor, _KEPT
        return governor, _BARE
    if above.pos_ == "VERB":
        lemma = above.lemma_.lower()
        if lemma in context["kept"]:
            return above, _KEPT
        if lemma in context["uses"] or any(c.lower_ in ("off", "down") and c.dep_ == "prt" for c in above.children):
            return above, _USED
        return above, _BARE
    below = next((c for c in head.children if c.dep_ in ("acl", "relcl") and c.lemma_.lower() in context["uses"]), None)
    return (below, _USED) if below is not None else (None, _BARE)


def _is_rammed(token: Token) -> bool:
    """Say whether a vehicle was driven at people."""
    context = _lexicon().context
    verb = token.head
    if verb.dep_ == "prep":
        verb = verb.head
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in context["ramming"]:
        return False
    if verb.lemma_.lower() == "ram":
        return True
    return any(
        c.lower_ in context["into"]
        and any(o.lemma_.lower() in context["crowds"] or o.ent_type_ == "PERSON" for o in c.children)
        for c in verb.children
    )
