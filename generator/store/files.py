"""Files written so that a killed process, a full disk or a second writer leaves nothing half-written.

Every file is first written whole beside its place, under a hidden name. A journal then names the moves to make; once
it stands, the whole group counts as written, and whoever opens the collection next makes the moves that are left.
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Location, StoreError

_TEMPORARY = re.compile(r"\.[^/\\]+\.[0-9a-f]{8}\.(?:tmp|old)")
_JOURNAL = re.compile(r"\.pending-[0-9a-f]{8}\.json")
_OLD = ".old"
_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "there is no permission to write there",
    errno.EPERM: "there is no permission to write there",
    errno.EROFS: "the disk can only be read",
}


@dataclass(frozen=True, slots=True)
class Write:
    """One file to write."""

    path: Path
    """Where."""
    data: bytes | None
    """What it is to hold; None for a file that is to go."""
    before: bytes | None = None
    """What it holds now, for one that is to be replaced or to go; None for one that must not be there yet."""


_Staged = tuple[Path, Path | None, Path | None]
"""A file, what is to stand there (None where it is to go), and what stood there (None where nothing did)."""


def write_all(folder: Path, writes: Sequence[Write]) -> None:
    """Write a group of files, all of them or none. The caller holds the collection's lock.

    Args:
        folder: The collection's folder, in which all of them lie.
        writes: The files, in the order in which they are to appear.

    Raises:
        StoreError: Something stands in the way; then nothing has changed.
    """
    for write in writes:
        _check(folder, write)
    token = secrets.token_hex(4)
    journal = folder / f".pending-{token}.json"
    staged: list[_Staged] = []
    current = folder
    try:
        for write in writes:
            current = write.path
            write.path.parent.mkdir(exist_ok=True)
            temporary = None if write.data is None else _beside(write.path, token, "tmp")
            backup = None if write.before is None else _beside(write.path, token, "old")
            staged.append((write.path, temporary, backup))
            if temporary is not None and write.data is not None:
                _write(temporary, write.data)
            if backup is not None and write.before is not None:
                _write(backup, write.before)
        current = folder
        _write_journal(journal, folder, staged, token)
        for path, temporary, _ in staged:
            current = path
            if temporary is None:
                path.unlink()
            else:
                temporary.replace(path)
        _sync_folders(path.parent for path, _, _ in staged)
    except BaseException as error:
        _undo(journal, staged)
        if isinstance(error, OSError):
            raise StoreError(reason(error), Location(current)) from error
        raise
    _forget(journal, *(backup for _, _, backup in staged if backup))


def has_leftovers(folder: Path, rooms: Iterable[str]) -> bool:
    """Say whether a process that was killed left something behind."""
    return any(True for _ in _leftovers(folder, rooms))


def recover(folder: Path, rooms: Iterable[str]) -> None:
    """Finish what a killed process had decided to write, and clear away what it had not.

    The caller holds the collection's lock.

    Args:
        folder: The collection's folder.
        rooms: Names of the folders in it that are written to.
    """
    rooms = tuple(rooms)
    for journal in [path for path in _leftovers(folder, rooms) if _JOURNAL.fullmatch(path.name)]:
        for place, temporary, replaces in _read_journal(journal, folder, rooms):
            if temporary.suffix == _OLD:
                # What is to go goes only while it is still what was there when that was decided.
                if temporary.is_file() and place.is_file() and temporary.read_bytes() == place.read_bytes():
                    place.unlink()
            elif temporary.is_file() and (replaces or not place.exists()):
                temporary.replace(place)
    for path in list(_leftovers(folder, rooms)):
        path.unlink(missing_ok=True)


def reason(error: OSError) -> str:
    """Say in words why a file could not be written."""
    return f"cannot be written: {_REASONS.get(error.errno or 0) or error.strerror or error}"


def _check(folder: Path, write: Write) -> None:
    home = folder.resolve()
    parent = write.path.parent.resolve()
    if parent != home and parent.parent != home:
        raise StoreError(f"{write.path.parent} leads out of the collection", Location(write.path))
    if write.before is None:
        if os.path.lexists(write.path):
            raise StoreError("is there already, and nothing is overwritten", Location(write.path))
    elif write.path.is_symlink() or not write.path.is_file() or write.path.read_bytes() != write.before:
        raise StoreError("was changed by somebody else meanwhile; try again", Location(write.path))


def _beside(path: Path, token: str, suffix: str) -> Path:
    return path.with_name(f".{path.name}.{token}.{suffix}")


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _write_journal(journal: Path, folder: Path, staged: Sequence[_Staged], token: str) -> None:
    home = folder.resolve()
    moves = [
        {
            "room": "" if path.parent.resolve() == home else path.parent.name,
            "temporary": (temporary or _beside(path, token, "old")).name,
            "name": path.name,
            "replaces": backup is not None,
        }
        for path, temporary, backup in staged
    ]
    temporary = _beside(journal, token, "tmp")
    _write(temporary, json.dumps(moves).encode())
    _sync_folders({folder, *(path.parent for path, _, _ in staged)})
    # From here on the group counts as written.
    temporary.replace(journal)
    _sync_folders([folder])


def _read_journal(journal: Path, folder: Path, rooms: tuple[str, ...]) -> list[tuple[Path, Path, bool]]:
    try:
        moves = json.loads(journal.read_bytes())
        plain = [(str(m["room"]), str(m["temporary"]), str(m["name"]), bool(m["replaces"])) for m in moves]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    out = []
    for room, temporary, name, replaces in plain:
        # A journal is a file like any other; it moves nothing but our own temporary files, within their folder.
        if room in ("", *rooms) and _TEMPORARY.fullmatch(temporary) and temporary.startswith(f".{name}."):
            place = folder / room / name
            out.append((place, folder / room / temporary, replaces))
    return out


def _leftovers(folder: Path, rooms: Iterable[str]) -> Iterable[Path]:
    for place in (folder, *(folder / room for room in rooms)):
        if place.is_dir():
            with os.scandir(place) as entries:
                hidden = [e.name for e in entries if e.name.startswith(".")]
            yield from (place / n for n in hidden if _TEMPORARY.fullmatch(n) or _JOURNAL.fullmatch(n))


def _undo(journal: Path, staged: Sequence[_Staged]) -> None:
    moved = [(path, backup) for path, temporary, backup in staged if not os.path.lexists(temporary or path)]
    # The journal goes first: from here on the group counts as not written.
    was_decided = journal.exists()
    _forget(journal, _beside(journal, journal.stem.removeprefix(".pending-"), "tmp"))
    for path, backup in moved if was_decided else []:
        if backup is None:
            _forget(path)
        elif backup.exists():
            backup.replace(path)
    for _, temporary, backup in staged:
        _forget(*(path for path in (temporary, backup) if path))


def _forget(*paths: Path) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            continue  # opening the collection clears away what is left


def _sync_folders(folders: Iterable[Path]) -> None:
    if sys.platform == "win32":
        return  # Windows syncs no folders
    for folder in set(folders):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
