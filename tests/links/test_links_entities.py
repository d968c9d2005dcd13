"""Names that briefs share: one entity for all spellings, an address of its own, and everything it stands in."""

from __future__ import annotations

import pytest

from generator.links import EntityIndex, build
from generator.links.names import distinct_slugs, is_name, key
from generator.record.count import Count
from generator.record.schema import (
    Evidence,
    Incident,
    Perpetrator,
    Quote,
    Response,
    Source,
    Victim,
    Weapon,
    Where,
)


def entities_of(*records: Incident, sources: dict[str, Source] | None = None) -> EntityIndex:
    return build({record.id: record for record in records}, sources or {}).entities


def by_perpetrator(id: str, name: str, type: str | None = "organization") -> Incident:
    return Incident(id=id, title=id, perpetrators=(Perpetrator(name=name, type=type),))


@pytest.mark.parametrize(
    "text",
    [
        "Northern Dawn",
        "the Northern Dawn",
        "al Qaeda",
        "al-Shabaab",
        "Islamic State in the Levant",
        "bin Laden",
        "ETA",
        "17 November",
        "Gisèle van der Meer",
        "Police Service of Northern Ireland",
        "حركة الشباب",
        "オウム真理教",
    ],
)
def test_names_are_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "suspected terror cell in Verviers",
        "a man in his thirties",
        "Two gunmen",
        "Police in Belgium",
        "Police",
        "unknown",
        "Men of the",
        "…",
        "",
        "   ",
    ],
)
def test_descriptions_are_none(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ISIS", "Daesh"),
        ("the Islamic State", "ISIL"),
        ("al Qaeda", "Al-Qaida"),
        ("Saïd Kouachi", "Said KOUACHI"),
        ("O’Neill", "O'Neill"),
    ],
)
def test_spellings_of_one_name_are_one_entity(one: str, other: str) -> None:
    index = entities_of(by_perpetrator("a", one), by_perpetrator("b", other))

    (entity,) = index.all("group")
    assert entity.briefs == ("a", "b")
    assert index.find("group", one) == index.find("group", other) == entity


def test_a_known_group_goes_by_its_own_name() -> None:
    (entity,) = entities_of(by_perpetrator("a", "ISIS")).all("group")

    assert (entity.name, entity.slug, entity.aliases) == ("Islamic State", "islamic-state", ("ISIS",))


def test_a_spelling_that_differs_in_nothing_is_no_alias() -> None:
    index = entities_of(
        by_perpetrator("a", "Northern Dawn"),
        by_perpetrator("b", "the Northern Dawn"),
        by_perpetrator("c", "NORTHERN-DAWN"),
    )

    (entity,) = index.all("group")
    assert entity.aliases == ("NORTHERN-DAWN",)


def test_a_branch_is_not_the_group() -> None:
    index = entities_of(by_perpetrator("a", "al-Qaeda"), by_perpetrator("b", "AQAP"))

    assert len(index.all("group")) == 2


def test_a_name_of_open_type_is_the_person_another_brief_knows() -> None:
    index = entities_of(by_perpetrator("a", "Marek Sollen", "person"), by_perpetrator("b", "Marek Sollen", None))

    (person,) = index.all("person")
    assert person.briefs == ("a", "b")
    assert index.all("group") == ()
    assert index.of_perpetrator(Perpetrator(name="Marek Sollen")) == person


def test_descriptions_have_no_page() -> None:
    record = Incident(
        id="a",
        title="A",
        perpetrators=(Perpetrator(name="a man in his thirties", type="person"),),
        victims=(Victim(name="drivers"), Victim(name="Three Drivers", count=Count.parse(3))),
        quotes=(Quote(speaker="a senior official", text="No."), Quote(speaker="Witnesses", text="Yes.")),
        responses=(Response(type="raid", by="Belgian authorities"),),
    )

    index = entities_of(record)
    assert index.all("person") == index.all("group") == ()


