"""The day in an article's address."""

from __future__ import annotations

import datetime

import pytest

from generator.article.address import date_in_address


@pytest.mark.parametrize(
    "path",
    [
        "/2015/03/12/a-fire/",
        "/news/2015/mar/12/a-fire",
        "/a-fire-2015-03-12.html",
        "/20150312/a-fire",
        "/2015/0312/a-fire",
        "/2015/3/12",
    ],
)
def test_a_whole_date_in_the_path_is_the_day(path: str) -> None:
    assert date_in_address(f"https://example.org{path}") == datetime.date(2015, 3, 12)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/2015/03/a-fire/",
        "https://example.org/news/1120150312/",
        "https://example.org/story-1.20150312",
        "https://example.org/2015/13/41/a-fire/",
        "https://example.org/?date=2015/03/12",
        "https://example.org/2015/03/12/since-2014/02/11/",
        "http://[",
        None,
    ],
)
def test_anything_less_is_none(url: str | None) -> None:
    assert date_in_address(url) is None
