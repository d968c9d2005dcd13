"""A collection on disk: `<id>.yml` for each brief, `sources/` for what it rests on, `.base/` for what was extracted."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path

from generator.errors import Location, StoreError
from generator.record.ids import LIMIT, is_id, slug
from generator.record.names import Names
from generator.record.schema import Incident, Source
from generator.store.base import CONFLICTS, Base, Conflict, base_to_bytes, confidence_in, open_conflicts, read_base
from generator.store.files import Write, has_leftovers, recover, write_all
from generator.store.listing import BASE, SOURCES
from generator.store.loaded import Loaded
from generator.store.loading import Loader
from generator.store.lock import locked
from generator.store.reader import read_bytes
from generator.store.writer import source_to_yaml, to_yaml

Scored = tuple[Incident, Mapping[str, float]]
"""A record to write, and the scores of its values: field path -> 0 to 1."""


class Collection:
    """The briefs of one folder. Open one with `Collection.open`.

    Args:
        folder: The folder, as the person named it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._loader = Loader(folder)
        self._aliases: dict[str, tuple[int, frozenset[str]]] = {}
        self._held = False

    @classmethod
    def open(cls, folder: Path) -> Collection:
        """Open a collection, and finish or clear away what a killed process left.

        Raises:
            StoreError: There is no such folder, or it cannot be read.
        """
        if not folder.is_dir():
            raise StoreError(f"{folder} is not a folder")
        collection = cls(folder)
        try:
            interrupted = has_leftovers(folder, (SOURCES, BASE))
        except OSError as error:
            raise StoreError(f"{error.filename or folder} cannot be read: {error.strerror}") from error
        if interrupted:
            try:
                with locked(folder, wait=0):
                    recover(folder, (SOURCES, BASE))
            except (StoreError, OSError):
                # Somebody is writing just now, or the folder can only be read: the leftovers are theirs, or harmless.
                return collection
        return collection

    def load(self, changed: Set[str] | None = None) -> Loaded:
        """Read every brief and source; a bad one becomes problems, and stops no other.

        Called again, it reads only files that have changed.

        Args:
            changed: Names of the files in the collection's folder that may have changed, where somebody knows that no
                others have; None has all files looked at.
        """
        return self._loader.load(changed)

    @property
    def memory(self) -> object:
        """What is known of the files that have been read; another process may `recall` it."""
        return self._loader.memory

    def recall(self, memory: object) -> None:
        """Take what another process knew, so that only files that have changed since are read."""
        self._loader.recall(memory)

    @contextmanager
    def locked(self, *, wait: float = 10.0) -> Iterator[None]:
        """Keep other processes from writing, across several calls: look up, choose an id, write.

        Raises:
            StoreError: Another process has been writing for longer than `wait` seconds.
        """
        if self._held:
            yield
            return
        with locked(self.folder, wait=wait):
            self._held = True
            try:
                yield
            finally:
                self._held = False

    def path_of(self, id_: str) -> Path:
        """Give the file of a brief, whether or not it is there."""
        return self.folder / f"{id_}.yml"

    def find_record(self, id_: str) -> Incident | None:
        """Give one incident by its id, or None where there is no such brief or it cannot be read."""
        if not is_id(id_) or not self.path_of(id_).is_file():
            return None
        return self._loader.read_brief(self.path_of(id_))[0]

    def confidence_of(self, id_: str) -> Mapping[str, float]:
        """Give the scores that extraction gave a brief's values; empty where there are none."""
        path = self.base_path(id_)
        try:
            return confidence_in(path.read_bytes()) if is_id(id_) else {}
        except OSError:
            return {}

    def source_path(self, id_: str) -> Path:
        """Give the file of what is known of a kept article, whether or not it is there."""
        return self.folder / SOURCES / f"{id_}.yml"

    def base_path(self, id_: str) -> Path:
        """Give the file of what extraction last said of a brief, whether or not it is there."""
        return self.folder / BASE / f"{id_}.json"

    def base_of(self, id_: str) -> Base | None:
        """Give what extraction last said of a brief; None where there is nothing sound, and all is the person's."""
        return read_base(self.base_path(id_)) if is_id(id_) else None

    def base_ids(self) -> list[str]:
        """Give the ids for which there is a file of what extraction said, whether or not there is such a brief."""
        found = sorted(path.stem for path in (self.folder / BASE).glob("*.json"))
        return [id_ for id_ in found if is_id(id_)]

    def conflicts_of(self, id_: str) -> tuple[Conflict, ...]:
        """Give what a person has still to settle in a brief; empty where it cannot be read."""
        path = self.base_path(id_)
        if not is_id(id_) or not path.is_file() or CONFLICTS not in path.read_bytes():
            return ()
        base, record = read_base(path), self.find_record(id_)
        return open_conflicts(record, base) if record else ()

    def known_source(self, id_: str) -> bool:
        """Say whether an article is kept."""
        return self.source_text(id_) is not None

    def source_text(self, id_: str) -> str | None:
        """Give the text of a kept article, or None where it is not kept or cannot be read."""
        path = self.folder / SOURCES / f"{id_}.txt"
        if not _is_name(id_) or not path.is_file() or not self._inside(path):
            return None
        try:
            return path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def find_source(self, id_: str) -> Source | None:
        """Give what is known of a kept article, or None where it is not kept or cannot be read."""
        path = self.source_path(id_)
        if not _is_name(id_) or not path.is_file() or not self._inside(path):
            return None
        return self._loader.read_source(path)

    def names(self) -> Names:
        """Give what the collection says of names."""
        return self._loader.read_names()

    def taken(self, id_: str) -> bool:
        """Say whether an id stands for a brief already, by its file's name, whatever the case, or as an alias."""
        return id_.casefold() in self._names()

    def free_id(self, wanted: str, *, avoid: Iterable[str] = ()) -> str:
        """Give an id that no brief has: the wanted one, or with -2, -3… after it.

        Args:
            wanted: As `make_id` gives it; other text is brought to the form of an id.
            avoid: More ids not to give, such as those of drafts not yet written.
        """
        return free_among(wanted, self._names() | {other.casefold() for other in avoid})

    def keep_source(self, source: Source, text: str) -> None:
        """Keep an article: its text, byte for byte, and what is known of it. One that is kept already stays.

        Raises:
            StoreError: It cannot be written, or its id is not that of its text.
        """
        self.add_all((), source=source, text=text)

    def write_new(self, incident: Incident, confidence: Mapping[str, float]) -> Path:
        """Write a new brief, and beside it what extraction said.

        Returns:
            The brief's file.

        Raises:
            StoreError: It cannot be written, or there is such a brief already.
        """
        return self.add_all([(incident, confidence)])[0]

    def add_all(
        self,
        drafts: Sequence[Scored],
        *,
        source: Source | None = None,
        text: str | None = None,
        edits: Mapping[str, tuple[bytes, bytes]] | None = None,
        bases: Mapping[str, Base] | None = None,
        gone: Mapping[str, bytes] | None = None,
        others: Sequence[Write] = (),
        free: Container[str] = (),
    ) -> list[Path]:
        """Write an article and all that was made of it, and what it changes in other briefs, or nothing at all.

        Args:
            drafts: New records with their scores; their ids must be free.
            source: The article, where it is to be kept.
            text: Its text.
            edits: For briefs that are there: id -> what the file holds, and what it is to hold.
            bases: For briefs that are there: id -> what extraction says of them now. For a new one, what its articles
                say besides; without it, there is one article, and the record is what that says.
            gone: Briefs to delete: id -> what the file holds; their bases go too.
            others: More files to write with them.
            free: Ids of which the caller knows, under the lock, that no brief has them.

        Returns:
            The new briefs' files, in the order of the drafts.

        Raises:
            StoreError: Something stands in the way; then nothing has changed.
        """
        with self.locked():
            writes = [] if source is None or text is None else self._source_writes(source, text)
            unsure = [incident.id for incident, _ in drafts if incident.id not in free]
            taken = self._names() if unsure else set()
            for incident, confidence in drafts:
                self._check_new(incident, taken)
                # What a brief that is gone left behind is no reason to refuse a new one.
                writes += self._base_writes(incident.id, (bases or {}).get(incident.id) or Base(incident, confidence))
            new_ids = {incident.id for incident, _ in drafts}
            for id_, base in (bases or {}).items():
                writes += self._base_writes(id_, base) if id_ not in new_ids else ()
            for id_, (before, after) in (edits or {}).items():
                if before != after:
                    writes.append(Write(self.path_of(id_), after, before))
            # Stubs stand before the main brief, which links to them.
            paths = [self.path_of(incident.id) for incident, _ in drafts]
            new = zip(paths, (incident for incident, _ in drafts), strict=True)
            writes += [Write(path, to_yaml(incident).encode()) for path, incident in reversed(list(new))]
            writes += others
            for id_, before in (gone or {}).items():
                writes.append(Write(self.path_of(id_), None, before))
                if self.base_path(id_).is_file():
                    writes.append(Write(self.base_path(id_), None, self.base_path(id_).read_bytes()))
            if len({write.path for write in writes}) < len(writes):
                raise StoreError("two of the drafts have one id; give each its own")
            write_all(self.folder, writes)
        return paths

    def _check_new(self, incident: Incident, taken: set[str]) -> None:
        path = self.path_of(incident.id)
        if not is_id(incident.id):
            raise StoreError(f'"{incident.id}" cannot be the id of a brief')
        if incident.id in taken:
            raise StoreError("there is a brief of this id, or an alias; nothing is overwritten", Location(path))

    def _base_writes(self, id_: str, base: Base) -> Iterator[Write]:
        path, data = self.base_path(id_), base_to_bytes(base)
        before = path.read_bytes() if path.is_file() else None
        if before != data:
            yield Write(path, data, before)

    def _source_writes(self, source: Source, text: str) -> list[Write]:
        try:
            data = text.encode()
        except UnicodeEncodeError as error:
            raise StoreError("the article's text cannot be written as UTF-8") from error
        id_ = hashlib.sha256(data).hexdigest()[:8]
        if source.id != id_:
            raise StoreError(f'the source\'s id is "{source.id}", but its text makes it {id_}')
        texts, notes = (self.folder / SOURCES / f"{id_}{suffix}" for suffix in (".txt", ".yml"))
        writes = []
        if not os.path.lexists(texts):
            writes.append(Write(texts, data))
        elif not self._inside(texts) or texts.read_bytes() != data:
            raise StoreError("holds another text; delete one of the two", Location(texts))
        if not os.path.lexists(notes):
            writes.append(Write(notes, source_to_yaml(source).encode()))
        return writes

    def _inside(self, path: Path) -> bool:
        return not _leads_away(path, self.folder) and not _leads_away(path.parent, self.folder)

    def _names(self) -> set[str]:
        """Give every id and alias, in lower case. Only files that hold the word "aliases" are parsed."""
        names: set[str] = set()
        for entry in os.scandir(self.folder):
            path = Path(entry.path)
            if path.suffix in (".yml", ".yaml") and not entry.name.startswith("."):
                names.add(path.stem.casefold())
                if path.suffix == ".yml" and entry.is_file():
                    names |= self._aliases_in(path, entry.stat().st_mtime_ns)
        return names

    def _aliases_in(self, path: Path, time: int) -> frozenset[str]:
        known = self._aliases.get(path.name)
        if known and known[0] == time:
            return known[1]
        try:
            found: Iterable[str] = ()
            if b"aliases" in read_bytes(path):
                incident = self._loader.read_brief(path)[0]
                found = incident.aliases if incident else ()
        except StoreError:
            found = ()
        self._aliases[path.name] = (time, frozenset(found))
        return self._aliases[path.name][1]


def free_among(wanted: str, names: Container[str]) -> str:
    """Give an id that is not among some names: the wanted one, or with -2, -3… after it.

    Args:
        wanted: As `make_id` gives it; other text is brought to the form of an id.
        names: Ids and aliases in lower case.
    """
    wanted = slug(wanted) or "incident"
    numbered = (f"{wanted[: LIMIT - 1 - len(str(n))].rstrip('-')}-{n}" for n in count(2))
    return next(id_ for id_ in chain([wanted], numbered) if is_id(id_) and id_ not in names)


def _leads_away(path: Path, folder: Path) -> bool:
    return path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())


def _is_name(text: str) -> bool:
    """Say whether text is a file's name, and nothing that leads elsewhere."""
    return bool(text) and not text.startswith(".") and not any(c in text for c in "/\\:\0")
