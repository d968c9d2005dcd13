"""Which brief an article belongs to: a known incident gains a source, a new one gets a brief, a doubt goes to people.

Articles about an incident are compared with articles, two by two, and never with what was merged of them. What an
article only recalls is found by the names it is known by; it joins nothing together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from generator.record.edtf import PartialDate
from generator.record.schema import Incident
from generator.store.collection import Collection, Scored, free_among
from generator.store.match_board import Board
from generator.store.match_db import Node
from generator.store.match_groups import name_groups
from generator.store.match_index import Index
from generator.store.match_recall import Recalled, find_recalled, place_recalled
from generator.store.queue import Doubt

Group = frozenset[int]


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the drafts of one article belong, and what that changes; nothing is written yet."""

    homes: Mapping[str, str]
    """Wished id of a draft -> the brief that tells of it, or is to."""
    members: Mapping[str, tuple[Node, ...]]
    """The drafts of each brief whose record changes; each draft says where it was until now."""
    recalled: Mapping[str, tuple[Node, ...]]
    """For the same briefs: what their articles recall that other briefs tell of."""
    leads: Mapping[str, Mapping[str, str]]
    """Article -> wished id of each of its drafts -> the brief that tells of it."""
    new: frozenset[str] = frozenset()
    """Briefs that are to be made."""
    gone: Mapping[str, str] = field(default_factory=dict)
    """Briefs that are to go, each with the one that takes its place and its id."""
    doubts: tuple[Doubt, ...] = ()
    """Pairs of briefs that may be one incident."""
    reprints: Mapping[str, str] = field(default_factory=dict)
    """Articles that repeat another: source -> the source that was first."""


class Matcher:
    """Finds the brief of each draft.

    Args:
        collection: The collection; hold its lock from `place` to `keep` or `undo`.
        is_free: Says of a brief that it is as the generator wrote it, so that it may be joined with another.
        scratch: Look only; nothing is kept on disk.
    """

    def __init__(self, collection: Collection, *, is_free: Callable[[str], bool], scratch: bool = False) -> None:
        self._index = Index(collection, scratch=scratch)
        self._is_free = is_free

    def refresh(self) -> None:
        """Take in what has changed on disk."""
        self._index.refresh()

    def place(
        self,
        drafts: Sequence[Scored],
        *,
        source: str,
        text: str,
        published: PartialDate | None,
    ) -> Placing:
        """Say where the drafts of an article belong.

        Args:
            drafts: What the article says, with scores; what it only recalls has the status stub. The ids are wishes.
            source: The article's id.
            text: Its text.
            published: When it was published.
        """
        index = self._index

        @cache
        def is_free(brief: str) -> bool:
            row = index.rows.get(brief)
            return row is None or not row.stamp or self._is_free(brief)

        index.learn(source, text)
        new = [index.add(record, scores, source=source, published=published) for record, scores in drafts]
        board = Board(index, is_free)
        board.spread([node for node in new if node.main])
        groups = board.groups()
        recalled = place_recalled(index, new, groups, board.nodes, is_free=is_free)
        nodes = {**board.nodes, **recalled.nodes}
        where = _named(groups, recalled, nodes, free=self.free_id, is_free=is_free)
        homes = self._homes(nodes, where, recalled)
        changed, gone = _changed(nodes, where, homes)
        doubts = tuple(board.doubts(new, where))
        for key, brief in where.items():
            index.move(key, brief, homes[key])
        for old, heir in gone.items():
            index.rename(old, heir)
        members = {brief: self._as_before(index.nodes_of(brief), nodes) for brief in sorted(changed - gone.keys())}
        beside = {brief: self._as_before(index.recalled_beside(brief), nodes) for brief in members}
        sources = {node.source for found in (*members.values(), *beside.values()) for node in found}
        return Placing(
            homes={node.wish: where[node.key] for node in new},
            members=members,
            recalled=beside,
            leads={one: {node.wish: node.brief for node in index.nodes_from(one)} for one in sources},
            new=frozenset(members.keys() - index.rows.keys()),
            gone=gone,
            doubts=doubts,
            reprints=board.reprints(new),
        )

    def _homes(self, nodes: Mapping[int, Node], where: Mapping[int, str], recalled: Recalled) -> dict[int, str]:
        """Say beside which brief each draft is kept: what is told elsewhere stays with what its article is about."""
        out: dict[int, str] = {}
        for key, brief in where.items():
            out[key] = brief
            if key in recalled.to:
                about = [node for node in self._index.nodes_from(nodes[key].source) if node.main]
                out[key] = next((where.get(node.key, node.brief) for node in about), brief)
        return out

    def _as_before(self, found: Sequence[Node], nodes: Mapping[int, Node]) -> tuple[Node, ...]:
        """Give drafts with the places where they were until now."""
        return tuple(nodes.get(node.key, node) for node in found)

    def knows(self, source: str) -> bool:
        """Say whether some brief, sound or broken, rests on an article.

        A brief that cannot be read may rest on any; then nothing is made anew beside it.
        """
        return bool(self._index.nodes_from(source)) or any(row.state == "broken" for row in self._index.rows.values())

    def free_id(self, wanted: str, avoid: Iterable[str] = ()) -> str:
        """Give an id that no brief has, as `Collection.free_id` does, without looking at the disk again."""
        return free_among(wanted, self._index.names() | {other.casefold() for other in avoid})

    def leads(self, source: str) -> dict[str, str]:
        """Give for each draft of an article, by the id that it wished for, the brief that tells of it."""
        return {node.wish: node.brief for node in self._index.nodes_from(source)}

    def find_recalled(self, record: Incident) -> str | None:
        """Give the brief of an incident that an article recalls, where one fits better than all others."""
        return find_recalled(self._index, record)

    def keep(self, records: Mapping[str, Incident], gone: Iterable[str] = (), touched: Iterable[str] = ()) -> None:
        """Keep what was placed, once it is written.

        Args:
            records: The briefs that were written, as they are now.
            gone: Briefs that are there no more.
            touched: Those of the briefs that a person has worked on; what that says to matching is read again.
        """
        for id_ in gone:
            self._index.forget(id_)
        for id_, record in records.items():
            self._index.settle(id_, record.aliases)
        for id_ in touched:
            self._index.take(id_)
        self._index.save()

    def imagine(self, placing: Placing) -> None:
        """Count what was placed as done although nothing is written, so that the next article is compared with it."""
        for brief in placing.new:
            self._index.imagine(brief)
        for brief in placing.gone:
            self._index.forget(brief)
        self._index.save()

    def undo(self) -> None:
        """Forget what was placed."""
        self._index.undo()


