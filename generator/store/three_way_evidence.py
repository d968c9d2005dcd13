"""Merging the evidence of three versions of a record: it follows the values that it supports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.record.forms import EvidenceMap
from generator.record.paths import addresses, path_at
from generator.record.schema import Evidence, Incident
from generator.record.text import fold
from generator.store.change import evidence_change
from generator.store.three_way_align import BASE, MINE, THEIRS, Token

if TYPE_CHECKING:
    from generator.store.three_way_merging import Merging

Quotes = tuple[Evidence, ...]
_Identity = tuple[frozenset[Token], str, int]
_FORM = EvidenceMap()


@dataclass(frozen=True, slots=True)
class _Entry:
    """The quotes of one path in one version."""

    path: str
    quotes: Quotes
    """With the article that they are from, as far as it is known."""
    written: Quotes
    """As that version has them."""
    tokens: frozenset[Token]
    """What the path means; empty where it means nothing that is there."""


def merge_evidence(merging: Merging, merged: Incident) -> Incident:
    """Merge the evidence, once the values are merged, and note what changes in the brief."""
    only = _only_source(merging)
    base = _entries(merging, BASE, only, {})
    theirs = _entries(merging, THEIRS, only, {})
    mine = _entries(merging, MINE, only, {entry.path: identity for identity, entry in base.items()})
    result: dict[str, Quotes] = {}
    for identity in [*mine, *(identity for identity in theirs if identity not in mine)]:
        versions = (base.get(identity), mine.get(identity), theirs.get(identity))
        found = _merged(merging, identity, *versions)
        if found is not None:
            path = _spelled(merging, merged, found[0], identity[0])
            quotes = found[1] if identity not in mine else _as_written(found[1], mine[identity].written, only)
            result[path] = tuple(dict.fromkeys((*result[path], *quotes))) if path in result else quotes
    _note(merging, result)
    return replace(merged, evidence=MappingProxyType(result))


def _only_source(merging: Merging) -> str | None:
    """Give the one article that extraction read, where the brief rests on more, so that its quotes must name it."""
    match merging.versions[THEIRS].sources:
        case (str() as read,) if len(merging.versions[MINE].sources) > 1:
            return read
    return None


def _named(quotes: Quotes, only: str | None) -> Quotes:
    return tuple(replace(quote, source=quote.source or only) for quote in quotes)


def _as_written(quotes: Quotes, written: Quotes, only: str | None) -> Quotes:
    """Give quotes as the brief has them, where it has them."""
    known = dict(zip(_named(written, only), written, strict=True))
    return tuple(known.get(quote, quote) for quote in quotes)


def _entries(merging: Merging, side: int, only: str | None, known: Mapping[str, _Identity]) -> dict[_Identity, _Entry]:
    """Give the entries of one version by what they mean.

    Args:
        merging: The merge.
        side: The version.
        only: The article of quotes that name none.
        known: Path -> what it means to the base, for a version in which it may have lost its meaning.
    """
    out: dict[_Identity, _Entry] = {}
    for path, quotes in merging.versions[side].evidence.items():
        tokens = frozenset(merging.tokens(path, (side,)))
        identity = _free((tokens, "" if tokens else path, 0), out)
        before = known.get(path)
        if before is not None and before not in out and (not tokens or tokens & before[0]):
            identity = before
        out[identity] = _Entry(path, _named(quotes, only), quotes, tokens)
    return out


def _free(identity: _Identity, taken: Mapping[_Identity, _Entry]) -> _Identity:
    tokens, path, number = identity
    while (tokens, path, number) in taken:
        number += 1
    return tokens, path, number


def _merged(
    merging: Merging, identity: _Identity, base: _Entry | None, mine: _Entry | None, theirs: _Entry | None
) -> tuple[str, Quotes] | None:
    """Give the path and quotes that an entry has after the merge; None where it has gone."""
    tokens = identity[0]
    kept = any(merging.is_kept(token) for token in tokens)
    stands = kept or any(merging.is_won(token) for token in tokens)
    if mine is None:
        if base is not None or theirs is None or stands or not all(merging.is_there(token) for token in tokens):
            return None
        return theirs.path, theirs.quotes
    if any(merging.was_taken_away(token) for token in tokens):
        return None
    if stands:
        return mine.path, mine.quotes
    if base is None or base.quotes != mine.quotes:
        if theirs is None:
            return mine.path, mine.quotes
        return mine.path, _joined(base.quotes if base else (), mine.quotes, theirs.quotes)
    if theirs is None:
        return None
    return (theirs.path if mine.path == base.path else mine.path), theirs.quotes


def _joined(base: Quotes, mine: Quotes, theirs: Quotes) -> Quotes:
    """Give a person's quotes, less those that extraction took back, and after them those that it found since."""
    stay = [quote for quote in mine if quote not in base or quote in theirs]
    new = [quote for quote in theirs if quote not in base and not any(_overlap(quote, other) for other in mine)]
    return (*stay, *new) if stay else mine


def _overlap(one: Evidence, other: Evidence) -> bool:
    """Say whether one of two quotes holds the other."""
    first, second = fold(one.quote), fold(other.quote)
    return (first in second or second in first) and one.source in (None, other.source)


def _spelled(merging: Merging, merged: Incident, path: str, tokens: frozenset[Token]) -> str:
    """Give a path that means the same in the merged record, where items may have come that it would mean too."""
    if "[" not in path or len(tokens) != 1:
        return path
    token = next(iter(tokens))
    if not merging.is_there(token):
        return path
    address = merging.merged_address(token)
    return path if addresses(merged, path) == [address] else path_at(merged, address)


def _note(merging: Merging, result: Mapping[str, Quotes]) -> None:
    mine = merging.versions[MINE].evidence
    if not any(mine.values()) or not any(result.values()):
        if dict(mine) != dict(result):
            merging.change("set" if result else "remove", ("evidence",), _FORM, mine, MappingProxyType(dict(result)))
        return
    for path in [*mine, *(path for path in result if path not in mine)]:
        if mine.get(path) != result.get(path):
            merging.changes.append(evidence_change(path, mine.get(path), result.get(path)))
