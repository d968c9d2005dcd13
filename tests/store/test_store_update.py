"""Bringing a brief up to date on disk: its base, an article that joins it, and a kill at every single step."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from store_samples import MAIN, SOURCE, STUB, TEXT, add_both

from generator.errors import StoreError
from generator.record.schema import Evidence, Incident, Link, Target
from generator.store import Collection
from generator.store.base import Base, Conflict, Said, base_from_bytes, base_to_bytes, open_conflicts
from generator.store.resolve import resolve
from generator.store.update import commit, plan

NEW = Incident(id="tower-fire", status="stub", title="Tower fire", sources=(SOURCE.id or "",))
FRESH = replace(
    MAIN,
    kind="explosion",
    outcome="completed",
    links=(*MAIN.links, Link(relation="preceded-by", to="tower-fire")),
    evidence={"kind": (Evidence("the old mill"),)},
)


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return start(tmp_path / "briefs")


def start(folder: Path) -> Collection:
    folder.mkdir(parents=True)
    collection = Collection.open(folder)
    add_both(collection)
    path = collection.path_of("mill-fire")
    path.write_bytes(path.read_bytes().replace(b"kind: fire", b"kind: arson   # I saw it") + b"# the end")
    return collection


def refresh(collection: Collection) -> None:
    """Do what `briefs refresh` does with one brief that links to a new stub."""
    with collection.locked():
        new = [] if collection.taken("tower-fire") else [(NEW, {})]
        commit(collection, [plan(collection, "mill-fire", FRESH, {"kind": 0.5})], new=new)


def settle(collection: Collection) -> None:
    if collection.conflicts_of("mill-fire"):
        resolve(collection, "mill-fire", "kind", "theirs")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != ".lock"}


def test_an_update_writes_brief_base_and_stub(collection: Collection) -> None:
    refresh(collection)
    text = collection.path_of("mill-fire").read_text("utf-8")
    assert "kind: arson   # I saw it\noutcome: completed\n" in text
    assert text.endswith("# the end")
    assert collection.base_of("mill-fire") == Base(
        FRESH, {"kind": 0.5}, {}, (Conflict("kind", "fire", "arson", "explosion", "the old mill"),)
    )
    assert collection.conflicts_of("mill-fire")[0].proposed == "explosion"
    assert collection.find_record("tower-fire") == NEW
    before = contents(collection.folder)
    refresh(collection)
    assert contents(collection.folder) == before


def test_taking_what_is_proposed_takes_its_evidence_along(collection: Collection) -> None:
    refresh(collection)
    settle(collection)
    record = collection.find_record("mill-fire")
    assert record is not None
    assert record.kind == "explosion"
    assert record.evidence == {"kind": (Evidence("the old mill"),)}
    assert "kind: explosion   # I saw it" in collection.path_of("mill-fire").read_text("utf-8")
    assert collection.conflicts_of("mill-fire") == ()


def test_a_brief_typed_by_hand_gains_what_a_joining_article_adds(collection: Collection) -> None:
    path = collection.path_of("by-hand")
    path.write_text("id: by-hand\ntitle: Ours\nstatus: reviewed\nkind: arson\nsources:\n  - title: A book\n")
    proposed = replace(FRESH, links=(), targets=(Target(name="mill"),), title="Theirs")
    with collection.locked():
        update = plan(collection, "by-hand", proposed, {})
        commit(collection, [update], source=SOURCE, text=TEXT)
    record = collection.find_record("by-hand")
    assert record is not None
    assert (record.title, record.status, record.kind) == ("Ours", "reviewed", "arson")
    assert record.targets == proposed.targets
    assert record.sources[1:] == proposed.sources
    assert [conflict.path for conflict in update.conflicts] == ["kind"]


@pytest.mark.parametrize(
    "layout",
    [
        lambda text: text,
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.rstrip("\n"),
        lambda text: "\ufeff" + text.replace("\n", "\r\n") + "\r\n\r\n",
    ],
)
def test_every_byte_but_the_changed_value_stays(collection: Collection, layout: Callable[[str], str]) -> None:
    path = collection.path_of("mill-fire")
    text = layout(path.read_bytes().decode())
    path.write_bytes(text.encode())
    with collection.locked():
        commit(collection, [plan(collection, "mill-fire", replace(MAIN, title="Fire at the mill"), {})])
    assert path.read_bytes().decode() == text.replace("title: Mill fire", "title: Fire at the mill")
    before = contents(collection.folder)
    with collection.locked():
        commit(collection, [plan(collection, "mill-fire", replace(MAIN, title="Fire at the mill"), {})])
    assert contents(collection.folder) == before


def test_a_tab_is_refused_with_its_place_and_nothing_is_written(collection: Collection) -> None:
    path = collection.path_of("mill-fire")
    path.write_bytes(path.read_bytes().replace(b"kind: arson", b"kind:\tarson"))
    before = contents(collection.folder)
    with pytest.raises(StoreError, match=r"mill-fire\.yml:\d+:6: a tab stands here"):
        plan(collection, "mill-fire", FRESH, {})
    assert contents(collection.folder) == before


def test_an_edit_between_reading_and_writing_is_never_overwritten(collection: Collection) -> None:
    path = collection.path_of("mill-fire")
    update = plan(collection, "mill-fire", FRESH, {})
    path.write_bytes(path.read_bytes() + b"\n# one more word")
    before = contents(collection.folder)
    with pytest.raises(StoreError, match="changed by somebody else"):
        commit(collection, [update])
    assert contents(collection.folder) == before


def test_a_brief_that_is_a_link_is_not_written_through(collection: Collection) -> None:
    path = collection.path_of("mill-fire")
    path.rename(path.with_name(".other"))
    path.symlink_to(".other")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is a link"):
        refresh(collection)
    assert path.read_bytes() == before


def test_a_brief_that_is_at_fault_is_named_with_its_line(collection: Collection) -> None:
    path = collection.path_of("mill-fire")
    path.write_text("id: mill-fire\ntitle: x\nkind: bombng\n")
    with pytest.raises(StoreError, match=r"mill-fire\.yml:3:1: .*bombing.*; mend it"):
        plan(collection, "mill-fire", FRESH, {})
    with pytest.raises(StoreError):
        plan(collection, "nowhere", FRESH, {})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"record": {}}',
        b'{"record": {"id": "a"}, "confidence": {}}',
        b'{"record": {"id": "a", "title": "t"}, "confidence": {"kind": "x"}}',
        b'{"record": {"id": "a", "title": "t"}, "confidence": {}, "drafts": [1]}',
        b'{"record": {"id": "a", "title": "t"}, "confidence": {}, "conflicts": [{}]}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_a_base_that_is_at_fault_is_none(data: bytes) -> None:
    assert base_from_bytes(data) is None


def test_a_base_of_before_is_read_and_every_base_comes_back(collection: Collection) -> None:
    old = {"schema": 1, "record": {"id": "a", "title": "t", "sources": ["s"]}, "confidence": {"kind": 1}}
    base = base_from_bytes(json.dumps(old).encode())
    assert base is not None
    assert base.said_by() == {"s": Said(base.record, {"kind": 1.0})}
    whole = Base(MAIN, {"kind": 0.5}, {"s": Said(STUB, {}, main=False)}, (Conflict("kind", None, "a", ["b"], None),))
    assert base_from_bytes(base_to_bytes(whole)) == whole


def test_a_conflict_is_open_while_the_brief_says_what_it_said(collection: Collection) -> None:
    conflict = Conflict("kind", "fire", "arson", "explosion")
    base = Base(MAIN, conflicts=(conflict, Conflict("targets[mill].type", None, "a", "b")))
    assert open_conflicts(replace(MAIN, kind="arson"), base) == (conflict,)
    assert open_conflicts(replace(MAIN, kind="arson", keep=("kind",)), base) == ()
    assert open_conflicts(MAIN, base) == ()
    assert open_conflicts(MAIN, None) == ()


# Dies at the nth of the calls that change the disk, as a process that is killed does: without any clearing up.
KILLED = """
import os, sys
sys.path[:0] = sys.argv[4:]
number, calls = int(sys.argv[2]), 0
def deadly(real):
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls == number:
            os._exit(9)
        return real(*args, **kwargs)
    return call
