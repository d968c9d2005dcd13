"""Reading a whole collection: every file once, each with its problems, and after that only what has changed."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from generator.errors import Location, StoreError
from generator.record.checks import check_collection, check_name, check_sense, check_source
from generator.record.convert import Locate, from_data, namings_from_data, source_from_data
from generator.record.ids import is_id, slug
from generator.record.names import Names, Namings, check_namings
from generator.record.paths import Address
from generator.record.problem import Problem
from generator.record.schema import Incident, Source
from generator.record.values import did_you_mean
from generator.store.reader import StrictError, Tree, read_file

SOURCES = "sources"
"""The folder of kept sources, in that of the briefs."""
BASE = ".base"
"""The folder of what extraction last said, in that of the briefs."""

NAMES = "entities.yml"
"""The file of names, in the folder of the briefs."""

_OUTSIDE = "this is a link that leads out of the collection; put what it leads to here"

Stamp = tuple[int, int, int]
_Stamps = Mapping[str, Stamp | None]
_SourceText = Callable[[str], str | None]
# A file written twice within a tick of the disk's clock can look unchanged, so a very new one is read again.
_SETTLED = 2_000_000_000


@dataclass(frozen=True)
class Loaded:
    """A collection as it was read."""

    folder: Path
    """The collection's folder."""
    records: Mapping[str, Incident]
    """Every incident that could be read, by id (its file's stem), in order of ids."""
    problems: list[Problem]
    """Everything wrong, in order of files and lines."""
    sources: Mapping[str, Source]
    """Every kept source that could be read, by id."""
    broken: Mapping[str, Path]
    """Ids of briefs that could not be read, with their files; `problems` say why."""
    names: Names
    """What the collection says of names."""

    def problems_of(self, id_: str) -> list[Problem]:
        """Give the problems of one brief."""
        return self._by_path.get(self.folder / f"{id_}.yml", [])

    @cached_property
    def _by_path(self) -> dict[Path, list[Problem]]:
        out: dict[Path, list[Problem]] = {}
        for problem in self.problems:
            if problem.location:
                out.setdefault(problem.location.path, []).append(problem)
        return out


@dataclass(slots=True)
class _Entry:
    """What is known of one file."""

    stamp: Stamp | None
    value: Any = None
    problems: tuple[Problem, ...] = ()
    sense: tuple[Problem, ...] = ()
    sense_stamp: object = None


