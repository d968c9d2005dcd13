"""The newest briefs as Atom (RFC 4287) and as JSON Feed 1.1, dated from the records and never from the clock."""

from __future__ import annotations

import re
import uuid
from typing import Any
from xml.etree import ElementTree

from generator.exports.publication import Publication
from generator.record.json_text import json_text
from generator.record.schema import Incident
from generator.record.wording import casualty_words, headline_words, label, named_responsible

ATOM = "downloads/feed.xml"
"""The Atom feed as a file of the site."""
JSON_FEED = "downloads/feed.json"
"""The JSON Feed as a file of the site."""
LIMIT = 50
"""Entries of a feed."""

_ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACE = uuid.UUID("5f0c6d4e-0f3a-5c0e-9f57-3c1f0d1b7a11")
_NEVER = "1970-01-01"
_NOT_XML = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def entries(publication: Publication) -> list[Incident]:
    """Give the records of a feed: those that are more than background, the one changed or reported last first."""
    records = [record for record in publication.graph.records.values() if record.status != "stub"]
    return sorted(records, key=lambda record: (publication.dated(record), record.id), reverse=True)[:LIMIT]


def atom(publication: Publication) -> str:
    """Write the Atom feed."""
    ElementTree.register_namespace("", _ATOM)
    shown = entries(publication)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", _id("feed", publication.base or publication.title))
    _add(feed, "title", publication.title)
    if publication.about:
        _add(feed, "subtitle", publication.about)
    _add(feed, "updated", _moment(publication.dated(shown[0]) if shown else ""))
    _add(_add(feed, "author"), "name", publication.title)
    _link(feed, "self", publication, ATOM)
    _link(feed, "alternate", publication, "")
    for record in shown:
        entry = _add(feed, "entry")
        _add(entry, "id", _id("brief", record.id))
        _add(entry, "title", _clean(record.title))
        _add(entry, "updated", _moment(publication.dated(record)))
        if published := publication.published(record):
            _add(entry, "published", _moment(published))
        _link(entry, "alternate", publication, publication.page(record.id))
        if record.kind:
            _add(entry, "category", term=record.kind, label=label("kind", record.kind))
        _add(entry, "summary", _clean(_told(record)), type="text")
    ElementTree.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def json_feed(publication: Publication) -> str:
    """Write the JSON Feed."""
    feed: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": publication.title, "language": "en"}
    if publication.about:
        feed["description"] = publication.about
    if publication.base:
        feed |= {"home_page_url": publication.base, "feed_url": f"{publication.base}{JSON_FEED}"}
    feed["items"] = [_item(record, publication) for record in entries(publication)]
    return json_text(feed)


def _item(record: Incident, publication: Publication) -> dict[str, Any]:
    item = {"id": _id("brief", record.id), "title": record.title, "content_text": _told(record)}
    if publication.base:
        item["url"] = publication.address(record.id)
    if published := publication.published(record):
        item["date_published"] = _moment(published)
    if changed := publication.changed.get(record.id):
        item["date_modified"] = _moment(changed)
    return item | ({"tags": [label("kind", record.kind)]} if record.kind else {})


def _told(record: Incident) -> str:
    """Tell a record in plain words; whoever is held responsible is named with how surely."""
    held = "; ".join(named_responsible(record))
    said = [
        f"{headline_words(record)}. {label('status', record.status)}.".removeprefix(". "),
        record.summary or "",
        *(f"{casualty_words(row)}." for row in record.casualties),
        f"Held responsible: {held}." if held else "",
    ]
    return "\n".join(part for part in said if part)


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = text or None
    return child


def _link(parent: ElementTree.Element, rel: str, publication: Publication, path: str) -> None:
    # A relative address is read from where the feed is; without knowing where the site is there is no better one.
    _add(parent, "link", rel=rel, href=f"{publication.base}{path}" if publication.base else f"../{path}")


def _id(kind: str, name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{kind}/{name}')}"


def _moment(day: str) -> str:
    return f"{day or _NEVER}T00:00:00Z"


def _clean(text: str) -> str:
    """Leave out what XML cannot hold; a checked record has none of it, one made by a program may."""
    return _NOT_XML.sub("", text)
