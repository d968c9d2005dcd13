"""Whether the collection already holds a recalled incident, so that a link leads to its brief and not to a stub."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from generator.record.edtf import PartialDate
from generator.record.ids import slug
from generator.record.kinds import akin
from generator.record.schema import Incident

_SLACK = 1
"""Days by which two accounts of one incident may differ."""
_RECENT = 366
"""Days before the recalling article within which an undated recalled incident is looked for."""


class Matcher:
    """An index of a collection by the names an incident is known by: its places and targets."""

    def __init__(self, records: Iterable[Incident]) -> None:
        self._by_name: dict[str, list[Incident]] = defaultdict(list)
        for record in records:
            self.add(record)

    def add(self, record: Incident) -> None:
        """Take one more record into the index."""
        for name in names_of(record):
            self._by_name[name].append(record)

    def find(self, draft: Incident) -> Incident | None:
        """Find the brief of a recalled incident.

        A brief matches when it shares a place or target, its kind can be another word for the same thing, and the dates
        agree; a shared country alone is not enough. Where several match equally, none does: a wrong link is worse than
        a stub.
        """
        scores: dict[str, tuple[int, Incident]] = {}
        for name in names_of(draft):
            for record in self._by_name.get(name, ()):
                if record.id == draft.id or not akin(record.kind, draft.kind) or not _dates_agree(record, draft):
                    continue
                if _countries_differ(record, draft):
                    continue
                score = scores.get(record.id, (0, record))[0]
                scores[record.id] = (score + 1, record)
        if not scores:
            return None
        best = max(score for score, _ in scores.values())
        leading = [record for score, record in scores.values() if score == best]
        if len(leading) > 1:
            leading = [r for r in leading if r.status != "stub"] or leading
        return leading[0] if len(leading) == 1 else None


def names_of(record: Incident) -> set[str]:
    """Give the folded names of an incident's place and targets, the country left out."""
    names = {slug(record.where.place)} if record.where.place else set()
    names |= {slug(t.name) for t in record.targets if any(w[:1].isupper() for w in t.name.split())}
    return names - {""}


def _countries_differ(one: Incident, other: Incident) -> bool:
    return bool(one.where.country and other.where.country and one.where.country != other.where.country)


def _dates_agree(record: Incident, draft: Incident) -> bool:
    known, said = record.when.date, draft.when.date
    if known is None or said is None:
        return False
    if said.is_interval and said.text.startswith("../"):
        distance = said.latest.toordinal() - known.latest.toordinal()
        return 0 <= distance <= _RECENT and _shares_target_or_town(record, draft)
    return known.overlaps(said, slack=_SLACK if _exact(known) and _exact(said) else 0)


def _exact(date: PartialDate) -> bool:
    return date.precision == "day"


def _shares_target_or_town(record: Incident, draft: Incident) -> bool:
    return bool(names_of(record) & names_of(draft))
