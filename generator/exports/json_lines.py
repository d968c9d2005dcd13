"""All records as JSON Lines: each line is one record, whole, in the form of its YAML."""

from __future__ import annotations

import json

from generator.exports.publication import Publication, record_data


def json_lines(publication: Publication) -> str:
    """Write every record as a line of JSON, in order of ids."""
    records = publication.graph.records.values()
    lines = (json.dumps(record_data(record, publication), ensure_ascii=False) + "\n" for record in records)
    return "".join(lines)
