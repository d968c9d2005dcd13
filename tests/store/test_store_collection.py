"""The collection: what is written together stands together, nothing is overwritten, and a bad file stops no other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from store_samples import EVERYTHING, ID, MAIN, SOURCE, STUB, TEXT, add_both, files

from generator.errors import StoreError
from generator.record.convert import from_data
from generator.record.schema import Source
from generator.store import Collection, to_yaml
from generator.store.lock import NAME as LOCK
from generator.store.reader import read_yaml


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    folder = tmp_path / "briefs"
    folder.mkdir()
    return Collection.open(folder)


def test_an_article_and_all_made_of_it_are_written_together(collection: Collection) -> None:
    assert add_both(collection) == [collection.folder / "mill-fire.yml", collection.folder / "barn-fire.yml"]
    assert files(collection.folder) == EVERYTHING
    loaded = collection.load()
    assert loaded.records == {"barn-fire": STUB, "mill-fire": MAIN}
    assert loaded.sources == {ID: SOURCE}
    assert loaded.problems == []
    assert (collection.folder / "sources" / f"{ID}.txt").read_bytes() == TEXT.encode(), "the text is kept byte for byte"
    base = json.loads((collection.folder / ".base" / "mill-fire.json").read_text("utf-8"))
    assert from_data(base["record"])[0] == MAIN
    assert collection.confidence_of("mill-fire") == {"kind": 0.9}
    assert collection.confidence_of("nothing") == {}


def test_a_folder_that_cannot_be_read_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(StoreError, match="cannot be read: Permission denied"):
        Collection.open(tmp_path)


def test_questions_about_one_brief_are_answered_without_reading_all(collection: Collection) -> None:
    add_both(collection)
    assert collection.find_record("mill-fire") == MAIN
    assert collection.find_record("nothing") is None
    assert collection.find_record("../mill-fire") is None
    assert collection.known_source(ID)
    assert collection.source_text(ID) == TEXT
    for name in ("00000000", "../mill-fire", "", ".", "a/b", "a\0b"):
        assert not collection.known_source(name)


def test_nothing_is_ever_overwritten(collection: Collection) -> None:
    add_both(collection)
    before = (collection.folder / "mill-fire.yml").read_bytes()
    with pytest.raises(StoreError, match=r"mill-fire\.yml"):
        collection.write_new(replace(MAIN, title="Other"), {})
    assert (collection.folder / "mill-fire.yml").read_bytes() == before
    (collection.folder / "Upper.yml").write_text("id: x\n")
    with pytest.raises(StoreError, match=r"upper\.yml"):
        collection.write_new(replace(MAIN, id="upper"), {})


def test_a_source_that_is_kept_already_stays_as_a_person_left_it(collection: Collection) -> None:
    collection.keep_source(SOURCE, TEXT)
    notes = collection.folder / "sources" / f"{ID}.yml"
    notes.write_text("# mine\n" + notes.read_text())
    collection.keep_source(replace(SOURCE, title="Other"), TEXT)
    assert notes.read_text().startswith("# mine\n")
    assert "Other" not in notes.read_text()


def test_a_source_whose_id_is_not_that_of_its_text_is_refused(collection: Collection) -> None:
    with pytest.raises(StoreError, match="its text makes it"):
        collection.keep_source(SOURCE, TEXT + "x")
    assert files(collection.folder) == set()


def test_two_texts_of_one_id_are_told_apart(collection: Collection) -> None:
    collection.keep_source(SOURCE, TEXT)
    (collection.folder / "sources" / f"{ID}.txt").write_text("another text with the same first digits")
    with pytest.raises(StoreError, match="holds another text"):
        collection.keep_source(SOURCE, TEXT)


def test_a_free_id_is_no_ones_id_nor_alias_whatever_the_case(collection: Collection) -> None:
    assert collection.free_id("mill-fire") == "mill-fire"
    collection.write_new(replace(MAIN, aliases=("old-mill-fire",)), {})
    (collection.folder / "Barn-Fire.yml").write_text("id: barn-fire\n")
    assert collection.free_id("mill-fire") == "mill-fire-2"
    assert collection.free_id("mill-fire", avoid=["mill-fire-2"]) == "mill-fire-3"
    assert collection.free_id("old-mill-fire") == "old-mill-fire-2"
    assert collection.free_id("barn-fire") == "barn-fire-2"
    assert collection.free_id("con") == "con-2"
    assert collection.free_id("Müller's mill!") == "mullers-mill"
    assert collection.free_id("北京") == "incident"
    (collection.folder / f"{'a' * 80}.yml").write_text("id: a\n")
    assert collection.free_id("a" * 80) == "a" * 78 + "-2"
    assert collection.taken("OLD-mill-fire")
    assert not collection.taken("mill")


@pytest.mark.parametrize("id_", ["con", "lpt1", "../up", "a b", "", "A"])
def test_an_id_that_is_no_safe_file_name_is_refused(collection: Collection, id_: str) -> None:
    with pytest.raises(StoreError, match="cannot be the id"):
        collection.write_new(replace(MAIN, id=id_), {})
    assert files(collection.folder) == set()


def test_two_drafts_of_one_id_are_refused(collection: Collection) -> None:
    with pytest.raises(StoreError, match="one id"):
        collection.add_all([(MAIN, {}), (MAIN, {})])
    assert files(collection.folder) == set()


def test_an_edit_of_a_brief_that_changed_meanwhile_is_refused(collection: Collection) -> None:
    collection.write_new(STUB, {})
    path = collection.path_of("barn-fire")
    old = path.read_bytes()
    collection.add_all([], edits={"barn-fire": (old, old + b"# one\n")})
    assert path.read_bytes() == old + b"# one\n"
    with pytest.raises(StoreError, match="changed by somebody else"):
        collection.add_all([(MAIN, {})], edits={"barn-fire": (old, old + b"# two\n")})
    assert path.read_bytes() == old + b"# one\n"
    assert not collection.path_of("mill-fire").exists()


def test_a_bad_file_stops_no_other(collection: Collection) -> None:
    add_both(collection)
    folder = collection.folder
    (folder / "bad.yml").write_bytes(b"title: [\xff")
    (folder / "empty.yml").write_text("")
    (folder / "list.yml").write_text("- a\n")
    (folder / "other.yaml").write_text("id: other\n")
    (folder / "Not An Id.yml").write_text("id: x\n")
    (folder / "index.md").write_text("# Home\n")
    (folder / "gone.yml").symlink_to(folder / "nowhere.yml")
    (folder / "folder.yml").mkdir()
    (folder / "sources" / "bad.yml").write_text("id: [")
    (folder / "sources" / "lonely.txt").write_text("x")
    loaded = collection.load()
    assert set(loaded.records) == {"mill-fire", "barn-fire"}
    assert set(loaded.broken) == {"bad", "empty", "list", "gone"}
    codes = {(p.location.path.name, p.code) for p in loaded.problems if p.location}
    assert codes == {
        ("bad.yml", "not-utf-8"),
        ("empty.yml", "not-a-mapping"),
        ("list.yml", "not-a-mapping"),
        ("other.yaml", "wrong-suffix"),
        ("Not An Id.yml", "bad-id"),
        ("gone.yml", "not-readable"),
        ("bad.yml", "not-yaml"),
        ("lonely.txt", "missing-notes"),
    }


def test_a_link_out_of_the_folder_is_not_followed(collection: Collection, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_text(to_yaml(replace(STUB, id="outside")))
    (collection.folder / "outside.yml").symlink_to(outside)
    loaded = collection.load()
    assert set(loaded.broken) == {"outside"}
    assert [p.code for p in loaded.problems] == ["outside-link"]
    (tmp_path / "elsewhere").mkdir()
    (collection.folder / "sources").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="leads out of the collection"):
        collection.keep_source(SOURCE, TEXT)
    assert files(tmp_path / "elsewhere") == set()
    (tmp_path / "elsewhere" / "00000000.txt").write_text("secret")
    assert collection.source_text("00000000") is None


def test_a_change_is_seen_and_what_has_not_changed_is_not_read_again(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_both(collection)
    long_ago = time.time() - 100
    for path in collection.folder.rglob("*"):
        os.utime(path, (long_ago, long_ago))
    first = collection.load()
    path = collection.path_of("mill-fire")
    path.write_text(path.read_text().replace("Mill fire", "Fire at the mill"))
    read: list[Path] = []
    real = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *args, **kwargs: (read.append(self), real(self, *args, **kwargs))[1])
    second = collection.load()
    assert {p.name for p in read} == {"mill-fire.yml", f"{ID}.txt"}, "the brief, and the text that its quotes rest on"
    assert second.records["mill-fire"].title == "Fire at the mill"
    assert second.records["barn-fire"] is first.records["barn-fire"]
    monkeypatch.undo()
    text = collection.folder / "sources" / f"{ID}.txt"
    text.write_text("Something else.")
    assert {p.code for p in collection.load().problems} == {"quote-not-in-source", "source-changed"}
    text.unlink()
    assert {p.code for p in collection.load().problems} == {"unknown-source", "missing-text"}
    path.unlink()
    assert set(collection.load().records) == {"barn-fire"}


def test_a_brief_goes_by_its_file_name_where_its_id_differs(collection: Collection) -> None:
    (collection.folder / "one.yml").write_text(to_yaml(replace(STUB, id="two", sources=(Source(title="x"),))))
    loaded = collection.load()
    assert loaded.records["one"].id == "one"
    assert [p.code for p in loaded.problems] == ["id-not-file-name"]
    assert [p.code for p in loaded.problems_of("one")] == ["id-not-file-name"]


def test_what_is_no_folder_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not a folder"):
        Collection.open(tmp_path / "none")


def test_reading_leaves_nothing_behind(collection: Collection) -> None:
    add_both(collection)
    Collection.open(collection.folder).load()
    assert files(collection.folder) == EVERYTHING


WRITER = """
import sys, time
from pathlib import Path
from generator.record.schema import Incident
from generator.store import Collection
collection = Collection.open(Path(sys.argv[1]))
for number in range(8):
    with collection.locked():
        id_ = collection.free_id("fire")
        time.sleep(0.01)
        collection.write_new(Incident(id=id_, title=f"{sys.argv[2]} {number}"), {})
"""


def test_two_processes_do_not_come_between_each_other(collection: Collection) -> None:
    arguments = [sys.executable, "-c", WRITER, str(collection.folder)]
    both = [subprocess.Popen([*arguments, name], stderr=subprocess.PIPE, text=True) for name in ("one", "two")]
    errors = [process.communicate(timeout=60)[1] for process in both]
    assert errors == ["", ""]
    records = collection.load().records
    assert sorted(records) == sorted(["fire", *(f"fire-{n}" for n in range(2, 17))])
    assert len({record.title for record in records.values()}) == 16
    assert LOCK not in files(collection.folder)


HOLDER = """
import sys, time
from pathlib import Path
from generator.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_waits_and_then_says_why(collection: Collection) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(collection.folder)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with (
            pytest.raises(StoreError, match=rf"another process \(number {holder.pid}\) is writing"),
            collection.locked(wait=0.2),
        ):
            pass
        # A reader is not kept waiting.
        assert Collection.open(collection.folder).load().records == {}
        holder.kill()
        holder.wait()
    # The lock of a process that was killed holds nobody up.
    collection.write_new(STUB, {})
    assert read_yaml(collection.path_of("barn-fire").read_text(), Path("x")).data["title"] == "Barn fire"
