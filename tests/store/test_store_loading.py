"""Names and places of files: what other systems could not hold, what two files would be one, what lies elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_samples import SOURCE, STUB, TEXT

from generator.store import Collection
from generator.store.writer import to_yaml


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "briefs"
    folder.mkdir()
    Collection.open(folder).add_all([(STUB, {})], source=SOURCE, text=TEXT)
    return folder


def problems(folder: Path) -> set[tuple[str, str]]:
    return {(p.location.path.name, p.code) for p in Collection.open(folder).load().problems if p.location}


def test_files_that_differ_in_case_alone_collide(folder: Path) -> None:
    (folder / "Barn-Fire.yml").write_text(to_yaml(STUB))
    assert problems(folder) == {("Barn-Fire.yml", "bad-id"), ("barn-fire.yml", "name-collision")}


def test_files_that_differ_in_suffix_alone_collide(folder: Path) -> None:
    (folder / "barn-fire.yaml").write_text(to_yaml(STUB))
    assert problems(folder) == {("barn-fire.yaml", "wrong-suffix"), ("barn-fire.yml", "name-collision")}


@pytest.mark.parametrize("name", ["con", "aux", "nul", "com1", "a:b", "trailing.", "a\\b"])
def test_names_that_windows_cannot_hold_are_refused(folder: Path, name: str) -> None:
    (folder / f"{name}.yml").write_text(f"id: '{name}'\ntitle: t\n")
    (folder / "sources" / f"{name}.yml").write_text(f"id: '{name}'\n")
    found = [p for p in Collection.open(folder).load().problems if p.location and p.location.path.stem == name]
    assert [p.code for p in found] == ["bad-id", "bad-id"]


def test_a_folder_of_sources_that_lies_elsewhere_is_not_entered(folder: Path, tmp_path: Path) -> None:
    (folder / "sources").rename(tmp_path / "elsewhere")
    (folder / "sources").symlink_to(tmp_path / "elsewhere")
    loaded = Collection.open(folder).load()
    assert loaded.sources == {}
    assert {p.code for p in loaded.problems} == {"outside-link", "unknown-source"}


def test_a_folder_that_cannot_be_read_is_a_problem_and_no_exception(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    collection = Collection.open(folder)
    monkeypatch.setattr("os.scandir", refuse)
    loaded = collection.load()
    assert loaded.records == {}
    assert [(p.code, p.message) for p in loaded.problems] == [("not-readable", "cannot be read: Permission denied")] * 2
