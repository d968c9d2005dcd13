"""A record in words: labels of terms, when and where, counts of people, and how surely somebody is held responsible."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from generator.record.count import Count
from generator.record.countries import country_name
from generator.record.schema import Casualties, Incident, Perpetrator
from generator.record.vocabulary import vocabulary


def word(table: str, term: str | None) -> str:
    """Look a term up in a table of `data/wording.toml`; empty where it has none."""
    return str(_words()[table].get(term, "")) if term else ""


def label(name: str, term: str | None) -> str:
    """Give the label of a term of a vocabulary; empty for None."""
    return vocabulary(name).label(term) if term else ""


def inside(text: str) -> str:
    """Give a label as it stands inside a sentence: its first letter small, unless its second is a capital too."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or len(text) == 1 else text


def phrase(name: str, term: str | None) -> str:
    """Give the label of a term as it stands inside a sentence."""
    return inside(label(name, term))


def known(term: str | None) -> str | None:
    """Give a term back unless it says only that nothing is known."""
    return None if term == "unknown" else term


def period_words(record: Incident) -> str:
    """Say when an incident happened, from first to last day where it lasted; empty where nobody says."""
    first, last = record.when.date, record.when.end
    if first and last and first != last:
        return f"{first.in_words()} to {last.in_words()}"
    date = first or last
    return date.in_words() if date else ""


def place_words(record: Incident) -> str:
    """Say where it happened, for a list: `Verviers, Belgium`."""
    where = record.where
    country = country_name(where.country) if where.country else None
    parts = [where.place or where.region, country]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def sort_day(record: Incident) -> str:
    """Give the day to sort a record by, ISO 8601; an open start counts as its end, and no date comes first of all."""
    date = record.when.date or record.when.end
    if date is None:
        return ""
    day = date.earliest if date.earliest.year > 1 else date.latest
    return day.isoformat()


def number_of(count: Count, one: str, many: str) -> str:
    """Say how many of something: `two suspects`, `more than 3,000 people`, `an unknown number of victims`."""
    if count.text == "unknown":
        return f"an unknown number of {many}"
    return f"{count.in_words()} {one if count.text == '1' else many}"


def casualty_label(status: str) -> str:
    """Say what became of people, as a heading: `Taken hostage`."""
    return word("casualty", status) or label("casualty-status", status)


def casualty_people(row: Casualties) -> str:
    """Say how many of whom: `two suspects`."""
    one, many = _words()["who"].get(row.who or "unknown", _words()["who"]["unknown"])
    return number_of(row.count, one, many)


def casualty_cause(row: Casualties, *, short: bool = False) -> str:
    """Say what did it; empty where it goes without saying or nobody says."""
    if short:
        return word("cause-short", row.caused_by)
    goes_without_saying = {("incident", "victim"), ("response", "suspect" if row.status == "arrested" else "")}
    if (row.caused_by, row.who) in goes_without_saying:
        return ""
    return word("cause", row.caused_by)


def casualty_words(row: Casualties) -> str:
    """Say a row of casualties: `Killed: two suspects, in the response, not in the incident itself`."""
    said = f"{casualty_label(row.status)}: {casualty_people(row)}", casualty_cause(row)
    return ", ".join(part for part in said if part)


def named_responsible(record: Incident) -> list[str]:
    """Name those held responsible, each with how surely: `ETA (suspected by the authorities)`."""
    return [f"{who.name} ({responsibility(who)})" for who in held_responsible(record)]


def headline_words(record: Incident) -> str:
    """Say what, when and where: `Terrorist plot, 15 January 2015, Verviers, Belgium`."""
    said = label("kind", record.kind), period_words(record), place_words(record)
    return ", ".join(part for part in said if part)


def attribution(perpetrator: Perpetrator) -> str:
    """Say how surely somebody is held to have done it. There is always something to say."""
    said = word("attribution", perpetrator.attribution) or phrase("attribution", perpetrator.attribution)
    return said or "attribution not stated"


def responsibility(perpetrator: Perpetrator) -> str:
    """Say what part somebody is held to have had, and how surely: `director, suspected by the authorities`."""
    # Who claims it is a claimant, and a perpetrator is what everybody in this list is held to be.
    plain = "claimant" if perpetrator.attribution == "claimed" else "perpetrator"
    role = perpetrator.role if perpetrator.role not in ("perpetrator", plain) else None
    said = [phrase("perpetrator-role", role), attribution(perpetrator)]
    if perpetrator.attribution != "claimed":
        said.append(word("claim", perpetrator.claim))
    return ", ".join(part for part in said if part)


def held_responsible(record: Incident) -> list[Perpetrator]:
    """Give those whom the sources hold responsible; who has been cleared is not among them."""
    return [perpetrator for perpetrator in record.perpetrators if perpetrator.attribution != "cleared"]


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("data", "wording.toml").read_text("utf-8"))
