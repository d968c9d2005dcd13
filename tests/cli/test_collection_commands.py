"""`briefs check` and `briefs list`: the collection seen from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import list_command, main

GOOD = """\
id: 2001-05-04-odravia-bombing
title: Bombing in Odravia
kind: bombing
when:
  date: '2001-05-04'
where:
  place: Odravia
  country: 'FR'
sources:
  - url: https://example.org/1
    title: A bombing
"""
STUB = """\
id: 2000-odravia-fire
status: stub
title: Fire in Odravia
kind: fire
sources:
  - url: https://example.org/1
    title: A bombing
"""


@pytest.fixture
def collection(site: Path) -> Path:
    briefs = site / "briefs"
    (briefs / "2001-05-04-odravia-bombing.yml").write_text(GOOD, "utf-8")
    (briefs / "2000-odravia-fire.yml").write_text(STUB, "utf-8")
    return briefs


def test_list_shows_a_row_for_each_brief(collection: Path) -> None:
    result = CliRunner().invoke(main, ["list"])
    assert result.exit_code == 0
    header, first, second = result.stdout.splitlines()
    assert header.split() == ["id", "date", "place", "country", "kind", "status"]
    assert first.split() == ["2000-odravia-fire", "fire", "stub"]
    assert second.split() == ["2001-05-04-odravia-bombing", "2001-05-04", "Odravia", "FR", "bombing", "draft"]


@pytest.mark.parametrize("filters", [["--kind", "bombing"], ["--country", "fr"], ["--status", "draft"]])
def test_list_filters(collection: Path, filters: list[str]) -> None:
    rows = json.loads(CliRunner().invoke(main, ["list", "--json", *filters]).stdout)
    assert [row["id"] for row in rows] == ["2001-05-04-odravia-bombing"]


def test_list_offers_the_nearest_term(collection: Path) -> None:
    result = CliRunner().invoke(main, ["list", "--kind", "bombings"])
    assert result.exit_code == 2
    assert 'did you mean "bombing"?' in result.stderr


def test_list_says_that_a_brief_cannot_be_read(collection: Path) -> None:
    (collection / "broken.yml").write_text("id: [\n", "utf-8")
    result = CliRunner().invoke(main, ["list"])
    assert result.exit_code == 0
    assert "briefs check" in result.stderr


def test_check_passes_a_good_collection(collection: Path) -> None:
    result = CliRunner().invoke(main, ["check", "--json"])
    assert result.exit_code == 0, result.output
    assert all(problem["severity"] == "warning" for problem in json.loads(result.stdout))


def test_check_lists_every_problem_in_order_and_fails(collection: Path) -> None:
    (collection / "2002-a.yml").write_text("id: 2002-a\ntitle: A\nkind: bombin\noutcome: finished\n", "utf-8")
    (collection / "2002-b.yml").write_text("id: 2002-b\ntitle: B\ncolour: red\n", "utf-8")
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    lines = [line for line in result.stdout.splitlines() if "2002-" in line]
    assert [line.split(":")[1] for line in lines] == ["3", "4", "3"]
    assert "bombing" in lines[0]
    assert "3 errors" in result.stderr


def test_check_takes_single_briefs(collection: Path) -> None:
    (collection / "2002-a.yml").write_text("id: 2002-a\ntitle: A\nkind: bombin\n", "utf-8")
    good = CliRunner().invoke(main, ["check", str(collection / "2000-odravia-fire.yml")])
    assert good.exit_code == 0
    bad = CliRunner().invoke(main, ["check", "--json", str(collection / "2002-a.yml")])
    assert bad.exit_code == 1
    (problem,) = json.loads(bad.stdout)
    assert (problem["path"], problem["line"], problem["field"]) == ("briefs/2002-a.yml", 3, "kind")


def test_check_of_what_is_not_there_is_wrong_usage(collection: Path) -> None:
    assert CliRunner().invoke(main, ["check", "gone.yml"]).exit_code == 2


def test_output_that_cannot_be_written_is_said_in_words(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(list_command, "print_json", full)
    result = CliRunner().invoke(main, ["list", "--json"])
    assert result.exit_code == 1
    assert result.stderr == "Error: No space left on device\n"


def test_a_country_that_is_none_is_wrong_usage(collection: Path) -> None:
    assert CliRunner().invoke(main, ["list", "--country", "fr"]).exit_code == 0
    result = CliRunner().invoke(main, ["list", "--country", "FRA"])
    assert result.exit_code == 2
    assert "two letters" in result.stderr
