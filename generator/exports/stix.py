"""All records as one STIX 2.1 bundle: a report and an incident for each, with its places and who is held responsible.

Ids are made from the records, so that the same record has the same id in every bundle. Nothing is dated by the clock:
an object is created when its oldest brief's sources were published, and modified when the brief was last changed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from generator.exports.publication import Publication
from generator.links import Entity
from generator.record.countries import country_name
from generator.record.json_text import json_text
from generator.record.schema import Incident, Perpetrator
from generator.record.wording import headline_words, held_responsible, label, place_words, responsibility

_Object = dict[str, Any]
_NAMESPACE = uuid.UUID("0b9a3f6e-52a4-5d0b-8c2e-6c1f7f1f2d55")
_UNDATED = "1970-01-01T00:00:00.000Z"
_CLEAR = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
# TLP 2.0 came after STIX 2.1, which has its terms by this extension.
_TLP_2 = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"


def stix(publication: Publication) -> str:
    """Write the bundle."""
    bundle = _Bundle(publication)
    for record in publication.graph.records.values():
        bundle.add_record(record)
    objects = [bundle.clear(), *bundle.objects.values()]
    id_ = _id("bundle", publication.base or publication.title)
    return json_text({"type": "bundle", "id": id_, "objects": objects})


class _Bundle:
    """The objects of a bundle by id; a place or group that several records name is in it once."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.objects: dict[str, _Object] = {}
        self.author = _id("identity", f"collection/{publication.title}")
        author = self._object("identity", f"collection/{publication.title}", _UNDATED, _UNDATED)
        self._add(author | {"name": publication.title, "identity_class": "organization"})

    def clear(self) -> _Object:
        """Give the marking that every object bears."""
        return {
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": _CLEAR,
            "created": "2022-10-01T00:00:00.000Z",
            "name": "TLP:CLEAR",
            "extensions": {_TLP_2: {"extension_type": "property-extension", "tlp_2_0": "clear"}},
        }

    def add_record(self, record: Incident) -> None:
        """Add a record: its incident, what that is related to, and the report that says so."""
        first = _moment(self.publication.published(record))
        last = max(first, _moment(self.publication.dated(record)))
        incident = self._object("incident", record.id, first, last)
        incident |= {"name": record.title, "external_references": self._references(record)}
        if record.summary:
            incident["description"] = record.summary
        labels = [f"{name}:{getattr(record, name)}" for name in ("kind", "outcome", "status") if getattr(record, name)]
        incident["labels"] = labels
        about = self._add(incident)
        refs = [about]
        for place in self._places(record, first):
            refs += [place, self._relate(about, "located-at", place, first, last)]
        for who, ref in self._responsible(record, first):
            said = f"{label('attribution', who.attribution) or 'Attribution not stated'}: {responsibility(who)}"
            refs += [ref, self._relate(about, "attributed-to", ref, first, last, said)]
        report = self._object("report", record.id, first, last)
        report |= {
            "name": record.title,
            "description": "\n".join(part for part in (headline_words(record), record.summary) if part) or record.title,
            "report_types": ["threat-report"],
            "published": first,
            "object_refs": list(dict.fromkeys(refs)),
            "external_references": self._references(record),
        }
        self._add(report)

    def _references(self, record: Incident) -> list[_Object]:
        page: _Object = {"source_name": self.publication.title, "external_id": record.id}
        if self.publication.base:
            page["url"] = self.publication.address(record.id)
        references = [page]
        for source in self.publication.sources(record):
            cited = {"source_name": source.publisher or source.author or "source", "description": source.title}
            cited["url"] = source.url
            if source.title or source.url:
                references.append({name: value for name, value in cited.items() if value})
        return references

    def _places(self, record: Incident, first: str) -> Iterator[str]:
        where = record.where
        if not where.country and not where.point:
            return  # STIX knows no place by its name alone
        place = self._object("location", f"{where.country}/{where.region}/{where.place}/{where.point}", first, first)
        place["name"] = place_words(record) or (country_name(where.country) if where.country else record.title)
        place |= {"country": where.country} if where.country else {}
        place |= {"administrative_area": where.region} if where.region else {}
        if where.precision == "city" and where.place:
            place["city"] = where.place
        if where.point:
            place |= {"longitude": where.point[0], "latitude": where.point[1]}
        yield self._add(place)

    def _responsible(self, record: Incident, first: str) -> Iterator[tuple[Perpetrator, str]]:
        for who in held_responsible(record):
            entity = self.publication.graph.entities.of_perpetrator(who, record.id)
            if entity is None:
                continue  # a mere description, such as "three gunmen", is nobody to be found elsewhere
            yield who, self._add(self._actor(entity, first))

    def _actor(self, entity: Entity, first: str) -> _Object:
        """Give a group as a threat actor, and a person as an identity: nobody is called a threat on suspicion."""
        if entity.category == "person":
            made = self._object("identity", f"person/{entity.key}", first, first)
            made |= {"name": entity.name, "identity_class": "individual"}
        else:
            made = self._object("threat-actor", entity.key, first, first) | {"name": entity.name}
            if entity.aliases:
                made["aliases"] = list(entity.aliases)
        return made

    def _relate(self, start: str, relation: str, end: str, first: str, last: str, said: str = "") -> str:
        made = self._object("relationship", f"{start} {relation} {end}", first, last)
        made |= {"relationship_type": relation, "source_ref": start, "target_ref": end}
        return self._add(made | ({"description": said} if said else {}))

    def _object(self, type_: str, name: str, first: str, last: str) -> _Object:
        return {
            "type": type_,
            "spec_version": "2.1",
            "id": _id(type_, name),
            "created_by_ref": self.author,
            "created": first,
            "modified": last,
            "object_marking_refs": [_CLEAR],
        }

    def _add(self, made: _Object) -> str:
        known = self.objects.setdefault(made["id"], made)
        # What several briefs share is as old as the oldest of them that has a date.
        dated = [moment for moment in (known["created"], made["created"]) if moment != _UNDATED]
        known["created"] = min(dated, default=_UNDATED)
        known["modified"] = max(known["modified"], made["modified"])
        return str(made["id"])


def _id(type_: str, name: str) -> str:
    return f"{type_}--{uuid.uuid5(_NAMESPACE, f'{type_}/{name}')}"


def _moment(day: str) -> str:
    return f"{day}T00:00:00.000Z" if day else _UNDATED
