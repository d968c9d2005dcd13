"""What an article is compared with, and the incidents that it and the articles like it make up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.store.match_db import Node
from generator.store.match_groups import gather
from generator.store.match_index import Index
from generator.store.match_weigh import Verdict, apart
from generator.store.queue import Doubt

Group = frozenset[int]


class Board:
    """The articles that an article has to do with, directly or by way of others."""

    def __init__(self, index: Index, is_free: Callable[[str], bool]) -> None:
        self.index = index
        self.is_free = is_free
        self.nodes: dict[int, Node] = {}
        self.edges: dict[tuple[int, int], Verdict] = {}
        self.near: dict[int, Node] = {}
        """What these were compared with."""
        self.joined: set[int] = set()
        """Articles that a person has put into one brief, which nothing else would have done."""

    def spread(self, start: Sequence[Node]) -> None:
        """Take in what is the same as some articles, whole briefs at a time.

        The briefs that are there are what comes of all articles before. Only where the new ones put something together
        that must not be, is everything taken in that is the same by way of others.
        """
        self._spread(start, far=False)
        if self._is_disputed(self._whole()):
            self._spread([*self.nodes.values()], far=True)
            self.joined = {key for group in self._whole() if not self._holds_by_itself(group) for key in group}

    def _spread(self, start: Sequence[Node], *, far: bool) -> None:
        waiting, seen = list(start), set[int]()
        first = {node.key for node in start}
        while waiting:
            node = waiting.pop()
            if node.key in seen:
                continue
            seen.add(node.key)
            self.nodes[node.key] = node
            if node.brief:
                waiting += [other for other in self.index.nodes_of(node.brief) if other.main]
            for other, verdict in self.index.neighbours(node) if far or node.key in first else ():
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
        led = [lead for lead in self.index.nodes_of(self.index.current(row.lead)) if lead.main]
        for lead in led:
            self.near[lead.key] = lead
            self.edges[min(node.key, lead.key), max(node.key, lead.key)] = replace(verdict, score=verdict.score + 1)
        return led

    def groups(self) -> list[Group]:
        """Gather the articles into incidents."""
        whole = self._whole()
        if self._is_disputed(whole):
            # What nobody has touched is gathered anew, so that the order of arrival leaves no trace.
            whole = [
                part
                for group in whole
                for part in ([group] if self._is_fixed(group) else [frozenset([key]) for key in group])
            ]
        edges = [
            (verdict.score, one, other)
            for (one, other), verdict in self.edges.items()
            if verdict.decision == "same" and one in self.nodes and other in self.nodes
        ]
        order = {key: node.order for key, node in self.nodes.items()}
        return gather(whole, edges, forbidden=self._forbidden, order=order)

    def _whole(self) -> list[Group]:
        """Give what is together now: briefs, and new articles each by itself."""
        briefs: dict[str, set[int]] = {}
        for key, node in self.nodes.items():
            briefs.setdefault(node.brief or f"*{key}", set()).add(key)
        return [frozenset(keys) for keys in briefs.values()]

    def _is_disputed(self, groups: Sequence[Group]) -> bool:
        return any(
            self._forbidden(a, b)
            for at, one in enumerate(groups)
            for other in groups[at + 1 :]
            for a in one
            for b in other
        )

    def _is_fixed(self, group: Group) -> bool:
        """Say whether a group is to stay together: a person has worked on its brief, or put it together."""
        brief = self.nodes[min(group)].brief
        return bool(brief) and (not self.is_free(brief) or bool(group & self.joined))

    def _holds_by_itself(self, group: Group) -> bool:
        """Say whether a brief's articles are the same as each other, be it by way of others among them."""
        reached = {min(group)}
        same = [keys for keys, verdict in self.edges.items() if verdict.decision == "same" and group.issuperset(keys)]
        while more := {key for keys in same if reached & set(keys) for key in keys} - reached:
            reached |= more
        return reached == group

    def _forbidden(self, one: int, other: int) -> bool:
        a, b = self.nodes[one], self.nodes[other]
        if a.source and a.source == b.source:
            return a.brief != b.brief or not a.brief
        two = bool(a.brief and b.brief) and a.brief != b.brief
        if two and (self._is_settled(a.brief, b.brief) or not (self.is_free(a.brief) or self.is_free(b.brief))):
            return True
        if one in self.joined or other in self.joined:
            return False  # a person has brought together what contradicts itself
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
        rows, current = self.index.rows, self.index.current
        return any(
            b in {current(id_) for id_ in (*rows[a].apart, rows[a].lead or "")}
            for a, b in ((one, other), (other, one))
            if a in rows
        )


_CONTRARY = "they would be one, but other articles of the two, or what a person did, speak against it"
_STATES = {
    "withdrawn": "they would be one, but one of the two was withdrawn",
    "broken": "they would be one, but one of the two cannot be read",
}


def _age(node: Node) -> tuple[int, str]:
    """Say how early an article is; one without a date comes after all others."""
    published = node.traits.published
    return (10**9 if published is None else published, node.source)