@dataclass(slots=True)
class Loader:
    """Reads a collection, and remembers what it read."""

    folder: Path
    """The collection's folder."""
    _briefs: dict[str, _Entry] = field(default_factory=dict)
    _sources: dict[str, _Entry] = field(default_factory=dict)
    _names: Names = field(default_factory=Names)

    def load(self) -> Loaded:
        """Read everything that has changed since the last time."""
        with _without_garbage_collection():
            return self._load()

    def _load(self) -> Loaded:
        problems: list[Problem] = []
        stamps = _stamps(self.folder / SOURCES, self.folder, problems) if self._may_enter(problems) else {}
        texts = self._texts(stamps)
        sources = dict(self._read_sources(stamps, texts, problems))
        briefs = _stamps(self.folder, self.folder, problems)
        refused = [problem.location.path for problem in problems if problem.location]
        broken = {p.stem: p for p in refused if p.parent == self.folder and may_be_brief(p)}
        records: dict[str, Incident] = {}
        self._briefs = {name: entry for name, entry in self._briefs.items() if name in briefs}
        problems += _collisions(self.folder, briefs)
        for name, stamp in briefs.items():
            path = self.folder / name
            if not _is_brief(path, problems):
                continue
            entry = self._brief(path, stamp)
            problems += entry.problems
            if entry.value is None:
                broken[path.stem] = path
                continue
            records[path.stem] = entry.value
            self._make_sense(path, entry, stamps, texts, sources.keys())
            problems += entry.sense
        problems += check_collection(records, others=broken.keys(), locate=self._locate)
        names = self._read_names(briefs, {*records, *broken}, problems)
        return Loaded(self.folder, records, sorted(problems, key=_order), sources, broken, names)

    def _texts(self, stamps: _Stamps) -> _SourceText:
        """Give what reads each kept text once, and only from among files that were looked at already."""
        place = self.folder / SOURCES

        @cache
        def text(id_: str) -> str | None:
            name = f"{id_}.txt"
            if name not in stamps:
                return None
            try:
                with (place / name).open("rb") as file:
                    return file.read().decode("utf-8")
            except (OSError, UnicodeDecodeError):
                return None

        return text

    def _may_enter(self, problems: list[Problem]) -> bool:
        """Say whether the folder of sources lies in the collection, as what is read must."""
        place = self.folder / SOURCES
        if place.is_symlink() and not place.resolve().is_relative_to(self.folder.resolve()):
            problems.append(Problem("outside-link", _OUTSIDE, "", Location(place)))
            return False
        return True

    @property
    def memory(self) -> object:
        """What is remembered of every file; another process may `recall` it, since files are told by time and size."""
        return self._briefs, self._sources

    def recall(self, memory: object) -> None:
        """Take what another process has remembered; what is no such thing is left alone."""
        match memory:
            case (dict() as briefs, dict() as sources):
                self._briefs, self._sources = briefs, sources

    def read_brief(self, path: Path) -> tuple[Incident | None, list[Problem]]:
        """Read one brief, from memory where it has not changed."""
        problems: list[Problem] = []
        stamp = _stamp(path, self.folder, problems)
        if problems:
            return None, problems
        entry = self._brief(path, stamp)
        return entry.value, list(entry.problems)

    def read_source(self, path: Path) -> Source | None:
        """Read one kept source; None where it is at fault."""
        source: Source | None = _read(path, source_from_data)[0]
        return source

    def read_names(self) -> Names:
        """Read what the collection says of names; the list of groups alone where that is missing or at fault."""
        path = self.folder / NAMES
        namings = _read(path, namings_from_data)[0] if path.is_file() else None
        return Names(namings.names) if namings is not None else Names()

    def _brief(self, path: Path, stamp: Stamp | None) -> _Entry:
        entry = self._briefs.get(path.name)
        if entry is None or stamp is None or entry.stamp != stamp:
            incident, problems = _read(path, from_data)
            if incident is not None and incident.id != path.stem:
                # Links and pages go by the file's name.
                problems += check_name(incident.id, path.stem, locate=_tree_locator(path))
                incident = replace(incident, id=path.stem)
            entry = self._briefs[path.name] = _Entry(stamp, incident, tuple(problems))
        return entry

    def _make_sense(
        self, path: Path, entry: _Entry, stamps: _Stamps, texts: _SourceText, others: Collection[str]
    ) -> None:
        incident: Incident = entry.value
        kept = [source for source in incident.sources if isinstance(source, str)]
        now = tuple((name, stamps.get(f"{name}.yml"), stamps.get(f"{name}.txt")) for name in kept)
        unsettled = any(f"{name}.txt" in stamps and stamps[f"{name}.txt"] is None for name in kept)
        if entry.sense_stamp != now or unsettled:
            found = check_sense(incident, source_text=texts, kept=others, locate=_tree_locator(path))
            entry.sense, entry.sense_stamp = tuple(found), now

    def _read_sources(
        self, stamps: _Stamps, texts: _SourceText, problems: list[Problem]
    ) -> Iterator[tuple[str, Source]]:
        self._sources = {name: entry for name, entry in self._sources.items() if name in stamps}
        place = self.folder / SOURCES
        for name, stamp in stamps.items():
            if name.endswith(".txt") and f"{name[:-4]}.yml" in stamps:
                continue  # looked at together with what is known of it
            path = place / name
            if path.suffix == ".txt" and f"{path.stem}.yml" not in stamps:
                message = f"what is known of this source, {path.stem}.yml, is not beside it"
                problems.append(Problem("missing-notes", message, "", Location(path), "warning"))
            if path.suffix != ".yml":
                continue
            if not is_id(path.stem):
                message = (
                    f'"{path.stem}" cannot name a source; name it by the first 8 hex digits of its text\'s SHA-256'
                )
                problems.append(Problem("bad-id", message, "id", Location(path)))
                continue
            entry = self._sources.get(name)
            text_name = f"{path.stem}.txt"
            text_stamp = stamps.get(text_name, (0, 0, 0))
            changing = stamp is None or text_stamp is None
            if entry is None or changing or (entry.stamp, entry.sense_stamp) != (stamp, text_stamp):
                source, faults = _read(path, source_from_data)
                if source is not None:
                    text = texts(path.stem)
                    faults += check_source(source, stem=path.stem, text=text, locate=_tree_locator(path))
                entry = self._sources[name] = _Entry(stamp, source, tuple(faults), sense_stamp=text_stamp)
            problems += entry.problems
            if entry.value is not None:
                yield path.stem, entry.value

    def _read_names(self, there: Collection[str], ids: set[str], problems: list[Problem]) -> Names:
        path = self.folder / NAMES
        namings, faults = _read(path, namings_from_data) if NAMES in there else (Namings(), [])
        problems += faults
        if namings is not None:  # one that cannot be read leaves the names as they last were
            problems += check_namings(namings, ids, locate=_tree_locator(path))
            self._names = Names(namings.names)
        return self._names

    def _locate(self, id_: str, address: Address) -> Location | None:
        return _tree_locator(self.folder / f"{id_}.yml")(address)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Spare the search for garbage while thousands of records are made, none of which is any."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(path: Path, convert: Callable[..., tuple[Any, list[Problem]]]) -> tuple[Any, list[Problem]]:
    try:
        tree = read_file(path)
    except StrictError as error:
        return None, [Problem(error.code, error.message, "", error.location)]
    except StoreError as error:
        return None, [Problem("not-readable", error.message, "", error.location)]
    value, problems = convert(tree.data, locate=tree.locate)
    return value, problems


