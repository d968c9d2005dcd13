"""The conversions of the benchmarks: what a record becomes in each set's own form, and nothing that it does not say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import extraction, running
from benchmarks.sets import SETS, values

BOMBING: dict[str, Any] = {
    "id": "2001-05-04-odravia-bombing",
    "status": "draft",
    "title": "Bombing of a market in Odravia",
    "kind": "bombing",
    "outcome": "completed",
    "when": {"date": "2001-05-04"},
    "where": {"place": "Odravia", "region": "Illinois", "country": "US", "precision": "city"},
    "weapons": [{"name": "car bomb", "type": "explosives"}],
    "targets": [{"name": "a market", "type": "business"}],
    "perpetrators": [
        {"name": "Jan Novak", "type": "person", "role": "perpetrator"},
        {"name": "two masked men", "type": "group"},
        {"name": "Red Dawn", "type": "organization", "role": "claimant", "claim": "claimed"},
        {"name": "Ada Blum", "type": "person", "attribution": "cleared"},
    ],
    "victims": [{"name": "Rosa Lind", "effect": "killed"}, {"name": "two shoppers", "effect": "injured"}],
    "casualties": [
        {"status": "killed", "count": ">19", "who": "victim", "caused_by": "incident"},
        {"status": "killed", "count": 1, "who": "responder", "caused_by": "incident"},
        {"status": "killed", "count": 2, "who": "suspect", "caused_by": "response"},
        {"status": "injured", "count": "~40", "who": "victim"},
        {"status": "arrested", "count": 3, "who": "suspect"},
    ],
    "quotes": [{"speaker": "Mara Stone", "text": "It was loud."}, {"speaker": "a witness", "text": "I ran."}],
    "sources": [{"title": "Bomb kills 20 in Odravia"}],
    "evidence": {"when.date": "on Friday morning"},
}
EARLIER: dict[str, Any] = {
    "id": "2001-04-odravia-arson",
    "status": "stub",
    "title": "Arson at a depot",
    "kind": "arson",
    "when": {"date": "2001-04"},
    "links": [],
}
CRASH = {"id": "2001-05-crash", "status": "draft", "title": "Bus crash", "kind": "transport-accident"}
BARE = {"id": "incident", "status": "draft", "title": "Incident"}


def predict(name: str, *records: dict[str, Any]) -> dict[str, Any]:
    return SETS[name].predict("a", records)


def test_muc4_gives_a_template_for_each_incident_of_a_kind_it_knows() -> None:
    line = predict("muc4", BOMBING, EARLIER, CRASH)
    assert [incident["type"] for incident in line["incidents"]] == ["BOMBING", "ARSON"]
    assert line["relevant"]
    first = line["incidents"][0]
    assert first["stage"] == "ACCOMPLISHED"
    assert first["date"] == ["2001-05-04"]
    assert first["location"] == ["United States", "Illinois", "Odravia"]
    assert first["roles"] == {
        "PerpInd": ["Jan Novak", "two masked men"],
        "PerpOrg": ["Red Dawn"],
        "Target": ["a market"],
        "Victim": ["Rosa Lind"],
        "VictimDesc": ["two shoppers"],
        "Weapon": ["car bomb"],
    }


@pytest.mark.parametrize(
    ("outcome", "stage", "expected"),
    [
        ("completed", None, "ACCOMPLISHED"),
        (None, None, "ACCOMPLISHED"),
        ("failed", None, "ATTEMPTED"),
        ("foiled", "planning", "THREATENED"),
        ("foiled", "at-target", "ATTEMPTED"),
        ("threatened", None, "THREATENED"),
    ],
)
def test_muc4_stage_follows_outcome_and_stage(outcome: str | None, stage: str | None, expected: str) -> None:
    line = predict("muc4", BARE | {"kind": "shooting", "outcome": outcome, "stage": stage})
    assert line["incidents"][0]["stage"] == expected


def test_muc4_takes_an_attack_of_unsaid_kind_by_its_method() -> None:
    attack = BARE | {"kind": "terrorist-attack", "method": "bombing-explosion"}
    assert predict("muc4", attack)["incidents"][0]["type"] == "BOMBING"


def test_muc4_is_not_relevant_where_only_an_accident_is_told() -> None:
    assert predict("muc4", CRASH) == {"id": "a", "incidents": [], "relevant": False}


def test_gvc_counts_everyone_and_names_people() -> None:
    line = predict("gvc", BOMBING, EARLIER)
    assert (line["killed"], line["injured"]) == (23, 40)
    assert (line["date"], line["city"], line["state"]) == ("2001-05-04", "Odravia", "Illinois")
    assert line["names"] == ["Jan Novak", "Ada Blum", "Rosa Lind"]
    assert line["cluster"] == BOMBING["id"]


def test_gvdb_counts_victims_only() -> None:
    line = predict("gvdb", BOMBING | {"weapons": [{"name": "knife"}, {"name": "a rifle", "type": "firearms"}]})
    assert (line["killed"], line["injured"]) == (21, 40)
    assert line["victims"] == ["Rosa Lind"]
    assert line["shooters"] == ["Jan Novak"]
    assert line["weapon"] == "a rifle"


def test_5w1h_answers_with_the_words_of_the_text() -> None:
    line = predict("5w1h", BOMBING)
    assert line["who"][0] == "Jan Novak"
    assert line["what"] == ["Bomb kills 20 in Odravia", "Bombing of a market in Odravia"]
    assert line["when"] == ["on Friday morning", "Friday, 4 May 2001"]
    assert line["where"] == ["Odravia", "Illinois", "United States"]
    assert line["when_date"] == "2001-05-04"


def test_5w1h_takes_the_gist_of_an_article_without_an_incident() -> None:
    gist = {"who": "The council of Odravia", "what": "met about its trees", "date": "2001-05-04", "where": "Odravia"}
    line = SETS["5w1h"].of_output("a", {"id": "a", "incidents": [], "gist": gist})
    assert (line["who"], line["what"], line["where"]) == ([gist["who"]], [gist["what"]], ["Odravia"])
    assert (line["when"], line["when_date"]) == (["4 May 2001"], "2001-05-04")


def test_5w1h_who_of_an_accident_is_those_who_were_hurt() -> None:
    crash = CRASH | {"casualties": [{"status": "killed", "count": ">6"}], "perpetrators": [{"name": "the driver"}]}
    assert predict("5w1h", crash)["who"] == ["at least seven people", "the driver"]


def test_news_keeps_attackers_out_of_the_toll() -> None:
    line = predict("news", BOMBING, EARLIER)
    assert (line["killed_total"], line["killed_qualifier"], line["killed_perpetrators"]) == (21, "at least", 2)
    assert (line["injured_total"], line["injured_qualifier"], line["arrested"]) == (40, "around", 3)
    assert (line["incident_type"], line["status"]) == ("bombing", "completed")
    assert (line["date"], line["date_precision"]) == ("2001-05-04", "day")
    assert (line["place"], line["country"]) == ("Odravia", "US")
    assert line["perpetrator_names"] == ["Jan Novak"]
    assert line["perpetrator_orgs"] == ["Red Dawn"]
    assert line["claimed_by"] == "Red Dawn"
    assert line["people_quoted"] == ["Mara Stone"]
    assert line["related_incidents"] == ["Arson at a depot, April 2001"]
    assert line["incident_id"] == BOMBING["id"]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"kind": "terrorist-plot"}, "foiled_plot"),
        ({"kind": "explosion"}, "explosion_accident"),
        ({"kind": "police-operation"}, "other"),
        ({"kind": "vehicle-ramming"}, "vehicle_ramming"),
        ({"kind": "terrorist-attack", "method": "armed-assault"}, "armed_assault"),
        ({"kind": "terrorist-attack", "weapons": [{"name": "lorry", "type": "vehicle"}]}, "vehicle_ramming"),
        ({}, "other"),
    ],
)
def test_news_type_follows_kind_then_method_then_weapon(record: dict[str, Any], expected: str) -> None:
    assert predict("news", BARE | record)["incident_type"] == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2001-05-04/2001-05-06", ("2001-05-04", "day")),
        ("2001-05~", ("2001-05", "month")),
        ("../2001-05-04", (None, None)),
        ("2001", (None, None)),
        ("200X", (None, None)),
    ],
)
def test_news_dates_are_days_or_months(date: str, expected: tuple[str | None, str | None]) -> None:
    line = predict("news", BARE | {"when": {"date": date}})
    assert (line["date"], line["date_precision"]) == expected


@pytest.mark.parametrize("name", SETS)
def test_a_bare_record_and_no_record_are_taken_by_every_set(name: str) -> None:
    assert predict(name, BARE)["id"] == "a"
    assert predict(name)["id"] == "a"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Said Kouachi", True),
        ("al Qaeda", True),
        ("al-Qaeda", True),
        ("Islamic State of Iraq and the Levant", True),
        ("November 17", True),
        ("two gunmen", False),
        ("suspected terror cell in Verviers", False),
        ("2 men", False),
        ("the", False),
    ],
)
def test_names_are_told_from_descriptions(text: str, expected: bool) -> None:
    assert values.is_name(text) is expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(3, 3), (">19", 20), (">300", 300), ("~100", 100), ("6-8", 7), ("several", None), ("unknown", None), (0, 0)],
)
def test_numbers_are_what_the_source_most_likely_had(count: str | int, expected: int | None) -> None:
    assert values.number(count) == expected


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"place": "Chicago", "region": "Illinois", "precision": "city"}, ("Chicago", "Illinois")),
        ({"place": "Hyde Park", "region": "Chicago, Illinois", "precision": "exact"}, ("Chicago", "Illinois")),
        ({"place": "Texas", "precision": "region"}, (None, "Texas")),
        ({}, (None, None)),
    ],
)
def test_places_are_split_into_city_and_state(where: dict[str, str], expected: tuple[str | None, str | None]) -> None:
    assert values.city_and_state({"where": where}) == expected


@pytest.mark.parametrize("name", SETS)
def test_the_gold_scored_against_itself_is_right(name: str, shared: Path) -> None:
    labelled = SETS[name]
    bench = shared / "bench"
    gold = running.read_lines(bench / labelled.gold)[:20]
    scorer = extraction.Scorer(bench / ("score_news.py" if labelled.mode == "news" else "score.py"), labelled.mode)
    scores = scorer.score(gold, gold)
    if labelled.mode == "news":
        assert scores["macro"] == pytest.approx(1.0)
    else:
        asked = {name: row for name, row in scores.items() if row.get("n", row.get("gold", 0)) and "always" not in name}
        assert {row.get("f1", row.get("acc", row.get("hit"))) for row in asked.values()} == {100}
    assert all("text" in labelled.article(line) for line in gold)


def test_records_of_a_file_are_scored(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = running.read_lines(shared / "bench" / SETS["news"].gold)[:2]
    records = [{"id": line["id"], "incidents": [BOMBING]} for line in gold]
    running.write_lines(tmp_path / "records.jsonl", records)
    arguments = ["news", "--limit", "2", "--records", str(tmp_path / "records.jsonl"), "--json", "--errors", "3"]
    assert extraction.main([*arguments, "--pred", str(tmp_path / "pred.jsonl")]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["articles"] == 2
    assert len(printed["errors"]) == 3
    assert 0 < printed["scores"]["macro"] < 1
    assert [line["id"] for line in running.read_lines(tmp_path / "pred.jsonl")] == [line["id"] for line in gold]


def test_a_missing_set_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert extraction.main(["muc4", "--shared", str(tmp_path)]) == 2
    assert "--shared" in capsys.readouterr().err
