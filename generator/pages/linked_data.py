"""A brief as JSON-LD in the words of schema.org, for search engines and other readers that are no people.

It names nobody who is held responsible: those readers would take the name without how surely.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from generator.pages.addresses import web_address
from generator.pages.context import Context
from generator.pages.words import one_line
from generator.record.countries import country_name
from generator.record.edtf import PartialDate
from generator.record.schema import Incident, Source
from generator.record.wording import place_words

_Object = dict[str, Any]
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_UNFIT = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def linked_data(record: Incident, sources: Sequence[Source], context: Context) -> Markup:
    """Give the JSON of a brief, fit to stand in a script element."""
    data: _Object = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": one_line(record.title),
        "identifier": record.id,
        "inLanguage": "en",
        "about": _event(record),
        "isPartOf": {"@type": "Dataset", "name": context.about.title},
    }
    if record.summary:
        data["abstract"] = one_line(record.summary)
    if address := context.address(record.id):
        data["url"] = address
    if changed := context.changed.get(record.id):
        data["dateModified"] = changed
    if cited := [_article(source) for source in sources if source.title]:
        data["citation"] = cited
    return Markup(script_json(data))  # noqa: S704  # what could end the script is escaped by script_json


def script_json(value: Any) -> str:
    """Write JSON that can stand in a script: no tag, and none of the two line breaks that only JSON allows."""
    text = _JSON.encode(value)
    for character, written in _UNFIT.items():
        text = text.replace(character, written)
    return text


def _event(record: Incident) -> _Object:
    event: _Object = {"@type": "Event", "name": one_line(record.title)}
    if start := _day(record.when.date):
        event["startDate"] = start
    if end := _day(record.when.end):
        event["endDate"] = end
    where = record.where
    if where.place or where.country:
        place: _Object = {"@type": "Place", "name": one_line(place_words(record))}
        address = {"addressLocality": where.place, "addressRegion": where.region}
        address["addressCountry"] = country_name(where.country) if where.country else None
        place["address"] = {"@type": "PostalAddress"} | {k: one_line(v) for k, v in address.items() if v}
        if where.point:
            longitude, latitude = where.point
            place["geo"] = {"@type": "GeoCoordinates", "longitude": longitude, "latitude": latitude}
        event["location"] = place
    return event


def _article(source: Source) -> _Object:
    article: _Object = {"@type": "NewsArticle", "headline": one_line(source.title or "")}
    if url := web_address(source.url):
        article["url"] = url
    if source.publisher:
        article["publisher"] = {"@type": "Organization", "name": one_line(source.publisher)}
    if published := _day(source.published):
        article["datePublished"] = published
    return article


def _day(date: PartialDate | None) -> str:
    """Give a date that is known to the day, month or year, as ISO 8601; empty for any other."""
    return date.text if date and date.precision in ("day", "month", "year") and date.text[-1].isdigit() else ""
