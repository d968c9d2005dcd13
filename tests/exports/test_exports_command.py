"""`briefs export`, as a person calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.cli.export_command import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_format_goes_to_standard_output(name: str, repo_root: Path) -> None:
    result = CliRunner().invoke(main, ["export", name, "--briefs", str(repo_root / "tests/cases/site/briefs")])

    assert result.exit_code == 0, result.output
    assert "2021-03-04-ghent-plot" in result.stdout or name == "jsonfeed"
    assert "2020-secret" not in result.stdout


def test_a_file_is_written_whole_and_named(repo_root: Path, tmp_path: Path) -> None:
    made = tmp_path / "points.geojson"
    folder = str(repo_root / "tests/cases/site/briefs")
    words = ["export", "geojson", "--output", str(made), "--url", "https://example.org/x", "--briefs", folder]
    result = CliRunner().invoke(main, words)

    assert result.stdout == f"{made}\n"
    pages = [feature["properties"]["page"] for feature in json.loads(made.read_text("utf-8"))["features"]]
    assert "https://example.org/x/briefs/2021-03-04-ghent-plot/" in pages


@pytest.mark.parametrize("words", [["yaml"], ["csv", "--url", "ftp://example.org"], []])
def test_wrong_usage_is_said_to_be(words: list[str], repo_root: Path) -> None:
    result = CliRunner().invoke(main, ["export", *words, "--briefs", str(repo_root / "tests/cases/site/briefs")])

    assert result.exit_code == 2
    assert result.stderr
