"""`briefs check --fix` and its formats: what is safe is mended and nothing else, and annotations are well-formed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.store.writer import MODELINE

BAD = """\
# a brief by hand
id: wrong   # my id
title: Mill fire: a "quoted" 100% loss
kind: Vehicle ramming  # or arson?
foiled-by: Law enforcement
when:
  date: 2015-1-5
where:
  country: no  # Norway
sources: [{publisher: X, grade: b2}]
"""
MENDED = f"""\
{MODELINE}
# a brief by hand
id: 2015-fire   # my id
title: 'Mill fire: a "quoted" 100% loss'
kind: vehicle-ramming  # or arson?
foiled_by: law-enforcement
when:
  date: '2015-01-05'
where:
  country: 'NO'  # Norway
sources: [{{publisher: X, grade: B2}}]
"""


@pytest.fixture
def brief(site: Path) -> Path:
    path = site / "briefs/2015-fire.yml"
    path.write_text(BAD.replace("Mill fire: a", "'Mill fire: a").replace("loss", "loss'"), "utf-8")
    return path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def test_fix_mends_what_is_safe_and_says_so(brief: Path) -> None:
    result = check("--fix")
    assert result.exit_code == 0, result.output
    assert brief.read_text("utf-8") == MENDED
    assert "briefs/2015-fire.yml:2: id: wrong became 2015-fire, as the file is named" in result.stdout
    assert "mended 8 things in 1 files" in result.stderr
    assert "mended 0 things" in check("--fix").stderr
    assert brief.read_text("utf-8") == MENDED


def test_a_dry_run_shows_the_diff_and_changes_nothing(brief: Path) -> None:
    before = brief.read_bytes()
    result = check("--fix", "--dry-run")
    assert result.exit_code == 1, "the problems are still there"
    assert {"-kind: Vehicle ramming  # or arson?", "+kind: vehicle-ramming  # or arson?"} <= {
        *result.stdout.split("\n")
    }
    assert "would mend 8 things" in result.stderr
    assert brief.read_bytes() == before


def test_fix_leaves_other_files_alone(brief: Path) -> None:
    other = brief.with_name("2016-fire.yml")
    other.write_text("id: x\ntitle: t\n")
    check("--fix", str(brief))
    assert other.read_text() == "id: x\ntitle: t\n"


@pytest.mark.parametrize(
    "line",
    [
        "outcome: foild  # failed or foiled?",
        "kind: fir  # too short to be sure",
        "when: {date: 1/2/2015}",
        "where: {country: Belguim}",
        "links: [{relation: part-of, to: 2015-fires}]",
        "casualties: [{status: killed, count: a few}]",
        "keep: [titel]",
    ],
)
def test_what_could_mean_two_things_is_left_to_a_person(site: Path, line: str) -> None:
    path = site / "briefs/2015-fire.yml"
    text = f"{MODELINE}\nid: 2015-fire\ntitle: t\n{line}\nsources: [{{title: x}}]\n"
    path.write_text(text, "utf-8")
    assert check("--fix").exit_code == 1
    assert path.read_text("utf-8") == text


def test_an_id_that_others_link_to_is_no_slip(site: Path) -> None:
    path = site / "briefs/2015-fire.yml"
    text = f"{MODELINE}\nid: mill-fire\ntitle: t\nsources: [{{title: x}}]\n"
    path.write_text(text, "utf-8")
    link = "links: [{relation: part-of, to: mill-fire}]"
    path.with_name("other.yml").write_text(text.replace("id: mill-fire", f"id: other\n{link}"), "utf-8")
    assert check("--fix").exit_code == 1
    assert path.read_text("utf-8") == text


def test_white_space_goes_where_it_means_nothing_and_line_ends_stay(site: Path) -> None:
    path = site / "briefs/a.yml"
    path.write_bytes(
        b"\xef\xbb\xbfid: a  \r\ntitle: t\t# x\r\nnotes: |\r\n  kept  \r\n  so\r\nsources:\t\r\n- {title: x}"
    )
    assert check("--fix").exit_code == 0
    assert path.read_bytes() == (
        b"\xef\xbb\xbf" + MODELINE.encode() + b"\r\nid: a\r\ntitle: t # x\r\nnotes: |\r\n  kept  \r\n  so\r\n"
        b"sources:\r\n- {title: x}\r\n"
    )


def test_a_file_with_the_wrong_suffix_is_renamed_where_the_name_is_free(site: Path) -> None:
    text = f"{MODELINE}\nid: a\ntitle: t\nsources: [{{title: x}}]\n"
    (site / "briefs/a.yaml").write_text(text)
    (site / "briefs/b.yaml").write_text(text)
    (site / "briefs/b.yml").write_text(text.replace("id: a\ntitle: t", "id: b\ntitle: mine"))
    assert check("--fix").exit_code == 1
    assert sorted(path.name for path in (site / "briefs").glob("*.y*ml")) == ["a.yml", "b.yaml", "b.yml"]
    assert (site / "briefs/a.yml").read_text() == text
    assert "title: mine" in (site / "briefs/b.yml").read_text()


@pytest.mark.parametrize("command", [["check", "--fix"], ["fmt"]])
def test_the_file_of_names_is_no_brief(site: Path, command: list[str]) -> None:
    text = "names:\n- {name: X, is: [Y]}   \n"
    (site / "briefs/entities.yml").write_text(text)
    CliRunner().invoke(main, command)
    assert (site / "briefs/entities.yml").read_text() == text


def test_what_cannot_be_read_is_left_alone(site: Path) -> None:
    for name, data in {"a": b"id: [\n", "b": b"\xff", "c": b"x" * (1 << 21), "d": b""}.items():
        (site / f"briefs/{name}.yml").write_bytes(data)
        assert check("--fix", f"briefs/{name}.yml").exit_code == 1
        assert (site / f"briefs/{name}.yml").read_bytes() == data


def test_annotations_are_escaped_as_github_wants_it(site: Path) -> None:
    (site / "briefs/2015-fire.yml").write_text("id: 2015-fire\ntitle: t\nkind: '100%, or: so'\n", "utf-8")
    result = check("--format", "github")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert all(
        re.fullmatch(r"::(error|warning) file=[^:,]+(,(line|col|title)=[^:,]+)*::[^\r\n]+", line) for line in lines
    )
    assert lines[0].startswith("::error file=briefs/2015-fire.yml,line=3,col=1,title=unknown-kind::")
    assert '"100%25, or: so" is not a term' in lines[0]


def test_two_ways_to_print_and_a_dry_run_of_nothing_are_wrong_usage(site: Path) -> None:
    assert check("--json", "--format", "github").exit_code == 2
    assert check("--dry-run").exit_code == 2