def _named(
    groups: Sequence[Group],
    recalled: Recalled,
    nodes: Mapping[int, Node],
    *,
    free: Callable[[str, Iterable[str]], str],
    is_free: Callable[[str], bool],
) -> dict[int, str]:
    """Give the brief of every draft: the one that holds most of its group, a stub that grows up, or a new one."""
    held = {key: node.brief for key, node in nodes.items() if node.brief and node.is_member}

    def is_pinned(brief: str) -> bool:
        return not is_free(brief)

    named = name_groups(groups, held, first=is_pinned)
    taken = set(named.values())
    for group in groups:
        stubs = [b for key, to in recalled.to.items() if to == group and (b := held.get(key)) and b not in taken]
        if group not in named and stubs:
            named[group] = min(stubs, key=lambda brief: (is_free(brief), -stubs.count(brief), brief))
            taken.add(named[group])
    named |= name_groups(recalled.stubs, {k: b for k, b in held.items() if b not in taken}, first=is_pinned)
    made: list[str] = []
    for group in (*groups, *recalled.stubs):
        if group not in named:
            wish = min((nodes[key] for key in group), key=lambda node: node.order).wish
            named[group] = free(wish, made)
            made.append(named[group])
    where = {key: named[group] for group in (*groups, *recalled.stubs) for key in group}
    return where | {key: named[to] if isinstance(to, frozenset) else to for key, to in recalled.to.items()}


def _changed(
    nodes: Mapping[int, Node], where: Mapping[int, str], homes: Mapping[int, str]
) -> tuple[set[str], dict[str, str]]:
    """Say which briefs gain or lose drafts or lead elsewhere, and which are left with none, with their heirs."""
    changed: set[str] = set()
    before: dict[str, list[int]] = {}
    for key, node in nodes.items():
        if node.brief and node.is_member:
            before.setdefault(node.brief, []).append(key)
        if (node.brief, node.home) != (where[key], homes[key]):
            changed |= {node.home, homes[key]} - {""}
            if where[key] == homes[key]:
                changed.add(where[key])
    kept = {homes[key] for key in where if homes[key] == where[key]}
    gone = {brief: _heir(keys, where) for brief, keys in before.items() if brief not in kept}
    return changed, gone


def _heir(keys: Iterable[int], where: Mapping[int, str]) -> str:
    """Say which brief takes the place of one that goes: the one to which most of its drafts went."""
    after = [where[key] for key in keys]
    return min(after, key=lambda brief: (-after.count(brief), brief))