def test_everybody_named_has_a_page_with_what_they_stand_for() -> None:
    evidence = (Evidence("Amina Odhiambo died at the gate"),)
    record = Incident(
        id="a",
        title="A",
        victims=(Victim(name="Amina Odhiambo", effect="killed"),),
        quotes=(Quote(speaker="Lotte Claes", text="No."), Quote(speaker="Interior Ministry", text="Yes.")),
        responses=(Response(type="rescue", by="Kenya Red Cross"),),
        weapons=(Weapon(name="a lorry bomb", type="explosives"), Weapon(name="something")),
        evidence={"victims[Amina Odhiambo]": evidence},
    )

    index = entities_of(record)
    victim = index.find("person", "amina odhiambo")
    assert victim is not None
    assert [(a.part, a.evidence) for a in victim.appearances] == [("victim", evidence)]
    assert [p.name for p in index.all("person")] == ["Amina Odhiambo", "Lotte Claes"]
    assert [g.name for g in index.all("group")] == ["Interior Ministry", "Kenya Red Cross"]
    assert [w.slug for w in index.all("weapon")] == ["explosives"]


def test_places_lie_in_one_another() -> None:
    index = entities_of(
        Incident(id="a", title="A", where=Where(place="Ghent", region="East Flanders", country="BE")),
        Incident(id="b", title="B", where=Where(place="Ghent", country="BE")),
        Incident(id="c", title="C", where=Where(place="Ghent", country="US")),
        Incident(id="d", title="D", where=Where(region="the east of the country", country="BE")),
    )

    belgium = index.find("place", "Belgium")
    assert belgium is not None
    assert belgium.briefs == ("a", "b", "d")
    (flanders,) = index.within(belgium)
    (ghent,) = index.within(flanders)
    assert (ghent.briefs, ghent.slug) == (("a", "b"), "belgium-ghent")
    assert {place.slug for place in index.all("place") if place.name == "Ghent"} == {
        "belgium-ghent",
        "united-states-ghent",
    }


def test_a_place_at_sea_needs_no_country() -> None:
    (place,) = entities_of(Incident(id="a", title="A", where=Where(place="Gulf of Aden"))).all("place")

    assert (place.slug, place.parent) == ("gulf-of-aden", None)


def test_outlets_are_those_that_published_and_those_that_are_relayed() -> None:
    index = entities_of(
        Incident(id="a", title="A", sources=("0a0a0a0a",)),
        Incident(id="b", title="B", sources=(Source(publisher="Canal Wire", cites=("Maas Courier",)),)),
        sources={"0a0a0a0a": Source(id="0a0a0a0a", publisher="Maas Courier", cites=("Canal Wire",))},
    )

    parts = {outlet.name: [(a.brief, a.part) for a in outlet.appearances] for outlet in index.all("outlet")}
    assert parts == {
        "Canal Wire": [("a", "cited"), ("b", "publisher")],
        "Maas Courier": [("a", "publisher"), ("b", "cited")],
    }


def test_colliding_slugs_are_told_apart() -> None:
    slugs = distinct_slugs([(key(name), name) for name in ("C", "C++", "C!", "Index", "オウム真理教", "Öl", "Ol")])

    assert len(set(slugs.values())) == len(slugs)
    assert slugs[key("C")] == "c"
    assert slugs[key("Index")] != "index"


def test_a_third_name_changes_no_address() -> None:
    two = distinct_slugs([("c", "C"), ("c++", "C++")])
    three = distinct_slugs([("c", "C"), ("c++", "C++"), ("c!", "C!")])

    assert {name: three[name] for name in ("c", "c++")} == two


def test_a_name_finds_its_entity_whatever_it_is() -> None:
    index = entities_of(
        Incident(id="a", title="A", kind="terrorist-plot", where=Where(place="Ghent", country="BE")),
        by_perpetrator("b", "Northern Dawn"),
    )

    found = {
        name: getattr(index.named(name), "category", None) for name in ("ghent", "northern dawn", "terrorist plot", "?")
    }
    assert found == {"ghent": "place", "northern dawn": "group", "terrorist plot": "kind", "?": None}
