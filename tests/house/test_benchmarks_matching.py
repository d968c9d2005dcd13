"""The measurement of matching: a small set from end to end without a model, and collections that are made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import matching
from benchmarks.growing import timings
from generator.article.reader import read_jsonl_line
from generator.errors import Location

SCORER = """
def evaluate(gold, predicted, wrong=None):
    labels = {key: line.get("incident_id") for key, line in predicted.items()}
    return {"clustering": {"labels": labels}, "fields": {}, "is_incident": {}, "macro": 0.0}
"""
LINES = [
    {"id": "one", "incident_id": "x", "source_date": "2031-05-06", "text": "A bomb in Karzan killed Mira Tolan."},
    {"id": "two", "incident_id": "x", "source_date": "2031-05-07", "text": "Mira Tolan was buried in Karzan."},
    {"id": "three", "incident_id": None, "source_date": "2031-05-07", "text": "Trees were planted in Marrick."},
]


def kept(line: dict[str, Any], *, killed: bool) -> dict[str, Any]:
    given = {"id": line["id"], "text": line["text"], "published": line["source_date"]}
    article = read_jsonl_line(json.dumps(given).encode(), Location(Path("x"), 1)).article
    record = {
        "id": "2031-karzan-bombing",
        "title": "Bombing in Karzan",
        "kind": "bombing",
        "when": {"date": "2031-05-05"},
        "victims": [{"name": "Mira Tolan", "effect": "killed"}],
        "sources": [article.id],
    }
    return {"source": article.id, "drafts": [{"record": record, "confidence": {}, "main": True}] if killed else []}


@pytest.fixture
def shared_sets(tmp_path: Path) -> Path:
    news = tmp_path / "bench" / "news"
    news.mkdir(parents=True)
    (tmp_path / "bench" / "score_news.py").write_text(SCORER, "utf-8")
    (news / "dev.jsonl").write_text("\n".join(map(json.dumps, LINES)), "utf-8")
    drafts = [kept(LINES[0], killed=True), kept(LINES[1], killed=True), kept(LINES[2], killed=False)]
    (tmp_path / "drafts.jsonl").write_text("\n".join(map(json.dumps, drafts)), "utf-8")
    return tmp_path


def test_articles_of_one_incident_get_one_label(shared_sets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = shared_sets / "pred.jsonl"
    options = ["--drafts", str(shared_sets / "drafts.jsonl"), "--shared", str(shared_sets), "--pred", str(made)]
    assert matching.main(["news", *options, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["articles"], found["failed"], found["briefs"]) == (3, 0, 1)
    labels = [json.loads(line).get("incident_id") for line in made.read_text("utf-8").splitlines()]
    assert labels == ["2031-karzan-bombing", "2031-karzan-bombing", None]


def test_a_missing_set_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert matching.main(["gvc", "--shared", str(tmp_path)]) == 2
    assert "--shared names the folder" in capsys.readouterr().err
    assert matching.main([]) == 2


def test_a_made_up_collection_is_measured_and_placed_right() -> None:
    (row,) = timings([30])
    assert row["briefs"] == 30
    assert row["placed_right"] == "40 of 40"
