"""Which brief an article belongs to: a known incident gains a source, a new one gets a brief, a doubt goes to people.

Articles about an incident are compared with articles, two by two, and never with what was merged of them. What an
article only recalls is found by the names it is known by; it joins nothing together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from generator.record.edtf import PartialDate
from generator.record.schema import Incident
from generator.store.collection import Collection, free_among
from generator.store.match_groups import gather, name_groups
from generator.store.match_index import Index, Node, Row
from generator.store.match_recall import Recalled, place_recalled
from generator.store.match_weigh import Verdict, apart
from generator.store.queue import Doubt

Group = frozenset[int]


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the drafts of one article belong, and what that changes; nothing is written yet."""

    homes: Mapping[str, str]
    """Wished id of a draft -> the brief it belongs to, or that its links are to lead to."""
    members: Mapping[str, tuple[Node, ...]]
    """The drafts of each brief whose record changes; `brief` of a draft is where it was, empty for a new one."""
    new: frozenset[str] = frozenset()
    """Briefs that are to be made."""
    gone: Mapping[str, str] = field(default_factory=dict)
    """Briefs that are to go, each with the one that takes its place and its id."""
    relinked: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Articles whose links are to lead elsewhere: source -> old id -> new id."""
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
        drafts: Sequence[Incident],
        *,
        source: str,
        text: str,
        published: PartialDate | None,
    ) -> Placing:
        """Say where the drafts of an article belong.

        Args:
            drafts: What the article says; one that it only recalls has the status stub. Their ids are wishes.
            source: The article's id.
            text: Its text.
            published: When it was published.
        """
        index = self._index
        is_free = cache(lambda brief: not index.rows[brief].stamp or self._is_free(brief))
        index.learn(source, text)
        new = [index.add(record, source=source, main=record.status != "stub", published=published) for record in drafts]
        board = _Board(index, is_free)
        board.spread([node for node in new if node.main])
        groups = board.groups()
        recalled = place_recalled(index, new, groups, board.nodes, is_free=is_free)
        nodes = {**board.nodes, **recalled.nodes}
        where = _named(groups, recalled, nodes, free=self.free_id, is_free=is_free)
        before, after = _members(nodes, where, recalled)
        changed = {brief for brief in before.keys() | after.keys() if before.get(brief) != after.get(brief)}
        gone = {brief: _heir(before[brief], where) for brief in changed if brief not in after}
        relinked = _relinked(nodes, where, gone)
        members = {brief: [nodes[key] for key in after[brief]] for brief in changed - gone.keys()}
        for other in relinked:
            for node in index.nodes_from(other):
                if node.main and node.brief and node.brief not in changed:
                    members.setdefault(node.brief, index.nodes_of(node.brief))
        placing = Placing(
            homes={node.wish: where[node.key] for node in new},
            members={brief: tuple(sorted(found, key=lambda node: node.order)) for brief, found in members.items()},
            new=frozenset(after.keys() - before.keys() - index.rows.keys()),
            gone=gone,
            relinked=relinked,
            doubts=tuple(board.doubts(new, where)),
            reprints=board.reprints(new),
        )
        for key, brief in where.items():
            if key in recalled.to:
                index.drop([key])
            else:
                index.move(nodes[key], brief)
        return placing

    def knows(self, source: str) -> bool:
        """Say whether some brief, sound or broken, rests on an article.

        A brief that cannot be read may rest on any; then nothing is made anew beside it.
        """
        return bool(self._index.nodes_from(source)) or any(row.state == "broken" for row in self._index.rows.values())

    def free_id(self, wanted: str, avoid: Iterable[str] = ()) -> str:
        """Give an id that no brief has, as `Collection.free_id` does, without looking at the disk again."""
        return free_among(wanted, self._index.names() | {other.casefold() for other in avoid})

    def rows(self) -> Mapping[str, Row]:
        """Give what is known of each brief."""
        return self._index.rows

    def keep(self, briefs: Iterable[str], gone: Iterable[str] = ()) -> None:
        """Keep what was placed, once the briefs are written."""
        for id_ in gone:
            self._index.forget(id_)
        for id_ in briefs:
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


class _Board:
    """The articles that an article has to do with, directly or by way of others."""

    def __init__(self, index: Index, is_free: Callable[[str], bool]) -> None:
        self.index = index
        self.is_free = is_free
        self.nodes: dict[int, Node] = {}
        self.edges: dict[tuple[int, int], Verdict] = {}
        self.near: dict[int, Node] = {}
        """What these were compared with."""

    def spread(self, start: Sequence[Node]) -> None:
        """Follow what is the same from some articles on, taking in whole briefs."""
        waiting = list(start)
        while waiting:
            node = waiting.pop()
            if node.key in self.nodes:
                continue
            self.nodes[node.key] = node
            if node.brief:
                waiting += [other for other in self.index.nodes_of(node.brief) if other.main]
            for other, verdict in self.index.neighbours(node):
                self.near[other.key] = other
                self.edges[min(node.key, other.key), max(node.key, other.key)] = verdict
                if verdict.decision == "same" and self._state(other) == "sound":
                    waiting.append(other)
                    waiting += self._led_to(node, other, verdict)

    def _state(self, node: Node) -> str:
        row = self.index.rows.get(node.brief)
        return row.state if row else "sound"

    def _led_to(self, node: Node, other: Node, verdict: Verdict) -> list[Node]:
        """Give the articles of the brief that the other's is a duplicate of: what fits the one belongs to the other."""
        row = self.index.rows.get(other.brief)
        if row is None or row.lead is None or node.brief == other.brief:
            return []
        led = [lead for lead in self.index.nodes_of(row.lead) if lead.main]
        for lead in led:
            self.near[lead.key] = lead
            self.edges[min(node.key, lead.key), max(node.key, lead.key)] = replace(verdict, score=verdict.score + 1)
        return led

    def groups(self) -> list[Group]:
        """Gather the articles into incidents."""
        briefs: dict[str, set[int]] = {}
        for key, node in self.nodes.items():
            briefs.setdefault(node.brief or f"*{key}", set()).add(key)
        whole = [frozenset(keys) for keys in briefs.values()]
        if any(self._forbidden(a, b) for one in whole for two in whole if one is not two for a in one for b in two):
            # What nobody has touched is gathered anew, so that the order of arrival leaves no trace.
            whole = [
                group
                for brief, keys in briefs.items()
                for group in ([frozenset(keys)] if self._is_fixed(brief) else [frozenset([key]) for key in keys])
            ]
        edges = [
            (verdict.score, one, other)
            for (one, other), verdict in self.edges.items()
            if verdict.decision == "same" and one in self.nodes and other in self.nodes
        ]
        order = {key: node.order for key, node in self.nodes.items()}
        return gather(whole, edges, forbidden=self._forbidden, order=order)

    def _is_fixed(self, brief: str) -> bool:
        return not brief.startswith("*") and not self.is_free(brief)

    def _forbidden(self, one: int, other: int) -> bool:
        a, b = self.nodes[one], self.nodes[other]
        if a.source and a.source == b.source:
            return a.brief != b.brief or not a.brief
        if a.brief and b.brief and a.brief != b.brief:
            rows = self.index.rows
            if b.brief in rows[a.brief].apart or a.brief in rows[b.brief].apart:
                return True
            if b.brief == rows[a.brief].lead or a.brief == rows[b.brief].lead:
                return True
            if not self.is_free(a.brief) and not self.is_free(b.brief):
                return True
        return apart(a.traits, b.traits)

    def doubts(self, new: Sequence[Node], where: Mapping[int, str]) -> Iterator[Doubt]:
        """Give the pairs of briefs that may be one incident, as far as a new article has to do with them."""
        mine = {node.key for node in new}
        seen: set[tuple[str, str]] = set()
        for keys, verdict in sorted(self.edges.items(), key=lambda edge: -edge[1].score):
            ends = [self.nodes.get(key) or self.near[key] for key in keys]
            one, other = sorted(where.get(node.key, node.brief) for node in ends)
            if not mine & set(keys) or verdict.decision == "different" or one == other or (one, other) in seen:
                continue
            seen.add((one, other))
            if not self._is_settled(one, other):
                states = [_STATES[state] for node in ends if (state := self._state(node)) in _STATES]
                against = [*states, _CONTRARY][:1] if verdict.decision == "same" else []
                yield Doubt(one, other, verdict.score, (*against, *verdict.reasons))

    def reprints(self, new: Sequence[Node]) -> dict[str, str]:
        """Say which articles repeat which: of two that are alike, the one published first is the original."""
        mine = {node.key: node for node in new if node.main}
        out: dict[str, Node] = {}
        for keys, verdict in self.edges.items():
            ends = [self.nodes.get(key) or self.near[key] for key in keys]
            if verdict.reprint and mine.keys() & set(keys):
                first, second = sorted(ends, key=_age)
                if second.source not in out or _age(first) < _age(out[second.source]):
                    out[second.source] = first
        return {source: first.source for source, first in out.items()}

    def _is_settled(self, one: str, other: str) -> bool:
        """Say whether a person has said already how two briefs stand to each other."""
        rows = self.index.rows
        return any(a in rows and (b in rows[a].apart or rows[a].lead == b) for a, b in ((one, other), (other, one)))


