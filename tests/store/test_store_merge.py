"""Merging three versions of a record: what always holds, by chance, and what is to be seen, by cases."""

from __future__ import annotations

import os
from pathlib import Path

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
