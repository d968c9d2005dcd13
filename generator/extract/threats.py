"""Threats that somebody made, told from dangers, which nobody makes."""

from __future__ import annotations

from spacy.tokens import Token

from generator.extract.syntax import is_negated, objects_of
from generator.extract.words import words


def is_threat(token: Token) -> bool:
    """Say whether a word tells of a threat to people or buildings, as "death threats", "threatened to kill" do.

    "A threat to stability" and "poses a threat" are dangers and no threats.
    """
    lists = words("kinds")["threats"]
    if token.lemma_.lower() not in lists["words"] or is_negated(token):
        return False
    if token.pos_ == "VERB":
        deeds = [c for c in token.children if c.dep_ in ("xcomp", "ccomp") and c.lemma_.lower() in lists["deeds"]]
        fate = any(o.lemma_.lower() in lists["fates"] for o in objects_of(token, "with"))
        return bool(deeds) or fate
    if token.pos_ != "NOUN" or token.head.lemma_.lower() in lists["dangers"]:
        return False
    if any(c.dep_ == "compound" and c.lemma_.lower() in lists["fates"] for c in token.lefts):
        return True
    if any(o.lemma_.lower() in lists["fates"] for o in objects_of(token, "of")):
        return True
    head = token.head
    made = head.lemma_.lower() in lists["made"] and token.dep_ in ("dobj", "nsubjpass")
    if any(c.dep_ == "acl" and c.lemma_.lower() in lists["made"] for c in token.children):
        return True
    aimed = any(True for _ in objects_of(token, "against")) or (made and any(True for _ in objects_of(head, "against")))
    return aimed and (token.tag_ == "NNS" or made)
