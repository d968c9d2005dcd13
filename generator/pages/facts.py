"""The facts of a brief: the headline ones that are read in five seconds, and the further ones."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.context import Context, outcome_note
from generator.pages.support import NOTHING, Supports
from generator.pages.views import Fact, Line, Name
from generator.pages.words import period_view
from generator.record.countries import country_name
from generator.record.schema import Incident
from generator.record.vocabulary import vocabulary
from generator.record.wording import casualty_cause, casualty_label, casualty_people, held_responsible, known, label

_NOT_STATED = Line(Name("", note="Not stated"), NOTHING)


def headline_facts(record: Incident, context: Context, supports: Supports) -> tuple[Fact, ...]:
    """Give what a hurried reader wants: kind, outcome, date, place, casualties by who and cause, held responsible."""
    kind = context.term("kind", "kind", record.kind)
    outcome = Name(label("outcome", record.outcome), note=outcome_note(record)) if record.outcome else None
    when = period_view(record)
    facts = [
        Fact("kind", "Kind", _lines(kind), supports.of("Kind", "kind")),
        Fact("outcome", "Outcome", _lines(outcome), supports.of("Outcome", "outcome", "stage", "foiled_by")),
        Fact("date", "Date", () if when else (_NOT_STATED,), supports.of("Date", "when"), when),
        Fact("place", "Place", _lines(*_places(record, context)), supports.of("Place", "where")),
        *_casualty_facts(record, supports),
    ]
    responsible = held_responsible(record)
    if responsible:
        lines = tuple(
            Line(context.perpetrator(perpetrator, record.id), supports.of_item(perpetrator.name, "perpetrators", at))
            for at, perpetrator in enumerate(record.perpetrators)
            if perpetrator in responsible
        )
        whole = supports.of("Held responsible", "perpetrators")
        facts.append(Fact("responsible", "Held responsible", lines, whole, more="perpetrators"))
    return tuple(facts)


def further_facts(record: Incident, supports: Supports) -> tuple[Fact, ...]:
    """Give what a patient reader wants too: method, motive, cause, how exact the place is."""
    facts = []
    texts = (
        ("method", "Method", label("method", known(record.method))),
        ("motive", "Motive", record.motive or ""),
        ("cause", "Cause", record.cause or ""),
    )
    for name, title, text in texts:
        support = supports.of(title, name)
        if text or support:
            facts.append(Fact(name, title, _lines(Name(text) if text else None), support))
    if record.where.point:
        facts.append(Fact("position", "Position", _lines(_position(record)), NOTHING))
    return tuple(facts)


def _places(record: Incident, context: Context) -> Iterator[Name]:
    where, entities = record.where, context.graph.entities
    pages = {entity.type: entity for entity in entities.of_places(where, record.id)}
    place = pages.get("site", pages.get("town"))
    if where.place:
        country = country_name(where.country) if where.country else None
        if where.place != country:
            yield context.entity(place or (pages.get("region") if where.place == where.region else None), where.place)
    if where.region and where.region != where.place:
        yield context.entity(pages.get("region"), where.region)
    if where.country:
        yield context.entity(pages.get("country"), country_name(where.country))


def _casualty_facts(record: Incident, supports: Supports) -> Iterator[Fact]:
    for status in vocabulary("casualty-status").terms:
        rows = [(at, row) for at, row in enumerate(record.casualties) if row.status == status]
        if rows:
            title = casualty_label(status)
            lines = tuple(
                Line(
                    Name(casualty_people(row), note=casualty_cause(row)),
                    supports.of_item(f"{title}: {casualty_people(row)}", "casualties", at),
                )
                for at, row in rows
            )
            yield Fact(status, title, lines, supports.of("Casualties", "casualties"), more="casualties")


def _lines(*names: Name | None) -> tuple[Line, ...]:
    return tuple(Line(name, NOTHING) for name in names if name) or (_NOT_STATED,)


def _position(record: Incident) -> Name:
    longitude, latitude = record.where.point or (0.0, 0.0)
    north = f"{abs(latitude):g}° {'N' if latitude >= 0 else 'S'}"
    east = f"{abs(longitude):g}° {'E' if longitude >= 0 else 'W'}"
    exact = label("precision", known(record.where.precision)).lower()
    notes = [f"precision: {exact}" if exact else ""]
    notes.append(f"from {record.where.point_from}, not from the article" if record.where.point_from else "")
    return Name(f"{north}, {east}", note="; ".join(note for note in notes if note))
