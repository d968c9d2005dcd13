"""Links that a person states: written into the brief that they start from, every other byte left as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.errors import Location, StoreError
from generator.record.checks import check_collection
from generator.record.schema import Incident, Link
from generator.record.values import did_you_mean, nearest
from generator.store.edit import add_link

if TYPE_CHECKING:
    from generator.store.collection import Collection


def state_link(collection: Collection, start: str, link: Link) -> bool:
    """Write a link into a brief.

    Args:
        collection: Where both briefs lie.
        start: The id of the brief that the link starts from.
        link: The link.

    Returns:
        False where that brief states it already, and nothing was written.

    Raises:
        StoreError: One of the briefs is not there, cannot be read or edited, or the collection says what rules it out.
    """
    with collection.locked():
        one, other = (find_brief(collection, id_) for id_ in (start, link.to))
        if one.id == other.id:
            raise StoreError(f'"{start}" and "{link.to}" are one brief; a link takes two')
        link = replace(link, to=other.id)
        if link in one.links:
            return False
        _check(collection, one, link)
        path = collection.path_of(one.id)
        before = path.read_bytes()
        collection.add_all((), edits={one.id: (before, add_link(before.decode(), link, path=path).encode())})
    return True


def find_brief(collection: Collection, id_: str) -> Incident:
    """Give a brief by its id or an old id.

    Raises:
        StoreError: There is none, or it cannot be read.
    """
    if record := collection.find_record(id_):
        return record
    if collection.path_of(id_).is_file():
        raise StoreError("this brief cannot be read; `briefs check` says why", Location(collection.path_of(id_)))
    loaded = collection.load().records
    if renamed := next((record for record in loaded.values() if id_ in record.aliases), None):
        return renamed
    raise StoreError(f'there is no brief "{id_}"{did_you_mean(nearest(id_, loaded)) or "; `briefs list` shows all"}')


def _check(collection: Collection, one: Incident, link: Link) -> None:
    """Refuse a link that would make what `briefs check` reports of links between briefs."""
    records = collection.load().records
    known = {(problem.code, problem.message) for problem in check_collection(records)}
    linked = {**records, one.id: replace(one, links=(*one.links, link))}
    for problem in check_collection(linked):
        if (problem.code, problem.message) not in known:
            raise StoreError(f"nothing was written, for with this link {problem.message}")
