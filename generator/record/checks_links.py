"""Checks of what briefs say of one another: links that go round in a circle, or say two things that cannot both be."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from generator.errors import Location
from generator.record.paths import Address
from generator.record.problem import Problem
from generator.record.reporting import Report
from generator.record.schema import Incident, Link
from generator.record.vocabulary import vocabulary

Reporter = Callable[[str], Report]
"""Gives the report of a brief by its id."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A link as one brief states it."""

    by: str
    """The brief that states it."""
    at: int
    """The position among its links."""
    link: Link
    """The link."""
    to: str
    """The brief that is meant, where the link names an old id."""

    @property
    def address(self) -> Address:
        return ("links", self.at)


def check_links(
    records: Mapping[str, Incident],
    aliases: Mapping[str, str],
    locate: Callable[[str, Address], Location | None],
) -> Iterator[Problem]:
    """Find links of several briefs that cannot all be right.

    Args:
        records: Incidents by id.
        aliases: The ids that old ids stand for.
        locate: Tells where a value of an incident stands, by id and address.
    """
    pairs: dict[tuple[str, str], list[_Said]] = defaultdict(list)
    for id_, incident in records.items():
        for at, link in enumerate(incident.links):
            to = aliases.get(link.to, link.to)
            if to != id_ and to in records:
                pairs[min(id_, to), max(id_, to)].append(_Said(id_, at, link, to))

    def report(id_: str) -> Report:
        return Report(lambda address: locate(id_, address), records[id_])

    for said in pairs.values():
        if len(said) > 1:
            yield from _contradictions(said, report)
        for one in said:
            yield from _against_dates(one, records, report)
    for family in _ordered():
        yield from _circles(family, (one for said in pairs.values() for one in said), report)


def _contradictions(said: list[_Said], report: Reporter) -> Iterator[Problem]:
    for one, other in combinations(said, 2):
        relation = other.link.relation if one.by == other.by else _reverse(other.link.relation)
        states = {one.link.state, other.link.state}
        where = "here" if one.by == other.by else f"in {one.by}.yml"
        what = f'"{one.link.relation} {one.link.to}" {where} and "{other.link.relation} {other.link.to}" here'
        if "discounted" not in states and _exclude(one.link.relation, relation):
            message = f"{what} cannot both be; delete one of the two links"
            yield report(other.by)("contradictory-link", message, other.address)
        elif one.link.relation == relation and states == {"asserted", "discounted"}:
            message = f"{what} are one link, asserted once and discounted once; settle its state"
            yield report(other.by)("contradictory-link", message, other.address, severity="warning")


def _against_dates(said: _Said, records: Mapping[str, Incident], report: Reporter) -> Iterator[Problem]:
    order = _order_of(said.link.relation)
    if said.link.state == "discounted" or order is None or order[0] != "time":
        return
    here, there = records[said.by].when.date, records[said.to].when.date
    if here is None or there is None:
        return
    earlier, later = (there, here) if order[1] else (here, there)
    if later.latest < earlier.earliest:
        message = (
            f'"{said.link.relation} {said.link.to}" goes against the dates: this is {here}, the other {there}; '
            f"correct a date, or write {_reverse(said.link.relation)}"
        )
        yield report(said.by)(
            "link-against-dates", message, said.address, severity="warning", suggestion=_reverse(said.link.relation)
        )


def _circles(family: str, said: Iterable[_Said], report: Reporter) -> Iterator[Problem]:
    ways: dict[str, dict[str, _Said]] = defaultdict(dict)
    for one in said:
        order = _order_of(one.link.relation)
        if order and order[0] == family and one.link.state != "discounted":
            start, end = (one.by, one.to) if order[1] else (one.to, one.by)
            ways[start].setdefault(end, one)
    for circle in _components(ways):
        path = _round(circle, ways)
        # Two that each come before the other contradict each other, and are reported as that.
        if len(path) > 2:
            one = ways[path[0]][path[1]]
            shown = " > ".join([*path, path[0]])
            message = f"these links go round in a circle: {shown}; delete or turn round the one that is wrong"
            yield report(one.by)("circular-link", message, one.address)


def _components(ways: Mapping[str, Mapping[str, _Said]]) -> list[set[str]]:
    """Give the groups of briefs each of which leads to every other; by Tarjan, without recursion."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    out = []
    for root in ways:
        if root in index:
            continue
        work = [(root, iter(ways[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, after = work[-1]
            for to in after:
                if to not in index:
                    index[to] = low[to] = len(index)
                    stack.append(to)
                    on_stack.add(to)
                    work.append((to, iter(ways.get(to, {}))))
                    break
                if to in on_stack:
                    low[node] = min(low[node], index[to])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    at = stack.index(node)
                    group = set(stack[at:])
                    del stack[at:]
                    on_stack -= group
                    if len(group) > 1:
                        out.append(group)
    return out


def _round(group: set[str], ways: Mapping[str, Mapping[str, _Said]]) -> list[str]:
    """Give a shortest way round from the first brief of a group back to it."""
    start = min(group)
    before: dict[str, str] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for to in sorted(ways.get(node, {})):
            if to == start:
                path = [node]
                while path[-1] != start:
                    path.append(before[path[-1]])
                return path[::-1]
            if to in group and to not in before:
                before[to] = node
                queue.append(to)
    return []  # not reached: from each brief of the group a way leads back


@cache
def _reverse(relation: str) -> str:
    return vocabulary("relation")[relation].crosswalk["reverse"]


@cache
def _exclude(one: str, other: str) -> bool:
    terms = vocabulary("relation")
    return other in terms[one].crosswalk.get("excludes", "").split() or (
        one in terms[other].crosswalk.get("excludes", "").split()
    )


@cache
def _order_of(relation: str) -> tuple[str, bool] | None:
    """Give the order that a relation is of, and whether it leads up in it; None for one that is of none."""
    words = vocabulary("relation")[relation].crosswalk.get("order", "").split()
    return (words[0], words[1] == "up") if words else None


@cache
def _ordered() -> tuple[str, ...]:
    orders = (_order_of(term.name) for term in vocabulary("relation"))
    return tuple(dict.fromkeys(order[0] for order in orders if order))
