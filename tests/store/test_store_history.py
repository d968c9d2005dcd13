"""When a brief was last changed: what git knows, and nothing where it does not."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from generator.store.history import last_changes


def git(folder: Path, *words: str, day: str = "2020-01-01") -> None:
    moment = f"{day}T12:00:00+0000"
    who = {f"GIT_{role}_{part}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    environment = {**os.environ, **who, **dates, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, env=environment)


def collection(folder: Path) -> Path:
    briefs = folder / "briefs"
    (briefs / "sources").mkdir(parents=True)
    git(folder, "init", "-q")
    for name in ("a", "b", "sources/c"):
        (briefs / f"{name}.yml").write_text("id: a\n", "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first", day="2020-01-01")
    (briefs / "b.yml").write_text("id: b\n", "utf-8")
    git(folder, "commit", "-qam", "second", day="2021-02-03")
    return briefs


def test_a_brief_was_last_changed_by_the_last_commit_that_touched_it(tmp_path: Path) -> None:
    assert dict(last_changes(collection(tmp_path))) == {"a": "2020-01-01", "b": "2021-02-03"}


def test_a_later_commit_is_noticed(tmp_path: Path) -> None:
    briefs = collection(tmp_path)
    assert last_changes(briefs)["a"] == "2020-01-01"
    (briefs / "a.yml").write_text("id: a\ntitle: A\n", "utf-8")
    git(tmp_path, "commit", "-qam", "third", day="2022-03-04")
    assert last_changes(briefs)["a"] == "2022-03-04"


def test_a_shallow_clone_knows_nothing(tmp_path: Path) -> None:
    collection(tmp_path / "whole")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path / 'whole'}", "shallow")

    assert (tmp_path / "shallow/briefs/a.yml").is_file()
    assert last_changes(tmp_path / "shallow/briefs") == {}


def test_outside_of_git_nothing_is_known(tmp_path: Path) -> None:
    assert last_changes(tmp_path) == {}


def test_without_git_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    briefs = collection(tmp_path)
    monkeypatch.setenv("PATH", "")

    assert last_changes(briefs) == {}
