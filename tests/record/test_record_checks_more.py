"""Checks of what cannot be: points in other countries, totals too low, links in circles; and what was meant instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Location
from generator.record.checks import check_collection, check_incident, check_sense
from generator.record.convert import from_data
from generator.record.count import Count
from generator.record.countries import countries
from generator.record.edtf import PartialDate
from generator.record.guesses import guess_address, guess_count, guess_date
from generator.record.problem import Problem
from generator.record.schema import Casualties, Incident, Link, Perpetrator, Victim, When, Where
from generator.record.territory import distance
from generator.record.vocabulary import vocabulary


def codes(incident: Incident) -> list[tuple[str, str, str | None]]:
    return [(p.code, p.severity, p.suggestion) for p in check_incident(incident) if p.code != "no-evidence"]


def at(country: str, lon: float, lat: float) -> Incident:
    return Incident(id="a", title="t", where=Where(country=country, point=(lon, lat)), sources=("s",))


@pytest.mark.parametrize(
    ("country", "lon", "lat", "expected"),
    [
        ("BE", 5.86, 50.59, None),
        ("BE", 50.59, 5.86, ("error", "[5.86, 50.59]")),
        ("BE", -5.86, 50.59, ("error", None)),
        ("FR", 5.86, 50.59, ("warning", None)),
        ("FR", -52.3, 4.9, None),
        ("US", -155.5, 19.5, None),
        ("FJ", -179.9, -17.0, None),
        ("JP", 142.4, 38.3, None),
        ("NZ", 174.8, 41.3, ("error", None)),
    ],
    ids="inside swapped west neighbour overseas islands date-line off-the-coast south".split(),
)
def test_a_point_lies_in_its_country_or_near_its_coast(
    country: str, lon: float, lat: float, expected: tuple[str, str | None] | None
) -> None:
    found = codes(at(country, lon, lat))
    assert found == ([("point-outside-country", *expected)] if expected else [])


def test_every_country_lies_somewhere() -> None:
    assert [code for code in countries() if distance((0.0, 0.0), code) == 0] == []


@pytest.mark.parametrize(
    ("victims", "rows", "is_wrong"),
    [
        ([("killed", None)] * 3, [("killed", "2")], True),
        ([("killed", None)] * 2, [("killed", "2")], False),
        ([("killed", "6-8")], [("killed", "5")], True),
        ([("killed", "6-8")], [("killed", "3"), ("killed", "3")], False),
        ([("killed", "20")], [("killed", ">10")], False),
        ([("killed", "20")], [("killed", "several")], False),
        ([("killed", "20")], [("injured", "2")], False),
        ([("killed", "several")], [("killed", "1")], True),
    ],
)
def test_victims_are_no_more_than_the_casualties(
    victims: list[tuple[str, str | None]], rows: list[tuple[str, str]], is_wrong: bool
) -> None:
    incident = Incident(
        id="a",
        title="t",
        victims=tuple(
            Victim(name=f"v{n}", effect=effect, count=Count.parse(count) if count else None)
            for n, (effect, count) in enumerate(victims)
        ),
        casualties=tuple(
            Casualties(status=status, count=Count.parse(count), who=who)
            for (status, count), who in zip(rows, ("victim", "responder"), strict=False)
        ),
        sources=("s",),
    )
    assert bool(codes(incident)) is is_wrong


def test_no_more_perpetrators_are_killed_than_there_were() -> None:
    one = Perpetrator(name="a man", type="person")
    two = Perpetrator(name="a cell", type="group", size=Count.parse("2-3"))
    many = Perpetrator(name="an army", type="organization")
    dead = (Casualties(status="killed", count=Count.parse(5), who="perpetrator"),)
    for perpetrators, wrong in [((one, two), True), ((one, two, many), False), ((), False)]:
        found = codes(Incident(id="a", title="t", perpetrators=perpetrators, casualties=dead, sources=("s",)))
        assert [code for code, *_ in found] == (["impossible-total"] if wrong else [])


def linked(*links: tuple[str, str, str, str | None], dates: dict[str, str] | None = None) -> list[Problem]:
    """Check a collection that has these links: who, relation, to whom, state."""
    names = sorted({name for one, _, other, _ in links for name in (one, other)})
    records = {
        name: Incident(
            id=name,
            title="t",
            when=When(date=PartialDate.parse(dates[name])) if dates and name in dates else When(),
            links=tuple(Link(relation=r, to=to, state=state) for one, r, to, state in links if one == name),
        )
        for name in names
    }
    return list(check_collection(records, locate=lambda id_, _: Location(Path(id_), 1, 1)))


@pytest.mark.parametrize(
    ("links", "severity"),
    [
        ([("a", "preceded-by", "b", None), ("b", "preceded-by", "a", None)], "error"),
        ([("a", "preceded-by", "b", None), ("b", "followed-by", "a", None)], None),
        ([("a", "preceded-by", "b", "asserted"), ("b", "followed-by", "a", "suspected")], None),
        ([("a", "preceded-by", "b", "asserted"), ("b", "followed-by", "a", "discounted")], "warning"),
        ([("a", "preceded-by", "b", "discounted"), ("b", "preceded-by", "a", "asserted")], None),
        ([("a", "part-of", "b", None), ("b", "part-of", "a", None)], "error"),
        ([("a", "duplicate-of", "b", None), ("b", "not-same-as", "a", None)], "error"),
        ([("a", "duplicate-of", "b", None), ("b", "part-of", "a", None)], "error"),
        ([("a", "preceded-by", "b", None), ("a", "linked-to", "b", "discounted")], None),
        ([("a", "concurrent-with", "b", None), ("b", "concurrent-with", "a", None)], None),
    ],
)
def test_two_briefs_say_the_same_of_each_other(
    links: list[tuple[str, str, str, str | None]], severity: str | None
) -> None:
    found = [(problem.code, problem.severity) for problem in linked(*links)]
    assert found == ([("contradictory-link", severity)] if severity else [])


@pytest.mark.parametrize("relation", ["preceded-by", "followed-by", "part-of", "has-part"])
def test_a_circle_is_reported_once_with_the_way_round(relation: str) -> None:
    names = [f"n{number:03}" for number in range(200)]
    ring = [(one, relation, other, None) for one, other in zip(names, [*names[1:], names[0]], strict=True)]
    assert [problem.code for problem in linked(*ring)] == ["circular-link"]
    assert linked(*ring[:-1]) == []
    (problem,) = linked(*[(a, relation, b, None) for a, b in (("a", "b"), ("b", "c"), ("c", "a"), ("x", "a"))])
    assert sorted(problem.message.split(": ")[1].split(";")[0].split(" > ")) == ["a", "a", "b", "c"]


def test_a_circle_with_a_discounted_link_is_none() -> None:
    ring: list[tuple[str, str, str, str | None]] = [("a", "part-of", "b", None), ("b", "part-of", "c", "discounted")]
    assert linked(*ring, ("c", "part-of", "a", None)) == []


def test_links_go_with_the_dates_as_far_as_these_are_known() -> None:
    before = ("a", "preceded-by", "b", None)
    assert [p.code for p in linked(before, dates={"a": "2015-01-01", "b": "2015-02"})] == ["link-against-dates"]
    assert linked(before, dates={"a": "2015-01-01", "b": "2015"}) == []
    assert linked(before, dates={"a": "2015-01-01"}) == []


def test_relations_that_exclude_or_order_know_their_reverse() -> None:
    relations = vocabulary("relation")
    for term in relations:
        assert set(term.crosswalk.get("excludes", "").split()) <= set(relations.terms)
        order = term.crosswalk.get("order", "").split()
        other = relations[term.crosswalk["reverse"]].crosswalk.get("order", "").split()
        assert order[:1] == other[:1]
        assert not order or {order[1], other[1]} == {"up", "down"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2015-1-5", "2015-01-05"),
        ("2015/01", "2015-01"),
        ("15.1.2015", "2015-01-15"),
        ("1/15/2015", "2015-01-15"),
        ("1/2/2015", None),
        ("15 January 2015", "2015-01-15"),
        ("Jan. 15, 2015", "2015-01-15"),
        ("8th of May 1999", "1999-05-08"),
        ("January 2015", "2015-01"),
        ("1990s", "199X"),
        ("before 15 January 2015", "../2015-01-15"),
        ("since 2015", "2015/.."),
        ("about 2015", "2015~"),
        ("31 February 2015", None),
        ("yesterday", None),
    ],
)
def test_a_date_in_words_is_understood_where_it_can_only_be_one(text: str, meant: str | None) -> None:
    assert guess_date(text) == meant
    _, problems = from_data({"id": "a", "title": "t", "when": {"date": text}})
    assert [problem.suggestion for problem in problems] == [meant]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("two", "2"),
        ("at least 20", ">19"),
        ("3+", ">2"),
        ("1,200", "1200"),
        ("about 1,200", "~1200"),
        ("6 to 8", "6-8"),
        ("dozens", "several"),
        ("up to 5", "<6"),
        ("8 to 6", None),
        ("a lot", None),
    ],
)
def test_a_count_in_words_is_understood(text: str, meant: str | None) -> None:
    assert guess_count(text) == meant


@given(st.text(max_size=30) | st.text(alphabet="0123456789-/. ~abcdefo", max_size=14))
def test_a_guess_is_always_a_value_that_the_record_takes(text: str) -> None:
    for guess, parse in ((guess_date(text), PartialDate.parse), (guess_count(text), Count.parse)):
        assert guess is None or str(parse(guess))
    address = guess_address(text)
    assert address is None or address.startswith("https://")


@pytest.mark.parametrize(
    ("data", "suggestion"),
    [
        ({"date": "2015"}, "when.date"),
        ({"where": {"date": "2015"}}, "when.date"),
        ({"where": {"countri": "FR"}}, "country"),
        ({"country": "FR"}, "where.country"),
        ({"Foiled-by": "nobody"}, "foiled_by"),
        ({"where": {"country": "Belguim"}}, "BE"),
        ({"where": {"country": "france"}}, "FR"),
        ({"casualties": [{"status": "killd", "count": 1}]}, "killed"),
        ({"casualties": [{"statu": "killed", "status": "killed", "count": 1}]}, "status"),
        ({"evidence": {"kind": {"quot": "x", "quote": "y"}}}, "quote"),
    ],
)
def test_the_nearest_word_is_offered_everywhere(data: dict[str, object], suggestion: str) -> None:
    _, problems = from_data({"id": "a", "title": "t", **data})
    assert [problem.suggestion for problem in problems] == [suggestion]


def test_the_nearest_item_and_the_nearest_source_are_offered() -> None:
    data = {
        "id": "a",
        "title": "t",
        "perpetrators": [{"name": "Northern Dawn"}],
        "sources": ["0a1b2c3e", "ffffffff"],
        "keep": ["perpetrators[Northen Dawn].role"],
        "evidence": {"perpetrators[Nothern Dawn]": "x"},
    }
    incident, problems = from_data(data)
    assert incident is not None, problems
    found = {p.code: p.suggestion for p in check_sense(incident, source_text={"ffffffff": "x"}.get, kept=["0a1b2c3d"])}
    assert found == {"unmatched-path": "perpetrators[Northern Dawn]", "unknown-source": "0a1b2c3d", "no-evidence": None}
    settled = [p.suggestion for p in check_sense(incident) if p.severity == "warning" and p.code == "unmatched-path"]
    assert settled == ["perpetrators[Northern Dawn].role"]
