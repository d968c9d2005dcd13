"""The records that have a point, as GeoJSON (RFC 7946)."""

from __future__ import annotations

from typing import Any

from generator.exports.publication import Publication
from generator.record.json_text import json_text
from generator.record.schema import Incident
from generator.record.wording import casualty_words, named_responsible


def geo_json(publication: Publication) -> str:
    """Write a collection of points, one for each record that has one, in order of ids."""
    features = [_feature(r, publication) for r in publication.graph.records.values() if r.where.point]
    return json_text({"type": "FeatureCollection", "features": features})


def _feature(record: Incident, publication: Publication) -> dict[str, Any]:
    where = record.where
    properties = {
        "title": record.title,
        "status": record.status,
        "kind": record.kind,
        "outcome": record.outcome,
        "date": str(record.when.date) if record.when.date else None,
        "end": str(record.when.end) if record.when.end else None,
        "place": where.place,
        "region": where.region,
        "country": where.country,
        "precision": where.precision,
        "point_from": where.point_from,
        "casualties": [casualty_words(row) for row in record.casualties],
        "responsible": named_responsible(record),
        "page": publication.address(record.id),
    }
    return {
        "type": "Feature",
        "id": record.id,
        "geometry": {"type": "Point", "coordinates": list(where.point or ())},
        "properties": {name: value for name, value in properties.items() if value not in (None, [])},
    }