def _tree_locator(path: Path) -> Locate:
    """Give a locator that reads its file only when a problem is to be located."""
    trees: list[Tree] = []

    def locate(address: Address) -> Location | None:
        if not trees:
            try:
                trees.append(read_file(path))
            except StoreError:  # it has changed or gone since it was read
                return Location(path)
        return trees[0].locate(address)

    return locate


def may_be_brief(path: Path) -> bool:
    """Say whether a file's name is that of a brief: an id, and not what says which names are one."""
    return path.suffix == ".yml" and path.name != NAMES and is_id(path.stem)


def _is_brief(path: Path, problems: list[Problem]) -> bool:
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


def _collisions(folder: Path, names: Iterable[str]) -> Iterator[Problem]:
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


def _stamps(place: Path, folder: Path, problems: list[Problem]) -> dict[str, Stamp | None]:
    """List the files of a folder that are not hidden, each with what tells that it has changed; None: read it again."""
    if not place.is_dir():
        return {}
    try:
        entries = list(os.scandir(place))
    except OSError as error:
        problems.append(_unreadable(place, error))
        return {}
    found = {e.name: e for e in entries if not e.name.startswith(".") and (e.is_symlink() or e.is_file())}
    out = {}
    for name in sorted(found, key=lambda name: name.rpartition(".")):
        faults: list[Problem] = []
        # An entry that is no link has been looked at already, so that it costs one look at the disk and not three.
        entry = found[name]
        stamp = _stamp(place / name, folder, faults) if entry.is_symlink() else _stamp_of(entry, place / name, faults)
        problems += faults
        if not faults:
            out[name] = stamp
    return out


def _stamp(path: Path, folder: Path, problems: list[Problem]) -> Stamp | None:
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            problems.append(Problem("outside-link", _OUTSIDE, "", Location(path)))
            return None
    except OSError as error:
        problems.append(_unreadable(path, error))
        return None
    return _stamp_of(path, path, problems)


def _stamp_of(entry: Path | os.DirEntry[str], path: Path, problems: list[Problem]) -> Stamp | None:
    try:
        status = entry.stat()
    except OSError as error:
        problems.append(_unreadable(path, error))
        return None
    if time.time_ns() - status.st_mtime_ns < _SETTLED:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _unreadable(path: Path, error: OSError) -> Problem:
    return Problem("not-readable", f"cannot be read: {error.strerror}", "", Location(path))


def _order(problem: Problem) -> tuple[str, int, int, str]:
    place = problem.location
    return (str(place.path), place.line, place.column, problem.code) if place else ("", 0, 0, problem.code)
