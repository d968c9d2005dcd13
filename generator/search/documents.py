"""What can be found: every published brief, and every name that has a page, with its words and how much they weigh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.links import Entity, Graph
from generator.pages.addresses import brief_uri, entity_uri
from generator.pages.roles import role_words
from generator.pages.words import category_words, one_line, period_view, shorten
from generator.record.countries import country_name
from generator.record.names import Names
from generator.record.schema import Incident
from generator.record.wording import held_responsible, label, place_words, responsibility, sort_day
from generator.search.fold import terms_of

TEXT, SUMMARY, NAME, TITLE = range(4)
"""How much a word weighs, by where it stands."""

_FEW = 3


@dataclass(frozen=True, slots=True)
class Document:
    """A page that can be found."""

    uri: str
    """Its page's uri."""
    title: str
    """Its title: plain text."""
    facts: tuple[str, ...]
    """What a result shows below the title: date and place of a brief; what a name is, and as what it stands there."""
    text: str
    """A sentence of it: for a brief who is held responsible, always with how surely, or else its summary."""
    facets: tuple[str, ...]
    """Kind, outcome, status and country of a brief; empty for a name."""
    day: int
    """The day a brief is sorted by, counted from the first of the year 1; 0 where there is none."""
    terms: dict[str, int]
    """Each of its words, with the greatest weight it has."""


FACETS = ("kind", "outcome", "status", "country")
"""The names of the facets, in the order of `Document.facets`."""


def brief_document(record: Incident, graph: Graph) -> Document:
    """Make the document of a brief."""
    when, day = period_view(record), sort_day(record)
    country = country_name(record.where.country) if record.where.country else ""
    held = [f"{one_line(p.name)}: {responsibility(p)}" for p in held_responsible(record)[:_FEW]]
    terms: dict[str, int] = {}
    for weight, texts in _texts(record, graph, country):  # from the heaviest down: what has a weight keeps it
        for term in terms_of("\n".join([text for text in texts if text])):
            terms.setdefault(term, weight)
    return Document(
        uri=brief_uri(record.id),
        title=one_line(record.title),
        facts=(when.words if when else "", one_line(place_words(record))),
        text="; ".join(held) if held else shorten(one_line(record.summary or ""), 140),
        facets=(label("kind", record.kind), label("outcome", record.outcome), label("status", record.status), country),
        day=_ordinal(day),
        terms=terms,
    )


def entity_document(entity: Entity, names: Names) -> Document:
    """Make the document of a name. A person is never shown as a perpetrator without how surely."""
    words = category_words(entity.category)
    roles = dict.fromkeys(role_words(appearance) for appearance in entity.appearances[:20])
    shown = [role for role in roles if role][:_FEW] if entity.category in ("person", "group") else []
    terms = dict.fromkeys(terms_of(entity.name), TITLE)
    for term in terms_of(" ".join([*entity.aliases, *names.wordings(entity.key)])):
        terms.setdefault(term, NAME)
    number = len(entity.briefs)
    return Document(
        uri=entity_uri(entity),
        title=one_line(entity.name),
        facts=(words.one, f"{number:,} {'brief' if number == 1 else 'briefs'}"),
        text="; ".join(one_line(role) for role in shown),
        facets=(),
        day=0,
        terms=terms,
    )


def _texts(record: Incident, graph: Graph, country: str) -> Iterator[tuple[int, Iterable[str | None]]]:
    names = graph.entities.names
    yield TITLE, (record.title,)
    named = [perpetrator.name for perpetrator in record.perpetrators]
    yield (
        NAME,
        (
            *(record.where.place, record.where.region, country, label("kind", record.kind)),
            *named,
            *(other for name in named for other in names.wordings(names.key(name, record.id))),
            *(victim.name for victim in record.victims),
            *(weapon.name for weapon in record.weapons),
            *(target.name for target in record.targets),
            *(quote.speaker for quote in record.quotes),
            *(response.by for response in record.responses),
            *record.tags,
        ),
    )
    yield SUMMARY, (record.summary, record.motive, record.cause, label("method", record.method))
    kept = [graph.sources.get(ref) if isinstance(ref, str) else ref for ref in record.sources]
    yield (
        TEXT,
        (
            *(record.id, *record.aliases, record.notes),
            *(quote.text for quote in record.quotes),
            *(quote.role for quote in record.quotes),
            *(context.text for context in record.context),
            *dict.fromkeys(said.quote for quotes in record.evidence.values() for said in quotes),
            *(part for source in kept if source for part in (source.title, source.publisher)),
        ),
    )


def _ordinal(day: str) -> int:
    if not day:
        return 0
    year, month, date = (int(part) for part in day.split("-"))
    # Not the days since then, but a number that sorts and that gives the year back without a calendar.
    return (year * 12 + month - 1) * 31 + date - 1
