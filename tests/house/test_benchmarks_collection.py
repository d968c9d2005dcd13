"""The collections that figures are measured on: right by our own checks, and the same each time."""

from __future__ import annotations

from pathlib import Path

from benchmarks import collection
from generator.store import Collection


def test_a_generated_collection_is_right_and_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "other"):
        assert collection.main([str(tmp_path / name), "--briefs", "60"]) == 0
    loaded = Collection.open(tmp_path / "one").load()

    assert loaded.problems == []
    assert len(loaded.records) == 60
    assert {record.status for record in loaded.records.values()} == {"stub", "draft", "reviewed"}
    assert any(len(record.sources) > 1 for record in loaded.records.values())
    assert any(record.links for record in loaded.records.values())
    files = {
        name: {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*.*")}
        for name in ("one", "other")
    }
    assert files["one"] == files["other"]


def test_a_generated_collection_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text("id: mine\n", "utf-8")

    assert collection.main([str(tmp_path), "--briefs", "10"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yml"]
