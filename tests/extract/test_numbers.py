from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from generator.extract.numbers import count_of, parse_number, quantities

CASES = Path(__file__).parents[1] / "cases" / "numbers"


def cases(stem: str) -> list[Any]:
    data = tomllib.loads((CASES / f"{stem}.toml").read_text("utf-8"))
    return [pytest.param(case, id=case["text"]) for case in data["case"]]


@pytest.mark.parametrize("case", cases("words"))
def test_number_words(case: dict[str, str]) -> None:
    count = parse_number(case["text"])
    assert (count and count.text) == case.get("count")


@pytest.mark.model
@pytest.mark.parametrize("case", cases("nouns"))
def test_how_many_a_noun_stands_for(case: dict[str, str], nlp: Language) -> None:
    noun = next(token for token in nlp(case["text"]) if token.text == case["noun"])
    count = count_of(noun)
    assert (count and count.text) == case.get("count")


@given(st.integers(min_value=0, max_value=10**9))
def test_figures_with_and_without_commas_are_themselves(number: int) -> None:
    for text in (str(number), f"{number:,}"):
        count = parse_number(text)
        assert count is not None
        assert count.best == number


@given(st.text(max_size=40))
def test_any_text_is_read_or_left(text: str) -> None:
    count = parse_number(text)
    assert count is None or count.text


def test_ages_dates_money_and_measures_count_nobody(blank: Language) -> None:
    doc = blank("He, aged 34, paid $12 for 40 miles in 20 minutes; a 16-year-old went.")
    assert quantities(doc) == {}