from pathlib import Path
import test_store_update
collection = test_store_update.Collection.open(Path(sys.argv[1]))
for name in ("replace", "fsync", "unlink"):
    setattr(os, name, deadly(getattr(os, name)))
getattr(test_store_update, sys.argv[3])(collection)
"""


@pytest.mark.parametrize("work", [refresh, settle])
def test_a_kill_at_any_step_leaves_the_old_or_the_new(tmp_path: Path, work: Callable[[Collection], None]) -> None:
    def begin(folder: Path) -> Collection:
        collection = start(folder)
        if work is settle:
            refresh(collection)
        return collection

    done = begin(tmp_path / "done")
    old = contents(done.folder)
    work(done)
    new = contents(done.folder)
    outcomes = []
    for number in range(1, 60):
        collection = begin(tmp_path / str(number))
        here = Path(__file__).parent
        arguments = [str(collection.folder), str(number), work.__name__, str(here), str(here.parent / "record")]
        killed = subprocess.run([sys.executable, "-c", KILLED, *arguments], check=False, stderr=subprocess.PIPE)
        assert killed.stderr == b""
        # Before anybody clears up, every brief can be read, and is the old or the new one.
        loaded = Collection(collection.folder).load()
        assert not {p.code for p in loaded.problems if p.severity == "error"} - {"dangling-link"}
        for path in collection.folder.glob("*.yml"):
            assert path.read_bytes() in (old.get(path.name), new.get(path.name))
        again = Collection.open(collection.folder)
        left = contents(collection.folder)
        assert left in (old, new), number
        outcomes.append(left == new)
        work(again)
        assert contents(collection.folder) == new
        if killed.returncode == 0:
            break
    assert outcomes == sorted(outcomes)
    assert not outcomes[0]
    assert outcomes[-1]
