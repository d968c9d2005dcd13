"""Whether what is told of an incident is enough: for the main one to be news, for another one to be worth a stub."""

from __future__ import annotations

from collections.abc import Collection

from generator.extract.incidents import Incident
from generator.extract.threats import is_threat
from generator.extract.triggers import Trigger, weight_of
from generator.extract.words import word_set

_VAGUE_KINDS = ("other", "police-operation", "unrest", "armed-assault")
"""Kinds whose weak words ("dead", "raid", "protest", "strike") tell too little to stand alone."""
_STOPPED = ("planned", "foiled", "threatened")


def is_told(incident: Incident, lede: set[int]) -> bool:
    """Say whether a deed is told, and not only a sort of deeds, a weapon, or people known for deeds."""
    agents = [t for t in incident.triggers if t.token.lemma_.lower() in word_set("clusters", "agents")]
    by_somebody = any(not t.generic for t in agents)
    return any(
        weight_of(t) > 0
        and not t.generic
        and t.token.lemma_.lower() not in word_set("clusters", "agents") | {"terrorism"}
        and (t.weight >= 1.0 or t.token.sent.start in lede or t.kind != "other" or by_somebody)
        for t in incident.triggers
    )


def stands(incident: Incident, countries: Collection[str]) -> bool:
    """Say whether another incident is told fully enough to be worth a stub.

    Args:
        incident: An incident that the article only mentions.
        countries: Names of countries in the article, folded; they tell few incidents apart.
    """
    unreal = word_set("clusters", "agents")
    if not (incident.date is not None and incident.anchors):
        # A bomb with a day and a town of its own is an attack; a bomb alone is a thing.
        unreal |= word_set("clusters", "things")
    real = [
        t
        for t in incident.triggers
        if weight_of(t) > 0
        # "A car bomb in 2003" is a bombing, and so is a bomb that was found.
        and (t.token.lemma_.lower() not in unreal or t.realis == "foiled" or _is_bombing(t, incident))
    ]
    if not real or all(t.generic for t in real):
        return False
    if any(is_threat(t.token) and not t.generic for t in real):
        return True  # whom it was made against tells it from others; `assemble` asks for that
    if incident.alongside and any(t.weight >= 1.0 or t.kind not in _VAGUE_KINDS for t in real):
        return True
    towns = {a for a in incident.anchors if a not in countries}
    plural = all(t.token.tag_ == "NNS" for t in real) and not towns
    dated = incident.date is not None and not incident.date.is_interval
    if plural or (all(t.realis in _STOPPED and t.kind != "terrorist-plot" for t in real) and not towns):
        return False
    if incident.anchors:
        return any(t.weight >= 1.0 or t.token.pos_ == "NOUN" or incident.date for t in real)
    return dated and any(t.weight >= 1.0 or t.kind not in _VAGUE_KINDS for t in real)


def _is_bombing(trigger: Trigger, incident: Incident) -> bool:
    return trigger.token.lemma_.lower() == "bomb" and trigger.weight >= 1.0 and incident.date is not None
