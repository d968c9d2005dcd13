"""How a deed was done: the attack type that its kind implies, or for plots and attacks the one that its words tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from generator.extract.triggers import Trigger
from generator.record.vocabulary import vocabulary

_OPEN = ("terrorist-plot", "terrorist-attack")
"""Kinds that leave open how it was or would have been done."""


def method_of(kind: str, weighed: Sequence[tuple[Trigger, float]]) -> tuple[str, Trigger] | None:
    """Give the attack type with the word that it rests on.

    Args:
        kind: Term of `kind`.
        weighed: The words that tell of the deed, each with the weight of its place.

    Returns:
        None for accidents and the like, and where an article leaves it open.
    """
    if kind not in _OPEN:
        method = _by_kind().get(kind)
        own = [t for t, _ in weighed if t.kind == kind]
        return (method, own[0]) if method and own else None
    votes: defaultdict[str, float] = defaultdict(float)
    first: dict[str, Trigger] = {}
    for trigger, place in weighed:
        method = _by_kind().get(trigger.kind) if trigger.kind not in (*_OPEN, "armed-assault") else None
        if method is not None:
            votes[method] += place * trigger.weight
            first.setdefault(method, trigger)
    if not votes:
        return None
    best = max(votes, key=lambda m: votes[m])
    return best, first[best]


@cache
def _by_kind() -> dict[str, str]:
    """Give the attack type of each kind of deed, by the number that both have in the Global Terrorism Database."""
    methods = {term.crosswalk["gtd"]: name for name, term in vocabulary("method").terms.items() if name != "unknown"}
    kinds = vocabulary("kind").terms
    return {
        name: methods[number]
        for name, term in kinds.items()
        if (number := term.crosswalk.get("gtd")) in methods and name not in ("cyberattack", "explosion", "fire")
    }
