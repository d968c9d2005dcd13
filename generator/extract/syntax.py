"""Small questions to the parse that every component asks: whose subject, which clause, how far a noun phrase goes."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from generator.extract.words import word_set

CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "pcomp", "xcomp"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_TAILS = frozenset({"relcl", "acl", "appos", "advcl", "ccomp", "parataxis", "punct", "cc", "conj"})


def clause_head(token: Token) -> Token:
    """Give the word that heads the clause a token stands in: a verb in most, the root of a headline in some."""
    while token.dep_ not in CLAUSES and not (token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")):
        if token.head == token:
            break
        token = token.head
    return token


def subjects(verb: Token) -> list[Token]:
    """Give the subjects of a verb, borrowed from the verb it is joined to or governed by where it has none."""
    seen = 0
    while seen < 4:
        own = [child for child in verb.children if child.dep_ in _SUBJECTS]
        if own and verb.dep_ == "relcl" and own[0].lower_ in ("who", "which", "that"):
            # "The brothers X and Y, who are suspected of …"
            named = [a for a in verb.head.children if a.dep_ == "appos" and a.i < verb.i]
            return [token for noun in [verb.head, *named] for token in joined(noun)]
        if own:
            return [token for subject in own for token in joined(subject)]
        if verb.dep_ in ("relcl", "acl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
            return [verb.head]
        if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp") and verb.head.pos_ in ("VERB", "AUX"):
            verb = verb.head
        elif verb.dep_ == "pcomp" and verb.head.head.pos_ in ("VERB", "AUX"):
            verb = verb.head.head
        else:
            return []
        seen += 1
    return []


def is_passive(verb: Token) -> bool:
    """Say whether a verb is passive, short relatives ("a man shot by police") included."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    if verb.dep_ in ("acl", "advcl") and verb.tag_ == "VBN" and not _has_object(verb):
        return True
    if _is_headline_passive(verb):
        return True
    return verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.pos_ == "VERB" and is_passive(verb.head)


def _has_object(verb: Token) -> bool:
    return any(child.dep_ in ("dobj", "obj", "ccomp", "aux") for child in verb.children)


def _is_headline_passive(verb: Token) -> bool:
    if verb.tag_ not in ("VBN", "VBD") or verb.lemma_.lower() not in word_set("syntax", "headline_passives"):
        return False
    document = verb.doc._.document
    return document is not None and document.paragraph_of(verb).kind == "title" and not _has_object(verb)


def agents(verb: Token) -> list[Token]:
    """Give who did it: the subject of an active verb, the "by" phrase of a passive one."""
    by = [
        token
        for child in verb.children
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and is_passive(verb))
        for obj in child.children
        if obj.dep_ == "pobj"
        for token in joined(obj)
    ]
    if by or is_passive(verb):
        return by
    return subjects(verb)


def patients(verb: Token) -> list[Token]:
    """Give to whom or what it was done: the object of an active verb, the subject of a passive one."""
    if is_passive(verb):
        return subjects(verb)
    return [token for child in verb.children if child.dep_ in ("dobj", "obj", "dative") for token in joined(child)]


def joined(token: Token) -> list[Token]:
    """Give a noun and those joined to it by "and" or a comma."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
            found.extend(joined(child))
    return found


def objects_of(token: Token, *prepositions: str) -> Iterator[Token]:
    """Yield the nouns that hang on a word by one of the prepositions."""
    for child in token.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in prepositions:
            for obj in child.children:
                if obj.dep_ in ("pobj", "pcomp"):
                    yield from joined(obj)


def noun_phrase(token: Token, *, prepositions: bool = True) -> Span:
    """Give the noun phrase that a noun heads, without clauses, appositions and joined nouns hanging on it.

    Args:
        token: The head noun.
        prepositions: Keep phrases such as "of the town council".
    """
    left, right = token.i, token.i
    for child in token.children:
        if child.dep_ in _TAILS or (child.dep_ == "prep" and not prepositions):
            continue
        if child.i < token.i:
            left = min(left, child.left_edge.i)
        else:
            edge = child.right_edge.i
            for inner in child.subtree:
                if inner.i > child.i and inner.dep_ in ("relcl", "acl", "advcl", "appos", "parataxis"):
                    edge = min(edge, inner.left_edge.i - 1)
            right = max(right, edge)
    while right > token.i and (token.doc[right].is_punct or token.doc[right].dep_ in ("cc", "punct", "mark")):
        right -= 1
    return token.doc[left : right + 1]


def core_phrase(token: Token) -> Span:
    """Give a noun with its modifiers before it, articles and possessives of others left out."""
    left = token.i
    for child in sorted(token.lefts, key=lambda t: -t.i):
        if child.dep_ in ("det", "poss", "nummod", "predet", "punct", "quantmod", "cc", "advmod"):
            break
        left = min(left, child.left_edge.i)
    return token.doc[left : token.i + 1]


def is_negated(token: Token) -> bool:
    """Say whether a verb or noun is denied in its own clause."""
    return any(
        child.dep_ == "neg" or (child.dep_ in ("det", "preconj", "cc") and child.lower_ in ("no", "neither", "nor"))
        for child in token.children
    )


def ancestors_within(token: Token, limit: int = 4) -> Iterator[Token]:
    """Yield up to so many words above a token, nearest first."""
    for count, above in enumerate(token.ancestors):
        if count >= limit:
            return
        yield above
