"""`briefs rename`: file, links, notes, paths, aliases and base move together, or not at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.store import Collection

OLD, NEW = "2001-odravia-fire", "2001-05-odravia-fire"
OWN = """\
# the first of them
id: 2001-odravia-fire   # never changes, they said
title: Fire in Odravia
links:
  - {relation: followed-by, to: 2001-odravia-fire-2}
notes: |
  See [[2001-odravia-fire]], that is, this one.
# end
sources: [{title: x}]
"""
OTHER = """\
id: 2001-odravia-fire-2
title: Another fire
links:
  - relation: preceded-by
    to: '2001-odravia-fire'   # by a week
doubts:
  - {about: 'links[preceded-by 2001-odravia-fire]', issue: Says who?}
notes: >-
  After [[2001-odravia-fire|the first]] and not
  [[2001-odravia-fire-2]]; 2001-odravia-fire is only a word here.
sources: [{title: x}]
evidence:
  # quoted
  links[preceded-by 2001-odravia-fire]: a week after the first
  title: Another fire
keep: ["links[preceded-by 2001-odravia-fire].state"]
"""
BASE = {
    "schema": 1,
    "record": {"id": OLD, "title": "Fire", "links": [{"relation": "followed-by", "to": f"{OLD}-2"}]},
    "confidence": {"title": 0.5},
    "drafts": {"0a1b2c3d": {"record": {"id": OLD}, "confidence": {}}},
}


@pytest.fixture
def briefs(site: Path) -> Path:
    folder = site / "briefs"
    (folder / f"{OLD}.yml").write_text(OWN, "utf-8")
    (folder / f"{OLD}-2.yml").write_text(OTHER, "utf-8")
    (folder / ".base").mkdir()
    (folder / f".base/{OLD}.json").write_text(json.dumps(BASE), "utf-8")
    other = {"record": {"id": f"{OLD}-2", "links": [{"to": OLD}]}, "confidence": {f"links[preceded-by {OLD}]": 0.5}}
    (folder / f".base/{OLD}-2.json").write_text(json.dumps(other), "utf-8")
    return folder


def rename(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rename", *arguments])


def state(folder: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if name != ".lock"}


def test_everything_that_names_the_brief_changes_and_nothing_else(briefs: Path) -> None:
    result = rename(OLD, NEW)
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        f"renamed {OLD} to briefs/{NEW}.yml; {OLD} is an alias of it\n  changed briefs/{OLD}-2.yml\n"
    )
    own = (briefs / f"{NEW}.yml").read_text("utf-8")
    assert own == (
        OWN.replace(f"id: {OLD} ", f"id: {NEW} ")
        .replace("title: Fire in Odravia\n", f"title: Fire in Odravia\naliases: [{OLD}]\n")
        .replace(f"[[{OLD}]]", f"[[{NEW}]]")
    )
    other = (briefs / f"{OLD}-2.yml").read_text("utf-8")
    assert other == (
        OTHER.replace(f"'{OLD}'   #", f"'{NEW}'   #")
        .replace(f"links[preceded-by {OLD}]", f"links[preceded-by {NEW}]")
        .replace(f"[[{OLD}|", f"[[{NEW}|")
    )
    assert not (briefs / f"{OLD}.yml").exists()
    assert not (briefs / f".base/{OLD}.json").exists()
    base = json.loads((briefs / f".base/{NEW}.json").read_text("utf-8"))
    assert base["record"]["id"] == NEW
    assert base["drafts"] == BASE["drafts"], "what an article gave is what it will give again"
    other_base = json.loads((briefs / f".base/{OLD}-2.json").read_text("utf-8"))
    assert other_base["record"]["links"] == [{"to": NEW}]
    assert list(other_base["confidence"]) == [f"links[preceded-by {NEW}]"]
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


def test_there_and_back_again_is_where_it_began_but_for_the_alias(briefs: Path) -> None:
    rename(OLD, NEW)
    assert rename(NEW, OLD).exit_code == 0
    loaded = Collection.open(briefs).load()
    assert loaded.records[OLD].aliases == (NEW,)
    assert loaded.records[f"{OLD}-2"].links[0].to == OLD
    assert not [problem for problem in loaded.problems if problem.severity == "error"]


def test_a_dry_run_changes_nothing(briefs: Path) -> None:
    before = state(briefs)
    result = rename("--dry-run", OLD, NEW)
    assert result.exit_code == 0
    assert f"would change briefs/{OLD}-2.yml" in result.stdout
    assert state(briefs) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (OLD, f"{OLD}-2", "is the id or an alias of another brief"),
        (OLD, "Not An Id", "is no id"),
        (OLD, "con", "is no id"),
        (OLD, OLD, "has that id already"),
        ("2001-odravia", NEW, "there is no brief"),
        ("../x", NEW, "there is no brief"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(briefs: Path, old: str, new: str, said: str) -> None:
    before = state(briefs)
    result = rename(old, new)
    assert result.exit_code == 1
    assert said in result.stderr
    assert state(briefs) == before


def test_a_brief_that_cannot_be_read_and_may_link_to_it_stops_the_rename(briefs: Path) -> None:
    (briefs / "broken.yml").write_text(f"id: [\nlinks: {OLD}\n")
    before = state(briefs)
    result = rename(OLD, NEW)
    assert result.exit_code == 1
    assert "broken.yml:" in result.stderr
    assert state(briefs) == before


def test_line_ends_of_windows_and_a_byte_order_mark_stay(briefs: Path) -> None:
    for name in (OLD, f"{OLD}-2"):
        path = briefs / f"{name}.yml"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert rename(OLD, NEW).exit_code == 0
    for name in (NEW, f"{OLD}-2"):
        data = (briefs / f"{name}.yml").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\n") == data.count(b"\r\n")


# Dies at the nth of the calls that change the disk, as a process that is killed does: without any clearing up.
KILLED = """
import os, signal, sys
from pathlib import Path
from generator.store import Collection
from generator.store.rename import rename
number, calls = int(sys.argv[2]), 0
def deadly(real):
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return call
collection = Collection.open(Path(sys.argv[1]))
for name in ("replace", "fsync", "unlink"):
    setattr(os, name, deadly(getattr(os, name)))
rename(collection, sys.argv[3], sys.argv[4])
"""


def test_killed_at_any_step_every_file_is_old_or_new_and_a_second_run_completes_it(
    briefs: Path, tmp_path: Path
) -> None:
    old = state(briefs)
    finished = tmp_path / "finished"
    shutil.copytree(briefs, finished)
    assert rename(OLD, NEW, "--briefs", str(finished)).exit_code == 0
    new = state(finished)
    for number in range(1, 80):
        folder = tmp_path / f"killed-{number}"
        shutil.copytree(briefs, folder)
        arguments = [sys.executable, "-c", KILLED, str(folder), str(number), OLD, NEW]
        done = subprocess.run(arguments, check=False, capture_output=True, text=True, env={**os.environ})
        assert done.stderr == ""
        Collection.open(folder)
        assert state(folder) in (old, new), number
        assert not [p for p in Collection.open(folder).load().problems if p.severity == "error"]
        assert rename(OLD, NEW, "--briefs", str(folder)).exit_code == 0
        assert state(folder) == new, number
        if done.returncode == 0:
            break
    else:
        pytest.fail("it was never finished")
