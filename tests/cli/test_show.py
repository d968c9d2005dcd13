"""`briefs show`: a brief in a terminal, as wide as that is, with the words that each value rests on."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main

GHENT = "2021-03-04-ghent-plot"


@pytest.fixture(autouse=True)
def collection(site: Path, repo_root: Path) -> Path:
    shutil.copytree(repo_root / "tests/cases/site/briefs", site / "briefs", dirs_exist_ok=True)
    return site / "briefs"


def show(*arguments: str, color: bool = False) -> Result:
    return CliRunner().invoke(main, ["show", *arguments], color=color)


@pytest.mark.parametrize("width", [30, 60, 100])
def test_it_fits_the_width_and_says_what_the_brief_says(width: int) -> None:
    result = show(GHENT, "--width", str(width))
    assert result.exit_code == 0, result.output
    assert [line for line in result.stdout.splitlines() if len(line) > width and " " in line.strip()] == []
    told = " ".join(result.stdout.split())
    assert "Foiled plot against the harbour festival in Ghent" in told
    assert "4 March 2021 · Ghent, Belgium · Terrorist plot · foiled" in told
    assert "Iris Vandewalle: cleared" in told
    assert "? Rests on one unnamed official." in told
    assert re.search(r"“[^”]*a plot to attack the harbour festival in Ghent”", told)


def test_the_words_can_be_left_out() -> None:
    assert "a plot to attack the harbour festival" not in show(GHENT, "--no-evidence").stdout


def test_colours_are_for_terminals_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in show(GHENT).stdout
    assert "\x1b[1m" in show(GHENT, color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in show(GHENT, color=True).stdout


def test_an_old_id_and_a_file_name_will_do(collection: Path) -> None:
    wanted = show(GHENT).stdout
    assert show("2021-03-ghent-raid").stdout == wanted
    assert show(str(collection / f"{GHENT}.yml")).stdout == wanted


def test_json_is_the_record() -> None:
    found = json.loads(show(GHENT, "--json").stdout)
    assert found["path"] == f"briefs/{GHENT}.yml"
    assert found["record"]["kind"] == "terrorist-plot"


def test_one_that_is_not_there_gets_the_nearest_and_a_broken_one_its_problems(collection: Path) -> None:
    result = show("2021-03-04-gent-plot")
    assert result.exit_code == 2
    assert f'did you mean "{GHENT}"?' in result.stderr
    (collection / "broken.yml").write_text("id: broken\ntitle: t\nkind: bombin\n")
    result = show("broken")
    assert result.exit_code == 2
    assert "broken.yml:3:1: unknown-kind" in result.stderr


def test_every_brief_of_the_cases_can_be_shown(collection: Path, repo_root: Path) -> None:
    for folder in ("records", "pages"):
        for path in (repo_root / "tests/cases" / folder).glob("*.yml"):
            shutil.copy(path, collection)
    for path in collection.glob("*.yml"):
        result = show(path.stem, "--width", "40")
        assert result.exit_code == 0, result.output
        assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(result.stdout)
