"""Merging three versions of a record: what always holds, by chance, and what is to be seen, by cases."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from merge_strategies import versions

from generator.record.convert import from_data, to_data
from generator.record.schema import Incident
from generator.store.reader import read_yaml
from generator.store.splice import splice
from generator.store.three_way import merge
from generator.store.writer import to_yaml

HERE = Path("brief.yml")
EXAMPLES = int(os.environ.get("MERGE_EXAMPLES", "60"))
Versions = tuple[Incident, Incident, Incident]
by_chance = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@by_chance
@given(versions())
def test_nothing_new_leaves_what_a_person_wrote(found: Versions) -> None:
    base, mine, _ = found
    merged = merge(base, mine, base)
    assert merged.record == mine
    assert merged.changes == ()
    assert merged.conflicts == ()


@by_chance
@given(versions())
def test_a_brief_that_nobody_touched_becomes_what_extraction_says(found: Versions) -> None:
    base, _, theirs = found
    merged = merge(base, base, theirs)
    assert to_data(merged.record) == to_data(theirs)
    assert merged.conflicts == ()


@by_chance
@given(versions())
def test_merging_twice_is_merging_once(found: Versions) -> None:
    base, mine, theirs = found
    once = merge(base, mine, theirs)
    twice = merge(base, once.record, theirs)
    assert to_data(twice.record) == to_data(once.record)
    assert twice.changes == ()
    after = merge(theirs, once.record, theirs)
    assert after.record == once.record


@by_chance
@given(versions())
def test_the_text_of_a_brief_comes_to_say_what_the_merge_gives(found: Versions) -> None:
    base, mine, theirs = found
    merged = merge(base, mine, theirs)
    text = splice(to_yaml(mine), merged.changes)
    record, problems = from_data(read_yaml(text, HERE).data)
    assert problems == []
    assert record is not None
    assert to_data(record) == to_data(merged.record)


CASES = sorted((Path(__file__).parents[1] / "cases" / "merge").iterdir())


def read(path: Path) -> Incident:
    incident, problems = from_data(read_yaml(path.read_bytes(), path).data)
    assert incident is not None, problems
    return incident


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_merge_cases(case: Path) -> None:
    mine = (case / "mine.yml").read_bytes().decode()
    merged = merge(read(case / "base.yml"), read(case / "mine.yml"), read(case / "fresh.yml"))
    assert splice(mine, merged.changes, path=case / "mine.yml") == (case / "result.yml").read_bytes().decode()
    expected = case / "conflicts.yml"
    found = [asdict(conflict) for conflict in merged.conflicts]
    assert found == (read_yaml(expected.read_bytes(), expected).data if expected.exists() else [])


def test_without_a_base_everything_is_the_persons() -> None:
    mine, theirs = (read(CASES[0] / name) for name in ("mine.yml", "fresh.yml"))
    assert merge(None, mine, theirs).record == mine
