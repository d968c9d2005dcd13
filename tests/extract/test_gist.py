"""What any article is about, in its own words."""

from __future__ import annotations

import pytest

from generator.article import make_article
from generator.extract.gist import Gist
from generator.extract.pipeline import Extractor


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def gist(extractor: Extractor, title: str, text: str, url: str | None = None) -> Gist:
    return extractor.read(make_article(text, title=title, url=url))[1]


@pytest.mark.model
def test_an_article_without_an_incident_has_a_gist(extractor: Extractor) -> None:
    found = gist(
        extractor,
        "Anna Berg opens new library in Tromsø",
        "Anna Berg, the mayor, opened the city's new library on Tuesday.\n\nIt has room for 90,000 books.",
        "https://example.org/2018/04/18/library/",
    )
    assert (found.who, found.what, found.where) == ("Anna Berg", "opens new library in Tromsø", "Tromsø")
    assert (found.when, found.date) == ("on Tuesday", "2018-04-17")


@pytest.mark.model
def test_those_joined_to_the_subject_are_part_of_it(extractor: Extractor) -> None:
    found = gist(extractor, "Norway and Sweden sign a treaty on herring", "The two countries signed it in Bergen.")
    assert found.who == "Norway and Sweden"


@pytest.mark.model
def test_without_a_day_the_article_is_of_its_own_day(extractor: Extractor) -> None:
    text = "The bakers of Bergen want longer hours. They say so in a letter to the council."
    found = gist(extractor, "Bakers want longer hours", text, "https://example.org/2018/04/18/bakers/")
    assert (found.when, found.date) == (None, "2018-04-18")
    assert gist(extractor, "Bakers want longer hours", text).date is None


def test_what_is_unknown_is_absent() -> None:
    assert Gist(who="bakers", date="2018-04-18").to_data() == {"who": "bakers", "date": "2018-04-18"}
