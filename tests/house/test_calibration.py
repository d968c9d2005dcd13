"""The reliability table: how often values of each confidence are right."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from benchmarks.calibration import reliability
from benchmarks.judging import JUDGES, Judged

RECORD: dict[str, Any] = {
    "id": "2001-05-04-odravia-shooting",
    "status": "draft",
    "title": "Shooting in Odravia",
    "when": {"date": "2001-05-04"},
    "where": {"place": "Odravia", "country": "US", "precision": "city"},
    "weapons": [{"name": "rifle"}, {"name": "knife"}],
    "casualties": [{"status": "killed", "count": 2, "who": "victim"}, {"status": "injured", "count": 1}],
    "sources": ["aaaaaaaa"],
}
SCORES = {"when.date": 0.9, "where": 0.7, "casualties[killed]": 0.8, "casualties[injured]": 0.6, "weapons[rifle]": 0.5}


def test_a_band_counts_its_values_and_those_that_are_right() -> None:
    table = reliability([Judged("date", 0.95, True), Judged("date", 1.0, False), Judged("place", 0.42, True)])
    assert table["bands"] == {"0.4": [1, 1], "0.9": [2, 1]}
    assert table["sure"] == {"all": [2, 1], "date": [2, 1]}
    assert table["unsure"] == {"all": [1, 1], "place": [1, 1]}
    assert table["error"] == round((0.58 + 0.95) / 3, 4)


def test_nothing_judged_gives_an_empty_table() -> None:
    assert reliability([]) == {"bands": {}, "sure": {}, "unsure": {}, "error": None}


def test_gun_violence_values_are_judged_by_day_city_and_count() -> None:
    gold = {"killed": 2, "injured": 3, "date": "2001-05-05", "location": {"city": "Marlow", "state": "Ohio"}}
    predicted = {"killed": 2, "injured": 1, "date": "2001-05-04", "city": "Odravia"}
    judged = list(JUDGES["gvc"](gold, predicted, RECORD, SCORES, None))
    assert judged == [
        Judged("killed_total", 0.8, True),
        Judged("injured_total", 0.6, False),
        Judged("date", 0.9, True),
        Judged("place", 0.7, False),
    ]


def test_a_value_without_a_score_is_not_judged() -> None:
    template = {"perp_ind": [], "perp_org": [], "phys_tgt": [], "hum_tgt_name": [], "hum_tgt_desc": []}
    template |= {"instrument": [{"mentions": ["AUTOMATIC RIFLE"]}], "date": [{"on": "2001-05-03"}], "location": []}
    judged = list(JUDGES["muc4"]({"templates": [template]}, {}, RECORD, SCORES, None))
    assert judged == [Judged("weapons", 0.5, True), Judged("date", 0.9, False), Judged("place", 0.7, False)]


def test_an_article_that_tells_of_nothing_has_nothing_to_judge() -> None:
    rules = SimpleNamespace(says_incident=lambda line: False)
    assert list(JUDGES["news"]({}, {}, RECORD, SCORES, rules)) == []
