"""A collection that is read again is read as the first time, whatever has changed, and little of it is read."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from generator.store import Collection

IDS = [f"2021-0{n}-ghent-attack" for n in range(1, 6)]
LINES = [
    "title: Attack in Ghent",
    "title: {",
    "kind: bombing",
    "kind: nonsense",
    "aliases: [2021-old]",
    "aliases: [2021-01-ghent-attack]",
    "when: {date: 2021-02-01}",
    "when: {date: 2021-09-01}",
    "links: [{relation: preceded-by, to: 2021-01-ghent-attack}]",
    "links: [{relation: followed-by, to: 2021-old}, {relation: part-of, to: nowhere}]",
    "sources: [aaaaaaaa]",
    "evidence: {kind: [{quote: A bomb went off., source: aaaaaaaa}]}",
    "# a comment",
]
TEXTS = ["A bomb went off.", "Nothing happened."]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/aaaaaaaa.yml").write_text("id: aaaaaaaa\ntitle: A bomb\n", "utf-8")
    (tmp_path / "sources/aaaaaaaa.txt").write_text(TEXTS[0], "utf-8")
    for id in IDS:
        (tmp_path / f"{id}.yml").write_text(f"id: {id}\ntitle: Attack in Ghent\n", "utf-8")
    return tmp_path


def write_brief(path: Path, chance: random.Random) -> None:
    lines = {line.partition(":")[0]: line for line in chance.sample(LINES, chance.randint(0, 6))}
    path.write_text("\n".join([f"id: {path.stem}", *lines.values(), ""]), "utf-8")


def settle(folder: Path, chance: random.Random) -> None:
    """Let some of the files look as if they had been written a while ago."""
    for path in folder.rglob("*"):
        if path.is_file() and time.time() - path.stat().st_mtime < 1000 and chance.random() < 0.7:
            old = time.time() - chance.randint(10_000, 1_000_000)
            os.utime(path, (old, old))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("told", [True, False])
def test_it_is_read_as_the_first_time(folder: Path, seed: int, *, told: bool) -> None:
    chance = random.Random(seed)  # noqa: S311  # to be repeated, not a secret
    settle(folder, chance)
    kept = Collection.open(folder)
    kept.load()
    for _ in range(8):
        paths = [folder / f"{id}.yml" for id in chance.sample(IDS, chance.randint(1, 2))]
        for path in paths:
            if chance.random() < 0.1:
                path.unlink(missing_ok=True)
            else:
                write_brief(path, chance)
        if not told and chance.random() < 0.3:
            (folder / "sources/aaaaaaaa.txt").write_text(chance.choice(TEXTS), "utf-8")
        settle(folder, chance)
        if chance.random() < 0.3:  # as another process would
            memory, kept = kept.memory, Collection.open(folder)
            kept.recall(memory)
        again = kept.load({path.name for path in paths} if told else None)

        assert again == Collection.open(folder).load()


def test_a_file_that_only_looks_new_is_not_parsed_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collection = Collection.open(folder)
    before = collection.load()
    for path in folder.rglob("*.yml"):
        os.utime(path)
    monkeypatch.setattr("generator.store.loading.read_yaml", None)
    after = collection.load()

    assert after == before
    assert all(after.records[id] is before.records[id] for id in IDS)


def test_of_an_edit_that_is_told_nothing_else_is_looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(folder, random.Random(0))  # noqa: S311  # to be repeated, not a secret
    collection = Collection.open(folder)
    collection.load()
    path = folder / f"{IDS[0]}.yml"
    path.write_text(path.read_text("utf-8").replace("Ghent", "Bruges"), "utf-8")
    monkeypatch.setattr("generator.store.loading.list_files", None)

    assert collection.load({path.name}).records[IDS[0]].title == "Attack in Bruges"
