from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from generator.document import Document
from generator.extract.dates import DateFinder, in_past_context
from generator.extract.dates_words import holiday, time_words
from generator.extract.mentions import DateMention

CASES = Path(__file__).parents[1] / "cases" / "dates"
Reader = Callable[..., Document]


def cases(*, model: bool) -> list[Any]:
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.toml"))}
    return [
        pytest.param(case, id=f"{stem}: {case['name']}")
        for stem, data in files.items()
        if data["model"] == model
        for case in data["case"]
    ]


def mentions(text: str, pipeline: Language, paragraphs: Reader, published: str | None) -> list[DateMention]:
    document = paragraphs(text, pipeline, published=published)
    found: list[DateMention] = DateFinder()(document.doc)._.dates
    return found


@pytest.mark.parametrize("case", cases(model=False))
def test_dates_without_a_parse(case: dict[str, Any], blank: Language, paragraphs: Reader) -> None:
    found = mentions(case["text"], blank, paragraphs, case.get("published"))
    assert [str(mention.date) for mention in found] == case["dates"]


@pytest.mark.model
@pytest.mark.parametrize("case", cases(model=True))
def test_dates_that_need_the_parse(case: dict[str, Any], nlp: Language, paragraphs: Reader) -> None:
    found = mentions(case["text"], nlp, paragraphs, case.get("published"))
    assert [str(mention.date) for mention in found] == case["dates"]


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("easter", 2015, "2015-04-05"),
        ("easter", 2000, "2000-04-23"),
        ("thanksgiving", 2018, "2018-11-22"),
        ("black friday", 2018, "2018-11-23"),
        ("memorial day", 2016, "2016-05-30"),
        ("labor day", 2019, "2019-09-02"),
        ("christmas eve", 2010, "2010-12-24"),
    ],
)
def test_holidays_fall_on_their_days(name: str, year: int, day: str) -> None:
    assert holiday(name, year) == datetime.date.fromisoformat(day)


@pytest.mark.parametrize("name", sorted(time_words().holidays))
def test_every_holiday_has_a_rule_that_works(name: str) -> None:
    assert holiday(name, 2024).year == 2024


def test_the_reference_date_raises_confidence_where_the_text_is_full(blank: Language, paragraphs: Reader) -> None:
    full, short, night = mentions(
        "On May 3, 2012, on May 4 and last night shots were fired.", blank, paragraphs, "2012-05-10"
    )
    assert not full.relative
    assert short.relative
    assert night.relative
    assert full.confidence > short.confidence > night.confidence


def test_the_span_is_the_expression_and_its_quote_stands_in_the_article(blank: Language, paragraphs: Reader) -> None:
    document = paragraphs("The raid came on\u00a0Thursday night, police said.", blank, published="2015-01-15")
    (mention,) = DateFinder()(document.doc)._.dates
    assert document.quote(mention.span) == "on Thursday night"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("Gunmen shot two people on Monday.", [False]),
        ("The hotel was bombed in 2004.", [True]),
        ("Two years ago a bomb killed four.", [True]),
        ("He had been arrested on Monday.", [True]),
        ("It was the worst attack since January 3.", [True]),
        ("A crowd marked the anniversary on Monday.", [True]),
    ],
)
def test_past_context(text: str, past: list[bool], nlp: Language, paragraphs: Reader) -> None:
    found = mentions(text, nlp, paragraphs, "2015-01-15")
    assert [in_past_context(mention) for mention in found] == past
