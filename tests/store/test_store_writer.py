"""The writer: what it writes reads back as the same record, for us and for any YAML reader, and looks well."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from record_strategies import AWKWARD, incidents, sources, texts

from generator.record.convert import from_data, source_from_data, source_to_data, to_data
from generator.record.schema import Incident, Source
from generator.store.reader import read_yaml
from generator.store.writer import MODELINE, source_to_yaml, to_yaml

HERE = Path("brief.yml")
RECORDS = sorted((Path(__file__).parents[1] / "cases" / "records").glob("*.yml"))


def back(text: str) -> Incident | None:
    incident, problems = from_data(read_yaml(text, HERE).data)
    assert problems == []
    return incident


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(incidents)
def test_every_record_reads_back_the_same(incident: Incident) -> None:
    assert back(to_yaml(incident)) == incident


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(sources)
def test_every_source_reads_back_the_same(source: Source) -> None:
    read, problems = source_from_data(read_yaml(source_to_yaml(source), HERE).data or {})
    assert problems == []
    assert read == source
    assert source_to_data(source) == (read_yaml(source_to_yaml(source), HERE).data or {})


@settings(max_examples=200, deadline=None)
@given(texts, texts)
def test_a_standard_reader_takes_text_for_the_same_text(title: str, summary: str) -> None:
    text = to_yaml(Incident(id="a", title=title, summary=summary, tags=(title,)))
    read = yaml.safe_load(text)
    assert (read["title"], read["summary"], read["tags"]) == (title, summary, [title])


@pytest.mark.parametrize("title", AWKWARD)
def test_awkward_text_reads_back_the_same(title: str) -> None:
    if title.strip():
        incident = Incident(id="a", title=title, tags=(title,), evidence={})
        assert back(to_yaml(incident)) == incident


def test_a_control_character_is_taken_out_since_no_reader_would_take_it() -> None:
    assert "title: ab\n" in to_yaml(Incident(id="a", title="a\x07b"))


def test_writing_what_was_written_changes_nothing() -> None:
    assert RECORDS
    for path in RECORDS:
        text = path.read_text("utf-8")
        incident = back(text)
        assert incident is not None
        assert to_yaml(incident) == text, f"{path.name} is not laid out as the writer would"
        assert to_data(incident) == read_yaml(text, path).data


def test_the_terms_of_a_small_vocabulary_stand_beside_their_first_field_only() -> None:
    text = RECORDS[0].read_text("utf-8")
    assert text.startswith(MODELINE + "\n")
    assert text.count("# stub | draft") == text.count("# person | group") == 1
    assert "kind: terrorist-plot\n" in text, "a long vocabulary is not listed"


def test_a_bare_record_has_no_comments() -> None:
    incident = back(RECORDS[0].read_text("utf-8"))
    assert incident is not None
    bare = to_yaml(incident, comments=False)
    assert " # " not in bare.replace("  # Open questions", "")
    assert back(bare) == incident


def test_no_line_of_running_text_is_wider_than_a_screen() -> None:
    text = to_yaml(Incident(id="a", title="t", summary="word " * 99 + "end", motive="because " * 40 + "so"))
    assert max(map(len, text.splitlines())) <= 100


def test_the_worked_example_reads_back_the_same(shared: Path) -> None:
    for path in sorted((shared / "seed").glob("2015*.yml")):
        incident = back(path.read_text("utf-8"))
        assert incident is not None
        assert back(to_yaml(incident)) == incident
