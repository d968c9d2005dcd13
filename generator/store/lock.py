"""One writer at a time: a lock file that a process holds while it writes to a collection."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import StoreError

NAME = ".lock"
"""The lock file in the collection's folder; there only while somebody writes."""
_PAUSE = 0.05

if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def locked(folder: Path, *, wait: float = 10.0) -> Iterator[None]:
    """Hold the collection's lock.

    The system lets go of the lock when its holder dies, so a file left behind by a killed process blocks nobody.

    Args:
        folder: The collection's folder.
        wait: Seconds to wait for another process.

    Raises:
        StoreError: Another process has held it for so long, or the folder cannot be written to.
    """
    path = folder / NAME
    end = time.monotonic() + wait
    while (handle := _acquire(path)) is None:
        if time.monotonic() >= end:
            raise StoreError(f"{_holder(path)} is writing to {folder}; try again when it has ended")
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _release(path, handle)


def _acquire(path: Path) -> int | None:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(f"{path.parent} cannot be written to: {error.strerror}") from error
    # The file may have been taken away by its last holder between opening and locking; then it locks nobody out.
    if _try(handle) and _is_there(path, handle):
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        return handle
    os.close(handle)
    return None


def _is_there(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _release(path: Path, handle: int) -> None:
    # Taken away before it is let go of, so that nobody takes away another's. Windows takes away no open file.
    if sys.platform != "win32":
        path.unlink(missing_ok=True)
    os.close(handle)


def _holder(path: Path) -> str:
    try:
        number = path.read_text("ascii", "replace").strip()
    except OSError:
        number = ""
    return f"another process (number {number})" if number.isdigit() else "another process"
