"""Kinds by what was learned: the main incident gets the likeliest, and an incident of another kind is set apart."""

from __future__ import annotations

from spacy.tokens import Doc

from generator.extract.incidents import Incident
from generator.extract.learned.judging import KIND_OF, kind_odds, type_of_kind
from generator.extract.learned.weights import load_weights, sigmoid
from generator.extract.outcome import kind_by_rules
from generator.extract.triggers import Trigger

_UNREAL = ("denied", "hypothetical")


def settle_kinds(doc: Doc) -> None:
    """Set the main incident's kind, and give what tells of another kind of deed to an incident of its own."""
    main: Incident = doc._.incidents[0]
    odds = kind_odds(doc, doc._.triggers)
    best = max(odds, key=lambda name: odds[name])
    told = type_of_kind(kind_by_rules(main, doc._.document))
    if told is None or odds[told] < 0.0 < odds[best]:
        main.judged = (KIND_OF[best], _telling(main, best).token.sent, round(min(0.95, sigmoid(odds[best])), 2))
        told = best
    _split(doc, main, {name for name, value in odds.items() if value >= load_weights().floors["kind"]} - {told})


def _telling(incident: Incident, name: str) -> Trigger:
    """Give the word to quote for a kind: one that tells of it, else the first."""
    return next((t for t in incident.triggers if type_of_kind(t.kind) == name), incident.triggers[0])


def _split(doc: Doc, main: Incident, names: set[str]) -> None:
    incidents: list[Incident] = list(doc._.incidents)
    for name in sorted(names - {type_of_kind(i.kind) for i in incidents[1:]}):
        mine = [t for t in main.triggers if type_of_kind(t.kind) == name and t.realis not in _UNREAL]
        rest = [t for t in main.triggers if t not in mine]
        if not mine or not rest:
            continue
        other = Incident(len(incidents), triggers=mine, introduced=mine[0].token.sent, alongside=True)
        for trigger in mine:
            trigger.incident = other.number
        main.triggers = rest
        incidents.append(other)
    # A new list, since what belongs to which incident is kept by the list it was found for.
    doc._.incidents = incidents
