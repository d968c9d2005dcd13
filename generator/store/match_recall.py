"""Where what an article only recalls belongs: to the brief that tells of it, else to a stub with others like it.

A recalled incident is known by a place or a target, a date and a kind, which may fit several briefs. Then it fits none:
a wrong link is worse than a stub. It never makes one brief of two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.record.schema import Incident
from generator.store.match_db import Node
from generator.store.match_groups import gather
from generator.store.match_index import Index
from generator.store.match_traits import traits_of
from generator.store.match_weigh import recalls

Group = frozenset[int]


@dataclass(frozen=True, slots=True)
class Recalled:
    """Where recalled incidents belong."""

    nodes: Mapping[int, Node]
    """The recalled incidents that an article has to do with, those that it recalls itself among them."""
    to: Mapping[int, Group | str]
    """For those that are told in full: the group of articles, or the brief."""
    stubs: Sequence[Group]
    """Those that are not, gathered."""


def place_recalled(
    index: Index,
    new: Sequence[Node],
    groups: Sequence[Group],
    told: Mapping[int, Node],
    *,
    is_free: Callable[[str], bool],
) -> Recalled:
    """Say where recalled incidents belong.

    Args:
        index: All drafts.
        new: Those of a new article.
        groups: Articles gathered into incidents.
        told: The articles in these groups.
        is_free: Says of a brief that no person has touched it.
    """
    group_of = {key: group for group in groups for key in group}
    known = {told[key].brief for group in groups for key in group if any(told[k] in new for k in group)} - {""}
    nodes = _concerned(index, new, known)
    to: dict[int, Group | str] = {}
    for key, node in nodes.items():
        target = None if _stays(index, node) else _told_by(index, node, group_of, told)
        # A stub that a person has worked on makes way for no brief that is there; it can only grow up itself.
        is_named = isinstance(target, str) or any(told[k].brief for k in target or ())
        if target is not None and not (node.is_member and node.brief and is_named and not is_free(node.brief)):
            to[key] = target
    rest = {key: node for key, node in nodes.items() if key not in to}
    return Recalled(nodes, to, _stubs(rest, is_free))


def find_recalled(index: Index, record: Incident) -> str | None:
    """Give the brief of a recalled incident, be it a stub; None where none fits, or several do equally well."""
    node = Node(0, "", "", "", record.id, False, traits_of(record, main=False))
    told = _told_by(index, node, {}, {})
    if isinstance(told, str):
        return told
    fits = {other.brief: recalls(node.traits, other.traits) for other in index.sharing_names(node) if not other.main}
    best = [brief for brief, fit in fits.items() if fit and fit == max(fits.values())]
    return best[0] if len(best) == 1 else None


def _stays(index: Index, node: Node) -> bool:
    row = index.rows.get(node.brief)
    return row is not None and row.state != "sound"


def _concerned(index: Index, new: Sequence[Node], known: set[str]) -> dict[int, Node]:
    """Give the recalled incidents that new drafts have to do with, whole stubs at a time.

    Args:
        index: All drafts.
        new: Those of a new article.
        known: Briefs that the new article joins; what leads to one of them already goes on doing so.
    """
    nodes: dict[int, Node] = {}
    waiting = list(new)
    while waiting:
        node = waiting.pop()
        if node.key in nodes:
            continue
        if not node.main:
            nodes[node.key] = node
            if node.brief and node.is_member:
                waiting += [other for other in index.nodes_of(node.brief) if not other.main]
        elif node not in new:
            continue
        for other in index.sharing_names(node):
            if other.main or other.key in nodes or (not other.is_member and other.brief in known):
                continue
            if recalls(other.traits, node.traits) or (not node.main and recalls(node.traits, other.traits)):
                waiting.append(other)
    return nodes


def _told_by(index: Index, node: Node, group_of: Mapping[int, Group], told: Mapping[int, Node]) -> Group | str | None:
    """Give the group or brief that tells of a recalled incident, where one fits better than all others."""
    scores: dict[Group | str, float] = {}
    barred: set[Group | str] = set()
    for other in index.sharing_names(node):
        place = group_of.get(other.key, other.brief)
        if not other.main or not place:
            continue
        if node.source and other.source == node.source:
            barred.add(place)  # an article that recalls an incident is about another one
        score = recalls(node.traits, other.traits)
        if score:
            scores[place] = max(score, scores.get(place, 0.0))
    scores = {place: score for place, score in scores.items() if place not in barred}
    best = [place for place, score in scores.items() if score == max(scores.values())]
    return best[0] if len(best) == 1 else None


def _stubs(nodes: Mapping[int, Node], is_free: Callable[[str], bool]) -> list[Group]:
    """Gather recalled incidents that nothing tells of: those that all fit each other."""
    fixed: dict[str, set[int]] = {}
    for key, node in nodes.items():
        stays = node.brief and node.is_member and not is_free(node.brief)
        fixed.setdefault(node.brief if stays else f"*{key}", set()).add(key)
    keys = sorted(nodes)
    fits = {
        (a, b): max(recalls(nodes[a].traits, nodes[b].traits), recalls(nodes[b].traits, nodes[a].traits))
        for at, a in enumerate(keys)
        for b in keys[at + 1 :]
    }

    def forbidden(one: int, other: int) -> bool:
        a, b = nodes[one], nodes[other]
        stubs = [n.brief for n in (a, b) if n.brief and n.is_member and not is_free(n.brief)]
        both = len(set(stubs)) > 1
        return both or a.source == b.source or not fits[min(one, other), max(one, other)]

    edges = [(fit, a, b) for (a, b), fit in fits.items() if fit]
    whole = [frozenset(group) for group in fixed.values()]
    return gather(whole, edges, forbidden=forbidden, order={key: node.order for key, node in nodes.items()})
