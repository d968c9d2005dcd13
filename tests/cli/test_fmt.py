"""`briefs fmt`: files into the house order, or only named where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.store.writer import MODELINE

UNTIDY = "title: t   # mine\nid: a\nsources:\n- title: x\n"
TIDY = f"{MODELINE}\nid: a\ntitle: t   # mine\n\nsources:\n  - title: x\n"


@pytest.fixture
def brief(site: Path) -> Path:
    path = site / "briefs/a.yml"
    path.write_text(UNTIDY)
    (site / "briefs/b.yml").write_text(TIDY.replace("id: a", "id: b"))
    return path


def fmt(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["fmt", *arguments])


def test_a_file_out_of_order_is_formatted_and_named(brief: Path) -> None:
    result = fmt()
    assert (result.exit_code, result.stdout) == (0, "formatted briefs/a.yml\n")
    assert result.stderr == "2 files: 1 formatted, 1 in order already\n"
    assert brief.read_text() == TIDY
    assert fmt().stdout == ""


@pytest.mark.parametrize(("option", "said"), [("--check", "briefs/a.yml\n"), ("--diff", "--- briefs/a.yml\n")])
def test_a_check_changes_nothing_and_fails(brief: Path, option: str, said: str) -> None:
    result = fmt(option)
    assert result.exit_code == 1
    assert result.stdout.startswith(said)
    assert brief.read_text() == UNTIDY
    assert fmt(option, str(brief.with_name("b.yml"))).exit_code == 0


def test_a_file_that_cannot_be_read_is_named_and_stops_no_other(brief: Path) -> None:
    (brief.parent / "c.yml").write_text("id: [\n")
    (brief.parent / "d.yml").write_bytes(b"\xff")
    result = fmt()
    assert result.exit_code == 1
    assert "c.yml:2:1: not YAML" in result.stderr
    assert "d.yml:1:1: this is not UTF-8" in result.stderr
    assert brief.read_text() == TIDY


def test_sources_are_formatted_when_named(brief: Path) -> None:
    (brief.parent / "sources").mkdir()
    source = brief.parent / "sources/0a1b2c3d.yml"
    source.write_text("title: t\nid: 0a1b2c3d\n")
    assert fmt(str(source.parent)).exit_code == 0
    assert source.read_text() == "id: 0a1b2c3d\ntitle: t\n"


def test_a_file_of_another_folder_is_wrong_usage(brief: Path) -> None:
    other = brief.parents[1] / "mkdocs.yml"
    assert fmt(str(other)).exit_code == 2
    assert brief.read_text() == UNTIDY


def test_one_in_order_is_not_written(brief: Path) -> None:
    path = brief.with_name("b.yml")
    before = path.stat()
    fmt()
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