_CONTRARY = "they would be one, but other articles of the two, or what a person did, speak against it"
_STATES = {
    "withdrawn": "they would be one, but one of the two was withdrawn",
    "broken": "they would be one, but one of the two cannot be read",
}


def _named(
    groups: Sequence[Group],
    recalled: Recalled,
    nodes: Mapping[int, Node],
    *,
    free: Callable[[str, Iterable[str]], str],
    is_free: Callable[[str], bool],
) -> dict[int, str]:
    """Give the brief of every draft: the one that holds most of its group, a stub that grows up, or a new one."""
    held = {key: node.brief for key, node in nodes.items() if node.brief}

    def is_pinned(brief: str) -> bool:
        return not is_free(brief)

    named = name_groups(groups, held, first=is_pinned)
    taken = set(named.values())
    for group in groups:
        stubs = [b for key, to in recalled.to.items() if to == group and (b := nodes[key].brief) and b not in taken]
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


def _members(
    nodes: Mapping[int, Node], where: Mapping[int, str], recalled: Recalled
) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Give the drafts of each brief before and after; one that is told in full elsewhere is kept nowhere."""
    before: dict[str, set[int]] = {}
    after: dict[str, set[int]] = {}
    for key, node in nodes.items():
        if node.brief:
            before.setdefault(node.brief, set()).add(key)
        if key not in recalled.to:
            after.setdefault(where[key], set()).add(key)
    return before, after


def _heir(keys: Iterable[int], where: Mapping[int, str]) -> str:
    """Say which brief takes the place of one that goes: the one to which most of its drafts went."""
    after = [where[key] for key in keys]
    return min(after, key=lambda brief: (-after.count(brief), brief))


def _relinked(
    nodes: Mapping[int, Node], where: Mapping[int, str], gone: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Say which articles recall an incident whose draft moves while the brief that they link to stays."""
    out: dict[str, dict[str, str]] = {}
    for key, brief in where.items():
        node = nodes[key]
        if not node.main and node.brief and node.brief != brief and node.brief not in gone:
            out.setdefault(node.source, {})[node.brief] = brief
    return out


def _age(node: Node) -> tuple[int, str]:
    """Say how early an article is; one without a date comes after all others."""
    published = node.traits.published
    return (10**9 if published is None else published, node.source)
