"""A graph built with what an earlier build found is the one that is built from nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.links import Memory, build
from generator.record.names import Names, Naming
from generator.record.schema import Incident, Link, Perpetrator, Quote, Source, Victim, Where

IDS = [f"2021-0{n}-x" for n in range(1, 7)]
PEOPLE = ["Marek Sollen", "Sollen", "Anna Sollen", "Northern Dawn", "the Northern Dawn", "Index", "a man"]
PLACES = ["Ghent", "Bruges", "Flanders", None]

perpetrators = st.builds(
    Perpetrator, name=st.sampled_from(PEOPLE), type=st.sampled_from(["person", "organization", "unknown", None])
)
links = st.builds(
    Link,
    relation=st.sampled_from(["preceded-by", "followed-by", "linked-to", "part-of"]),
    to=st.sampled_from([*IDS, "old", "nowhere"]),
    state=st.sampled_from([None, "asserted", "discounted"]),
)
records = st.builds(
    Incident,
    id=st.sampled_from(IDS),
    title=st.just("X"),
    kind=st.sampled_from(["bombing", "shooting"]),
    tlp=st.sampled_from(["clear", "clear", "clear", "amber"]),
    aliases=st.sampled_from([(), (), ("old",)]),
    where=st.builds(Where, place=st.sampled_from(PLACES), region=st.sampled_from(PLACES), country=st.just("BE")),
    perpetrators=st.lists(perpetrators, max_size=2).map(tuple),
    victims=st.lists(st.builds(Victim, name=st.sampled_from(PEOPLE)), max_size=1).map(tuple),
    quotes=st.lists(st.builds(Quote, speaker=st.sampled_from(PEOPLE), text=st.just("No.")), max_size=1).map(tuple),
    links=st.lists(links, max_size=2).map(tuple),
    sources=st.sampled_from([(), ("aaaaaaaa",), ("bbbbbbbb",), ("bbbbbbbb", "aaaaaaaa")]),
)
sources = st.fixed_dictionaries(
    {},
    optional={
        id: st.builds(Source, id=st.just(id), publisher=st.sampled_from(["The Post", "Post"]))
        for id in ("aaaaaaaa", "bbbbbbbb")
    },
)
names = st.sampled_from([Names(), Names((Naming(name="Marek Sollen", wordings=("Sollen",)),))])
steps = st.lists(st.tuples(st.lists(records, max_size=2), st.sets(st.sampled_from(IDS), max_size=1), sources, names))


@given(steps)
def test_whatever_is_edited_the_graph_is_that_of_a_first_build(
    steps: list[tuple[list[Incident], set[str], dict[str, Source], Names]],
) -> None:
    memory = Memory()
    collection: dict[str, Incident] = {}
    for edited, gone, kept, said in steps:
        collection |= {record.id: record for record in edited}
        collection = {id: record for id, record in collection.items() if id not in gone}
        assert build(collection, kept, said, memory) == build(collection, kept, said)


def test_what_has_not_changed_is_the_same_object() -> None:
    one, other = (Incident(id=id, title=id, perpetrators=(Perpetrator(name="Eta"),)) for id in ("a", "b"))
    link = Link(relation="linked-to", to="a")
    alone = Incident(id="c", title="c", perpetrators=(Perpetrator(name="Northern Dawn"),), links=(link,))
    memory = Memory()
    before = build({"a": one, "b": other, "c": alone}, {}, memory=memory)
    after = build({"a": one, "b": Incident(id="b", title="B"), "c": alone}, {}, memory=memory)

    groups = [graph.entities.by_category["group"] for graph in (before, after)]
    assert groups[0]["northern dawn"] is groups[1]["northern dawn"]
    assert groups[1]["eta"].briefs == ("a",)
    assert before.related("a")[0] is after.related("a")[0]
