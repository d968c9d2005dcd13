"""What holds for every text whatever: blocks lie in the text and never overlap, and the kept text stays as it is."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.article import make_article
from generator.article.dates import find_dates

WORDS = (
    "Police said two men died in Tolmar on Monday .|By Jane Doe|Must Reads|Source: AFP/Getty Images|“CNN reports”|"
    "(Photo: Ana Brand/AFP)|PARIS, Jan. 7 (Reuters) — Fire broke out .|January 14, 2019|12/13/2014|{{publish}}|"
    "Updated: Mar 21, 2016 - 6:38 PM|1/3 a 2/3 b 3/3|Share Tweet Print|Image caption A tram|[TEXT]|"
    "Copyright 2016 X. All rights reserved.|—|--|(|)|\n|\n\n| "
).split("|")
FORMS = ["%A, %B %d, %Y", "%d %b %Y", "%Y-%m-%d", "%b. %d, %Y"]
lines = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=30).map(" ".join)


@given(lines, st.one_of(st.none(), st.sampled_from(["Two die in Tolmar", "Fire | abc13.com"]), st.text(max_size=40)))
@settings(max_examples=150, deadline=None)
def test_blocks_lie_in_the_text_in_order_and_never_overlap(text: str, title: str | None) -> None:
    article = make_article(text, title=title)
    ends = 0
    for block in article.blocks:
        assert ends <= block.start < block.end <= len(article.text)
        words = article.text[block.start : block.end]
        assert words == words.strip()
        ends = block.end
    assert all(furniture in article.text for furniture in article.furniture)
    assert article.text.encode("utf-8").decode("utf-8") == article.text


@given(lines)
@settings(max_examples=100, deadline=None)
def test_a_kept_text_read_again_is_the_same_article(text: str) -> None:
    article = make_article(text)
    assert make_article(article.text) == article


@given(st.dates(datetime.date(1960, 1, 1), datetime.date(2099, 12, 31)), st.sampled_from(FORMS))
@settings(max_examples=100, deadline=None)
def test_dates_are_read_as_they_are_written(day: datetime.date, form: str) -> None:
    (found,) = find_dates(day.strftime(form))
    assert found.date == day


@given(st.text(alphabet="0123456789/-. JanFebMarchSept,ofMon", max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)
        assert (found.near(datetime.date(2016, 2, 29)) is None) == (not found.sure)
