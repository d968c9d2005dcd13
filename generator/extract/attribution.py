"""How surely a sentence lays a deed at somebody's door, and what to call whoever it names only by a description."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from generator.extract.syntax import core_phrase, noun_phrase
from generator.extract.words import word_set


def is_listed(token: Token, key: str) -> bool:
    """Say whether a word is in one of the lists of `data/perpetrators.toml`."""
    return token.lemma_.lower() in word_set("perpetrators", key)


@cache
def empty_words() -> frozenset[str]:
    """Give descriptions that say nothing when they stand alone."""
    empty = word_set("perpetrators", "empty")
    return empty | {f"{word}s" for word in empty}


def is_set_apart(who: Token) -> bool:
    """As in "Connected to X, not Y" and "rather than Y" say that it was not Y."""
    left = core_phrase(who).start
    before = who.doc[max(0, left - 2) : left].text.lower().split()
    return before[-1:] == ["not"] or before == ["rather", "than"]


def describe(noun: Token) -> str:
    """Give a short description: modifiers before the noun, and "of X" where the noun alone says little."""
    span = core_phrase(noun)
    kept = [t for t in span if t.i == noun.i or t.lemma_.lower() not in word_set("perpetrators", "hedges")]
    if len(kept) == 1 and noun.lower_ in empty_words():
        kept = list(span)  # "unidentified individuals" says at least that nobody knows them
    text = "".join(t.text_with_ws for t in kept)
    if is_listed(noun, "plain") or is_listed(noun, "group_nouns"):
        for child in noun.children:
            if (
                child.dep_ == "prep"
                and child.lower_ in ("of", "in", "from")
                and any(c.pos_ == "PROPN" for c in child.subtree)
            ):
                inner = noun_phrase(next(iter(child.children), child))
                if len(inner) <= 8:
                    text = f"{text} {child.text} {inner.text}"
                    break
    text = " ".join(text.split()).strip(" ,;:'\"")
    # A description that begins a headline has a capital of the headline's.
    first = kept[0]
    noun_like = first.pos_ != "PROPN" or is_listed(first, "people")
    plain = noun_like and not first.ent_type_ and text[1:2].islower()
    return text[:1].lower() + text[1:] if plain else text


def attribution_of(trigger: Token, *, suspected: bool = False) -> str:
    """Say how surely a sentence lays a deed at somebody's door.

    Args:
        trigger: The verb or noun of the deed or of the charge.
        suspected: True where the pattern itself is a suspicion (an arrest, a charge), whatever other words say.

    Returns:
        Term of `attribution`.
    """
    clause = [trigger, *trigger.children, *(c for child in trigger.children for c in child.children)]
    above = [a for a in trigger.ancestors if a.pos_ in ("VERB", "AUX", "NOUN", "ADJ")][:4]
    near = [*clause, *above, *(c for a in above for c in a.children)]
    lemmas = {t.lemma_.lower() for t in near} | {t.lower_ for t in near}
    if lemmas & word_set("perpetrators", "cleared"):
        return "cleared"
    if lemmas & word_set("perpetrators", "guilty") and not lemmas & {"not"}:
        return "reported-as-fact"
    hedged = bool(lemmas & word_set("perpetrators", "suspicion")) or suspected
    sentence = {t.lemma_.lower() for t in trigger.sent}
    official = bool(sentence & word_set("perpetrators", "authority"))
    if lemmas & word_set("perpetrators", "possibility"):
        return "possible"
    if hedged:
        return "suspected-by-authorities" if official else "suspected"
    speech = any(
        a.lemma_.lower() in ("say", "tell", "report", "state", "announce", "accord", "add", "confirm") for a in above
    )
    if speech and official:
        return "suspected-by-authorities"
    return "reported-as-fact"
