"""Giveme5W1H: who, what, when and where of any news article, best answer first.

The gist answers, for articles with an incident and without; the main record's own answers stand behind it. Of a
record, who is the one who did it, or in an accident those who were hurt; when is the words it cites, then the date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.sets import values
from generator.record.count import Count
from generator.record.countries import country_name
from generator.record.edtf import PartialDate

_UNMEANT = ("transport-accident", "industrial-accident", "explosion", "fire", "natural-disaster", "other")
"""Kinds that nobody did."""
_SHORT = 8
"""Words of an evidence quote that still are an answer to "when?" and not a sentence."""


def article(line: Mapping[str, Any]) -> dict[str, Any]:
    """Give text, headline, publisher and publication date as an article."""
    return {
        "id": line["id"],
        "title": line["title"],
        "text": line["text"],
        "url": line.get("url"),
        "publisher": line.get("publisher"),
        "published": (line.get("date_publish") or "")[:10] or None,
    }


def predict(id: str, records: Sequence[values.Record], gist: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Give the answers for one article."""
    said = dict(gist or {})
    main: values.Record = records[0] if records else {}
    spot = values.where(main)
    country = country_name(spot["country"]) if spot.get("country") else None
    titles = [values.source(main).get("title"), main.get("title"), main.get("summary")]
    return {
        "id": id,
        "who": values.distinct([said.get("who"), *_who(main)]),
        "what": values.distinct([said.get("what"), *titles]),
        "when": values.distinct([said.get("when") or _in_full(said.get("date")), *_when(main)]),
        "where": values.distinct([said.get("where"), spot.get("place"), spot.get("region"), country]),
        "when_date": said.get("date") or values.day(main),
    }


def _in_full(day: str | None) -> str | None:
    return PartialDate.parse(day).in_words() if day else None


def expect(line: Mapping[str, Any]) -> dict[str, Any]:
    """Give the annotated phrases in the form of a prediction."""
    asked = {question: [answer["text"] for answer in line[question]] for question in ("who", "what", "when", "where")}
    return {"id": line["id"], **asked, "when_date": [a["date"] for a in line["when"] if a.get("date")]}


def _who(record: values.Record) -> list[str]:
    did = values.names(record, "perpetrators")
    hurt = [f"{_in_words(item['count'])} people" for item in values.casualties(record, "killed", values.EVERYONE)]
    struck = hurt + values.names(record, "victims")
    unmeant = record.get("kind") in _UNMEANT
    return values.distinct([*(struck + did if unmeant else did + struck), *values.names(record, "targets")])


def _in_words(count: str | int) -> str:
    # "more than six" and "at least seven" are one count in the grammar; news has the second.
    if str(count).startswith(">"):
        return f"at least {Count.parse(values.number(count) or 0).in_words()}"
    return Count.parse(count).in_words()


def _when(record: values.Record) -> list[str]:
    when = values.date(record)
    quotes = (record.get("evidence") or {}).get("when.date") or []
    listed = quotes if isinstance(quotes, list) else [quotes]
    texts = [quote if isinstance(quote, str) else quote["quote"] for quote in listed]
    words = when.in_words() if when else None
    if when and when.day:
        words = f"{when.day:%A}, {words}"
    return values.distinct([*(text for text in texts if len(text.split()) <= _SHORT), words])
