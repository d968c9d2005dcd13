"""What lies in a folder of a collection, and what tells of each file that it is another than it was."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.errors import Location
from generator.record.ids import is_id, slug
from generator.record.problem import Problem
from generator.record.values import did_you_mean

SOURCES = "sources"
"""The folder of kept sources, in that of the briefs."""
BASE = ".base"
"""The folder of what extraction last said, in that of the briefs."""

NAMES = "entities.yml"
"""The file of names, in the folder of the briefs."""

Stamp = tuple[int, int, int]
"""Time in nanoseconds, size in bytes, number on the disk."""

OUTSIDE = "this is a link that leads out of the collection; put what it leads to here"

# A file written twice within a tick of the disk's clock can look unchanged, so a very new one is read again.
_SETTLED = 2_000_000_000


def list_files(place: Path, folder: Path, problems: list[Problem]) -> dict[str, Stamp | None]:
    """List the files of a folder that are not hidden, each with what tells that it has changed; None: read it again.

    Args:
        place: The folder.
        folder: The collection's, out of which no link may lead.
        problems: What is wrong is added to it.
    """
    if not place.is_dir():
        return {}
    try:
        entries = list(os.scandir(place))
    except OSError as error:
        problems.append(unreadable(place, error))
        return {}
    found = {e.name: e for e in entries if not e.name.startswith(".") and (e.is_symlink() or e.is_file())}
    now = time.time_ns()
    out = {}
    for name in sorted(found, key=lambda name: name.rpartition(".")):
        # An entry that is no link has been looked at already, so that it costs one look at the disk and not three.
        entry = found[name]
        faults: list[Problem] = []
        if entry.is_symlink():
            stamp = stamp_of(place / name, folder, faults)
        else:
            try:
                stamp = _stamp(entry.stat(), now)
            except OSError as error:
                faults.append(unreadable(place / name, error))
        problems += faults
        if not faults:
            out[name] = stamp
    return out


def stamp_of(path: Path, folder: Path, problems: list[Problem]) -> Stamp | None:
    """Give what tells that a file has changed; None: read it again.

    Args:
        path: The file.
        folder: The collection's, out of which no link may lead.
        problems: What is wrong is added to it.
    """
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            problems.append(Problem("outside-link", OUTSIDE, "", Location(path)))
            return None
        return _stamp(path.stat(), time.time_ns())
    except OSError as error:
        problems.append(unreadable(path, error))
        return None


def may_be_brief(path: Path) -> bool:
    """Say whether a file's name is that of a brief: an id, and not what says which names are one."""
    return path.suffix == ".yml" and path.name != NAMES and is_id(path.stem)


def is_brief(path: Path, problems: list[Problem]) -> bool:
    """Say whether a file is a brief.

    Args:
        path: The file.
        problems: What is wrong with its name is added to it.
    """
    if path.suffix == ".yaml":
        message = f"a brief's file ends in .yml; rename it to {path.stem}.yml"
        problems.append(Problem("wrong-suffix", message, "", Location(path)))
    if path.suffix != ".yml" or path.name == NAMES:
        return False
    if is_id(path.stem):
        return True
    near = slug(path.stem)
    message = (
        f'"{path.stem}" is no id; name the file as the id of its brief{did_you_mean(near if is_id(near) else None)}'
    )
    problems.append(Problem("bad-id", message, "id", Location(path), suggestion=near or None))
    return False


def collisions(folder: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Find files that would be one, or one page, where capital and small letters are the same."""
    first: dict[str, str] = {}
    for name in names:
        stem, _, suffix = name.rpartition(".")
        if suffix not in ("yml", "yaml"):
            continue
        other = first.setdefault(stem.casefold(), name)
        if other != name:
            message = f"{name} and {other} would be one brief where case or suffix makes no difference; rename one"
            yield Problem("name-collision", message, "", Location(folder / name))


def unreadable(path: Path, error: OSError) -> Problem:
    """Say that a file or folder cannot be read."""
    return Problem("not-readable", f"cannot be read: {error.strerror}", "", Location(path))


def _stamp(status: os.stat_result, now: int) -> Stamp | None:
    if now - status.st_mtime_ns < _SETTLED:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
