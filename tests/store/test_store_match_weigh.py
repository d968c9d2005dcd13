"""Comparing two articles: each case gives two short reports, the decision, and a reason that must be given for it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from match_samples import incident

from generator.record.edtf import PartialDate
from generator.store.match_traits import Traits, terms_of, traits_of
from generator.store.match_weigh import Verdict, recalls, weigh
from generator.store.similarity import Signature, likeness, repeats

CASES = sorted((Path(__file__).parents[1] / "cases" / "matching").glob("*.toml"))


def side(one: dict[str, Any]) -> tuple[Traits, Signature]:
    published = PartialDate.parse(one["published"])
    return traits_of(incident(one), main=True, published=published), Signature.of(one["text"])


def compared(case: dict[str, Any]) -> Verdict:
    (one, text), (other, words) = side(case["one"]), side(case["other"])
    verdict = weigh(one, other, (text, words))
    assert weigh(other, one, (words, text)).score == verdict.score, "the order of the two must not matter"
    return verdict


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_two_reports_are_told_apart_or_brought_together(path: Path) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    verdict = compared(case)
    assert verdict.decision == case["decision"], verdict
    assert case.get("reason", "") in "; ".join(verdict.reasons)


def test_there_are_cases() -> None:
    assert len(CASES) > 5


LONG = " ".join(f"The word{number} stood beside house{number * 7 % 31} that evening." for number in range(40))


def test_a_text_with_a_changed_line_repeats_the_other() -> None:
    one, other = Signature.of(LONG), Signature.of(f"By our desk. {LONG} Reporting by a stringer.")
    assert repeats(one, other) > 0.8
    assert weigh(Traits(main=True), Traits(main=True), (one, other)).reprint


def test_short_texts_are_never_called_reprints() -> None:
    one = Signature.of("Two men were shot.")
    assert repeats(one, one) == 0.0


@given(st.text(max_size=300), st.text(max_size=300))
def test_likeness_is_the_same_both_ways_and_survives_being_kept(one: str, other: str) -> None:
    a, b = Signature.of(one), Signature.of(other)
    assert likeness(a, b) == likeness(b, a)
    assert 0.0 <= likeness(a, b) <= 1.0 + 1e-9
    assert Signature.from_bytes(a.to_bytes()) == a


def test_traits_survive_being_kept() -> None:
    given_ = {"date": "2031-05", "place": "Karzan", "country": "IQ", "killed": ["Mira Tolan"], "count": 3}
    traits = traits_of(incident(given_), main=True, published=PartialDate.parse("2031-05-06"))
    assert Traits.from_data(traits.to_data()) == traits
    assert terms_of(traits, None) == terms_of(Traits.from_data(traits.to_data()), None)


def test_words_that_any_report_begins_with_are_no_names() -> None:
    traits = traits_of(incident({"killed": ["Boy", "Family", "Mira Tolan", "Zavrosk"]}), main=True)
    assert traits.killed == ("mira-tolan", "zavrosk")


@pytest.mark.parametrize(
    ("mention", "fits"),
    [
        ({"place": "Karzan", "date": "2031-05-05", "kind": "bombing"}, True),
        ({"place": "Karzan", "date": "2031-05", "kind": "bombing"}, True),
        ({"place": "Karzan", "date": "../2031-06-01", "kind": "bombing"}, True),
        ({"place": "Karzan", "date": "../2031-05-01", "kind": "bombing"}, False),
        ({"place": "Karzan", "date": "2031-05-05", "kind": "kidnapping"}, False),
        ({"place": "Marrick", "date": "2031-05-05", "kind": "bombing"}, False),
        ({"place": "Karzan", "kind": "bombing"}, False),
        ({"country": "IQ", "date": "2031-05-05", "kind": "bombing"}, False),
    ],
)
def test_what_is_recalled_fits_by_name_date_and_kind(mention: dict[str, Any], fits: bool) -> None:
    told = traits_of(incident({"place": "Karzan", "date": "2031-05-05", "kind": "bombing"}), main=True)
    assert bool(recalls(traits_of(incident(mention, main=False), main=False), told)) is fits
