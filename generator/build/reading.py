"""From the collection's folder to the site as pages ask it, again and again: only what has changed is read."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from generator.build.frame import Fault, Frame, Told
from generator.errors import StoreError
from generator.links import Memory, build
from generator.pages import Desk, Site, may_be_shown
from generator.record.problem import Problem
from generator.record.schema import Incident
from generator.store import Collection as Briefs
from generator.store import Loaded, read_file
from generator.store.history import last_changes
from generator.store.queue import read_queue

# While thousands of pages are made, little of what is made for them lies in a circle.
_RARELY = 20_000, 20, 200


class Reader:
    """Reads one collection.

    Args:
        root: The collection's folder.
        report: Tells of a problem of a brief.
        fault: Tells of a folder that cannot be read.
    """

    def __init__(self, root: Path, *, report: Told, fault: Fault) -> None:
        self._root, self._report = root, report
        self._collection = _opened(root, fault)
        self._links = Memory()
        self._last_good: dict[str, Incident] = {}
        self._told: frozenset[Problem] = frozenset()
        self.names = ""
        """All that the collection says of names, as text that differs where it does."""
        self.digests: Mapping[str, bytes] = {}
        """For each record a digest of its file."""
        self.problems: list[Problem] = []
        """All that is wrong."""

    @property
    def memory(self) -> object:
        """What is known of the files that have been read; another process may `recall` it."""
        return self._collection.memory

    def recall(self, memory: object) -> None:
        """Take what another process knew."""
        self._collection.recall(memory)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Tell of problems."""
        for problem in problems:
            self._report(problem, self._root.parent)

    def read(self, frame: Frame, changed: Set[str] | None = None) -> Site:
        """Read the collection, and tell what is wrong with it: everything, or where an edit is taken in what is new.

        Args:
            frame: What the site is made with.
            changed: Names of the files in the collection's folder that may have changed, where no others have; None
                has all files looked at.
        """
        # Nothing of what is read lies in a circle, and the collector would walk through all of it again and again.
        gc.disable()
        try:
            return self._read(frame, changed)
        finally:
            gc.freeze()
            gc.set_threshold(*_RARELY)
            gc.enable()

    def _read(self, frame: Frame, changed: Set[str] | None) -> Site:
        loaded = self._collection.load(changed)
        told = self._told if changed is not None else frozenset()
        self.tell([problem for problem in loaded.problems if problem not in told])
        self.problems = loaded.problems
        self._told = frozenset(loaded.problems)
        graph = build(loaded.records, loaded.sources, loaded.names, self._links)
        self.names, self.digests = loaded.names.everything, loaded.digests
        # What a build publishes does not hang on what was built before; whoever edits sees what there was.
        before = {id: self._last_good[id] for id in loaded.broken if frame.serving and id in self._last_good}
        self._last_good = {**before, **graph.records}
        wrong = {
            # A published page shows what makes a brief wrong; what might be better is for those who edit it.
            id: tuple(problem for problem in problems if frame.serving or problem.severity == "error")
            for id, problems in loaded.problems_by_id.items()
        }
        return Site(
            graph=graph,
            root=self._root,
            folders=frame.folders,
            directory_urls=frame.directory_urls,
            broken={id: path for id, path in loaded.broken.items() if may_be_shown(path)},
            problems={id: found for id, found in wrong.items() if found},
            before=before,
            about=frame.about,
            changed=last_changes(self._root),
            review=self._desk(loaded) if frame.review or frame.serving else None,
        )

    def _desk(self, loaded: Loaded) -> Desk:
        return Desk(
            problems={id: found for id, found in loaded.problems_by_id.items() if id in loaded.records},
            confidence=self._collection.confidence_of,
            disputes=self._collection.conflicts_of,
            matches=read_queue(self._root),
            locate=lambda id, address: read_file(self._root / f"{id}.yml").locate(address),
        )


def _opened(root: Path, fault: Fault) -> Briefs:
    try:
        return Briefs.open(root)
    except StoreError as error:
        fault(str(error))  # the build goes on, and shows what there is to be read
        return Briefs(root)
