"""A brief to be written by hand: its comments change nothing, and each of them can become a field."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from record_strategies import incidents

from generator.record.convert import from_data
from generator.record.schema import Incident, description
from generator.store.fmt import format_text
from generator.store.outline import outline
from generator.store.reader import read_yaml

HERE = Path("brief.yml")


def uncommented(text: str) -> str:
    """Take away the # before every field that stands there as a comment."""
    return re.sub(r"^( *)# (?=\s*(?:- )?\{?[a-z_]+: |\s*(?:- )?[a-z_]+:$)", r"\1", text, flags=re.MULTILINE)


@settings(max_examples=40, deadline=None)
@given(incidents)
def test_the_comments_change_nothing_and_every_one_of_them_is_a_field(incident: Incident) -> None:
    text = outline(incident)
    assert from_data(read_yaml(text, HERE).data) == (incident, [])


def test_every_comment_of_an_empty_brief_can_be_made_a_field() -> None:
    text = outline(Incident(id="a", title="t"))
    whole = uncommented(text)
    record, problems = from_data(read_yaml(whole, HERE).data)
    assert problems == []
    assert record is not None
    assert [f.name for f in description(Incident) if not getattr(record, f.name)] == []
    assert format_text(text, HERE).split() == text.split(), "every field stands in its place"
