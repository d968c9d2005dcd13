"""MUC-4: every record of a kind that MUC-4 knows becomes a template.

Background incidents count too, since MUC-4 wants a template for each incident that a message tells of, main or not.
Accidents, disasters and police operations have no MUC-4 type and are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.sets import values
from generator.record.countries import country_name
from generator.record.vocabulary import vocabulary

# A plot or an attack of several methods takes the type of its method; every other method is MUC-4's ATTACK.
_BY_METHOD = {
    "bombing-explosion": "BOMBING",
    "hostage-taking-barricade": "KIDNAPPING",
    "hostage-taking-kidnapping": "KIDNAPPING",
}
# MUC-4's own type for a seized vehicle has no template in the published keys.
_TYPES = {"HIJACKING": "ATTACK"}


def article(line: Mapping[str, Any]) -> dict[str, Any]:
    """Give the message as an article; its dateline's date is the document date."""
    return {"id": line["id"], "text": line["text"], "dateline": line.get("dateline"), "published": line.get("dct")}


def predict(id: str, records: Sequence[values.Record]) -> dict[str, Any]:
    """Give the templates of one message."""
    incidents = [
        {
            "type": kind,
            "stage": _stage(record),
            "date": _dates(record),
            "location": _location(record),
            "roles": _roles(record),
        }
        for record in records
        if (kind := _type(record)) is not None
    ]
    return {"id": id, "incidents": incidents, "relevant": bool(incidents)}


def expect(line: Mapping[str, Any]) -> dict[str, Any]:
    """Give the key's templates in the form of a prediction."""
    incidents = [
        {
            "type": template["type"],
            "stage": template["stage"],
            "date": [d.get("on") or d.get("to") for d in template["date"]],
            "location": [part["name"] for place in template["location"] for part in place["parts"]],
            "roles": template["roles"],
        }
        for template in line["templates"]
    ]
    return {"id": line["id"], "incidents": incidents, "relevant": bool(incidents)}


def _type(record: values.Record) -> str | None:
    kind, method = record.get("kind") or "", record.get("method")
    terms = vocabulary("kind").terms
    if kind in ("terrorist-plot", "terrorist-attack") and method in _BY_METHOD:
        return _BY_METHOD[method]
    found = terms[kind].crosswalk.get("muc4") if kind in terms else None
    return _TYPES.get(found, found) if found else None


def _stage(record: values.Record) -> str:
    outcome, stage = record.get("outcome") or "", record.get("stage")
    if outcome in ("foiled", "abandoned"):
        # Stopped before anything was tried, it was a threat; stopped on the way or on the spot, an attempt.
        return "ATTEMPTED" if stage in ("en-route", "at-target", "executed") else "THREATENED"
    terms = vocabulary("outcome").terms
    found = terms[outcome].crosswalk.get("muc4") if outcome in terms else None
    return found or "ACCOMPLISHED"


def _dates(record: values.Record) -> list[str]:
    when = values.date(record)
    if when is None:
        return []
    ends = [end.rstrip("~") for end in when.text.split("/") if end not in ("", "..")]
    return [end for end in ends if len(end) == len("1989-11-16")]


def _location(record: values.Record) -> list[str]:
    spot = values.where(record)
    country = country_name(spot["country"]) if spot.get("country") else None
    return values.distinct([country, spot.get("region"), spot.get("place")])


def _roles(record: values.Record) -> dict[str, list[str]]:
    held = values.held(record)
    organizations = [item["name"] for item in held if item.get("type") == "organization"]
    victims = values.names(record, "victims")
    return {
        "PerpInd": values.distinct(item["name"] for item in held if item.get("type") != "organization"),
        "PerpOrg": values.distinct(organizations),
        "Target": values.distinct(values.names(record, "targets")),
        "Victim": values.distinct(name for name in victims if values.is_name(name)),
        "VictimDesc": values.distinct(name for name in victims if not values.is_name(name)),
        "Weapon": values.distinct(values.names(record, "weapons")),
    }
