"""Adding reports to a collection: one incident, one brief, whatever the order, and whatever a person has done to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from match_samples import Desk, Report, facts

from generator.record.schema import Link
from generator.store.edit import add_link
from generator.store.match_db import FOLDER
from generator.store.queue import read_queue

PILOT = {"id": "2031-04-02-northport-shooting", "title": "Shooting in Northport", "kind": "shooting"} | {
    "date": "2031-04-02",
    "place": "Northport",
    "country": "NO",
    "killed": ["Mira Tolan"],
}
MARKET = {"id": "2031-05-05-karzan-bombing", "title": "Bombing in Karzan", "kind": "bombing"} | {
    "date": "2031-05-05",
    "place": "Karzan",
    "country": "IQ",
}
BUS = MARKET | {"id": "2031-05-08-karzan-bombing", "date": "2031-05-08"}

FIRST = Report(
    "Mira Tolan, a harbour pilot of 41, was shot dead on Wednesday evening in Northport. A man in a grey coat ran to "
    "the ferry steps.",
    PILOT | {"count": 1},
    published="2031-04-03",
)
SECOND = Report(
    "Friends of the pilot Mira Tolan laid flowers on the ferry steps. A second person died of the shots, the police "
    "said. They look for a man in a grey coat.",
    PILOT | {"count": 2, "suspects": ["Tarek Solun"]},
    published="2031-04-09",
)
THIRD = Report(
    "Tarek Solun was charged on Friday with the murder of Mira Tolan, the pilot shot in Northport.",
    PILOT | {"date": "2031-06-06", "suspects": ["Tarek Solun"], "place": "Aldera", "country": "ES"},
    published="2031-06-06",
)
CHARGE = Report(
    "Tarek Solun, 34, said nothing when the judge read out what he is accused of. His lawyer asked for another bench.",
    {"id": "2031-04-charge", "kind": "shooting", "suspects": ["Tarek Solun"], "count": 2, "date": "2031-04"},
    published="2031-04-12",
)
MONDAY = Report(
    "A bomb at the Old Corn Market of Karzan killed nine people on Monday. The Sparrow Brigade claimed it in a letter.",
    MARKET | {"count": 9, "targets": ["Old Corn Market"]},
    recalls=({"id": "2031-04-northport-shooting", "kind": "shooting", "date": "2031-04", "place": "Northport"},),
    published="2031-05-06",
)
MARKET_AGAIN = Report(
    "The toll of the bomb at the Old Corn Market of Karzan has risen to eleven. The letter of the Sparrow Brigade was "
    "printed on yellow paper.",
    MARKET | {"count": 11, "targets": ["Old Corn Market"]},
    published="2031-05-07",
)
THURSDAY = Report(
    "A second bomb within a week killed eight people in Karzan, at a bus station, three days after that at the Old "
    "Corn Market.",
    BUS | {"count": 8},
    recalls=(MARKET | {"id": "2031-05-karzan-attack", "date": "2031-05-05", "targets": ["Old Corn Market"]},),
    published="2031-05-09",
)
ALL = (FIRST, SECOND, THIRD, MONDAY, MARKET_AGAIN, THURSDAY)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_articles_about_one_incident_become_sources_of_one_brief(desk: Desk) -> None:
    desk.add(FIRST, SECOND, THIRD)
    (brief,) = desk.records().values()
    assert brief.id == PILOT["id"]
    assert len(brief.sources) == 3
    assert str(brief.when.date) == "2031-04-02"
    assert {other.about for other in brief.differing} == {"when.date", "where.place", "casualties[killed].count"}


def test_two_attacks_of_one_week_in_one_city_stay_two(desk: Desk) -> None:
    desk.add(MONDAY, MARKET_AGAIN, THURSDAY)
    drafts = [record for record in desk.records().values() if record.status == "draft"]
    assert sorted(len(record.sources) for record in drafts) == [1, 2]


@given(order=st.permutations(ALL))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_arrival_changes_nothing_but_ids(
    order: list[Report], tmp_path_factory: pytest.TempPathFactory
) -> None:
    straight, shuffled = Desk(tmp_path_factory.mktemp("a")), Desk(tmp_path_factory.mktemp("b"))
    straight.add(*ALL)
    for report in order:  # each in a run of its own, so that what is kept on disk counts, and not what is in memory
        shuffled.add(report)
    assert facts(shuffled.records()) == facts(straight.records())


def test_adding_everything_twice_changes_nothing(desk: Desk) -> None:
    desk.add(*ALL)
    before = desk.files()
    assert all(result.known for result in desk.add(*reversed(ALL)))
    assert desk.files() == before


def test_without_the_cache_everything_is_found_again(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Desk(tmp_path_factory.mktemp("other"))
    other.add(*ALL)
    for report in ALL:
        desk.add(report)
        for path in (desk.folder / FOLDER).iterdir():
            path.unlink()
    assert facts(desk.records()) == facts(other.records())


def test_a_damaged_cache_is_made_anew(desk: Desk) -> None:
    desk.add(FIRST)
    for path in (desk.folder / FOLDER).glob("*.sqlite"):
        path.write_bytes(b"this is no index" * 100)
    desk.add(SECOND)
    assert len(desk.records()) == 1


def test_a_stub_grows_up_under_its_id_and_links_to_it_hold(desk: Desk) -> None:
    desk.add(MONDAY)
    stub = "2031-04-northport-shooting"
    assert desk.records()[stub].status == "stub"
    (result,) = desk.add(FIRST)
    records = desk.records()
    assert records[stub].status == "draft"
    assert records[stub].sources == (FIRST.article.id,)
    assert [link.to for link in records[str(MARKET["id"])].links if link.to == stub] == []  # nothing said so
    assert [(made.record.id, made.was_stub, made.new) for made in result.made] == [(stub, True, False)]


def test_what_an_article_recalls_leads_to_the_brief_that_tells_of_it(desk: Desk) -> None:
    linking = replace(THURSDAY, about=BUS | {"count": 8, "links": ["2031-05-karzan-attack"]})
    desk.add(MONDAY, linking)
    (link,) = desk.records()[str(BUS["id"])].links
    assert link.to == MARKET["id"]
    assert desk.records()[str(MARKET["id"])].sources == (MONDAY.article.id,)


def edited(desk: Desk, id_: str, old: str, new: str) -> Path:
    path = desk.folder / f"{id_}.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_a_value_that_a_person_edited_is_never_replaced(desk: Desk) -> None:
    desk.add(FIRST)
    path = edited(desk, str(PILOT["id"]), "count: 1", "count: 3  # the coroner said so")
    desk.add(SECOND)
    brief = desk.records()[str(PILOT["id"])]
    assert str(brief.casualties[0].count) == "3"
    assert "# the coroner said so" in path.read_text("utf-8")
    assert len(brief.sources) == 2


def test_a_date_that_a_person_corrected_counts_in_matching(desk: Desk) -> None:
    desk.add(MONDAY)
    edited(desk, str(MARKET["id"]), "'2031-05-05'", "'2031-05-08'")
    late = replace(MARKET_AGAIN, about=MARKET_AGAIN.about | {"date": "2031-05-08"})
    desk.add(late)
    assert len(desk.records()[str(MARKET["id"])].sources) == 2


def test_two_briefs_that_turn_out_to_be_one_are_joined_and_the_old_id_leads_on(desk: Desk) -> None:
    desk.add(FIRST, CHARGE)
    assert len(desk.records()) == 2
    (result,) = desk.add(SECOND)
    (brief,) = desk.records().values()
    assert result.gone == ((set(dict(result.gone)).pop(), brief.id),)
    assert brief.aliases == tuple(dict(result.gone))
    assert len(brief.sources) == 3


def test_two_briefs_that_people_have_worked_on_are_never_joined(desk: Desk) -> None:
    desk.add(FIRST, CHARGE)
    for id_ in list(desk.records()):
        edited(desk, id_, "status: draft", "status: reviewed")
    (result,) = desk.add(SECOND)
    assert len(desk.records()) == 2
    assert result.gone == ()
    (doubt,) = result.doubts
    assert {doubt.one, doubt.other} == set(desk.records())


def test_briefs_that_a_person_keeps_apart_stay_apart_and_are_not_asked_about(desk: Desk) -> None:
    desk.add(FIRST, CHARGE)
    one, other = desk.records()
    path = desk.folder / f"{one}.yml"
    path.write_text(add_link(path.read_text("utf-8"), Link(relation="not-same-as", to=other)), "utf-8")
    (result,) = desk.add(SECOND)
    assert len(desk.records()) == 2
    assert result.doubts == ()


def test_an_article_that_fits_a_duplicate_goes_to_the_brief_it_duplicates(desk: Desk) -> None:
    lead = {"id": "2031-04-killing", "kind": "shooting", "date": "2031-04"}
    desk.add(FIRST, Report("Shots were heard from the quays by many, a fisherman remembered.", lead))
    path = desk.folder / f"{PILOT['id']}.yml"
    link = Link(relation="duplicate-of", to="2031-04-killing")
    path.write_text(add_link(path.read_text("utf-8"), link), "utf-8")
    desk.add(SECOND)
    assert SECOND.article.id in desk.records()["2031-04-killing"].sources


@pytest.mark.parametrize("fault", ["date: soon", "date: '2031-13-45'", "date: ["])
def test_a_broken_brief_stops_no_other_from_matching(desk: Desk, fault: str) -> None:
    desk.add(FIRST, MONDAY)
    broken = edited(desk, str(MARKET["id"]), "date: '2031-05-05'", fault)
    before = broken.read_bytes()
    desk.add(SECOND)
    (result,) = desk.add(MARKET_AGAIN)
    assert broken.read_bytes() == before
    assert len(desk.collection.load().records[str(PILOT["id"])].sources) == 2
    assert result.made[0].new
    assert "cannot be read" in result.doubts[0].reasons[0]


def test_an_article_on_a_withdrawn_brief_is_asked_about(desk: Desk) -> None:
    desk.add(FIRST)
    edited(desk, str(PILOT["id"]), "status: draft", "status: withdrawn")
    (result,) = desk.add(SECOND)
    assert result.made[0].new
    assert "withdrawn" in result.doubts[0].reasons[0]


LONG = " ".join(f"The word{number} stood beside house{number * 7 % 31} that evening." for number in range(40))


def test_a_reprint_adds_a_source_that_confirms_nothing_whichever_comes_first(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = Report(f"Two died in Karzan. {LONG}", MARKET | {"count": 2}, published="2031-05-06")
    later = Report(f"Two died in Karzan. {LONG} By our desk.", MARKET | {"count": 2}, published="2031-05-07")
    other = Desk(tmp_path_factory.mktemp("other"))
    (_, result) = desk.add(first, later)
    other.add(later, first)
    assert result.reprint_of == first.article.id
    for found in (desk, other):
        source = found.collection.load().sources[later.article.id]
        assert source.reprint_of == first.article.id
        brief = found.records()[str(MARKET["id"])]
        assert set(brief.sources) == {first.article.id, later.article.id}
        assert {quote.source for quote in brief.evidence["casualties[killed]"]} == {first.article.id}
    assert facts(desk.records()) == facts(other.records())


def test_a_dry_run_says_the_same_and_writes_nothing(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Desk(tmp_path_factory.mktemp("other"))
    desk.add(FIRST)
    other.add(FIRST)
    before = desk.files()
    looked = desk.add(SECOND, MONDAY, MARKET_AGAIN, dry_run=True)
    done = other.add(SECOND, MONDAY, MARKET_AGAIN)

    def said(results: list[Any]) -> list[Any]:
        return [[(made.record.id, made.new) for made in result.made] for result in results]

    assert desk.files() == before
    assert said(looked) == said(done)


def test_a_write_that_fails_leaves_the_index_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.add(FIRST)
    before = desk.files()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        (result,) = desk.add(SECOND, fails="disk is full")
    assert result.failed
    assert desk.files() == before
    desk.add(SECOND)
    assert len(desk.records()[str(PILOT["id"])].sources) == 2


def test_doubts_wait_in_a_file_beside_the_briefs(desk: Desk) -> None:
    results = desk.add(MONDAY, replace(THURSDAY, recalls=(), about=BUS | {"count": 9}))
    (doubt,) = read_queue(desk.folder)
    assert (doubt.one, doubt.other) == (MARKET["id"], BUS["id"])
    assert results[1].doubts == (doubt,)
    assert "3 days apart" in doubt.reasons
    assert doubt.if_same == f"briefs merge {doubt.one} {doubt.other}"
    assert doubt.if_different == f"briefs not-same {doubt.one} {doubt.other}"
