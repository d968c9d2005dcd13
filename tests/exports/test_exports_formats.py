"""The exports: complete, in the form that their readers expect, dated from the records, and with no secret in them."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from record_strategies import incidents

from generator.cli.export_command import NAMES
from generator.exports.feeds import atom, json_feed
from generator.exports.formats import FORMATS, Format
from generator.exports.geo_json import geo_json
from generator.exports.json_lines import json_lines
from generator.exports.publication import Publication
from generator.exports.stix import stix
from generator.exports.table import table
from generator.links import build
from generator.record.convert import from_data
from generator.record.schema import Evidence, Incident, Link, Perpetrator

GHENT = "2021-03-04-ghent-plot"
ATOM = "{http://www.w3.org/2005/Atom}"
SECRETS = ("2020-secret", "Zyxburg", "few eyes", "Quiet Otter", "Whisper Weekly", "zyxburg", "quiet-otter")
REQUIRED = {
    "report": {"name", "published", "object_refs"},
    "incident": {"name"},
    "identity": {"name"},
    "threat-actor": {"name"},
    "location": set(),
    "relationship": {"relationship_type", "source_ref", "target_ref"},
}


def parse_xml(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 - what we have just written ourselves


def published(*records: Incident, **rest: Any) -> Publication:
    graph = build({record.id: record for record in records}, {})
    return Publication(graph=graph, title="T", page=lambda id: f"briefs/{id}/", **rest)


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_no_export_tells_of_a_record_that_is_not_for_everybody(format_: Format, publication: Publication) -> None:
    text = format_.write(publication)

    assert GHENT in text
    assert not [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_an_export_is_the_same_each_time_and_may_be_empty(format_: Format, publication: Publication) -> None:
    assert format_.write(publication) == format_.write(publication)
    empty = format_.write(published())
    if format_.name == "atom":
        parse_xml(empty)
    elif format_.name not in ("csv", "jsonl"):
        json.loads(empty)


def test_the_command_knows_every_format() -> None:
    assert tuple(format_.name for format_ in FORMATS) == NAMES


def test_json_lines_have_every_record_whole(publication: Publication) -> None:
    lines = json_lines(publication).splitlines()

    assert len(lines) == len(publication.graph.records)
    for line in lines:
        record, problems = from_data(json.loads(line))
        assert record is not None, problems
        ours = publication.graph.records[record.id]
        assert record.evidence == ours.evidence
        kept = [source.id for source in publication.sources(ours)]
        assert [source.id for source in publication.sources(record)] == kept


def test_a_spreadsheet_gets_a_row_for_each_record_and_no_formula(publication: Publication) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(table(publication)))}

    assert rows.keys() == publication.graph.records.keys()
    assert rows[GHENT]["killed"] == "2 suspect by response"
    assert "Marek Sollen (accomplice, suspected by the authorities)" in rows[GHENT]["responsible"]
    assert "Iris Vandewalle" not in rows[GHENT]["responsible"], "who has been cleared is not held responsible"
    assert rows[GHENT]["changed"] == "2021-05-01"
    (row,) = csv.DictReader(io.StringIO(table(published(Incident(id="a", title='=HYPERLINK("x")\n+1')))))
    assert row["title"] == '\'=HYPERLINK("x") +1'


def test_points_are_geo_json(publication: Publication) -> None:
    data = json.loads(geo_json(publication))

    assert data["type"] == "FeatureCollection"
    with_point = {id for id, record in publication.graph.records.items() if record.where.point}
    assert {feature["id"] for feature in data["features"]} == with_point
    for feature in data["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
        assert feature["properties"]["page"].startswith("https://example.org/briefs/")


def check_stix(bundle: dict[str, Any]) -> dict[str, dict[str, Any]]:
    assert bundle["type"] == "bundle"
    assert re.fullmatch(r"bundle--[0-9a-f-]{36}", bundle["id"])
    objects = {made["id"]: made for made in bundle["objects"]}
    assert len(objects) == len(bundle["objects"])
    for id, made in objects.items():
        assert re.fullmatch(rf"{made['type']}--[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}", id)
        assert made["spec_version"] == "2.1"
        moments = [made[name] for name in ("created", "modified", "published") if name in made]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", moment) for moment in moments)
        if made["type"] == "marking-definition":
            continue
        assert made["created"] <= made["modified"]
        assert REQUIRED[made["type"]] <= made.keys()
        assert all(made[name] for name in REQUIRED[made["type"]])
        refs = [made[name] for name in made if name.endswith("_ref")]
        refs += [ref for name in made if name.endswith("_refs") for ref in made[name]]
        assert not [ref for ref in refs if ref not in objects]
        if made["type"] == "location":
            assert "country" in made or {"longitude", "latitude"} <= made.keys()
        if made["type"] == "relationship" and made["relationship_type"] == "attributed-to":
            assert made["description"], "nobody is named without how surely"
    return objects


def test_the_bundle_is_stix(publication: Publication) -> None:
    objects = check_stix(json.loads(stix(publication))).values()

    assert {made["type"] for made in objects} == {*REQUIRED, "marking-definition"}
    assert len([made for made in objects if made["type"] == "report"]) == len(publication.graph.records)
    assert "Iris Vandewalle" not in [made.get("name") for made in objects], "who has been cleared is not attributed"
    people = {"Marek Sollen"}
    assert not people & {made["name"] for made in objects if made["type"] == "threat-actor"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(incidents)
def test_any_record_can_be_exported(record: Incident) -> None:
    made = published(replace(record, tlp="clear", status="draft"))
    check_stix(json.loads(stix(made)))
    parse_xml(atom(made))
    assert len(json.loads(json_feed(made))["items"]) == 1
    assert len(list(csv.reader(io.StringIO(table(made))))) == 2
    json.loads(geo_json(made))


def test_the_feeds_are_dated_from_the_records(publication: Publication) -> None:
    feed = parse_xml(atom(publication))
    entries = feed.findall(f"{ATOM}entry")
    items = json.loads(json_feed(publication))["items"]

    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [item["title"] for item in items]
    assert entries[0].findtext(f"{ATOM}title") == publication.graph.records[GHENT].title
    assert entries[0].findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}updated") == "2021-05-01T00:00:00Z"
    assert items[0]["date_modified"] == "2021-05-01T00:00:00Z"
    assert items[0]["url"] == f"https://example.org/briefs/{GHENT}/"
    for name in ("id", "title", "updated", "link"):
        assert all(entry.find(f"{ATOM}{name}") is not None for entry in (feed, *entries))
    stubs = {record.title for record in publication.graph.records.values() if record.status == "stub"}
    assert not stubs & {item["title"] for item in items}


def test_feeds_name_nobody_without_how_surely() -> None:
    who = Perpetrator(name="Marek Sollen", type="person", attribution="suspected-by-authorities")
    made = published(Incident(id="a", title="A", perpetrators=(who,)))

    for text in (atom(made), json_feed(made)):
        assert "Marek Sollen (suspected by the authorities)" in text


def test_a_link_to_a_secret_record_is_told_nowhere() -> None:
    secret = Incident(id="hidden-one", title="Zyx", tlp="red")
    path = "links[linked-to hidden-one]"
    said = {path: (Evidence("the words of the link"),), "kind": (Evidence("kept"),)}
    record = Incident(
        id="a", title="A", kind="bombing", links=(Link(relation="linked-to", to="hidden-one"),), evidence=said
    )
    made = published(record, secret)

    for format_ in FORMATS:
        text = format_.write(made)
        assert "hidden-one" not in text
        assert "the words of the link" not in text
    assert made.graph.whole == frozenset()
    assert dict(made.graph.records["a"].evidence) == {"kind": said["kind"]}
