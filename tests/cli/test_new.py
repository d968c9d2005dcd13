"""`briefs new`: a brief by hand, with the next id that is free and every field at hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.record.schema import Incident, description
from generator.store import Collection

ASKED = ["--kind", "fire", "--date", "2015-01~", "--place", "Lac-Mégantic", "--country", "ca"]


def new(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments])


def test_it_holds_what_was_said_and_every_other_field_as_a_comment(site: Path) -> None:
    result = new(*ASKED, "--source", "https://example.org/1")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("wrote briefs/2015-01-lac-megantic-fire.yml\nNext: write what happened")
    path = site / "briefs/2015-01-lac-megantic-fire.yml"
    text = path.read_text("utf-8")
    for field in description(Incident):
        assert re.search(rf"^(?:# )?{field.name}:", text, re.MULTILINE), field.name
    loaded = Collection.open(site / "briefs").load()
    record = loaded.records[path.stem]
    assert (record.title, record.kind, str(record.when.date)) == ("Fire in Lac-Mégantic", "fire", "2015-01~")
    assert (record.where.place, record.where.country) == ("Lac-Mégantic", "CA")
    assert record.status == "draft"
    assert loaded.problems == []
    assert (site / "briefs/.schema.json").is_file()
    assert CliRunner().invoke(main, ["fmt", "--check"]).exit_code == 0


def test_with_nothing_said_it_is_a_brief_that_lacks_a_source(site: Path) -> None:
    result = new()
    assert result.stdout.startswith("wrote briefs/incident.yml\nNext: write a source,")
    assert [p.code for p in Collection.open(site / "briefs").load().problems] == ["missing-source"]


def test_the_next_id_that_is_free_is_taken(site: Path) -> None:
    for name in ("2015-01-lac-megantic-fire", "2015-01-lac-megantic-fire-2", "2015-01-lac-megantic-fire-3"):
        assert f"wrote briefs/{name}.yml" in new(*ASKED).stdout


def test_an_id_that_is_taken_is_refused_and_nothing_is_overwritten(site: Path) -> None:
    new("--id", "a-fire", "--title", "Mine")
    before = (site / "briefs/a-fire.yml").read_bytes()
    result = new("--id", "a-fire")
    assert result.exit_code == 2
    assert "a-fire-2 is free" in result.stderr
    assert (site / "briefs/a-fire.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--date", "15 January 2015"], 'did you mean "2015-01-15"'),
        (["--date", "soon"], "is not a date"),
        (["--country", "France"], 'did you mean "FR"'),
        (["--kind", "fires"], 'did you mean "fire"'),
        (["--id", "A Fire"], "a-fire would be one"),
        (["--id", "con"], "is no id"),
        (["--id", "entities"], "is no id"),
        (["--source", "0a1b2c3d"], "no article"),
        (["--source", "ftp://example.org"], "no web address"),
    ],
)
def test_what_the_record_does_not_take_is_wrong_usage(site: Path, arguments: list[str], said: str) -> None:
    result = new(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert list((site / "briefs").glob("*.yml")) == []


def test_edit_opens_the_editor(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = site / "editor.sh"
    script.write_text('#!/bin/sh\necho "notes: mine" >> "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    assert new("--id", "a", "--edit").exit_code == 0
    assert Collection.open(site / "briefs").load().records["a"].notes == "mine"
