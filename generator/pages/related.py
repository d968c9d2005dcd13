"""The briefs that a brief is linked with, told from its side; what was explored and set aside, apart."""

from __future__ import annotations

from collections.abc import Iterable

from generator.links import Neighbour
from generator.pages.context import Context
from generator.pages.support import EvidenceView, Supports, join
from generator.pages.views import BriefLine, RelatedView
from generator.record.schema import Incident
from generator.record.vocabulary import vocabulary
from generator.record.wording import label, phrase, sort_day


def related_views(
    record: Incident, context: Context, supports: Supports
) -> tuple[tuple[RelatedView, ...], tuple[RelatedView, ...]]:
    """Give the links of a brief.

    Returns:
        The links that hold in some state, and those that were explored and set aside.
    """
    graph = context.graph
    near = [_view(record, n, False, context, supports) for n in _in_order(graph.related(record.id), context)]
    aside = [_view(record, n, True, context, supports) for n in _in_order(graph.set_aside(record.id), context)]
    for at, link in enumerate(record.links):
        if link in graph.dangling.get(record.id, ()):
            support = supports.of_item(link.to, "links", at)
            line = context.line_of(link.to)
            view = RelatedView(
                label("relation", link.relation),
                phrase("link-state", link.state),
                line,
                link.to,
                support.evidence,
                (),
                support.doubts,
            )
            (aside if link.state == "discounted" else near).append(view)
    return tuple(near), tuple(aside)


def known_from(record: Incident, context: Context) -> tuple[BriefLine, ...]:
    """Give the briefs whose own articles mention this one, for a stub's banner."""
    graph = context.graph
    ids = [
        n.id
        for n in (*graph.related(record.id), *graph.set_aside(record.id))
        if any(statement.brief == n.id for statement in n.edge.statements)
    ]
    return tuple(context.line(graph.records[id]) for id in dict.fromkeys(ids))


def _view(record: Incident, neighbour: Neighbour, aside: bool, context: Context, supports: Supports) -> RelatedView:
    other = context.graph.records[neighbour.id]
    own = [
        supports.of_item(other.title, "links", at)
        for at, link in enumerate(record.links)
        if context.graph.resolve(link.to) == other.id
        and link.relation == neighbour.relation
        and (link.state == "discounted") == aside
    ]
    here = join(*own)
    quotes = {view.quote for view in here.evidence}
    there = [
        EvidenceView(evidence.quote, "", "", "")
        for statement in neighbour.edge.statements
        if statement.brief == other.id
        for evidence in statement.evidence
        if evidence.quote not in quotes
    ]
    return RelatedView(
        relation=label("relation", neighbour.relation),
        state=phrase("link-state", neighbour.edge.state),
        brief=context.line(other),
        id=other.id,
        evidence=here.evidence,
        told_there=tuple(there),
        doubts=here.doubts,
    )


def _in_order(neighbours: Iterable[Neighbour], context: Context) -> list[Neighbour]:
    order = list(vocabulary("relation").terms)
    records = context.graph.records

    def place(neighbour: Neighbour) -> tuple[int, str, str]:
        at = order.index(neighbour.relation) if neighbour.relation in order else len(order)
        return at, sort_day(records[neighbour.id]), neighbour.id

    return sorted(neighbours, key=place)
