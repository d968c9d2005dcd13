"""`briefs link` and `briefs not-same`: a link by hand, written without touching anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main

EARLIER = """\
# the first of the two
id: 2001-odravia-fire
title: Fire in Odravia   # no accent
when:
  date: '2001-03-02'
sources:
  - title: A fire
"""
LATER = """\
id: 2002-odravia-bombing
title: Bombing in Odravia
aliases: [2002-odravia-blast]
when:
  date: '2002-03-02'
sources:
  - title: A bombing
"""


@pytest.fixture
def briefs(site: Path) -> Path:
    folder = site / "briefs"
    (folder / "2001-odravia-fire.yml").write_text(EARLIER, "utf-8")
    (folder / "2002-odravia-bombing.yml").write_text(LATER, "utf-8")
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_a_link_is_appended_and_every_other_byte_stays(briefs: Path) -> None:
    result = run("link", "2001-odravia-fire", "2002-odravia-bombing", "--relation", "followed-by")
    assert (result.exit_code, result.stderr) == (0, "")
    link = "links:\n  - relation: followed-by\n    to: 2002-odravia-bombing\n    state: asserted\n"
    before, after = EARLIER.split("sources:")
    assert (briefs / "2001-odravia-fire.yml").read_text("utf-8") == f"{before}{link}sources:{after}"
    again = run("link", "2001-odravia-fire", "2002-odravia-bombing", "--relation", "followed-by")
    assert again.exit_code == 0
    assert "nothing changed" in again.stdout
    assert (briefs / "2001-odravia-fire.yml").read_text("utf-8") == f"{before}{link}sources:{after}"


def test_not_same_is_remembered_as_a_link(briefs: Path) -> None:
    assert run("not-same", "2001-odravia-fire", "2002-odravia-blast").exit_code == 0
    text = (briefs / "2001-odravia-fire.yml").read_text("utf-8")
    assert "relation: not-same-as\n    to: 2002-odravia-bombing\n" in text
    assert run("check").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["link", "2001-odravia-fire", "2001-odravia-fire", "--relation", "linked-to"], "one brief"),
        (["link", "2002-odravia-blast", "2002-odravia-bombing", "--relation", "linked-to"], "one brief"),
        (["link", "2001-odravia-fir", "2002-odravia-bombing", "--relation", "linked-to"], "2001-odravia-fire"),
        (["link", "2001-odravia-fire", "2002-odravia-bombing", "--relation", "preceded-by"], "followed-by"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(briefs: Path, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert said in result.stderr
    assert (briefs / "2001-odravia-fire.yml").read_text("utf-8") == EARLIER
    assert (briefs / "2002-odravia-bombing.yml").read_text("utf-8") == LATER


def test_a_link_that_contradicts_another_is_refused(briefs: Path) -> None:
    run("not-same", "2001-odravia-fire", "2002-odravia-bombing")
    result = run("link", "2002-odravia-bombing", "2001-odravia-fire", "--relation", "duplicate-of")
    assert result.exit_code == 1
    assert "not-same-as" in result.stderr


def test_a_wrong_relation_gets_the_nearest_right_one(briefs: Path) -> None:
    result = run("link", "2001-odravia-fire", "2002-odravia-bombing", "--relation", "preceeded-by")
    assert result.exit_code == 2
    assert "preceded-by" in result.stderr
