"""All records as JSON Lines: each line is one record, whole, in the form of its YAML."""

from __future__ import annotations

from generator.exports.publication import Publication, record_data
from generator.record.json_text import encode


def json_lines(publication: Publication) -> str:
    """Write every record as a line of JSON, in order of ids."""
    records = publication.graph.records.values()
    return "".join([f"{encode(record_data(record, publication))}\n" for record in records])
