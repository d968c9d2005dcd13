"""What a person settles about briefs: two that are one incident joined, and one that is two parted.

Joined briefs keep what a person wrote in either; the id of the one that goes becomes an alias, so that its address
leads on. Everything is written in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from generator.errors import Location, StoreError
from generator.record.schema import Incident, Link
from generator.store.base import Base, Conflict, Said
from generator.store.collection import Collection
from generator.store.combine import Proposal, combine
from generator.store.combine_voice import Voice
from generator.store.files import Write
from generator.store.linking import find_brief
from generator.store.listing import BASE
from generator.store.match import Matcher
from generator.store.match_apply import is_untouched
from generator.store.match_links import relink, rescored
from generator.store.queue import FILE, add_doubts, doubts_from, doubts_to
from generator.store.reader import read_bytes
from generator.store.splice import splice
from generator.store.three_way import merge
from generator.store.update import Update, plan, read_brief

_APART = "not-same-as"


@dataclass(frozen=True, slots=True)
class Joined:
    """Two briefs that have become one."""

    record: Incident
    """The brief that stays, as it is now."""
    path: Path
    """Its file."""
    gone: str
    """The id of the other, which leads to it now."""
    conflicts: tuple[Conflict, ...]
    """What a person wrote differently in the two; that of the brief that stays stands."""
    kept: Path | None
    """Where the text of the other's file is kept, if a person had worked on it."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A brief of which an article has become a brief of its own."""

    record: Incident
    """The new brief."""
    path: Path
    """Its file."""
    rest: Incident
    """What the old one says now."""


def join(collection: Collection, stays: str, goes: str) -> Joined:
    """Make one brief of two that tell of one incident.

    Args:
        collection: Where they lie.
        stays: The id of the brief that stays.
        goes: The id of the one that becomes part of it.

    Raises:
        StoreError: They cannot be one, or a file cannot be edited safely; then nothing has changed.
    """
    with collection.locked():
        one, other = find_brief(collection, stays), find_brief(collection, goes)
        _check_pair(collection, one, other)
        said = {**_said(collection, other), **_said(collection, one)}
        gone = {other.id: one.id}
        aliases = {*one.aliases, other.id, *other.aliases} - {one.id}
        update = _grown(collection, one, said, aliases, gone)
        update, conflicts = _with_edits(collection, update, other, aliases)
        theirs = read_bytes(collection.path_of(other.id))
        kept = None if is_untouched(collection, other.id) else _beside(collection, other.id)
        others = [] if kept is None else [Write(kept, theirs, read_bytes(kept) if kept.is_file() else None)]
        collection.add_all(
            (),
            edits={one.id: (update.before, update.after)},
            bases={one.id: replace(update.base, conflicts=(*update.base.conflicts, *conflicts))},
            gone={other.id: theirs},
            others=[*others, *_queue(collection, gone)],
        )
    return Joined(update.record, update.path, other.id, conflicts, kept)


def part(collection: Collection, id_: str, source: str) -> Parted:
    """Make a brief of its own of what one article of a brief tells.

    The two are marked as not the same, so that no article brings them together again.

    Args:
        collection: Where the brief lies.
        id_: Its id.
        source: The id of the article.

    Raises:
        StoreError: The brief does not rest on the article, or on nothing else; then nothing has changed.
    """
    with collection.locked():
        whole = find_brief(collection, id_)
        said = _said(collection, whole)
        _check_part(collection, whole, source, said)
        new_id = collection.free_id(said[source].record.id)
        apart = _combined(collection, {source: said[source]}, new_id, set(), alone=True)
        rest = {one: what for one, what in said.items() if one != source}
        alone = len(whole.sources) == 2 and is_untouched(collection, whole.id)
        proposal = _combined(collection, rest, whole.id, set(whole.aliases), alone=alone)
        update = plan(collection, whole.id, proposal.record, proposal.confidence, drafts=rest, drop=[source])
        mark = Link(relation=_APART, to=whole.id)
        record = replace(apart.record, links=(*apart.record.links, mark))
        base = Base(apart.record, dict(apart.confidence), {source: said[source]})
        collection.add_all(
            [(record, apart.confidence)],
            edits={whole.id: (update.before, update.after)},
            bases={whole.id: update.base, new_id: base},
        )
    return Parted(record, collection.path_of(new_id), update.record)


def chosen(collection: Collection, one: str, other: str) -> tuple[str, str]:
    """Say which of two briefs should stay: the one more has been done for, else the first."""
    records = [find_brief(collection, id_) for id_ in (one, other)]

    def worth(record: Incident) -> tuple[bool, bool, bool, int]:
        touched = not is_untouched(collection, record.id)
        return record.status == "reviewed", record.status != "stub", touched, len(record.sources)

    first, second = records
    return (second.id, first.id) if worth(second) > worth(first) else (first.id, second.id)


