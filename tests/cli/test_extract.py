"""`briefs extract`: a line out for each line in, whatever is in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main

pytestmark = pytest.mark.usefixtures("extractor")

STORY = "A bombing shook the town of Odravia on Friday, and the police said that they were looking for two men."


def extract(lines: list[Any], tmp_path: Path) -> tuple[Result, list[dict[str, Any]]]:
    given, made = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    given.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), "utf-8")
    result = CliRunner().invoke(main, ["extract", "--jsonl", str(given), "--out", str(made)])
    return result, [json.loads(line) for line in made.read_text("utf-8").splitlines()]


def test_each_line_gives_its_records_the_main_one_first(tmp_path: Path) -> None:
    result, lines = extract([{"id": "a", "text": STORY, "published": "2001-05-04"}], tmp_path)
    assert result.exit_code == 0
    assert [line["id"] for line in lines] == ["a"]
    first, second = lines[0]["incidents"]
    assert (first["id"], second["status"]) == ("2001-05-04-odravia-bombing", "stub")
    assert first["when"] == {"date": "2001-05-04"}
    assert first["sources"][0]["published"] == "2001-05-04"
    scores, _ = lines[0]["confidence"]
    assert scores.keys() == first["evidence"].keys()
    assert all(0 < score <= 1 for score in scores.values())


def test_an_article_without_an_incident_gives_an_empty_list_and_what_it_is_about(tmp_path: Path) -> None:
    text = "The town council of Odravia met on Friday and talked about the trees along the river."
    result, lines = extract([{"id": "b", "title": "Council meets about its trees", "text": text}], tmp_path)
    assert result.exit_code == 0
    assert lines == [{"id": "b", "incidents": [], "confidence": [], "gist": {"what": "Council meets about its trees"}}]


def test_a_line_without_an_id_is_named_by_its_source(tmp_path: Path) -> None:
    _, lines = extract([{"text": STORY}], tmp_path)
    assert len(lines[0]["id"]) == 8


def test_a_bad_line_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    result, lines = extract(["{oops", {"id": 7, "title": "no text"}, "", {"id": "c", "text": STORY}], tmp_path)
    assert result.exit_code == 1
    assert [(line["id"], bool(line["incidents"]), "error" in line) for line in lines] == [
        ("line 1", False, True),
        ("7", False, True),
        ("c", True, False),
    ]
    assert "in.jsonl:1" in result.stderr
    assert "in.jsonl:2" in result.stderr


def test_an_article_that_the_reader_refuses_keeps_its_id(tmp_path: Path) -> None:
    result, lines = extract([{"id": "d", "text": STORY + " It was unreadable."}], tmp_path)
    assert result.exit_code == 1
    assert lines[0]["id"] == "d"
    assert "write it anew" in lines[0]["error"]


def test_a_fault_in_extraction_costs_its_article_and_no_other(tmp_path: Path) -> None:
    result, lines = extract([{"id": "e", "text": STORY + " It was faulty."}, {"id": "f", "text": STORY}], tmp_path)
    assert result.exit_code == 1
    assert "KeyError" in lines[0]["error"]
    assert lines[1]["incidents"]


def test_it_reads_from_and_writes_to_standard_streams() -> None:
    line = json.dumps({"id": "a", "text": STORY}) + "\n"
    result = CliRunner().invoke(main, ["extract", "--jsonl", "-", "--out", "-"], input=line)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == "a"


def test_it_needs_both_files() -> None:
    assert CliRunner().invoke(main, ["extract", "--jsonl", "-"]).exit_code == 2


def run(tmp_path: Path, *options: str) -> Any:
    return CliRunner().invoke(
        main, ["extract", "--jsonl", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"), *options]
    )


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path, extractor: Any) -> None:
    extract([{"id": str(n), "text": f"{STORY} It was market {n}."} for n in range(4)], tmp_path)
    out = tmp_path / "out.jsonl"
    whole = out.read_text(encoding="utf-8")
    lines = whole.splitlines(keepends=True)
    out.write_text("".join(lines[:2]) + lines[2][:40], encoding="utf-8")
    assert run(tmp_path, "--resume").exit_code == 0
    assert out.read_text(encoding="utf-8") == whole
    extractor.loaded = 0
    result = run(tmp_path, "--resume")
    assert (result.exit_code, extractor.loaded) == (0, 0)
    assert out.read_text(encoding="utf-8") == whole


def test_resuming_over_other_articles_is_refused(tmp_path: Path) -> None:
    extract([{"id": "a", "text": STORY}], tmp_path)
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "b", "text": STORY}), encoding="utf-8")
    result = run(tmp_path, "--resume")
    assert result.exit_code == 2
    assert '"a"' in result.stderr
    (tmp_path / "out.jsonl").write_text("my notes\n", encoding="utf-8")
    assert run(tmp_path, "--resume").exit_code == 2
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "my notes\n"


def test_jobs_and_a_cluster_exclude_each_other(tmp_path: Path) -> None:
    extract([{"id": "a", "text": STORY}], tmp_path)
    result = run(tmp_path, "--jobs", "2", "--dask", "tcp://127.0.0.1:8786")
    assert result.exit_code == 2
    assert "--jobs" in result.stderr
