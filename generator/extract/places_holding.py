"""Which place lies in which, as far as the gazetteer knows."""

from __future__ import annotations

from generator.extract.gazetteer import Place, key


def holds(outer: Place, inner: Place) -> bool:
    """Say whether a place lies in another, as far as the gazetteer knows."""
    if outer is inner or inner.kind in ("country", "continent", "sea"):
        return False
    if outer.kind == "country":
        return outer.country == inner.country and (outer.country is not None or outer.name == "Kosovo")
    if outer.kind == "region" and outer.country is not None:
        if outer.country != inner.country or outer.region is None or inner.region is None:
            return False
        # A county's region is the state that it lies in; a state's is itself.
        return key(outer.region) == key(inner.region) and not (inner.kind == "region" and inner.name == inner.region)
    if outer.kind == "city":
        return inner.kind in ("site", "district") and outer.country == inner.country
    return False
