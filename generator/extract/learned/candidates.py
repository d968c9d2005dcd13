"""Who or what could have a part: noun phrases of the parse in their likely wordings, and what the rules propose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from generator.extract.mentions import Name, RoleMention
from generator.extract.syntax import core_phrase, noun_phrase

ROLES = ("perpetrators", "organizations", "victims", "targets", "weapons")
"""What is learned: people who did it, groups behind it, those struck, what was struck, what it was done with."""
FIELDS = {"organizations": "perpetrators"}
"""Where a role's mentions lie, where not under its own name."""
_NOT_THINGS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"})
_INNER = frozenset({"compound", "nmod", "amod", "poss"})
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """One wording of a noun phrase at one place."""

    span: Span
    """Its words."""
    head: Token
    """Its head noun."""
    shape: str
    """Which wording: `name`, `core` (with the words before the noun), `of` (with "of ..." after it), `head`."""

    @property
    def key(self) -> str:
        """By which wordings at several places are one."""
        return key_of(self.span.text)


def key_of(text: str) -> str:
    """Fold a wording: lower case, no punctuation, no articles."""
    return " ".join(w for w in re.findall(r"\w+", text.lower()) if w not in ("a", "an", "the", "s"))


def role_of(mention: RoleMention, field: str) -> str:
    """Give the learned role of a mention of a field."""
    return "organizations" if field == "perpetrators" and mention.type == "organization" else field


def candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield the candidates of a document, in order of their head nouns."""
    names: dict[int, Span] = {}
    listed: list[Name] = doc._.names
    for one in listed:
        for mention in one.mentions:
            for i in range(mention.start, mention.end):
                names[i] = mention
    triggers = {t.token.i for t in doc._.triggers}
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.ent_type_ in _NOT_THINGS:
            continue
        name = names.get(token.i)
        if name is not None:
            if token.i != name.root.i:
                continue
            yield Candidate(name, token, "name")
        elif token.dep_ in _INNER and token.head.i not in triggers:
            continue
        yield from _phrases(token, name)


def _phrases(token: Token, name: Span | None) -> Iterator[Candidate]:
    core = core_phrase(token)
    if name is not None:
        if name.end == core.end and name.start > core.start:
            yield Candidate(core, token, "core")
        return
    yield Candidate(core, token, "core")
    if len(core) > 1 and token.pos_ == "NOUN":
        yield Candidate(token.doc[token.i : token.i + 1], token, "head")
    if token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "of" and token.nbor(1).head == token:
        whole = noun_phrase(token)
        end = min(whole.end, token.i + _LONGEST)
        if end > core.end + 1:
            yield Candidate(token.doc[core.start : end], token, "of")
