"""`briefs list`: which briefs are asked for, in which order, and as what."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main

BRIEFS = {
    "a": "when: {date: '2015-01-15'}\nwhere: {place: Verviers, country: 'BE'}\nkind: terrorist-plot\noutcome: foiled\n"
    "perpetrators: [{name: Islamic State}]\ncasualties: [{status: killed, count: 2, who: suspect}]\n",
    "b": "when: {date: '2016-03'}\nwhere: {place: Brussels, country: 'BE'}\nkind: bombing\n"
    "summary: At the airport, and “in the metro”.\n"
    "casualties: [{status: killed, count: 32}, {status: injured, count: '>300'}]\n",
    "c": "kind: fire\nstatus: stub\ntags: [Airport]\n",
    "d": "when: {date: '2014', end: '2015-02'}\nkind: unrest\nwhere: {country: 'FR'}\nnotes: Metro.\n",
}


@pytest.fixture(autouse=True)
def collection(site: Path) -> Path:
    for name, text in BRIEFS.items():
        (site / f"briefs/{name}.yml").write_text(
            f"id: {name}\ntitle: T {name}\n{text}sources: [{{title: x}}]\n", "utf-8"
        )
    return site


def listed(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["list", *arguments])


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ("", "abcd"),
        ("--kind bombing --kind fire", "bc"),
        ("--outcome foiled", "a"),
        ("--country be", "ab"),
        ("--status stub", "c"),
        ("--year 2015", "ad"),
        ("--year 2016", "b"),
        ("--since 2015-02", "bd"),
        ("--until 2015-01-15", "ad"),
        ("--since 2016-03-20 --until 2016-03-25", "b"),
        ("--by islamic", "a"),
        ("--text airport", "bc"),
        ('--text "metro airport"', "b"),
        ("--text 'in the metro'", "b"),
        ("--sort date", "cdab"),
        ("--sort date --reverse", "badc"),
        ("--sort killed", "bacd"),
        ("--sort killed --limit 1", "b"),
        ("--sort title --reverse --limit 2", "dc"),
        ("--kind bombing --country FR", ""),
    ],
)
def test_filters_and_orders(arguments: str, ids: str) -> None:
    result = listed("--json", *shlex.split(arguments))
    assert result.exit_code == 0, result.output
    assert "".join(row["id"] for row in json.loads(result.stdout)) == ids


def test_a_row_has_what_others_may_want_to_count() -> None:
    (row,) = json.loads(listed("--json", "--kind", "bombing").stdout)
    assert (row["killed"], row["injured"], row["title"], row["end"]) == (32, 300, "T b", None)


def test_a_limit_says_that_there_is_more() -> None:
    result = listed("--limit", "2")
    assert len(result.stdout.splitlines()) == 3
    assert result.stderr == "2 briefs of 4; --limit holds back the rest\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--since", "1 May 2015"], 'did you mean "2015-05-01"'),
        (["--year", "15"], "is no year"),
        (["--year", "2015", "--since", "2016"], "give one of them"),
        (["--sort", "size"], "'size' is not one of"),
        (["--outcome", "foild"], "did you mean"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(arguments: list[str], said: str) -> None:
    result = listed(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
