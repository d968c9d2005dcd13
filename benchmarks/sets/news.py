"""The news incident set: the main record field by field, the other records as related incidents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.sets import values

# Kinds that the set spells otherwise; the rest differ in hyphens only, and what it does not know is `other`.
_TYPES = {
    "terrorist-plot": "foiled_plot",
    "explosion": "explosion_accident",
    "unrest": "other",
    "police-operation": "other",
    "robbery": "other",
    "other": "other",
}
# An attack that combined methods, or that the source only calls terrorism, takes the type of its method…
_BY_METHOD = {
    "assassination": "assassination",
    "armed-assault": "armed_assault",
    "bombing-explosion": "bombing",
    "hijacking": "hijacking",
    "hostage-taking-barricade": "hostage_taking",
    "hostage-taking-kidnapping": "kidnapping",
}
# …or, the method unknown, of its weapon.
_BY_WEAPON = {
    "explosives": "bombing",
    "vehicle": "vehicle_ramming",
    "melee": "stabbing",
    "firearms": "shooting",
    "incendiary": "arson",
    "cyber": "cyberattack",
}
_STATUS = {
    "completed": "completed",
    "failed": "attempted_failed",
    "abandoned": "attempted_failed",
    "foiled": "foiled",
    "threatened": "threatened",
    "ongoing": "ongoing",
}
_STRUCK = ("victim", "responder", "unknown", None)
_ATTACKERS = ("perpetrator", "suspect")


def article(line: Mapping[str, Any]) -> dict[str, Any]:
    """Give the text, whose first line is the headline, and the page's date as an article."""
    return {"id": line["id"], "text": line["text"], "url": line.get("url"), "published": line.get("source_date")}


def predict(id: str, records: Sequence[values.Record]) -> dict[str, Any]:
    """Give the set's line for one article."""
    if not records:
        return {"id": id, "is_incident": False}
    main, others = records[0], records[1:]
    spot = values.where(main)
    held = values.held(main)
    speakers = [quote["speaker"] for quote in values.items(main, "quotes")]
    date, precision = _date(main)
    killed = values.casualties(main, "killed", _STRUCK, but_caused_by="response")
    injured = values.casualties(main, "injured", _STRUCK)
    return {
        "id": id,
        "is_incident": True,
        "incident_id": main["id"],
        "headline": values.source(main).get("title") or main.get("title"),
        "incident_type": _type(main),
        "status": _STATUS.get(main.get("outcome") or "", "completed"),
        "date": date,
        "date_precision": precision,
        "place": spot.get("place") or spot.get("region"),
        "country": spot.get("country"),
        "killed_total": values.total(main, "killed", _STRUCK, but_caused_by="response"),
        "killed_qualifier": _qualifier(killed),
        "killed_perpetrators": values.total(main, "killed", _ATTACKERS),
        "injured_total": values.total(main, "injured", _STRUCK),
        "injured_qualifier": _qualifier(injured),
        "arrested": values.total(main, "arrested", values.EVERYONE),
        "perpetrator_names": _named(held, ("person",)),
        "perpetrator_orgs": values.distinct([*_organizations(held), *_named(held, ("group",))]),
        "claimed_by": next((p["name"] for p in held if p.get("claim") == "claimed"), None),
        "victims_or_targets": values.distinct(values.names(main, "targets") + values.names(main, "victims")),
        "weapons": values.distinct(values.names(main, "weapons")),
        "related_incidents": [_related(record) for record in others],
        "people_quoted": values.distinct(name for name in speakers if values.is_name(name)),
    }


def expect(line: Mapping[str, Any]) -> dict[str, Any]:
    """Give the gold line; it has the form of a prediction."""
    return dict(line)


def _type(record: values.Record) -> str:
    kind = record.get("kind") or "other"
    if kind != "terrorist-attack":
        return _TYPES.get(kind, kind.replace("-", "_"))
    weapons = [_BY_WEAPON[w["type"]] for w in values.items(record, "weapons") if w.get("type") in _BY_WEAPON]
    return _BY_METHOD.get(record.get("method") or "") or next(iter(weapons), "armed_assault")


def _date(record: values.Record) -> tuple[str | None, str | None]:
    when = values.date(record)
    if when is None or when.text.startswith(".."):
        return None, None
    start = when.text.partition("/")[0].rstrip("~?%")
    form = {len("2019-01-13"): "day", len("2019-01"): "month"}.get(len(start))
    return (start, form) if form and "X" not in start else (None, None)


def _qualifier(counted: Sequence[Mapping[str, Any]]) -> str | None:
    marks = {str(item["count"])[0] for item in counted}
    return "at least" if ">" in marks else "around" if "~" in marks else None


def _named(held: Sequence[Mapping[str, Any]], types: Sequence[str]) -> list[str]:
    return values.distinct(p["name"] for p in held if p.get("type") in types and values.is_name(p["name"]))


def _organizations(held: Sequence[Mapping[str, Any]]) -> list[str]:
    # A record's organisations have names, "Houthi rebels" among them; its groups are described.
    return [p["name"] for p in held if p.get("type") == "organization"]


def _related(record: values.Record) -> str:
    when = values.date(record)
    words = [record.get("title"), when.in_words() if when else None, record.get("summary")]
    return ", ".join(word for word in words if word)
