"""Each extracted value of a main record, with its confidence and whether a labelled set agrees.

Only values that the set has a say in are judged. A value where the key has none counts as wrong, as in scoring.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.sets import values
from generator.record.convert import from_data
from generator.record.paths import path_of
from generator.record.schema import Casualties, Incident

Line = Mapping[str, Any]
Scores = Mapping[str, float]
STRUCK = ("victim", "responder", "unknown", None)
ATTACKERS = ("perpetrator", "suspect")


class Judged(NamedTuple):
    """One value and the verdict on it."""

    family: str
    """The question it answers."""
    confidence: float
    """0 to 1."""
    right: bool
    """Whether the set agrees."""


def of_news(gold: Line, predicted: Line, record: Line, scores: Scores, rules: Any) -> Iterator[Judged]:
    """Judge a main record of the news set by the rules of its own scorer.

    Args:
        gold: The labelled line.
        predicted: The record in the set's form.
        record: The record.
        scores: Field path: confidence.
        rules: The module `score_news`.
    """
    if not rules.says_incident(gold):
        return

    def scalar(field: str) -> bool:
        return bool(rules.score_scalar(field, gold, predicted, rules.Count()))

    def member(field: str, name: str) -> bool:
        wanted = rules.members(gold.get(field)) + rules.members(gold.get(f"{field}_optional"))
        return any(rules.lenient(one, name) for one in wanted)

    paths = {"incident_type": "kind", "status": "outcome", "date": "when.date", "place": "where", "country": "where"}
    for field, path in paths.items():
        if path in scores and predicted.get(field) is not None:
            yield Judged(field, scores[path], scalar(field))
    incident = _incident(record)
    rows = {
        "killed_total": ("killed", STRUCK),
        "killed_perpetrators": ("killed", ATTACKERS),
        "injured_total": ("injured", STRUCK),
        "arrested": ("arrested", values.EVERYONE),
    }
    for field, (status, who) in rows.items():
        known = [score for row, score in _rows(incident, scores) if row.status == status and row.who in who]
        if known and predicted.get(field) is not None:
            yield Judged(field, min(known), scalar(field))
    sets = {
        "perpetrators": ("perpetrator_names", "perpetrator_orgs"),
        "weapons": ("weapons",),
        "targets": ("victims_or_targets",),
        "victims": ("victims_or_targets",),
    }
    for field, keys in sets.items():
        for item, score in _scored(field, getattr(incident, field), scores):
            if field != "perpetrators" or values.is_name(item.name):
                yield Judged(field, score, any(member(key, item.name) for key in keys))
    for item, score in _scored("quotes", incident.quotes, scores):
        if values.is_name(item.speaker):
            yield Judged("quotes", score, member("people_quoted", item.speaker))


def of_gvc(gold: Line, predicted: Line, record: Line, scores: Scores, rules: Any) -> Iterator[Judged]:
    """Judge a main record of the Gun Violence Corpus; arguments as for `of_news`."""
    incident = _incident(record)
    for status in ("killed", "injured"):
        known = [score for row, score in _rows(incident, scores) if row.status == status]
        if known:
            yield Judged(f"{status}_total", min(known), predicted[status] == gold[status])
    if predicted["date"] and gold["date"]:
        apart = _day(predicted["date"]) - _day(gold["date"])
        yield Judged("date", scores["when.date"], abs(apart.days) <= 1)
    if predicted["city"] and gold["location"]["city"]:
        said, known = predicted["city"].casefold(), gold["location"]["city"].casefold()
        yield Judged("place", scores["where"], said in known or known in said)


def of_muc4(gold: Line, predicted: Line, record: Line, scores: Scores, rules: Any) -> Iterator[Judged]:
    """Judge a main record of MUC-4, right where any template has its value; arguments as for `of_news`."""
    if not gold["templates"]:
        return
    roles = {"perpetrators": ("perp_ind", "perp_org"), "targets": ("phys_tgt",), "weapons": ("instrument",)}
    roles["victims"] = ("hum_tgt_name", "hum_tgt_desc")
    incident = _incident(record)
    for field, slots in roles.items():
        wanted = [
            mention.casefold()
            for template in gold["templates"]
            for slot in slots
            for entity in template[slot]
            for mention in entity["mentions"]
        ]
        for item, score in _scored(field, getattr(incident, field), scores):
            name = item.name.casefold()
            yield Judged(field, score, any(name in mention or mention in name for mention in wanted))
    days = {day for t in gold["templates"] for d in t["date"] for day in (d.get("on"), d.get("to")) if day}
    if day := values.day(record):
        yield Judged("date", scores["when.date"], day in days)
    if place := values.where(record).get("place"):
        names = {part["name"].casefold() for t in gold["templates"] for p in t["location"] for part in p["parts"]}
        yield Judged("place", scores["where"], place.casefold() in names)


JUDGES: dict[str, Callable[[Line, Line, Line, Scores, Any], Iterator[Judged]]] = {
    "news": of_news,
    "plots": of_news,
    "gvc": of_gvc,
    "muc4": of_muc4,
}
"""The sets whose keys speak of single values."""


def _incident(record: Line) -> Incident:
    incident, problems = from_data(record)
    if incident is None:
        raise ValueError(f"{record.get('id')} is no record: {problems}")
    return incident


def _rows(incident: Incident, scores: Scores) -> Iterator[tuple[Casualties, float]]:
    yield from _scored("casualties", incident.casualties, scores)


def _scored(field: str, items: Sequence[Any], scores: Scores) -> Iterator[tuple[Any, float]]:
    for item in items:
        score = scores.get(path_of(field, item, items))
        if score is not None:
            yield item, score


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
