"""Sees at once when a file of a large collection is changed, without looking at each of its files twice a second.

The system tells of changes where it can; for folders of which it tells nothing, such as those of other machines, the
files are looked at every few seconds as well.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

log = logging.getLogger(f"mkdocs.plugins.{__name__}")

_SLOWLY = 3.0
"""Seconds between two looks at all files, at the least."""
_SHARE = 30
"""How many times as long as a look takes there is none."""
_CHANGES = frozenset({"created", "modified", "moved", "deleted"})

Stamp = tuple[int, int]
"""Time and size of a file."""
Stamps = dict[str, Stamp]
"""Those of files by their paths."""
_NEVER = (-1, -1)


class Watcher(FileSystemEventHandler):
    """Watches a folder.

    Args:
        folder: The folder; hidden files in it do not count.
        tell: Called after each change.
    """

    def __init__(self, folder: Path, tell: Callable[[], None]) -> None:
        self._folder, self._tell = folder.resolve(), tell
        self._changed: set[str] = set()
        self._taken: dict[str, Stamp | None] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._observer = Observer()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def start(self) -> None:
        """Begin."""
        try:
            self._observer.schedule(self, str(self._folder), recursive=True)
            self._observer.start()
        except OSError as error:  # such as too many watches; what is looked at slowly is seen all the same
            log.info("The system does not tell of changes (%s); they are seen after a few seconds", error)
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stop.set()
        if self._observer.is_alive():
            self._observer.stop()

    def take(self) -> set[str]:
        """Give the files that have changed since this was asked the last time, by their paths below the folder."""
        with self._lock:
            changed, self._changed = self._changed, set()
            for name in changed:
                path = self._folder / name
                self._taken[str(path)] = stamps_of([path]).get(str(path))
        return changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take what the system tells."""
        if event.event_type in _CHANGES and not event.is_directory:
            self._note(os.fsdecode(path) for path in (event.src_path, event.dest_path) if path)

    def _note(self, paths: Iterable[str]) -> None:
        names = {Path(path).relative_to(self._folder).as_posix() for path in paths if self._counts(Path(path))}
        if names:
            with self._lock:
                self._changed |= names
            self._tell()

    def _counts(self, path: Path) -> bool:
        if not path.is_relative_to(self._folder):
            return False
        return not any(part.startswith(".") for part in path.relative_to(self._folder).parts)

    def _look(self) -> None:
        before, took = stamps_of([self._folder]), 0.0
        while not self._stop.wait(max(_SLOWLY, _SHARE * took)):
            start = time.monotonic()
            now = stamps_of([self._folder])
            took = time.monotonic() - start
            different = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
            with self._lock:  # what the system has told of is known already
                told = {path for path in different if self._taken.get(path, _NEVER) == now.get(path)}
                self._taken.clear()
            self._note(different - told)
            before = now


def stamps_of(places: Iterable[Path | str]) -> Stamps:
    """Look at files, and at all those in folders that are not hidden."""
    found: Stamps = {}
    for place in places:
        if Path(place).is_dir():
            found.update(_stamps(place))
        elif Path(place).exists():
            status = Path(place).stat()
            found[str(place)] = status.st_mtime_ns, status.st_size
    return found


def _stamps(folder: Path | str) -> Iterator[tuple[str, tuple[int, int]]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from _stamps(entry.path)
                else:
                    status = entry.stat()
                    yield entry.path, (status.st_mtime_ns, status.st_size)
    except OSError:  # gone while one looked
        return