def _check_pair(collection: Collection, one: Incident, other: Incident) -> None:
    if one.id == other.id:
        raise StoreError(f'"{one.id}" is one brief already; name two')
    for record in (one, other):
        if record.status == "withdrawn":
            message = "this brief was withdrawn; give it another status first, if that was wrong"
            raise StoreError(message, Location(collection.path_of(record.id)))
    for record, second in ((one, other), (other, one)):
        if any(link.relation == _APART and link.to in (second.id, *second.aliases) for link in record.links):
            message = f"it says that it is not the same as {second.id}; delete that link first, if that was wrong"
            raise StoreError(message, Location(collection.path_of(record.id)))


def _check_part(collection: Collection, whole: Incident, source: str, said: Mapping[str, Said]) -> None:
    path = Location(collection.path_of(whole.id))
    known = [one for one in whole.sources if isinstance(one, str)]
    if source not in known:
        listed = ", ".join(known) or "none that are kept"
        raise StoreError(f'it has no source "{source}"; its sources are {listed}', path)
    if len(whole.sources) == 1:
        raise StoreError(f'"{source}" is its only source, and a brief must keep one; rename it instead', path)
    if source not in said or set(said) == {source}:
        message = f'it is not known what "{source}" alone says of it; start one with `briefs new`, and move it there'
        raise StoreError(message, path)


def _said(collection: Collection, record: Incident) -> dict[str, Said]:
    base = collection.base_of(record.id)
    cited = {source for source in record.sources if isinstance(source, str)}
    return {source: said for source, said in (base.said_by() if base else {}).items() if source in cited}


def _grown(
    collection: Collection, record: Incident, said: Mapping[str, Said], aliases: set[str], gone: Mapping[str, str]
) -> Update:
    """Give the brief that stays with what all articles of the two say."""
    path = collection.path_of(record.id)
    if not said:  # two briefs that people wrote without an article
        before, mine = read_brief(path)
        base = collection.base_of(record.id) or Base(mine)
        return Update(record.id, path, before, before, mine, base, ())
    proposal = _combined(collection, said, record.id, aliases, gone, alone=False)
    return plan(collection, record.id, proposal.record, proposal.confidence, drafts=said)


def _combined(
    collection: Collection,
    said: Mapping[str, Said],
    id_: str,
    aliases: set[str],
    gone: Mapping[str, str] = MappingProxyType({}),
    *,
    alone: bool,
) -> Proposal:
    """Combine what articles say, their links leading to the briefs that tell of what they recall."""
    matcher = Matcher(collection, is_free=lambda _: True, scratch=True)
    matcher.refresh()
    voices = []
    for source, one in said.items():
        leads = {wish: gone.get(brief, brief) for wish, brief in matcher.leads(source).items()}
        record, scores = relink(one.record, leads), rescored(one.confidence, leads)
        voices.append(Voice(source, record, scores, collection.find_source(source)))
    return combine(voices, id=id_, aliases=aliases, alone=alone)


def _with_edits(
    collection: Collection, update: Update, other: Incident, aliases: set[str]
) -> tuple[Update, tuple[Conflict, ...]]:
    """Bring over what a person wrote in the brief that goes, and take away links between the two."""
    base = collection.base_of(other.id)
    ancestor = base.record if base else Incident(id=other.id, title=other.title, status=other.status, tlp=other.tlp)
    merged = merge(ancestor, update.record, replace(other, id=update.id, status=ancestor.status))
    wanted = replace(
        merged.record,
        aliases=tuple(sorted({*merged.record.aliases, *aliases} - {update.id})),
        links=tuple(link for link in merged.record.links if link.to not in {update.id, *aliases}),
    )
    text, record = update.after.decode(), update.record
    for step in (merged, merge(merged.record, merged.record, wanted)):
        text, record = splice(text, step.changes, path=update.path), step.record
    return replace(update, after=text.encode(), record=record), merged.conflicts


def _beside(collection: Collection, id_: str) -> Path:
    return collection.folder / BASE / f"{id_}.merged.yml"


def _queue(collection: Collection, gone: Mapping[str, str]) -> list[Write]:
    path = collection.folder / FILE
    before = path.read_bytes() if path.is_file() else None
    known = doubts_from(before or b"")
    after = add_doubts(known, (), gone=gone, is_there=lambda id_: id_ not in gone and collection.path_of(id_).is_file())
    return [] if after == known else [Write(path, doubts_to(after), before)]
