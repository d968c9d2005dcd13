"""What the script of the browse page filters and sorts by, for all briefs at once, and what it shows, in pieces.

Both are scripts that hand over their data, since a site that is opened as files cannot fetch. The first has a number or
two for each brief and facet and is read at once; the rows come in pieces of `PIECE`, each when one of its briefs is to
be shown or words are looked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.links import Graph
from generator.pages.linked_data import script_json
from generator.pages.words import date_view
from generator.record.countries import country_name
from generator.record.schema import Incident
from generator.record.vocabulary import vocabulary
from generator.record.wording import (
    casualty_cause,
    casualty_people,
    held_responsible,
    named_responsible,
    period_words,
    sort_day,
)

FACETS = "assets/browse/facets.js"
"""The facets as a file of the site."""
PIECE = 500
"""Briefs of one piece of rows."""
TERMS = ("kind", "outcome", "status")
"""The fields of a record whose terms one can filter by."""
STATUSES = ("killed", "injured")
"""The casualties that one can filter and sort by."""

_Term = tuple[str, str]


def rows_uri(piece: int | str) -> str:
    """Give the uri of a piece of rows."""
    return f"assets/browse/rows-{piece}.js"


def in_order(graph: Graph) -> list[Incident]:
    """Give all records, the latest first; the facets and the rows are in this order."""
    return sorted(graph.records.values(), key=_place, reverse=True)


# A record is no key of a cache, being dear to hash; the day of the same object need not be worked out again.
_PLACES: dict[str, tuple[Incident, tuple[str, str]]] = {}


def _place(record: Incident) -> tuple[str, str]:
    known = _PLACES.get(record.id)
    if known is None or known[0] is not record:
        known = _PLACES[record.id] = record, (sort_day(record), record.id)
    return known[1]


def facets_script(graph: Graph, changed: Mapping[str, str]) -> str:
    """Write the facets of all records.

    Args:
        graph: All that is published.
        changed: The day each brief was last changed, ISO 8601, by id.
    """
    records = in_order(graph)
    groups = [_slugs(record, graph) for record in records]
    names = {slug: name for those in groups for slug, name in those}
    coded = {
        **{name: _coded([[getattr(record, name)] for record in records], vocabulary(name).label) for name in TERMS},
        "country": _coded([[record.where.country] for record in records], country_name),
        "group": _coded([[slug for slug, _ in those] for those in groups], lambda slug: names[slug]),
        "weapon": _coded(
            [[weapon.type for weapon in record.weapons] for record in records], vocabulary("weapon-type").label
        ),
    }
    data = {
        "count": len(records),
        "dated": sum(1 for record in records if sort_day(record)),
        "piece": PIECE,
        "terms": {name: terms for name, (terms, _) in coded.items()},
        **{name: [_few(codes) for codes in each] for name, (_, each) in coded.items()},
        "month": [month_of(record) for record in records],
        **{status: [casualties(record, status) for record in records] for status in STATUSES},
        "changed": [int(changed.get(record.id, "0").replace("-", "")) for record in records],
    }
    return f"window.briefsFacets = {script_json(data)};\n"


def rows_of(graph: Graph) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give for each piece of rows its uri and the ids of its records."""
    records = in_order(graph)
    for piece, start in enumerate(range(0, len(records), PIECE)):
        yield rows_uri(piece), tuple(record.id for record in records[start : start + PIECE])


def rows_script(uri: str, ids: Sequence[str], graph: Graph) -> str:
    """Write a piece of rows."""
    rows = [_row(graph.records[id]) for id in ids]
    piece = uri.rpartition("-")[2].removesuffix(".js")
    return f"window.briefsRows({piece}, {script_json(rows)});\n"


def casualties(record: Incident, status: str) -> int:
    """Give the number to sort by, of all who were killed or injured: the bound or the middle where it is no number.

    Returns:
        The number; -1 where nothing is stated.
    """
    numbers = [row.count.best for row in record.casualties if row.status == status]
    return sum(number or 0 for number in numbers) if any(number is not None for number in numbers) else -1


def casualties_words(record: Incident, status: str) -> str:
    """Say how many of whom, and by what: `two suspects, in the response`."""
    rows = [row for row in record.casualties if row.status == status]
    said = ((casualty_people(row), casualty_cause(row, short=True)) for row in rows)
    return "; ".join(", ".join(part for part in parts if part) for parts in said)


def month_of(record: Incident) -> int:
    """Give year and month as one number, such as 201501; 201500 where only the year is known, and 0 without that."""
    date = record.when.date or record.when.end
    if date is None or date.earliest.year != date.latest.year:
        return 0
    same = date.earliest.month == date.latest.month
    return date.earliest.year * 100 + (date.earliest.month if same else 0)


def _row(record: Incident) -> list[str | list[str]]:
    date = date_view(record.when.date) if not record.when.end else None
    return [
        record.id,
        record.title,
        period_words(record),
        (date.machine or "") if date else "",
        record.where.place or record.where.region or "",
        casualties_words(record, "killed"),
        casualties_words(record, "injured"),
        named_responsible(record),
    ]


def _coded(values: Sequence[Sequence[str | None]], label: Callable[[str], str]) -> tuple[list[_Term], list[list[int]]]:
    """Number the terms that occur, the most frequent first, and give each record's as numbers; -1 for none."""
    counts = Counter(value for those in values for value in dict.fromkeys(those) if value)
    terms = sorted(counts, key=lambda term: (-counts[term], term))
    number = {term: at for at, term in enumerate(terms)}
    coded = [[number[value] if value else -1 for value in dict.fromkeys(those)] for those in values]
    return [(term, label(term)) for term in terms], coded


def _few(codes: list[int]) -> int | list[int]:
    """Write one code as itself, and none as -1: most records have no more."""
    known = [code for code in codes if code >= 0]
    return known if len(known) > 1 else known[0] if known else -1


def _slugs(record: Incident, graph: Graph) -> list[tuple[str, str]]:
    """Give slug and name of each group that is held responsible."""
    found = [graph.entities.of_perpetrator(who, record.id) for who in held_responsible(record)]
    return [(entity.slug, entity.name) for entity in found if entity and entity.category == "group"]
