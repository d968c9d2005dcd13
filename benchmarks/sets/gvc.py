"""The Gun Violence Corpus: the main record as a line of the archive.

The archive counts everyone who was hit, the gunman too, and writes 0 where nobody was; so does an absent count here.
It spells Saint out.
Articles whose main records have one id tell of one incident.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.sets import values


def article(line: Mapping[str, Any]) -> dict[str, Any]:
    """Give text, headline, address and crawl date as an article."""
    return {
        "id": line["id"],
        "title": line["title"],
        "text": line["text"],
        "url": line.get("url"),
        "published": line.get("dct"),
    }


def predict(id: str, records: Sequence[values.Record]) -> dict[str, Any]:
    """Give the archive's line for one article."""
    if not records:
        return {"id": id}
    main = records[0]
    city, state = values.city_and_state(main)
    city = re.sub(r"^St\. ", "Saint ", city) if city else None
    people = values.names(main, "perpetrators", types=("person",)) + values.names(main, "victims")
    return {
        "id": id,
        "killed": values.total(main, "killed", values.EVERYONE) or 0,
        "injured": values.total(main, "injured", values.EVERYONE) or 0,
        "date": values.day(main),
        "city": city,
        "state": state,
        "names": values.distinct(name for name in people if values.is_name(name)),
        "cluster": main["id"],
    }


def expect(line: Mapping[str, Any]) -> dict[str, Any]:
    """Give the gold line in the form of a prediction; names only where the text has them."""
    return {
        "id": line["id"],
        "killed": line["killed"],
        "injured": line["injured"],
        "date": line["date"],
        "city": line["location"]["city"],
        "state": line["location"]["state"],
        "names": [person["name"] for person in line["participants"] if person.get("in_text")],
    }
