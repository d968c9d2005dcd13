"""The formats there are: what each is called, what it is for, its file on the site, and what writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.exports.feeds import ATOM, JSON_FEED, atom, json_feed
from generator.exports.geo_json import geo_json
from generator.exports.json_lines import json_lines
from generator.exports.publication import Publication
from generator.exports.stix import stix
from generator.exports.table import table


@dataclass(frozen=True, slots=True)
class Format:
    """One format in which the collection can be had."""

    name: str
    """What it is called on the command line."""
    title: str
    """What it is called on a page."""
    about: str
    """What is in it and what it is for, in a sentence."""
    file: str
    """Its path on the site."""
    write: Callable[[Publication], str]
    """Writes it."""


FORMATS = (
    Format(
        "jsonl",
        "JSON Lines",
        "Every record whole, one a line, its sources in it and the quote behind each value. For programs.",
        "downloads/briefs.jsonl",
        json_lines,
    ),
    Format(
        "csv",
        "CSV",
        "A row for each record with its main values. For spreadsheets and statistics.",
        "downloads/briefs.csv",
        table,
    ),
    Format(
        "geojson",
        "GeoJSON",
        "The records that have a position, as points. For maps; a point is as exact as its precision says.",
        "downloads/briefs.geojson",
        geo_json,
    ),
    Format(
        "stix",
        "STIX 2.1",
        "A report and an incident for each record, with places and those held responsible. For threat intelligence.",
        "downloads/briefs.stix.json",
        stix,
    ),
    Format("atom", "Atom", "The briefs that were changed or reported last. For feed readers.", ATOM, atom),
    Format("jsonfeed", "JSON Feed", "The same, as JSON.", JSON_FEED, json_feed),
)
"""Every format, the most complete first."""
