"""Work that can wait while somebody edits: done in the background, the latest request only."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(f"mkdocs.plugins.{__name__}")


class Later:
    """Does one thing at a time in the background; of requests that come meanwhile only the last is heard."""

    def __init__(self) -> None:
        self._next: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def ask(self, work: Callable[[], None]) -> None:
        """Have something done soon."""
        with self._lock:
            self._next = work
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()

    def wait(self) -> None:
        """Wait until nothing is left to do."""
        thread = self._thread
        if thread:
            thread.join()

    def _run(self) -> None:
        while True:
            with self._lock:
                work, self._next = self._next, None
                if work is None:
                    self._thread = None
                    return
            try:
                work()
            except Exception:  # whoever edits goes on, and reads what happened
                log.exception("Something that was put off for later could not be done")
