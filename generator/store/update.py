"""A brief brought up to what extraction says now: read, merged three ways, and written, whole or not at all."""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.errors import Location, StoreError
from generator.record.convert import from_data
from generator.record.schema import Incident, Source
from generator.store.base import Base, Conflict, Said, open_conflicts
from generator.store.change import Change
from generator.store.collection import Collection, Scored
from generator.store.reader import read_bytes, read_yaml
from generator.store.splice import splice
from generator.store.three_way import merge, proposed_at
from generator.store.writer import to_yaml


@dataclass(frozen=True, slots=True)
class Update:
    """What becomes of one brief; nothing is written yet."""

    id: str
    """The brief's id."""
    path: Path
    """Its file."""
    before: bytes
    """What the file holds."""
    after: bytes
    """What it is to hold; the same bytes where there is nothing new to say."""
    record: Incident
    """The brief after the merge."""
    base: Base
    """What extraction says now, with every conflict that is open."""
    changes: tuple[Change, ...]
    """What differs between the two."""

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Give what a person has to settle."""
        return self.base.conflicts


def plan(
    collection: Collection,
    id_: str,
    proposed: Incident,
    confidence: Mapping[str, float],
    *,
    drafts: Mapping[str, Said] | None = None,
    drop: Some[str] = (),
) -> Update:
    """Work out what becomes of a brief that extraction has something to say of; writes nothing.

    Args:
        collection: Where the brief is.
        id_: The brief's id; it stays, whatever id is proposed.
        proposed: All that extraction says now, of all the brief's articles.
        confidence: The scores of its values: field path -> 0 to 1.
        drafts: Source id -> what each article says, for a brief of several.
        drop: Sources that the brief is to lose where nobody typed them; it never loses any other.

    Returns:
        The update, for `commit`. Without a sound base, everything in the brief is the person's and stays; but an
        article that the brief does not cite yet adds what the brief says nothing of.

    Raises:
        StoreError: There is no such brief, it is at fault, or its layout cannot be edited safely.
    """
    path = collection.path_of(id_)
    before, mine = read_brief(path)
    proposed = replace(proposed, id=id_)
    old = collection.base_of(id_)
    ancestor = old.record if old else None
    if ancestor is None and not set(proposed.sources) <= set(mine.sources):
        # What a person has written without an article stands; an article can only add to it, or disagree.
        ancestor = Incident(id=id_, title=proposed.title, status=proposed.status, tlp=proposed.tlp)
    merged = merge(ancestor, mine, proposed, drop=drop)
    if old and before == to_yaml(old.record).encode():
        # Nobody has written in it, so that it is laid out as if it were new.
        text = to_yaml(merged.record)
    else:
        text = splice(before.decode("utf-8"), merged.changes, path=path)
    conflicts = [*merged.conflicts]
    for conflict in open_conflicts(merged.record, old):
        is_new = all(conflict.path != other.path for other in conflicts)
        # What extraction no longer says is no longer asked.
        if is_new and ancestor and proposed_at(ancestor, merged.record, proposed, conflict.path) == conflict.proposed:
            conflicts.append(conflict)
    base = Base(proposed, dict(confidence), dict(drafts or {}), tuple(conflicts))
    return Update(id_, path, before, text.encode("utf-8"), merged.record, base, merged.changes)


def commit(
    collection: Collection,
    updates: Sequence[Update],
    *,
    new: Sequence[Scored] = (),
    gone: Mapping[str, bytes] | None = None,
    source: Source | None = None,
    text: str | None = None,
) -> list[Path]:
    """Write updates, and with them an article, briefs that are new and the end of others, or nothing at all.

    Args:
        collection: Where the briefs are; lock it around `plan` and `commit`.
        updates: As `plan` gave them, one a brief.
        new: New records with their scores; their ids must be free.
        gone: Briefs to delete: id -> what the file holds.
        source: The article, where it is to be kept.
        text: Its text.

    Returns:
        The new briefs' files, in order.

    Raises:
        StoreError: Something stands in the way, such as an edit meanwhile; then nothing has changed.
    """
    edits = {update.id: (update.before, update.after) for update in updates}
    bases = {update.id: update.base for update in updates}
    return collection.add_all(new, source=source, text=text, edits=edits, bases=bases, gone=gone)


def read_brief(path: Path, data: bytes | None = None) -> tuple[bytes, Incident]:
    """Read a brief that is to be edited.

    Args:
        path: Its file.
        data: What the file holds; read where it is not given.

    Returns:
        What the file holds, and the record.

    Raises:
        StoreError: It cannot be read, or is at fault; says where, and what to do.
    """
    data = read_bytes(path) if data is None else data
    tree = read_yaml(data, path)
    record, problems = from_data(tree.data, locate=tree.locate)
    if record is None:
        first = problems[0]
        raise StoreError(f"{first.message}; mend it, and try again", first.location or Location(path))
    return data, replace(record, id=path.stem)
