"""The link graph: every link once, readable from both ends; what was set aside and what is not published, apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.links import Graph, build
from generator.links.build import reverse
from generator.record.schema import Evidence, Incident, Link, Perpetrator, Source
from generator.record.vocabulary import vocabulary

RELATIONS = list(vocabulary("relation").terms)
STATES = [None, *vocabulary("link-state").terms]


def graph_of(*records: Incident, sources: dict[str, Source] | None = None) -> Graph:
    return build({record.id: record for record in records}, sources or {})


def incident(id: str, *links: Link, **fields: Any) -> Incident:
    return Incident(id=id, title=id.upper(), links=links, **fields)


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_link_reads_from_both_ends(relation: str) -> None:
    graph = graph_of(incident("a", Link(relation=relation, to="b", state="asserted")), incident("b"))

    assert len(graph.edges) == 1
    assert [(n.id, n.relation) for n in graph.related("a")] == [("b", relation)]
    assert [(n.id, n.relation) for n in graph.related("b")] == [("a", reverse(relation))]


@pytest.mark.parametrize("relation", RELATIONS)
def test_every_relation_is_the_reverse_of_its_reverse(relation: str) -> None:
    assert reverse(reverse(relation)) == relation


def test_a_link_stated_by_both_briefs_is_one() -> None:
    graph = graph_of(
        incident("a", Link(relation="preceded-by", to="b", state="asserted")),
        incident("b", Link(relation="followed-by", to="a", state="suspected")),
    )

    (edge,) = graph.edges
    assert {statement.brief for statement in edge.statements} == {"a", "b"}
    assert edge.state == "suspected", "of two states, the less sure one is told"


def test_a_discounted_link_is_no_edge() -> None:
    graph = graph_of(
        incident(
            "a",
            Link(relation="linked-to", to="b", state="discounted"),
            Link(relation="preceded-by", to="b", state="asserted"),
        ),
        incident("b"),
    )

    assert [edge.relation for edge in graph.edges] == ["preceded-by"]
    assert [n.relation for n in graph.related("b")] == ["followed-by"]
    assert [(n.id, n.relation) for n in graph.set_aside("b")] == [("a", "linked-to")]


def test_a_link_carries_the_sentence_it_rests_on() -> None:
    sentence = Evidence("two days after the other")
    record = Incident(
        id="a",
        title="A",
        links=(Link(relation="preceded-by", to="b"), Link(relation="linked-to", to="b")),
        evidence={"links[preceded-by b]": (sentence,)},
    )

    edges = {edge.relation: edge for edge in graph_of(record, incident("b")).edges}
    assert edges["preceded-by"].statements[0].evidence == (sentence,)
    assert edges["linked-to"].statements[0].evidence == ()


def test_an_old_id_leads_to_the_brief() -> None:
    graph = graph_of(incident("a", Link(relation="linked-to", to="old-b")), incident("b", aliases=("old-b",)))

    assert graph.resolve("old-b") == "b"
    assert [n.id for n in graph.related("a")] == ["b"]


def test_an_alias_that_is_a_briefs_own_id_leads_nowhere_else() -> None:
    graph = graph_of(incident("a", aliases=("b",)), incident("b"))

    assert graph.resolve("b") == "b"


def test_a_link_to_no_brief_is_kept_apart() -> None:
    graph = graph_of(incident("a", Link(relation="linked-to", to="nowhere")))

    assert graph.edges == ()
    assert [link.to for link in graph.dangling["a"]] == ["nowhere"]


@pytest.mark.parametrize(
    "mark", [{"tlp": "green"}, {"tlp": "amber"}, {"tlp": "amber-strict"}, {"tlp": "red"}, {"status": "withdrawn"}]
)
def test_nothing_tells_of_an_unpublished_record(mark: dict[str, str]) -> None:
    secret = incident(
        "secret",
        Link(relation="linked-to", to="a"),
        aliases=("old-secret",),
        kind="bombing",
        perpetrators=(Perpetrator(name="Quiet Otter", type="group"),),
        sources=("5ec2e7",),
        **mark,
    )
    a = incident("a", Link(relation="linked-to", to="secret"), Link(relation="part-of", to="old-secret"))
    graph = graph_of(a, secret, sources={"5ec2e7": Source(id="5ec2e7", publisher="Whisper Weekly")})

    assert set(graph.records) == {"a"}
    assert graph.edges == graph.discounted == ()
    assert not graph.dangling
    assert not graph.sources
    assert not any(graph.entities.by_category.values())
    assert graph.resolve("old-secret") is None


ids = st.sampled_from("abcde")


@st.composite
def collections(draw: st.DrawFn) -> list[Incident]:
    link = st.builds(Link, relation=st.sampled_from(RELATIONS), to=ids, state=st.sampled_from(STATES))
    return [incident(id, *draw(st.lists(link, max_size=4))) for id in "abcde"]


@given(collections())
def test_every_link_has_its_reverse_and_no_pair_two_of_a_kind(records: Iterable[Incident]) -> None:
    graph = graph_of(*records)

    for id in graph.records:
        for sees, back in ((graph.related, graph.related), (graph.set_aside, graph.set_aside)):
            for near in sees(id):
                mirrored = [(n.id, n.relation) for n in back(near.id)]
                assert mirrored.count((id, reverse(near.relation))) == 1
    assert all(edge.state != "discounted" for edge in graph.edges)
    assert all(edge.state == "discounted" for edge in graph.discounted)
