"""The JSON Schema: valid itself, in step with the checker as far as a schema can see, and a help for whoever types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from jsonschema import Draft7Validator
from record_strategies import counts, dates, incidents

from generator.errors import RecordError
from generator.exports.json_schema import FILE, json_schema, to_json
from generator.record.checks import check_incident
from generator.record.convert import to_data
from generator.record.count import Count
from generator.record.edtf import PartialDate
from generator.record.ids import is_id
from generator.record.paths import unknown_step
from generator.record.schema import Incident, description
from generator.record.vocabulary import vocabulary, vocabulary_names
from generator.store.outline import outline
from generator.store.reader import StrictError, read_file, read_yaml
from generator.store.writer import MODELINE

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests/cases"
BRIEFS = sorted(
    [
        *ROOT.glob("briefs/*.yml"),
        *CASES.glob("records/*.yml"),
        *CASES.glob("pages/*.yml"),
        *CASES.glob("site/briefs/*.yml"),
    ]
)
# What is wrong with the rest are things between values, between files, or in the writing of YAML itself.
SEEN = (
    *("bad-count", "bad-country", "bad-date", "bad-grade", "bad-id", "bad-point", "bad-url", "duplicate-item"),
    *("empty-value", "missing-field", "not-a-list", "not-a-mapping", "not-text", "unknown-caused-by", "unknown-key"),
    *("unknown-kind", "unknown-path", "unknown-role", "unknown-status", "unknown-tlp"),
)
SCHEMA = json_schema()
VALIDATOR = Draft7Validator(SCHEMA)


def faults(data: Any, *, within: Any = None) -> list[str]:
    """Say what the schema has against data, against one value where the schema of a value is given."""
    validator = Draft7Validator(within) if within else VALIDATOR
    found = validator.iter_errors(data)
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found]


def schemas(node: Any) -> Iterator[dict[str, Any]]:
    """Give every schema of a property in a schema, at any depth."""
    if isinstance(node, dict):
        for value in node.get("properties", {}).values():
            yield value
        for value in node.values():
            yield from schemas(value)
    elif isinstance(node, list):
        for value in node:
            yield from schemas(value)


def test_it_is_draft_07() -> None:
    Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_every_brief_and_every_record_of_the_cases_is_taken(path: Path) -> None:
    assert faults(read_file(path).data) == []


@pytest.mark.parametrize("name", SEEN)
def test_a_bad_brief_is_refused_where_a_schema_can_see_why(name: str) -> None:
    assert faults(read_file(CASES / f"invalid/{name}.yml").data)


def test_every_bad_brief_is_one_that_a_schema_sees_or_one_that_it_cannot_see() -> None:
    for path in sorted(CASES.glob("invalid/*.yml")):
        try:
            data = read_file(path).data
        except StrictError:
            continue  # what is no YAML never gets as far as a schema
        assert bool(faults(data)) == (path.stem in SEEN), path.stem


def test_what_is_started_by_hand_is_taken() -> None:
    data = read_yaml(outline(Incident(id="a", title="t", kind="fire")), Path("a.yml")).data
    assert faults(data) == []


def test_a_brief_without_fault_is_taken() -> None:
    assert faults(read_file(CASES / "invalid/neighbour.yml").data) == []


@given(incidents)
@settings(max_examples=60, deadline=None)
def test_what_the_checker_takes_is_taken(incident: Incident) -> None:
    # Made-up paths are the paths of no field; real ones have a test of their own below.
    incident = replace(
        incident, evidence={}, doubts=(), differing=(), keep=(), sources=incident.sources or ("0a1b2c3d",)
    )
    between = {"end-before-date", "self-link"}
    assume(not [p for p in check_incident(incident) if p.severity == "error" and p.code not in between])
    assert faults(to_data(incident)) == []


@pytest.mark.parametrize(
    "text",
    [
        *("2015-01-15", "2015-01", "2015", "2015-21", "2015-XX", "2015-XX-XX", "2015-01-XX", "201X", "19XX", "2015%"),
        *("2015-01~", "../2015-01-15", "2015-01/..", "2015-01/", "/2015", "2015-01/2015-02?", "2016-02-29"),
        *("", "2015-13", "2015-1", "15.1.2015", "2015-01-32", "2015-04-31", "2015-02-30", "0000", "000X", "00XX"),
        *("201X-01", "2015-21-01", "2015-XX-01", "..", "../..", "/", "2015/2016/2017", "yesterday", "2015-00"),
    ],
)
def test_dates_are_those_of_the_record(text: str) -> None:
    assert (not faults(text, within=value("when", "date"))) == parses(PartialDate, text)


@pytest.mark.parametrize(
    "given_",
    [
        *(0, 3, 10**10 - 1, -1, 10**10, "3", "6-8", ">3000", "<5", "~100", "several", "unknown", "007", "<0", "< 5"),
        *("", "a few", "3+", ">=3", "~6-8", "6-", "12345678901", "01234567890", "-3", "1,000", "3.5"),
    ],
)
def test_counts_are_those_of_the_record(given_: str | int) -> None:
    assert (not faults(given_, within=value("casualties", "count"))) == parses(Count, given_)


@given(dates, counts)
def test_every_date_and_count_is_taken(date: PartialDate, count: Count) -> None:
    assert faults(str(date), within=value("when", "date")) == []
    assert faults(count.plain, within=value("casualties", "count")) == []


@pytest.mark.parametrize(
    "text", ["a", "2015-01-a", "a--b", "-a", "a-", "A", "con", "com1", "com10", "a" * 80, "a" * 81, "a_b", ""]
)
def test_ids_are_those_of_the_record(text: str) -> None:
    assert (not faults(text, within=value("id"))) == is_id(text)


@pytest.mark.parametrize(
    "path",
    [
        *("kind", "when", "when.date", "casualties", "casualties[killed]", "casualties[killed].count", "tags[a [b]]"),
        *("perpetrators[Free Coast: Northern Branch].role", "responses[raid].places[Brussels]", "sources[x].title"),
        *("quotes[a].b]", "", "kinds", "when.dat", "casualties.killed", "when[x]", "tags[a].b", "evidence.kind"),
    ],
)
def test_paths_are_those_of_the_record(path: str) -> None:
    assert (not faults(path, within=value("doubts", "about"))) == (unknown_step(path) is None)


def test_every_field_and_every_term_is_explained() -> None:
    found = list(schemas(SCHEMA))
    assert len(found) > 80
    assert [schema for schema in found if not schema.get("description")] == []
    chosen = [schema for schema in found if "enum" in schema]
    assert [schema for schema in chosen if len(schema["enum"]) != len(schema["enumDescriptions"])] == []
    terms = {tuple(schema["enum"]) for schema in chosen}
    assert [name for name in vocabulary_names() if tuple(vocabulary(name).terms) not in terms] == []


def test_fields_stand_in_file_order_and_with_their_help() -> None:
    properties = SCHEMA["properties"]
    assert list(properties) == [field.name for field in description(Incident)]
    assert [properties[f.name]["description"] for f in description(Incident)] == [f.help for f in description(Incident)]
    assert SCHEMA["required"] == ["id", "title"]


@pytest.mark.parametrize(
    ("evidence", "taken"),
    [
        ("a fire", True),
        (["a fire", "the blaze"], True),
        ({"source": "0a1b2c3d", "quote": "a fire"}, True),
        ([{"source": "0a1b2c3d", "quote": "a fire"}, "the blaze"], True),
        ({"source": "0a1b2c3d"}, False),
        ({"quote": "a fire", "offset": 3}, False),
        ("", False),
        (True, False),
    ],
)
def test_evidence_is_a_quote_or_several_each_with_or_without_its_source(evidence: Any, taken: bool) -> None:
    data = {"id": "a", "title": "t", "evidence": {"kind": evidence}}
    assert (not faults(data)) == taken


def test_a_source_is_an_id_or_is_typed_in_place() -> None:
    data = {"id": "a", "title": "t", "sources": ["0a1b2c3d", 12345678, {"url": "https://example.org/", "grade": "B2"}]}
    assert faults(data) == []
    assert faults(data | {"sources": [{"adress": "https://example.org/"}]})


def test_the_file_in_the_folder_of_briefs_is_in_step() -> None:
    assert MODELINE.endswith(f"$schema={FILE}")
    assert (ROOT / "briefs" / FILE).read_text("utf-8") == to_json(), "run `briefs schema`"


def value(name: str, inner: str = "") -> Any:
    """Give the schema of a field, or of a field of the items or the group that it is."""
    schema = SCHEMA["properties"][name]
    return schema.get("items", schema)["properties"][inner] if inner else schema


def parses(type_: type[PartialDate] | type[Count], text: Any) -> bool:
    try:
        type_.parse(text)
    except RecordError:
        return False
    return True
