"""Sees at once when a file of a large collection is changed, without looking at each of its files twice a second.

The system tells of changes where it can; for folders of which it tells nothing, such as those of other machines, the
files are looked at every few seconds as well.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

log = logging.getLogger(f"mkdocs.plugins.{__name__}")

_SLOWLY = 3.0
"""Seconds between two looks at all files."""
_CHANGES = frozenset({"created", "modified", "moved", "deleted"})

Stamps = dict[str, tuple[int, int]]


class Watcher(FileSystemEventHandler):
    """Watches a folder.

    Args:
        folder: The folder; hidden files in it do not count.
        beacon: A file that is written after each change; whoever looks at it knows.
    """

    def __init__(self, folder: Path, beacon: Path) -> None:
        self._folder, self._beacon = folder.resolve(), beacon
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

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take what the system tells."""
        if event.event_type in _CHANGES and not event.is_directory:
            paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
            if any(self._counts(path) for path in paths):
                self._tell()

    def _tell(self) -> None:
        try:
            self._beacon.write_text(str(time.time_ns()), "utf-8")
        except OSError:  # its folder has gone: nobody looks any more
            log.debug("%s cannot be written", self._beacon)

    def _counts(self, path: Path) -> bool:
        parts = path.relative_to(self._folder).parts if path.is_relative_to(self._folder) else path.parts[-1:]
        return not any(part.startswith(".") for part in parts)

    def _look(self) -> None:
        before = dict(_stamps(self._folder))
        while not self._stop.wait(_SLOWLY):
            now = dict(_stamps(self._folder))
            if now != before:
                before = now
                self._tell()


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
