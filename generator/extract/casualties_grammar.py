"""The grammar of harm: to whom a verb is done, who does it, whom a word like "dead" describes."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from generator.extract.casualties_near import beside, counted_between, number_after, own_subject
from generator.extract.casualties_people import antecedent, is_surely_people
from generator.extract.casualties_words import harm_words, listed
from generator.extract.syntax import is_passive, objects_of
from generator.record.count import Count

_BARS = frozenset({"|", "«", "»", "::"})


@dataclass(frozen=True, slots=True)
class Harm:
    """What became of somebody, as one word says it."""

    trigger: Token
    """The word that says it."""
    status: str
    """Term of `casualty-status`."""
    people: tuple[Token, ...]
    """Head words of those it is said of; empty where only a number is given."""
    sure: float
    """0 to 1: how surely it happened and is said of these people."""
    struck: bool = False
    """True where they were hit and the word does not say what became of them."""
    count: Count | None = None
    """The number, where it is not told by the people's own nouns."""
    total: bool = False
    """True where the text calls the number a toll or total."""
    actor: Token | None = None
    """Who or what did it."""
    own: bool = False
    """True where they did it to themselves."""
    more: bool = False
    """True where they come on top of those told of just before: "as were three children"."""
    meant: tuple[Token, ...] = ()
    """For each of `people` the noun that it stands for: another word only for "he", "she" and the like."""


def patients(verb: Token) -> list[Token]:
    """Give those a verb is done to: objects of an active verb, subjects of a passive one, the noun it describes."""
    if verb.dep_ == "amod" and verb.tag_ in ("VBN", "VBD"):
        return [verb.head]
    number = number_after(verb)
    if number is not None:
        return [number]
    direct = [c for c in verb.children if c.dep_ in ("dobj", "obj") and not _is_barred(verb, c)]
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    if any(c.dep_ == "auxpass" for c in verb.children):
        passive = passive or [c for c in verb.children if c.dep_ == "nsubj"]
    if passive:
        return own_subject(passive)
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and not direct:
        return [verb.head]
    if direct and not (_is_apart(verb, direct[0]) and verb.tag_ in ("VBN", "VBD") and _has_subject(verb)):
        return direct
    near = beside(verb)
    if (
        near is not None
        and verb.tag_ in ("VBN", "VBD")
        and near.dep_ != "nsubj"
        and (verb.i - near.i == 1 or verb.nbor(-1).lower_ == "more")
    ):
        return [near]
    if (
        verb.tag_ == "VBN"
        and verb.dep_ in ("xcomp", "oprd", "ccomp")
        and verb.head.lemma_.lower() in listed("links", "give")
    ):
        return patients(verb.head) or [c for c in verb.head.children if c.dep_ == "nsubj" and c.i < verb.i]
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        if (
            verb.tag_ in ("VBN", "VBD")
            and (is_passive(verb.head) or verb.head.dep_ == "acl")
            and not _has_subject(verb)
        ):
            near = counted_between(verb)
            return [near] if near is not None else patients(verb.head)
        if any(c.dep_ == "auxpass" for c in verb.children):
            near = counted_between(verb)
            return [near] if near is not None else governing_subject(verb)
    # "shot and killed two men": the object stands with the second verb only.
    for child in verb.children:
        if (
            child.dep_ == "conj"
            and child.pos_ == "VERB"
            and child.i - verb.i <= 3
            and not _has_subject(verb, passive_only=True)
        ):
            shared = [c for c in child.children if c.dep_ in ("dobj", "obj")]
            if shared and not direct:
                return shared
    return _elliptical(verb)


def _elliptical(verb: Token) -> list[Token]:
    """Give the subject of a participle whose auxiliary is left out: "Man killed", "Two shot"."""
    aimed = verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ in ("at", "into")
    if verb.tag_ not in ("VBN", "VBD") or (aimed and any(map(is_surely_people, objects_of(verb, "at", "into")))):
        return []
    subject = [c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i]
    # "Police shot the two gunmen dead": what follows has those it is done to.
    if not subject or any(c.dep_ in ("ccomp", "dobj") and not _is_apart(verb, c) for c in verb.children):
        return []
    in_title = verb.doc._.document is not None and verb.doc._.document.paragraph_of(verb).kind == "title"
    by = any(c.dep_ == "agent" or c.lower_ == "by" for c in verb.children)
    always = harm_words().verbs.get(verb.lemma_.lower()) not in ("struck", None)
    return own_subject(subject) if in_title or by or always or is_fatal(verb) else []


