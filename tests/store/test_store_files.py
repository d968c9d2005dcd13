"""Writing that is cut short: by a full disk, by a folder that takes nothing, and by a kill at every single step."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from store_samples import EVERYTHING, ID, MAIN, SOURCE, STUB, TEXT, add_both, files

from generator.errors import StoreError
from generator.store import Collection
from generator.store.files import recover


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "briefs"
    folder.mkdir()
    return folder


def failing(real: Callable[..., object], number: int, code: int) -> Callable[..., object]:
    """Give a function that fails at its nth call and all that follow, as a full disk does."""
    calls = 0

    def call(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls >= number:
            raise OSError(code, os.strerror(code))
        return real(*args, **kwargs)

    return call


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("function", ["fsync", "replace"])
def test_a_full_disk_leaves_nothing_half_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, function: str, number: int
) -> None:
    collection = Collection.open(folder)
    with monkeypatch.context() as patch:
        patch.setattr(os, function, failing(getattr(os, function), number, errno.ENOSPC))
        try:
            add_both(collection)
        except StoreError as error:
            said = str(error)
            assert files(folder) == set()
            assert "the disk is full" in said
            assert str(folder) in said
        else:
            assert files(folder) == EVERYTHING
    if files(folder) == set():
        add_both(collection)
    assert files(folder) == EVERYTHING


def test_a_full_disk_leaves_an_edited_brief_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collection = Collection.open(folder)
    collection.write_new(STUB, {})
    path = collection.path_of("barn-fire")
    old = path.read_bytes()
    before = files(folder)
    for number in range(1, 6):
        with monkeypatch.context() as patch:
            # Only moves into place fail, so that the way back, which moves too, is open.
            real, calls = os.replace, iter(range(1, 99))

            def move(a: Path, b: Path, real: Callable[..., None] = real, calls=calls, number: int = number) -> None:  # type: ignore[no-untyped-def]
                if next(calls) == number:
                    raise OSError(errno.ENOSPC, "full")
                real(a, b)

            patch.setattr(os, "replace", move)
            try:
                collection.add_all([(MAIN, {})], edits={"barn-fire": (old, old + b"# more\n")})
            except StoreError:
                assert path.read_bytes() == old
                assert files(folder) == before
            else:
                assert path.read_bytes() == old + b"# more\n"
                return
    pytest.fail("there were more moves than expected")


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_folder_that_cannot_be_written_to_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    collection = Collection.open(folder)
    monkeypatch.setattr(os, "open", failing(os.open, 1, code))
    with pytest.raises(StoreError, match="cannot be written to") as caught:
        add_both(collection)
    assert str(folder) in str(caught.value)
    monkeypatch.undo()
    assert files(folder) == set()


def test_an_interrupt_leaves_nothing_half_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    collection = Collection.open(folder)
    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        add_both(collection)
    monkeypatch.undo()
    assert files(folder) == set()


# Dies at the nth of the calls that change the disk, as a process that is killed does: without any clearing up.
KILLED = """
import os, sys
sys.path.insert(0, sys.argv[3])
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
from store_samples import add_both, Collection
collection = Collection.open(Path(sys.argv[1]))
for name in ("replace", "fsync", "unlink"):
    setattr(os, name, deadly(getattr(os, name)))
add_both(collection)
"""


def test_a_kill_at_any_step_leaves_all_or_nothing(tmp_path: Path) -> None:
    outcomes = []
    for number in range(1, 60):
        folder = tmp_path / str(number)
        folder.mkdir()
        arguments = [sys.executable, "-c", KILLED, str(folder), str(number), str(Path(__file__).parent)]
        done = subprocess.run(arguments, check=False, stderr=subprocess.PIPE, text=True)
        assert done.stderr == ""
        # Even before anybody clears up, no brief stands without its source, and no file is half a file.
        loaded = Collection(folder).load()
        assert not {p.code for p in loaded.problems} - {"missing-text", "missing-notes", "dangling-link"}
        Collection.open(folder)
        left = files(folder) - {".lock"}
        assert left in (set(), EVERYTHING), number
        outcomes.append(bool(left))
        # Whatever was left, the same work can be done again.
        if not left:
            add_both(Collection.open(folder))
            assert files(folder) == EVERYTHING
        if done.returncode == 0:
            break
    assert outcomes == sorted(outcomes), "once it counts as written, it stays so"
    assert not outcomes[0]
    assert outcomes[-1]


def test_a_journal_moves_nothing_but_our_own_files(folder: Path, tmp_path: Path) -> None:
    (folder / ".victim.yml.00000000.tmp").write_text("bad")
    (tmp_path / "victim.yml").write_text("good")
    (folder / "victim.yml").write_text("good")
    good, bad = (hashlib.sha256(text).hexdigest() for text in (b"good", b"bad"))
    moves = [
        {"room": "..", "name": "victim.yml", "before": good, "after": bad},
        {"room": "", "name": "../victim.yml", "before": good, "after": ""},
        {"room": "", "name": "victim.yml", "before": "", "after": bad},
    ]
    (folder / ".pending-00000000.json").write_text(json.dumps(moves))
    (folder / ".pending-11111111.json").write_text("{")
    recover(folder, ("sources",))
    assert (tmp_path / "victim.yml").read_text() == "good"
    assert (folder / "victim.yml").read_text() == "good"
    assert files(folder) == {"victim.yml"}


def left_by_a_kill(folder: Path) -> None:
    """Leave what a process leaves that died after the first of three moves: one to replace, one new, one to go."""
    old, new = b"old", b"new"
    names = {"a.yml": (old, new), "b.yml": (None, new), "c.yml": (old, None)}
    moves = []
    for name, (before, after) in names.items():
        if before is not None:
            (folder / name).write_bytes(before)
            (folder / f".{name}.00000000.old").write_bytes(before)
        if after is not None:
            (folder / f".{name}.00000000.tmp").write_bytes(after)
        hashes = [hashlib.sha256(data).hexdigest() if data else "" for data in (before, after)]
        moves.append({"room": "", "name": name, "before": hashes[0], "after": hashes[1]})
    (folder / ".pending-00000000.json").write_text(json.dumps(moves))
    (folder / ".a.yml.00000000.tmp").replace(folder / "a.yml")


def test_what_a_killed_process_had_decided_is_finished(folder: Path) -> None:
    left_by_a_kill(folder)
    recover(folder, ())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a.yml": b"new", "b.yml": b"new"}


def test_an_edit_made_after_a_kill_stays_and_the_rest_is_taken_back(folder: Path) -> None:
    left_by_a_kill(folder)
    (folder / "c.yml").write_bytes(b"by hand")
    recover(folder, ())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a.yml": b"old", "c.yml": b"by hand"}


def test_a_brief_that_goes_takes_its_base_along(folder: Path) -> None:
    collection = Collection.open(folder)
    add_both(collection)
    with pytest.raises(StoreError, match="changed by somebody else"):
        collection.add_all([], gone={"barn-fire": b"other"})
    collection.add_all([], gone={"barn-fire": collection.path_of("barn-fire").read_bytes()})
    assert files(folder) == EVERYTHING - {"barn-fire.yml", ".base/barn-fire.json"}


def test_the_kept_text_is_written_before_what_rests_on_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[str] = []
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda a, b: (moved.append(Path(b).name), real(a, b))[1])
    Collection.open(folder).add_all([(MAIN, {}), (STUB, {})], source=SOURCE, text=TEXT)
    order = [f"{ID}.txt", f"{ID}.yml", "mill-fire.json", "barn-fire.json", "barn-fire.yml", "mill-fire.yml"]
    assert moved[1:] == order
