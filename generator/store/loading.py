"""Reading a whole collection: every file once, each with its problems, and after that only what has changed."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from generator.errors import Location, StoreError
from generator.record.checks import check_collection, check_name, check_sense, check_source
from generator.record.convert import Locate, from_data, namings_from_data, source_from_data
from generator.record.ids import is_id
from generator.record.names import Names, Namings, check_namings
from generator.record.paths import Address
from generator.record.problem import Problem
from generator.record.schema import Incident, Source
from generator.record.walk import Place, references
from generator.store.listing import (
    NAMES,
    OUTSIDE,
    SOURCES,
    Stamp,
    collisions,
    is_brief,
    list_files,
    may_be_brief,
    stamp_of,
)
from generator.store.loaded import Loaded, Round
from generator.store.reader import StrictError, Tree, read_bytes, read_file, read_yaml

_Stamps = Mapping[str, Stamp | None]
_SourceText = Callable[[str], str | None]
_ABSENT: Stamp = (0, 0, 0)


@dataclass(slots=True)
class _Entry:
    """What is known of one file."""

    stamp: Stamp | None
    digest: bytes = b""
    """Of what it holds, and for a source of its text: a file whose time alone is another is not read as YAML again."""
    value: Any = None
    problems: tuple[Problem, ...] = ()
    sense: tuple[Problem, ...] = ()
    sense_of: object = None
    """The sources by which the brief was checked."""


@dataclass(slots=True)
class Loader:
    """Reads a collection, and remembers what it read."""

    folder: Path
    """The collection's folder."""
    _briefs: dict[str, _Entry] = field(default_factory=dict)
    _sources: dict[str, _Entry] = field(default_factory=dict)
    _names: Names = field(default_factory=Names)
    _references: dict[str, tuple[Incident, list[Place]]] = field(default_factory=dict)
    _last: Round | None = None

    def load(self, changed: Set[str] | None = None) -> Loaded:
        """Read everything that has changed since the last time.

        Args:
            changed: Names of the files in the collection's folder that may have changed, where somebody knows that no
                others have; None has all files looked at.
        """
        with _without_garbage_collection():
            return (self._load_only(changed) if changed is not None else None) or self._load()

    def _load(self) -> Loaded:
        problems: list[Problem] = []
        stamps = list_files(self.folder / SOURCES, self.folder, problems) if self._may_enter(problems) else {}
        texts = self._texts(stamps)
        sources = dict(self._read_sources(stamps, texts, problems))
        briefs = list_files(self.folder, self.folder, problems)
        refused = [problem.location.path for problem in problems if problem.location]
        broken = {p.stem: p for p in refused if p.parent == self.folder and may_be_brief(p)}
        self._briefs = {name: entry for name, entry in self._briefs.items() if name in briefs}
        problems += collisions(self.folder, briefs)
        self._references = {id_: known for id_, known in self._references.items() if f"{id_}.yml" in briefs}
        now = Round(briefs, stamps, sources, broken, rest=problems)
        for name, stamp in briefs.items():
            if name in self._briefs or is_brief(self.folder / name, problems):
                self._take(now, name, stamp, texts)
        now.between = self._check_between(now)
        self._read_names(briefs, {*now.records, *now.broken}, problems)
        self._last = now
        return now.end(self.folder, self._names)

    def _load_only(self, changed: Set[str]) -> Loaded | None:
        """Read a few briefs again; None where more than they may be another than it was."""
        last = self._last
        if last is None:
            return None
        names = {*changed, *last.unsettled}
        problems: list[Problem] = []
        stamps = {name: stamp_of(self.folder / name, self.folder, problems) for name in names if name in self._briefs}
        if problems or len(stamps) < len(names):
            return None
        now, texts = last.begin_again(stamps), self._texts(last.texts)
        for name, stamp in stamps.items():
            self._take(now, name, stamp, texts)
        ids = [name.removesuffix(".yml") for name in stamps]
        if not all(self._says_the_same_of_others(last.records.get(id_), now.records.get(id_)) for id_ in ids):
            return None
        if any(problem.location and problem.location.path.name in stamps for problem in now.between):
            now.between = self._check_between(now)  # it may stand in another line
        self._last = now
        return now.end(self.folder, self._names)

    def _check_between(self, now: Round) -> list[Problem]:
        return list(check_collection(now.records, others=now.broken, locate=self._locate, refer=self._refer))

    def _says_the_same_of_others(self, before: Incident | None, now: Incident | None) -> bool:
        if before is None or now is None:
            return before is now
        said = [
            (one.aliases, one.links, one.when.date, [(place.address, place.value) for place in self._refer(one)])
            for one in (before, now)
        ]
        return said[0] == said[1]

    def _refer(self, incident: Incident) -> list[Place]:
        """Give the values of an incident that name other briefs."""
        known = self._references.get(incident.id)
        if known is None or known[0] is not incident:
            known = self._references[incident.id] = (incident, references(incident))
        return known[1]

    def _take(self, now: Round, name: str, stamp: Stamp | None, texts: _SourceText) -> None:
        """Read a brief, or where it has not changed take what is known of it."""
        entry, id_ = self._brief(name, stamp), name.removesuffix(".yml")
        if stamp is None:
            now.unsettled.add(name)
        if entry.value is None:
            now.broken[id_] = self.folder / name
            now.records.pop(id_, None)
            now.digests.pop(id_, None)
        else:
            now.records[id_], now.digests[id_] = entry.value, entry.digest
            self._make_sense(name, entry, now, texts)
        if found := entry.problems + (() if entry.value is None else entry.sense):
            now.found[name] = found

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
            problems.append(Problem("outside-link", OUTSIDE, "", Location(place)))
            return False
        return True

    @property
    def memory(self) -> object:
        """What is remembered of every file; another process may `recall` it, since files are told by what they hold."""
        return self._briefs, self._sources

    def recall(self, memory: object) -> None:
        """Take what another process has remembered; what is no such thing is left alone."""
        match memory:
            case (dict() as briefs, dict() as sources):
                self._briefs, self._sources = briefs, sources

    def read_brief(self, path: Path) -> tuple[Incident | None, list[Problem]]:
        """Read one brief, from memory where it has not changed."""
        problems: list[Problem] = []
        stamp = stamp_of(path, self.folder, problems)
        if problems:
            return None, problems
        entry = self._brief(path.name, stamp)
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

    def _brief(self, name: str, stamp: Stamp | None) -> _Entry:
        entry = self._briefs.get(name)
        if entry is not None and stamp is not None and entry.stamp == stamp:
            return entry
        path = self.folder / name
        data = _bytes_of(path)
        digest = _digest(data)
        if entry is None or entry.digest != digest or not digest:
            incident, problems = _read(path, from_data, data)
            if incident is not None and incident.id != path.stem:
                # Links and pages go by the file's name.
                problems += check_name(incident.id, path.stem, locate=_tree_locator(path))
                incident = replace(incident, id=path.stem)
            entry = self._briefs[name] = _Entry(stamp, digest, incident, tuple(problems))
        entry.stamp = stamp
        return entry

    def _make_sense(self, name: str, entry: _Entry, now: Round, texts: _SourceText) -> None:
        incident: Incident = entry.value
        kept = [source for source in incident.sources if isinstance(source, str)]
        by = tuple((source, self._source_state(source, now.texts)) for source in kept)
        if entry.sense_of != by:
            locate = _tree_locator(self.folder / name)
            found = check_sense(incident, source_text=texts, kept=now.sources.keys(), locate=locate)
            entry.sense, entry.sense_of = tuple(found), by

    def _source_state(self, id_: str, stamps: _Stamps) -> object:
        """Give what tells that a source, or its text, is another one."""
        known = self._sources.get(f"{id_}.yml")
        return known.digest if known else stamps.get(f"{id_}.txt", 0)

    def _read_sources(
        self, stamps: _Stamps, texts: _SourceText, problems: list[Problem]
    ) -> Iterator[tuple[str, Source]]:
        self._sources = {name: entry for name, entry in self._sources.items() if name in stamps}
        place = self.folder / SOURCES
        for name, stamp in stamps.items():
            stem, _, suffix = name.rpartition(".")
            if suffix == "txt" and f"{stem}.yml" not in stamps:
                message = f"what is known of this source, {stem}.yml, is not beside it"
                problems.append(Problem("missing-notes", message, "", Location(place / name), "warning"))
            if suffix != "yml":
                continue
            entry = self._sources.get(name)
            if entry is None and not is_id(stem):
                message = f'"{stem}" cannot name a source; name it by the first 8 hex digits of its text\'s SHA-256'
                problems.append(Problem("bad-id", message, "id", Location(place / name)))
                continue
            text_stamp = stamps.get(f"{stem}.txt", _ABSENT)
            changing = stamp is None or text_stamp is None
            if entry is None or changing or (entry.stamp, entry.sense_of) != (stamp, text_stamp):
                entry = self._source(name, stamp, text_stamp, texts)
            problems += entry.problems
            if entry.value is not None:
                yield stem, entry.value

    def _source(self, name: str, stamp: Stamp | None, text_stamp: Stamp | None, texts: _SourceText) -> _Entry:
        path = self.folder / SOURCES / name
        entry = self._sources.get(name)
        data, text = _bytes_of(path), texts(path.stem) if text_stamp != _ABSENT else None
        digest = _digest(data, None if text is None else text.encode())
        if entry is None or entry.digest != digest or not digest:
            source, faults = _read(path, source_from_data, data)
            if source is not None:
                faults += check_source(source, stem=path.stem, text=text, locate=_tree_locator(path))
            entry = self._sources[name] = _Entry(stamp, digest, source, tuple(faults))
        entry.stamp, entry.sense_of = stamp, text_stamp
        return entry

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


def _bytes_of(path: Path) -> bytes | None:
    """Read a file; None where it cannot be read, which whoever reads it as YAML tells."""
    try:
        return read_bytes(path)
    except StoreError:
        return None


def _digest(*parts: bytes | None) -> bytes:
    """Give a digest of what files hold; empty where the first cannot be read."""
    if parts[0] is None:
        return b""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(b"%d " % (-1 if part is None else len(part)))
        digest.update(part or b"")
    return digest.digest()


def _read(
    path: Path, convert: Callable[..., tuple[Any, list[Problem]]], data: bytes | None = None
) -> tuple[Any, list[Problem]]:
    try:
        tree = read_file(path) if data is None else read_yaml(data, path)
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
