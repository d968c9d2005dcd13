"""What extraction last said of a brief: the ancestor of every merge, kept beside the briefs in `.base/<id>.json`.

A base that is missing or cannot be read counts as none: then everything in the brief is the person's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.record.convert import from_data, to_data
from generator.record.forms import Point, Text
from generator.record.paths import addresses, value_at
from generator.record.schema import SCHEMA, Incident
from generator.record.values import plain
from generator.store.reader import LIMIT

CONFLICTS = b'\n "conflicts":'
"""What the file of a base holds only where there are conflicts."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that a person and a new extraction have both changed, each differently; the person's stands."""

    path: str
    """The field's path in the brief."""
    base: Any
    """What extraction said before, as plain data; None for nothing."""
    mine: Any
    """What the brief says."""
    proposed: Any
    """What extraction says now."""
    quote: str | None = None
    """The words that support what is proposed."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one article says of an incident."""

    record: Incident
    """As extracted, under the id and with the links that extraction gave it."""
    confidence: Mapping[str, float] = field(default_factory=lambda: _NOTHING)
    """Field path -> 0 to 1."""
    main: bool = True
    """True where the article is about it, False where it only mentions it."""
    recalled: tuple[tuple[str, Said], ...] = ()
    """Other incidents that the article mentions and other briefs tell of: the brief, and what is said."""


@dataclass(frozen=True, slots=True)
class Base:
    """What extraction last proposed for a brief."""

    record: Incident
    """The proposal: what was merged into the brief."""
    confidence: Mapping[str, float] = field(default_factory=lambda: _NOTHING)
    """Field path -> 0 to 1."""
    drafts: Mapping[str, Said] = field(default_factory=lambda: _NOTHING)
    """Source id -> what that article says; empty where there is one source only, and `record` is what it says."""
    conflicts: tuple[Conflict, ...] = ()
    """What a person has still to settle, as far as the brief has not been edited since; see `open_conflicts`."""

    def said_by(self) -> Mapping[str, Said]:
        """Give what each article says, for a brief of one source too."""
        if self.drafts:
            return self.drafts
        kept = [source for source in self.record.sources if isinstance(source, str)]
        said = Said(self.record, self.confidence, main=self.record.status != "stub")
        return {kept[0]: said} if len(kept) == 1 else {}


def base_to_bytes(base: Base) -> bytes:
    """Write a base as the bytes of its file."""
    data: dict[str, Any] = {"schema": SCHEMA, "record": to_data(base.record), "confidence": dict(base.confidence)}
    if base.drafts:
        data["drafts"] = {source: _said_to_data(said) for source, said in base.drafts.items()}
    if base.conflicts:
        data["conflicts"] = [
            {"path": c.path, "base": c.base, "mine": c.mine, "proposed": c.proposed, "quote": c.quote}
            for c in base.conflicts
        ]
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _said_to_data(said: Said) -> dict[str, Any]:
    data: dict[str, Any] = {
        "main": said.main,
        "record": to_data(said.record),
        "confidence": dict(said.confidence),
    }
    if said.recalled:
        data["recalled"] = [{"brief": brief, **_said_to_data(one)} for brief, one in said.recalled]
    return data


def base_from_bytes(data: bytes) -> Base | None:
    """Read the bytes of a base's file; None where they are no sound base."""
    if len(data) > 8 * LIMIT:
        return None
    try:
        raw = json.loads(data)
        said = _said(raw)
        drafts = {str(source): _said(one) for source, one in raw.get("drafts", {}).items()}
        conflicts = tuple(_conflicts(raw.get("conflicts", [])))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Base(said.record, said.confidence, drafts, conflicts)


def read_base(path: Path) -> Base | None:
    """Read a base's file; None where there is none, or no sound one."""
    try:
        return base_from_bytes(path.read_bytes())
    except OSError:
        return None


def confidence_in(data: bytes) -> Mapping[str, float]:
    """Give only the scores in the bytes of a base's file, which costs less than reading all of it; empty for none."""
    try:
        return _scores(json.loads(data)["confidence"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def open_conflicts(record: Incident, base: Base | None) -> tuple[Conflict, ...]:
    """Give the conflicts that a person has still to settle.

    One is settled by `briefs resolve`, by a path in `keep:` that covers it, and by editing the value in the brief.

    Args:
        record: The brief as it is now.
        base: Its base.
    """
    if base is None:
        return ()
    kept = {address for path in record.keep for address in _covered(record, path)}
    return tuple(c for c in base.conflicts if _stands(record, c, kept))


def _stands(record: Incident, conflict: Conflict, kept: set[tuple[str | int, ...]]) -> bool:
    found = addresses(record, conflict.path)
    if len(found) != 1:
        return False  # the item was renamed, doubled or deleted
    address = found[0]
    if any(address[: len(k)] == k for k in kept):
        return False
    value = value_at(record, address)
    return bool(plain(Point() if isinstance(value, tuple) else Text(), value) == conflict.mine)


def _covered(record: Incident, path: str) -> Iterator[tuple[str | int, ...]]:
    yield from addresses(record, path)
    if "[" not in path:
        yield tuple(path.split("."))


def _said(raw: Any) -> Said:
    record, _ = from_data(raw["record"])
    if record is None:
        raise ValueError("the record is at fault")
    recalled = tuple((str(one["brief"]), _said(one)) for one in raw.get("recalled", ()))
    return Said(record, _scores(raw["confidence"]), bool(raw.get("main", True)), recalled)


def _scores(raw: Any) -> dict[str, float]:
    return {str(path): float(score) for path, score in raw.items()}


def _conflicts(raw: Any) -> Iterator[Conflict]:
    for one in raw:
        quote = one.get("quote")
        words = None if quote is None else str(quote)
        yield Conflict(str(one["path"]), one["base"], one["mine"], one["proposed"], words)
