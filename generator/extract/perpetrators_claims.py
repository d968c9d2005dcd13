"""Who says of themselves, or is said, to stand behind a deed: claims, denials, admissions, notes, membership."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from generator.extract.attribution import is_listed
from generator.extract.mentions import RoleMention
from generator.extract.perpetrators_mentions import Maker
from generator.extract.perpetrators_naming import self_named, state_name, unknown_name
from generator.extract.syntax import agents, is_negated, objects_of, subjects
from generator.extract.triggers import deliberate_kinds


def of_claim(make: Maker, verb: Token) -> Iterator[RoleMention]:
    """As in "X claimed responsibility for the attack", "X denied any role"."""
    claims = is_listed(verb, "claim_verbs") or is_listed(verb, "deny")
    if not claims:
        return
    about = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and is_listed(c, "claim_nouns")]
    attack = [
        c for c in verb.children if c.dep_ == "nsubjpass" and c.i in make.triggers and verb.lemma_.lower() == "claim"
    ]
    involvement = [c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in ("involvement", "role", "part")]
    if not about and not attack and not (involvement and is_listed(verb, "deny")):
        return
    denied = is_listed(verb, "deny") or is_negated(verb)
    topic = next((t for n in about for t in objects_of(n, "for", "in")), attack[0] if attack else verb)
    deed = topic if topic.i in make.triggers else next((t for t in topic.subtree if t.i in make.triggers), None)
    for who in agents(verb) or subjects(verb):
        name = make.naming.name_at(who) or state_name(who) or unknown_name(who) or self_named(who)
        if name is None and not is_listed(who, "people") and not is_listed(who, "group_nouns"):
            continue
        if name is not None and name.type in ("agency", "outlet"):
            continue
        yield make.mention(
            who,
            name,
            deed or verb,
            0.9 if name else 0.6,
            role="claimant",
            attribution="suspected" if denied else "claimed",
            claim="denied" if denied else "claimed",
            evidence=verb.sent,
        )


def of_admission(make: Maker, verb: Token) -> Iterator[RoleMention]:
    """As in "X admitted that its forces had shot down the jet", "X admits downing a jet"."""
    if not is_listed(verb, "admit") or is_negated(verb):
        return
    said = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i in make.triggers]
    for deed in said:
        if make.triggers[deed.i].kind not in deliberate_kinds() or make.triggers[deed.i].realis != "actual":
            continue
        doers = [t for t in agents(deed) if t.pos_ != "PRON"]
        if any(not _is_own(t) for t in doers):
            continue  # what somebody else did is no admission
        for who in subjects(verb):
            name = make.naming.name_at(who) or state_name(who)
            if name is not None and name.type != "outlet":
                yield make.mention(
                    who,
                    name,
                    deed,
                    0.75,
                    role="claimant",
                    attribution="claimed",
                    claim="claimed",
                    evidence=verb.sent,
                )


def _is_own(doer: Token) -> bool:
    return any(c.dep_ == "poss" and c.lower_ in ("its", "their", "his", "her", "our") for c in doer.children)


def of_signature(make: Maker, verb: Token) -> Iterator[RoleMention]:
    """As in "a note signed by X", left with a bomb or a body."""
    if verb.lemma_.lower() != "sign" or verb.dep_ not in ("acl", "relcl") or not is_listed(verb.head, "messages"):
        return
    for who in agents(verb):
        name = make.naming.name_at(who)
        if name is not None and name.type == "group":
            yield make.claimed(who, name, verb, 0.7, verb.sent)


def of_membership(make: Maker, verb: Token) -> Iterator[RoleMention]:
    """As in "The gunmen were members of X", "part of the X gang"."""
    for noun in verb.children:
        if noun.dep_ != "attr" or not (is_listed(noun, "belonging") or noun.lemma_ == "part"):
            continue
        if not any(is_listed(s, "people") and not is_listed(s, "plain") for s in subjects(verb)):
            continue
        for who in objects_of(noun, "of"):
            if make.naming.name_at(who) is not None:
                yield from make.role(who, noun, base=0.55, role=None, suspected=True)


def of_allegiance(make: Maker, verb: Token) -> Iterator[RoleMention]:
    """As in "The suspects belong to X", "affiliated with X": the group stands behind, its part is not said."""
    if not is_listed(verb, "belong"):
        return
    for who in objects_of(verb, "to", "with"):
        name = make.names.get(who.i)
        if name is not None and name.type == "group":
            yield from make.role(who, verb, base=0.5, role=None, suspected=True)
