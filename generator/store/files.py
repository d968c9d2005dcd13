"""Files written so that a killed process, a full disk or a second writer leaves nothing half-written.

Every file is first written whole beside its place, under a hidden name. A journal then names the moves to make; once
it stands, the whole group counts as written, and whoever opens the collection next makes the moves that are left.
"""

from __future__ import annotations

import errno
import hashlib
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
_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "there is no permission to write there",
    errno.EPERM: "there is no permission to write there",
    errno.EROFS: "the disk can only be read",
}


@dataclass(frozen=True, slots=True)
class Write:
    """One file to write or to delete."""

    path: Path
    """Where."""
    data: bytes | None
    """What it is to hold; None for one that is to go."""
    before: bytes | None = None
    """What it holds now, for one that is to be replaced or to go; None for one that must not be there yet."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One file on its way to its place."""

    path: Path
    """The place."""
    temporary: Path | None
    """Where the new file lies until it is moved; None for a file that goes."""
    backup: Path | None
    """Where the old file lies meanwhile; None for a new one."""
    before: bytes | None
    """What the place holds until then."""
    after: bytes | None
    """What it holds after."""

    def take(self) -> None:
        """Put the new file into its place, or take the old one away."""
        if self.temporary is None:
            self.path.unlink()
        else:
            self.temporary.replace(self.path)

    @property
    def is_taken(self) -> bool:
        """Say whether it has been."""
        return not os.path.lexists(self.path if self.temporary is None else self.temporary)


def write_all(folder: Path, writes: Sequence[Write]) -> None:
    """Write and delete a group of files, all of them or none. The caller holds the collection's lock.

    Args:
        folder: The collection's folder, in which all of them lie.
        writes: The files, in the order in which they are to appear.

    Raises:
        StoreError: Something stands in the way; then nothing has changed.
    """
    if not writes:
        return
    for write in writes:
        _check(folder, write)
    token = secrets.token_hex(4)
    journal = folder / f".pending-{token}.json"
    staged: list[_Step] = []
    current = folder
    try:
        for write in writes:
            current = write.path
            write.path.parent.mkdir(exist_ok=True)
            temporary = None if write.data is None else _beside(write.path, token, "tmp")
            backup = None if write.before is None else _beside(write.path, token, "old")
            staged.append(_Step(write.path, temporary, backup, write.before, write.data))
            if temporary is not None and write.data is not None:
                _write(temporary, write.data)
            if backup is not None and write.before is not None:
                _write(backup, write.before)
        current = folder
        _write_journal(journal, folder, staged, token)
        for step in staged:
            current = step.path
            step.take()
        _sync_folders(step.path.parent for step in staged)
    except BaseException as error:
        _undo(journal, staged)
        if isinstance(error, OSError):
            raise StoreError(reason(error), Location(current)) from error
        raise
    _forget(journal, *(step.backup for step in staged if step.backup))


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
        moves = _read_journal(journal, folder, rooms)
        if any(move.now not in (move.before, move.after) for move in moves):
            # Somebody has edited one of the files meanwhile: it stays, and the others become again what they were.
            for move in moves:
                move.take_back()
        else:
            for move in moves:
                move.finish()
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
    elif write.path.is_symlink():
        raise StoreError("is a link, which is not written through; put the file itself here", Location(write.path))
    elif not write.path.is_file() or write.path.read_bytes() != write.before:
        raise StoreError("was changed by somebody else meanwhile; try again", Location(write.path))


def _beside(path: Path, token: str, suffix: str) -> Path:
    return path.with_name(f".{path.name}.{token}.{suffix}")


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _write_journal(journal: Path, folder: Path, staged: Sequence[_Step], token: str) -> None:
    home = folder.resolve()
    moves = [
        {
            "room": "" if step.path.parent.resolve() == home else step.path.parent.name,
            "name": step.path.name,
            "before": _hash(step.before),
            "after": _hash(step.after),
        }
        for step in staged
    ]
    temporary = _beside(journal, token, "tmp")
    _write(temporary, json.dumps(moves).encode())
    _sync_folders({folder, *(step.path.parent for step in staged)})
    # From here on the group counts as written.
    temporary.replace(journal)
    _sync_folders([folder])


@dataclass(frozen=True, slots=True)
class _Move:
    """One line of a journal; `before` and `after` are hashes, empty for no file."""

    place: Path
    temporary: Path
    backup: Path
    before: str
    after: str

    @property
    def now(self) -> str:
        """Give the hash of what is in the place."""
        return _hash(self.place.read_bytes() if self.place.is_file() else None)

    def finish(self) -> None:
        """Put the new file into its place, where that has not been done."""
        if self.now != self.after:
            if self.after and self.temporary.is_file():
                self.temporary.replace(self.place)
            elif not self.after:
                self.place.unlink()

    def take_back(self) -> None:
        """Put the old file back into its place, where the new one had been put there."""
        if self.now == self.after != self.before:
            if self.before and self.backup.is_file():
                self.backup.replace(self.place)
            elif not self.before:
                self.place.unlink()


def _read_journal(journal: Path, folder: Path, rooms: tuple[str, ...]) -> list[_Move]:
    try:
        lines = json.loads(journal.read_bytes())
        plain = [tuple(str(line[key]) for key in ("room", "name", "before", "after")) for line in lines]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    token = journal.stem.removeprefix(".pending-")
    # A journal is a file like any other; it moves nothing but our own temporary files, within their folder.
    return [
        _Move(place, _beside(place, token, "tmp"), _beside(place, token, "old"), before, after)
        for room, name, before, after in plain
        if room in ("", *rooms) and _is_plain_name(name)
        for place in [folder / room / name]
    ]


def _is_plain_name(name: str) -> bool:
    return Path(name).name == name and name not in ("", ".", "..") and not any(c in name for c in "/\\:")


def _hash(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


def _leftovers(folder: Path, rooms: Iterable[str]) -> Iterable[Path]:
    for place in (folder, *(folder / room for room in rooms)):
        if place.is_dir():
            with os.scandir(place) as entries:
                hidden = [e.name for e in entries if e.name.startswith(".")]
            yield from (place / n for n in hidden if _TEMPORARY.fullmatch(n) or _JOURNAL.fullmatch(n))


def _undo(journal: Path, staged: Sequence[_Step]) -> None:
    # The journal goes first: from here on the group counts as not written.
    was_decided = journal.exists()
    taken = [step for step in staged if step.is_taken]
    _forget(journal, _beside(journal, journal.stem.removeprefix(".pending-"), "tmp"))
    for step in taken if was_decided else []:
        if step.backup is None:
            _forget(step.path)
        elif step.backup.exists():
            step.backup.replace(step.path)
    for step in staged:
        _forget(*(path for path in (step.temporary, step.backup) if path))


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
