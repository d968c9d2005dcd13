"""Kinds compared: whether two of them can be two words for one incident."""

from __future__ import annotations

from functools import cache

from generator.record.vocabulary import vocabulary


@cache
def families(kind: str) -> frozenset[str]:
    """Give the families of a kind, as the vocabulary lists them: a "blast" may be the "bombing"."""
    terms = vocabulary("kind")
    return frozenset(terms[kind].crosswalk.get("families", "").split()) if kind in terms else frozenset()


def akin(one: str | None, other: str | None) -> bool:
    """Say whether two kinds can be two words for one incident; an unknown kind can be any."""
    if one is None or other is None or one == other:
        return True
    return bool(families(one) & families(other))
