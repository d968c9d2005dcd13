"""Mentions of one person, group or thing brought together to one item of the record."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from rapidfuzz import fuzz
from spacy.tokens import Span

from generator.document import Document
from generator.extract.mentions import RoleMention
from generator.extract.words import word_set
from generator.record.schema import Perpetrator, Target, Victim, Weapon

Thing = TypeVar("Thing", Target, Victim, Weapon)
_FLOOR = 0.45
_FLOORS: dict[type, float] = {Victim: 0.45, Target: 0.5, Weapon: 0.55}
"""Least confidence by kind of thing; measured on labelled articles, where less was more often wrong than right."""
_CERTAINTY = ("reported-as-fact", "suspected-by-authorities", "claimed", "suspected", "possible")
_ROLES = ("director", "perpetrator", "accomplice", "claimant")


def perpetrators_of(document: Document, mentions: Sequence[RoleMention]) -> list[tuple[Perpetrator, list[Span], float]]:
    """Bring together who is held to have done one incident.

    A description ("two gunmen") is left out where names stand for it; a claim and a suspicion of one group become one
    item, whose attribution is the surest that the article gives.
    """
    groups: dict[str, list[RoleMention]] = {}
    for mention in mentions:
        groups.setdefault(_key(mention.name), []).append(mention)
    out: list[tuple[Perpetrator, list[Span], float]] = []
    chosen: set[str] = set()
    for members in groups.values():
        confidence = _together(members)
        if confidence < _FLOOR or all(m.claim == "denied" for m in members):
            continue  # who only denies is accused of nothing in this article
        out.append((_perpetrator(members), _evidence(members), confidence))
        if any(m.chosen for m in members):
            chosen.add(out[-1][0].name)
    named = [p for p, _, _ in out if _is_named(p.name)]
    # Names stand for "the gunmen"; so does a group whose gunmen they are.
    people = [p for p in named if p.type == "person" or p.role == "perpetrator"]
    kept: list[tuple[Perpetrator, list[Span], float]] = []
    for item in sorted(out, key=lambda i: (not _is_named(i[0].name), -i[2])):
        described = not _is_named(item[0].name) and item[0].name not in chosen
        if described and (people or any(_is_like(item[0], other[0]) for other in kept)):
            continue
        if described and sum(not _is_named(k[0].name) for k in kept) >= 2:
            continue
        kept.append(item)
    return kept


def _perpetrator(members: list[RoleMention]) -> Perpetrator:
    best = max(members, key=lambda m: m.confidence)
    attributions = {m.attribution for m in members if m.attribution}
    cleared = "cleared" in attributions
    claims = [m.claim for m in members if m.claim]
    roles = {m.role for m in members if m.role}
    attribution = "cleared" if cleared else next((a for a in _CERTAINTY if a in attributions), None)
    if attribution == "reported-as-fact" and "denied" in claims:
        attribution = "suspected"  # what one side denies is not settled by the other's saying so
    role = next((r for r in _ROLES if r in roles), None)
    sizes = [m.count for m in members if m.count is not None]
    return Perpetrator(
        name=best.name,
        type=best.type,
        role=role,
        attribution=attribution,
        claim=claims[0] if claims else None,
        size=sizes[0] if sizes else None,
    )


def things_of(
    mentions: Sequence[RoleMention], type_: type[Thing], *, avoid: Collection[str] = ()
) -> list[tuple[Thing, list[Span], float]]:
    """Bring together victims, targets or weapons of one incident.

    Args:
        mentions: Mentions that belong to it.
        type_: Which item of the record to make.
        avoid: Folded names that already have another part.
    """
    groups: dict[str, list[RoleMention]] = {}
    for mention in mentions:
        key = next((k for k in groups if _same(k, mention.name, type_)), _key(mention.name))
        groups.setdefault(key, []).append(mention)
    out: list[tuple[Thing, list[Span], float]] = []
    for members in groups.values():
        confidence = _together(members)
        best = max(members, key=lambda m: (m.confidence, len(m.name)))
        if confidence < _FLOORS[type_] or best.name.lower() in avoid or not best.name:
            continue
        values: dict[str, Any] = {"name": best.name, "type": next((m.type for m in members if m.type), None)}
        if type_ is not Weapon:
            values["effect"] = next((m.effect for m in members if m.effect), None)
        if type_ is Victim:
            values["count"] = next((m.count for m in members if m.count is not None), None)
        out.append((type_(**values), _evidence(members), confidence))
    return out


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.lower()))


def _same(key: str, name: str, type_: type) -> bool:
    other = _key(name)
    if key == other:
        return True
    if type_ is Weapon:
        return False
    short, long = sorted((key.split(), other.split()), key=len)
    if type_ is Target:
        return long[-len(short) :] == short and len(short) > 0
    return bool(short) and _is_named(name) and (short[-1] == long[-1] and fuzz.token_set_ratio(key, other) >= 95)


def _is_named(name: str) -> bool:
    words = name.split()
    return sum(w[:1].isupper() for w in words) >= max(1, (len(words) + 1) // 2)


def _is_like(one: Perpetrator, other: Perpetrator) -> bool:
    a, b = set(_key(one.name).split()), set(_key(other.name).split())
    generic = (
        word_set("perpetrators", "people") | {f"{w}s" for w in word_set("perpetrators", "people")} | {"gunmen", "men"}
    )
    return bool(a & b) or (not _is_named(other.name) and bool(a & generic) and bool(b & generic))


def _together(members: list[RoleMention]) -> float:
    """Several mentions support each other, though less than independent witnesses would."""
    best = max(m.confidence for m in members)
    return round(min(0.95, best + 0.05 * (len(members) - 1)), 2)


def _evidence(members: list[RoleMention]) -> list[Span]:
    ordered = sorted(members, key=lambda m: -m.confidence)[:3]
    return [
        m.evidence if m.evidence is not None else (m.trigger.sent if m.trigger is not None else m.span.sent)
        for m in ordered
    ]
