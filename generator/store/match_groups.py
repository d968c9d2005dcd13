"""Drafts gathered into incidents: what is the same belongs together, unless something in the group forbids it.

The result depends on the drafts alone and never on the order in which their articles came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

N = TypeVar("N", bound=int)


def gather(
    groups: Sequence[frozenset[N]],
    edges: Iterable[tuple[float, N, N]],
    *,
    forbidden: Callable[[N, N], bool],
    order: Mapping[N, tuple[str, ...]],
) -> list[frozenset[N]]:
    """Join groups along edges, the strongest first, unless two of their members must not be together.

    Args:
        groups: What belongs together whatever the edges say; together they hold every member once.
        edges: Strength and the two members.
        forbidden: Whether two members must not be in one group.
        order: For each member what breaks ties between edges; it must not depend on the order of arrival.

    Returns:
        The groups, in the order of their first members.
    """
    of: dict[N, frozenset[N]] = {member: group for group in groups for member in group}
    ranked = sorted(edges, key=lambda edge: (-edge[0], *sorted((order[edge[1]], order[edge[2]]))))
    for _, one, other in ranked:
        mine, theirs = of[one], of[other]
        if mine is theirs or any(forbidden(a, b) for a in mine for b in theirs):
            continue
        joined = mine | theirs
        for member in joined:
            of[member] = joined
    distinct = {id(group): group for group in of.values()}
    return sorted(distinct.values(), key=lambda group: min(order[member] for member in group))


def name_groups(
    groups: Sequence[frozenset[N]], held: Mapping[N, str], *, first: Callable[[str], bool]
) -> dict[frozenset[N], str]:
    """Say which brief each group is: the one that holds most of its members already.

    Args:
        groups: The groups.
        held: The brief that holds a member now; members of new articles are not in it.
        first: Whether a brief goes before others, as one that a person has worked on does.

    Returns:
        The brief of each group that has one; a brief goes to one group only.
    """
    claims: dict[tuple[frozenset[N], str], int] = {}
    for group in groups:
        for member in group:
            if member in held:
                claims[group, held[member]] = claims.get((group, held[member]), 0) + 1
    named: dict[frozenset[N], str] = {}
    ranked = sorted(claims, key=lambda claim: (not first(claim[1]), -claims[claim], claim[1], groups.index(claim[0])))
    for group, brief in ranked:
        if group not in named and brief not in named.values():
            named[group] = brief
    return named
