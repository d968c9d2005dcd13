"""The lists of a brief: perpetrators, targets, weapons, victims, casualties, responses, quotes, context."""

from __future__ import annotations

from collections.abc import Iterable

from generator.pages.context import Context
from generator.pages.support import NOTHING, Supports
from generator.pages.views import CasualtyRow, Entry, Name, QuoteView, Section
from generator.record.countries import country_name
from generator.record.schema import Incident
from generator.record.wording import casualty_cause, casualty_label, known, label, number_of


def perpetrator_sections(record: Incident, context: Context, supports: Supports) -> list[Section]:
    """Give those held responsible, and apart from them those who were named and have been cleared."""
    entries: dict[bool, list[Entry]] = {False: [], True: []}
    for at, item in enumerate(record.perpetrators):
        cleared = item.attribution == "cleared"
        size = number_of(item.size, "person", "people") if item.size else ""
        details = _details(label("perpetrator-type", known(item.type)), size)
        support = supports.of_item(item.name, "perpetrators", at)
        entries[cleared].append(Entry(context.perpetrator(item, record.id), details, support))
    whole = supports.of("Held responsible", "perpetrators")
    return [
        Section("perpetrators", "Held responsible", tuple(entries[False]), whole),
        Section("cleared", "Named and cleared", tuple(entries[True]), NOTHING),
    ]


def target_section(record: Incident, context: Context, supports: Supports) -> Section:
    """Give the things, sites and institutions struck or meant to be struck."""
    entries = []
    for at, item in enumerate(record.targets):
        type_ = context.term("target", "target-type", known(item.type))
        details = ((type_,) if type_ else ()) + _details(label("target-effect", known(item.effect)))
        entries.append(Entry(Name(item.name), details, supports.of_item(item.name, "targets", at)))
    return Section("targets", "Targets", tuple(entries), supports.of("Targets", "targets"))


def weapon_section(record: Incident, context: Context, supports: Supports) -> Section:
    """Give what it was done with."""
    entries = []
    for at, item in enumerate(record.weapons):
        type_ = context.term("weapon", "weapon-type", known(item.type))
        entries.append(Entry(Name(item.name), (type_,) if type_ else (), supports.of_item(item.name, "weapons", at)))
    return Section("weapons", "Weapons", tuple(entries), supports.of("Weapons", "weapons"))


def victim_section(record: Incident, context: Context, supports: Supports) -> Section:
    """Give the people struck, named or described."""
    entries = []
    for at, item in enumerate(record.victims):
        name = context.entity(context.graph.entities.of_victim(item, record.id), item.name)
        count = number_of(item.count, "person", "people") if item.count else ""
        effect, type_ = label("victim-effect", known(item.effect)), label("target-type", known(item.type))
        entries.append(Entry(name, _details(effect, type_, count), supports.of_item(item.name, "victims", at)))
    return Section("victims", "Victims", tuple(entries), supports.of("Victims", "victims"))


def casualty_rows(record: Incident, supports: Supports) -> tuple[CasualtyRow, ...]:
    """Give the table of casualties, one row for each of status, who and cause."""
    return tuple(
        CasualtyRow(
            status=casualty_label(row.status),
            number=row.count.in_words(),
            who=label("casualty-who", row.who) or "Not stated",
            cause=casualty_cause(row, short=False).capitalize()
            or (label("casualty-cause", row.caused_by) if row.caused_by else "Not stated"),
            support=supports.of_item(row.status, "casualties", at),
        )
        for at, row in enumerate(record.casualties)
    )


def response_section(record: Incident, context: Context, supports: Supports) -> Section:
    """Give what was done about it, by whom, where, and whether it is over."""
    entries = []
    for at, item in enumerate(record.responses):
        by = context.entity(context.graph.entities.of_responder(item, record.id), item.by) if item.by else None
        countries = ", ".join(country_name(code) for code in item.countries)
        level = f"level: {item.level}" if item.level else ""
        rest = _details(", ".join(item.places), countries, level, label("response-state", known(item.state)))
        title = label("response-type", item.type)
        support = supports.of_item(title, "responses", at)
        entries.append(Entry(Name(title), ((by,) if by else ()) + rest, support))
    return Section("responses", "Responses", tuple(entries), supports.of("Responses", "responses"))


def context_section(record: Incident, supports: Supports) -> Section:
    """Give the background that is no incident."""
    entries = tuple(
        Entry(
            Name(item.text),
            _details(item.count.in_words() if item.count else ""),
            supports.of_item("Context", "context", at),
        )
        for at, item in enumerate(record.context)
    )
    return Section("context", "Context", entries, supports.of("Context", "context"))


def quote_views(record: Incident, context: Context, supports: Supports) -> tuple[QuoteView, ...]:
    """Give who said what to whom."""
    entities = context.graph.entities
    return tuple(
        QuoteView(
            text=item.text,
            speaker=context.entity(entities.of_speaker(item, record.id), item.speaker),
            role=item.role or "",
            told=context.entity(entities.find("outlet", item.told, record.id), item.told) if item.told else None,
            support=supports.of_item(item.speaker, "quotes", at),
        )
        for at, item in enumerate(record.quotes)
    )


def _details(*words: str) -> tuple[Name, ...]:
    return tuple(Name(text) for text in _nonempty(words))


def _nonempty(words: Iterable[str]) -> list[str]:
    return [text for text in words if text]
