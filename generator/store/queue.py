"""What matching could not decide: pairs of briefs that may be one incident, with the reasons, for people to settle.

They lie in `.queue.json` beside the briefs, so that a site can show them without comparing anything again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.record.ids import is_id

FILE = ".queue.json"
"""The file's name, in the folder of the briefs."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two briefs that may be one incident."""

    one: str
    """The id of a brief."""
    other: str
    """The id of another, later in the alphabet."""
    score: float
    """The sum of the evidence; see `match_weigh`."""
    reasons: tuple[str, ...]
    """For and against, in words, the weightiest first."""

    @property
    def if_same(self) -> str:
        """The command that makes them one."""
        return f"briefs same {self.one} {self.other}"

    @property
    def if_different(self) -> str:
        """The command that keeps them apart for good."""
        return f"briefs not-same {self.one} {self.other}"


def read_queue(folder: Path) -> tuple[Doubt, ...]:
    """Read the doubts of a collection, the likeliest first; none where the file is missing or at fault."""
    try:
        return doubts_from((folder / FILE).read_bytes())
    except OSError:
        return ()


def doubts_from(data: bytes) -> tuple[Doubt, ...]:
    """Read the bytes of the file; what is at fault in it is passed over."""
    try:
        raw = json.loads(data)
        found = [
            Doubt(str(d["one"]), str(d["other"]), float(d["score"]), tuple(map(str, d["reasons"])))
            for d in raw["doubts"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()
    return _sorted(doubt for doubt in found if is_id(doubt.one) and is_id(doubt.other))


def doubts_to(doubts: Iterable[Doubt]) -> bytes:
    """Give the bytes of the file."""
    listed = [{"one": d.one, "other": d.other, "score": d.score, "reasons": list(d.reasons)} for d in _sorted(doubts)]
    return (json.dumps({"doubts": listed}, ensure_ascii=False, indent=1) + "\n").encode()


def add_doubts(
    known: Iterable[Doubt],
    new: Iterable[Doubt],
    *,
    gone: Mapping[str, str],
    is_there: Callable[[str], bool],
) -> tuple[Doubt, ...]:
    """Give the doubts that stand after an article was added.

    Args:
        known: Those that stood before.
        new: Those that came with it.
        gone: Briefs that have gone, each with the one in its place.
        is_there: Says whether there is a brief of an id.
    """
    out: dict[tuple[str, str], Doubt] = {}
    for doubt in (*new, *known):
        one, other = sorted((gone.get(doubt.one, doubt.one), gone.get(doubt.other, doubt.other)))
        if one != other and is_there(one) and is_there(other):
            out.setdefault((one, other), Doubt(one, other, doubt.score, doubt.reasons))
    return _sorted(out.values())


def _sorted(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    return tuple(sorted(doubts, key=lambda d: (-d.score, d.one, d.other)))
