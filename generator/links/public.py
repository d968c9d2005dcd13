"""What of a record everybody may see: everything, but for what it says of records that are not published."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from types import MappingProxyType

from generator.links.evidence import items_of
from generator.record.schema import Incident


def is_published(record: Incident) -> bool:
    """Say whether a record may be shown to everybody."""
    return record.tlp == "clear" and record.status != "withdrawn"


def public_part(record: Incident, hidden: Collection[str]) -> Incident:
    """Give a published record without its links to records that are not, and without what is said about those links.

    Args:
        record: The record.
        hidden: Ids of the records that are not published.

    Returns:
        The record itself where there is nothing to leave out.
    """
    secret = {at for at, link in enumerate(record.links) if link.to in hidden}
    if not secret:
        return record

    def speaks(path: str) -> bool:
        items = items_of(record, path)
        return bool(items) and all(name == "links" and at in secret for name, at in items)

    def without(paths: Iterable[str]) -> set[str]:
        return {path for path in paths if not speaks(path)}

    paths = without([*record.evidence, *(doubt.about for doubt in record.doubts), *record.keep])
    return replace(
        record,
        links=tuple(link for at, link in enumerate(record.links) if at not in secret),
        evidence=MappingProxyType({path: said for path, said in record.evidence.items() if path in paths}),
        doubts=tuple(doubt for doubt in record.doubts if doubt.about in paths),
        differing=tuple(other for other in record.differing if not speaks(other.about)),
        keep=tuple(path for path in record.keep if path in paths),
    )
