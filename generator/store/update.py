"""A brief brought up to what extraction says now: read, merged three ways, and written, whole or not at all."""

from __future__ import annotations

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
from generator.store.three_way import merge


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
) -> Update:
    """Work out what becomes of a brief that extraction has something to say of; writes nothing.

    Args:
        collection: Where the brief is.
        id_: The brief's id; it stays, whatever id is proposed.
        proposed: All that extraction says now, of all the brief's articles.
        confidence: The scores of its values: field path -> 0 to 1.
        drafts: Source id -> what each article says, for a brief of several.

    Returns:
        The update, for `commit`. Without a sound base, everything in the brief is the person's and stays; but an
        article that the brief does not cite yet adds what the brief says nothing of.

    Raises:
        StoreError: There is no such brief, it is at fault, or its layout cannot be edited safely.
    """
    path = collection.path_of(id_)
    before = read_bytes(path)
    mine = _read(before, path)
    proposed = replace(proposed, id=id_)
    old = collection.base_of(id_)
    ancestor = old.record if old else None
    if ancestor is None and not set(proposed.sources) <= set(mine.sources):
        ancestor = Incident(id=id_, title=mine.title)
    merged = merge(ancestor, mine, proposed)
    text = splice(before.decode("utf-8"), merged.changes, path=path)
    conflicts = [*merged.conflicts]
    for conflict in open_conflicts(merged.record, old):
        if all(conflict.path != other.path for other in conflicts):
            conflicts.append(conflict)
    base = Base(proposed, dict(confidence), dict(drafts or {}), tuple(conflicts))
    return Update(id_, path, before, text.encode("utf-8"), merged.record, base, merged.changes)


def commit(
    collection: Collection,
    updates: Sequence[Update],
    *,
    new: Sequence[Scored] = (),
    source: Source | None = None,
    text: str | None = None,
) -> list[Path]:
    """Write updates, and with them an article and briefs that are new, or nothing at all.

    Args:
        collection: Where the briefs are; lock it around `plan` and `commit`.
        updates: As `plan` gave them, one a brief.
        new: New records with their scores; their ids must be free.
        source: The article, where it is to be kept.
        text: Its text.

    Returns:
        The new briefs' files, in order.

    Raises:
        StoreError: Something stands in the way, such as an edit meanwhile; then nothing has changed.
    """
    edits = {update.id: (update.before, update.after) for update in updates}
    bases = {update.id: update.base for update in updates}
    return collection.add_all(new, source=source, text=text, edits=edits, bases=bases)


def update(
    collection: Collection,
    id_: str,
    proposed: Incident,
    confidence: Mapping[str, float],
    *,
    drafts: Mapping[str, Said] | None = None,
    new: Sequence[Scored] = (),
    source: Source | None = None,
    text: str | None = None,
) -> Update:
    """Bring one brief up to what extraction says now, under the lock; see `plan` and `commit`."""
    with collection.locked():
        planned = plan(collection, id_, proposed, confidence, drafts=drafts)
        commit(collection, [planned], new=new, source=source, text=text)
    return planned


def _read(data: bytes, path: Path) -> Incident:
    tree = read_yaml(data, path)
    record, problems = from_data(tree.data, locate=tree.locate)
    if record is None:
        first = problems[0]
        raise StoreError(f"{first.message}; mend it, and try again", first.location or Location(path))
    return replace(record, id=path.stem)