def _is_barred(verb: Token, obj: Token) -> bool:
    """Say whether a bar stands between, as before the name of the outlet in a headline."""
    return any(t.text in _BARS for t in verb.doc[min(verb.i, obj.i) : max(verb.i, obj.i)])


def _is_apart(verb: Token, obj: Token) -> bool:
    return any(t.text in (",", ";", "and") for t in verb.doc[verb.i + 1 : obj.left_edge.i])


def _has_subject(verb: Token, *, passive_only: bool = False) -> bool:
    return any(c.dep_ == "nsubjpass" or (c.dep_ == "nsubj" and not passive_only) for c in verb.children)


def actor_of(verb: Token) -> Token | None:
    """Give who or what did it: the subject of an active verb, the "by" phrase of a passive one."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
    if is_passive(verb) or verb.dep_ == "amod" or _elliptical(verb):
        return None
    for _ in range(4):
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is not None:
            return antecedent(subject)
        if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.i and verb.nbor(-1).text == ",":
            # "Commandos stormed the airliner, killing four": hung on the last noun, said of the subject.
            above = next((a for a in verb.ancestors if a.pos_ == "VERB"), None)
            if above is None:
                return None
            verb = above
            continue
        if verb.dep_ in ("relcl", "acl"):
            return verb.head
        # A finite clause has a subject of its own, found or not: "looking for a man they say | shot four people".
        finite = verb.dep_ == "advcl" and verb.tag_ in ("VBD", "VBZ", "VBP")
        if finite or verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp"):
            return None
        verb = verb.head.head if verb.dep_ == "pcomp" else verb.head
        if verb.pos_ not in ("VERB", "AUX"):
            return None
    return None


def governing_subject(verb: Token) -> list[Token]:
    """Give the subject that a joined or governed verb borrows: "was rushed to hospital, but died"."""
    for _ in range(4):
        if verb.dep_ not in ("conj", "xcomp", "advcl") or verb.head.pos_ not in ("VERB", "AUX"):
            return []
        start, verb = verb.i, verb.head
        # "He said X was weak, and was in a serious condition": the speaker is not the one.
        told = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < start), None)
        holder = told if told is not None else verb
        own = [c for c in holder.children if c.dep_ in ("nsubj", "nsubjpass")]
        if own:
            return own
        if verb.dep_ in ("relcl", "acl"):
            return [verb.head]
    return []


def described(state: Token) -> list[Token]:
    """Give whom an adjective describes: through "be" and "remain", "left … dead", "found dead", or beside the noun."""
    # "are missing" is at times parsed as a progressive, its subject left hanging on the auxiliary.
    holders = [state, *(c for c in state.children if c.dep_ in ("aux", "auxpass"))]
    own = [c for holder in holders for c in holder.children if c.dep_ in ("nsubj", "nsubjpass")]
    if own:
        return own_subject(own)
    head = state.head
    if state.dep_ == "amod":
        return [head]
    if head.pos_ in ("VERB", "AUX"):
        lemma = head.lemma_.lower()
        if lemma in listed("links", "give"):
            passive = [c for c in head.children if c.dep_ == "nsubjpass"]
            return (
                passive
                or [c for c in head.children if c.dep_ in ("dobj", "nsubj") and c.i < state.i and c.dep_ == "dobj"]
                or ([head.head] if head.dep_ == "acl" else [])
            )
        if lemma in listed("links", "be") or head.pos_ == "AUX":
            return (
                [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")]
                or governing_subject(head)
                or ([head.head] if head.dep_ == "relcl" else [])
            )
    if state.dep_ in ("acl", "appos", "relcl") and head.pos_ in ("NOUN", "PROPN", "NUM"):
        return [head]
    return []


def is_fatal(verb: Token) -> bool:
    """Say whether a blow killed: "fatally", "to death", "shot dead"."""
    fatal = listed("fatal", "adverbs")
    for child in verb.children:
        if child.lower_ in fatal:
            return True
        if (
            child.dep_ == "prep"
            and child.lower_ == "to"
            and any(c.lower_ in listed("fatal", "objects") for c in child.children)
        ):
            return True
    after = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 3]]
    if after[:1] == ["dead"] or (len(after) == 2 and after[0] in ("and", "&", ",") and after[1] == "killed"):
        return True
    return verb.i > 0 and verb.nbor(-1).lower_ in fatal
