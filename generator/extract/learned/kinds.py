"""Kinds by what was learned: the main incident gets the likeliest, and other incidents are weighed and set apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from spacy.tokens import Doc

from generator.extract.incidents import Incident
from generator.extract.learned.judging import KIND_OF, kind_odds, type_of_kind
from generator.extract.learned.others import Other, other_signs, others_of
from generator.extract.learned.weights import load_weights, sigmoid
from generator.extract.outcome import kind_by_rules
from generator.extract.triggers import Trigger


def settle_kinds(doc: Doc, *, may_drop: bool) -> None:
    """Set the main incident's kind, and settle which others there are.

    Args:
        doc: A document with incidents.
        may_drop: Whether one that the rules found may be left out.
    """
    main: Incident = doc._.incidents[0]
    odds = kind_odds(doc, doc._.triggers)
    best = main_type(doc, odds)
    if best != type_of_kind(kind_by_rules(main, doc._.document)):
        main.judged = (KIND_OF[best], _telling(main, best).token.sent, _sure(odds[best]))
    weights = load_weights()
    others = others_of(doc, best)
    values = other_signs(doc, best, odds, others) @ weights.mixes["others"]
    told = [o for o, value in zip(others, values.tolist(), strict=True) if value >= weights.floors["others"]]
    if may_drop:
        # One whose type no word names is left as the rules have it.
        left = [o for o in others if o.incident is not None and o.named and not any(o is kept for kept in told)]
        _leave_out(doc, [o.incident for o in left if o.incident is not None])
    for other in told:
        incident = other.incident or _set_apart(doc, main, other)
        if incident is not None and not other.named:
            incident.judged = (KIND_OF[other.type], other.triggers[0].token.sent, _sure(odds[other.type]))


def _sure(odds: float) -> float:
    return round(min(0.95, sigmoid(odds)), 2)


def main_type(doc: Doc, odds: Mapping[str, float]) -> str:
    """Give the tagger's type of the main incident: the likeliest, unless the rules' is likelier than not."""
    best = max(odds, key=lambda name: odds[name])
    told = type_of_kind(kind_by_rules(doc._.incidents[0], doc._.document))
    return best if told is None or odds[told] < 0.0 < odds[best] else told


def _telling(incident: Incident, name: str) -> Trigger:
    """Give the word to quote for a kind: one that tells of it, else the first."""
    return next((t for t in incident.triggers if type_of_kind(t.kind) == name), incident.triggers[0])


def _leave_out(doc: Doc, left: Collection[Incident]) -> None:
    for incident in left:
        for trigger in incident.triggers:
            trigger.incident = None
    kept = [i for i in doc._.incidents if not any(i is other for other in left)]
    for number, incident in enumerate(kept):
        incident.number = number
        for trigger in incident.triggers:
            trigger.incident = number
    # A new list, since what belongs to which incident is kept by the list it was found for.
    doc._.incidents = kept


def _set_apart(doc: Doc, main: Incident, other: Other) -> Incident | None:
    """Make an incident of what the rules told with the main one; None where nothing would be left of that."""
    rest = [t for t in main.triggers if not any(t is mine for mine in other.triggers)]
    if not rest:
        return None
    number = len(doc._.incidents)
    for trigger in other.triggers:
        trigger.incident = number
    main.triggers = rest
    own = Incident(number, triggers=other.triggers, introduced=other.triggers[0].token.sent, alongside=True)
    doc._.incidents = [*doc._.incidents, own]
    return own
