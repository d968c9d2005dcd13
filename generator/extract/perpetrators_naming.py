"""By what name the doer of a deed goes: the group of "rebels of X", the state, the army, a name of its own making."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from generator.extract.attribution import is_listed
from generator.extract.mentions import Name
from generator.extract.syntax import core_phrase, noun_phrase, objects_of, patients
from generator.extract.words import word_set


class Naming:
    """Finds the names in one document that nouns are or carry.

    Args:
        doc: The document, with its names found.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.names: dict[int, Name] = {i: n for n in doc._.names for m in n.mentions for i in range(m.start, m.end)}

    def name_at(self, who: Token) -> Name | None:
        """Give the name that a noun is or carries: in "Houthi rebels" and "members of X" the group answers."""
        name = self.names.get(who.i) or self.group_meant(who)
        if name is not None:
            return self._as_group(who, name)
        if is_listed(who, "people") or is_listed(who, "group_nouns") or who.pos_ == "PROPN":
            for token in core_phrase(who):
                name = self.names.get(token.i)
                if name is not None and name.type == "group":
                    return name
        if is_listed(who, "belonging") or is_listed(who, "mouthpieces"):
            for group in objects_of(who, "of", "from", "for"):
                name = self.names.get(group.i)
                if name is not None and name.type in ("group", "organization"):
                    return name
        for child in who.children:
            name = self.names.get(child.i)
            if child.dep_ != "appos" or name is None:
                continue
            if name.type == "person" or (name.type == "group" and (is_listed(who, "group_nouns") or _is_many(who))):
                return name
        return _of_its_kind(who)

    def _as_group(self, who: Token, name: Name) -> Name:
        """Call a group what follows "the terrorist group", though the recogniser took it for a person."""
        if name.type not in ("person", "organization", "other"):
            return name
        if any(c.dep_ in ("compound", "nmod") and _is_armed_group(c) for c in who.lefts):
            return Name(name.text, "group", name.mentions)
        return name

    def group_meant(self, who: Token) -> Name | None:
        """As in "The terrorist group" means the armed group named last before it."""
        if not is_listed(who, "group_meant") or not any(c.lower_ in ("the", "that", "this") for c in who.children):
            return None
        if not any(c.lemma_.lower() in word_set("perpetrators", "group_words") for c in who.lefts):
            return None
        before = [(m.start, n) for n in self.doc._.names if n.type == "group" for m in n.mentions if m.start < who.i]
        return max(before, key=lambda pair: pair[0])[1] if before else None


def _is_many(who: Token) -> bool:
    return who.tag_ in ("NNS", "NNPS") and is_listed(who, "people")


def _is_armed_group(noun: Token) -> bool:
    near = [*noun.lefts, *(t for t in noun.head.lefts if t.i < noun.i)]
    return is_listed(noun, "group_nouns") and any(is_listed(c, "group_words") for c in near)


def _of_its_kind(who: Token) -> Name | None:
    """As in "the Harbour Street gang", "the Norte cartel": a proper name before a word for a band."""
    if not is_listed(who, "bands"):
        return None
    proper = [c for c in who.lefts if c.pos_ == "PROPN" and c.dep_ in ("compound", "nmod") and c.ent_type_ != "GPE"]
    if not proper:
        return None
    span = who.doc[proper[0].left_edge.i : who.i + 1]
    return Name(span.text, "group", [span])


def unknown_name(who: Token) -> Name | None:
    """Whoever claims a deed under a name of its own is a group, also one that nobody has listed."""
    if who.pos_ != "PROPN" or who.ent_type_ in ("PERSON", "GPE", "DATE"):
        return None
    span = core_phrase(who)
    return Name(span.text, "group", [span])


def self_named(who: Token) -> Name | None:
    """As in "a group calling itself X", "a little-known group called X"."""
    if not is_listed(who, "group_nouns"):
        return None
    for verb in who.children:
        if verb.dep_ in ("acl", "relcl") and verb.lemma_.lower() in ("call", "name", "know", "style", "describe"):
            proper = [t for t in verb.subtree if t.i > verb.i and t.pos_ == "PROPN"]
            if proper:
                head = next((t for t in proper if t.head not in proper), proper[-1])
                span = noun_phrase(head)
                return Name(span.text.removeprefix("the ").removeprefix("The "), "group", [span])
    return None


def state_name(who: Token) -> Name | None:
    """A state can be blamed, and can claim or deny; that it acts is most often a response."""
    if who.ent_type_ != "GPE":
        return None
    ent = next(e for e in who.doc.ents if e.start <= who.i < e.end)
    return Name(ent.text.removeprefix("the ").strip(), "organization", [ent])


def force_name(who: Token, deed: Token) -> Name | None:
    """Armed forces of a state that struck people without arms: "Ruritanian marines murdered civilians"."""
    if not is_listed(who, "forces") or not struck_unarmed(who, deed):
        return None
    span = core_phrase(who)
    if not any(t.ent_type_ in ("GPE", "NORP") or t.pos_ == "PROPN" for t in span):
        return None
    return Name(span.text, "organization", [span])


def struck_unarmed(who: Token, deed: Token) -> bool:
    """Say whether armed forces are told to have killed people who bore no arms, which is no response to a deed."""
    if not any(is_listed(t, "forces") for t in core_phrase(who)) or not is_listed(deed, "killing"):
        return False
    return any(is_listed(t, "unarmed") for t in patients(deed)) or is_listed(deed, "unlawful")
