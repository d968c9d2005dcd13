"""`briefs schema`: the JSON Schema where editors look for it, written whole and kept up to date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.exports.json_schema import to_json

STORY = "A bombing shook the town of Odravia on Friday morning, and the police said that they looked for two men.\n"


def briefs(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def hidden(site: Path) -> set[str]:
    return {path.name for path in (site / "briefs").iterdir() if path.name.startswith(".")} - {".base"}


def test_it_goes_beside_the_briefs_and_its_place_is_printed(site: Path) -> None:
    result = briefs("schema")
    assert (result.exit_code, result.stdout) == (0, "briefs/.schema.json\n")
    assert (site / "briefs/.schema.json").read_text("utf-8") == to_json()
    assert hidden(site) == {".schema.json"}


def test_one_that_is_in_step_is_left_alone(site: Path) -> None:
    briefs("schema")
    before = (site / "briefs/.schema.json").stat()
    assert briefs("schema").stdout == "briefs/.schema.json\n"
    after = (site / "briefs/.schema.json").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_link_that_leads_elsewhere_is_not_written_through(site: Path) -> None:
    (site / "mine.json").write_text("{}")
    (site / "briefs/.schema.json").symlink_to(site / "mine.json")
    assert briefs("schema").exit_code == 1
    assert (site / "mine.json").read_text() == "{}"


def test_it_goes_to_standard_output_or_to_a_file_of_any_name(site: Path) -> None:
    assert json.loads(briefs("schema", "--out", "-").stdout)["properties"]["kind"]
    result = briefs("schema", "--out", "other.json")
    assert result.stdout == "other.json\n"
    assert (site / "other.json").read_text("utf-8") == to_json()
    assert hidden(site) == set()


@pytest.mark.usefixtures("extractor")
@pytest.mark.parametrize("old", [None, "{}\n"])
def test_add_brings_it_up_to_date_when_it_writes(site: Path, old: str | None) -> None:
    if old is not None:
        (site / "briefs/.schema.json").write_text(old)
    (site / "a.txt").write_text(STORY)
    assert briefs("add", "--dry-run", "a.txt").exit_code == 0
    assert (site / "briefs/.schema.json").exists() == (old is not None)
    assert briefs("add", "a.txt").exit_code == 0
    assert (site / "briefs/.schema.json").read_text("utf-8") == to_json()


@pytest.mark.usefixtures("extractor")
def test_add_leaves_it_alone_when_it_writes_nothing(site: Path) -> None:
    (site / "a.txt").write_text("The town council of Odravia met and talked about the trees along the river.\n")
    assert briefs("add", "a.txt").exit_code == 0
    assert hidden(site) == set()
