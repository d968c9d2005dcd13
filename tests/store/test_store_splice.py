"""Changing values in a brief's text: every other byte stays, whatever the layout, or nothing is changed at all."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from merge_strategies import versions

from generator.errors import StoreError, YamlError
from generator.record.forms import ListOf, Number, Text
from generator.record.schema import Incident, description
from generator.store.change import Change, change_of
from generator.store.reader import StrictError, read_yaml
from generator.store.splice import splice
from generator.store.three_way import merge
from generator.store.writer import to_yaml

HERE = Path("brief.yml")
by_chance = settings(
    max_examples=int(os.environ.get("MERGE_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def means_the_same(text: str, other: str) -> bool:
    try:
        return bool(read_yaml(text, HERE).data == read_yaml(other, HERE).data)
    except StrictError:
        return False


@st.composite
def with_comments(draw: st.DrawFn, text: str) -> str:
    """Put comments into a text wherever they mean nothing: behind values, on lines of their own, at the end."""
    for number in range(draw(st.integers(1, 4))):
        lines = text.splitlines(keepends=True)
        at = draw(st.integers(0, len(lines) - 1))
        if draw(st.booleans()):
            lines[at] = lines[at].rstrip("\n") + f"  # note {number}\n"
        else:
            lines.insert(at, " " * draw(st.integers(0, 6)) + f"# note {number}\n")
        noted = "".join(lines)
        if means_the_same(noted, text):
            text = noted
    return text


@by_chance
@given(versions(), st.data())
def test_every_comment_survives(found: tuple[Incident, Incident, Incident], data: st.DataObject) -> None:
    base, mine, theirs = found
    text = data.draw(with_comments(to_yaml(mine)))
    changes = merge(base, mine, theirs).changes
    after = splice(text, changes)
    notes = re.findall(r"# note \d", text)
    assert sorted(re.findall(r"# note \d", after)) == sorted(notes)
    assert means_the_same(after, splice(to_yaml(mine), changes))


@by_chance
@given(versions())
def test_line_ends_of_windows_and_a_byte_order_mark_survive(found: tuple[Incident, Incident, Incident]) -> None:
    base, mine, theirs = found
    changes = merge(base, mine, theirs).changes
    text = to_yaml(mine)
    after = splice("\ufeff" + text.replace("\n", "\r\n"), changes)
    assert after == "\ufeff" + splice(text, changes).replace("\n", "\r\n")


@by_chance
@given(versions())
def test_no_change_is_no_change(found: tuple[Incident, Incident, Incident]) -> None:
    text = to_yaml(found[1])
    assert splice(text, merge(found[0], found[1], found[0]).changes) == text


TITLE = next(f.form for f in description(Incident) if f.name == "title")
TAGS = ListOf(Text())


def set_title(value: str) -> Change:
    return change_of("set", ("title",), TITLE, value, "title")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id: a\ntitle: Old", "id: a\ntitle: New"),
        ('id: a\ntitle:  "Old"  # ours', "id: a\ntitle:  New  # ours"),
        ("id: a\ntitle: >-\n  Old\n  and long\n\n# ours\nkind: fire\n", "id: a\ntitle: New\n\n# ours\nkind: fire\n"),
        ("id: a\ntitle: |2  # ours\n    Old\nkind: fire\n", "id: a\ntitle: New  # ours\nkind: fire\n"),
        ("id: a\ntitle: Old\n  and long # ours\n", "id: a\ntitle: New # ours\n"),
        ("id: a\ntitle: 'Old\n\n  and long'\n", "id: a\ntitle: New\n"),
        ("title:\n  Old\nid: a\n", "title:\n  New\nid: a\n"),
        ("é: ü\ntitle: Ölsardine  # ä\n", "é: ü\ntitle: New  # ä\n"),
        ('{"id": "a"}', None),
        ("id: a\ntitle: {x: y}\n", "id: a\ntitle: New\n"),
        ("id: a\n", "id: a\ntitle: New\n"),
    ],
)
def test_a_value_is_set_in_every_layout(before: str, after: str | None) -> None:
    if after is None:
        with pytest.raises(StoreError, match=r"title is laid out .* set it to New by hand"):
            splice(before, [set_title("New")])
    else:
        assert splice(before, [set_title("New")]) == after


def test_a_long_value_becomes_a_block_below_its_comment() -> None:
    after = splice("id: a\ntitle: Old  # ours\nkind: fire\n", [set_title("word " * 30 + "end")])
    assert after.startswith("id: a\ntitle: >-  # ours\n  word word")
    assert after.endswith("end\nkind: fire\n")


def test_items_go_and_come_without_moving_what_stays() -> None:
    text = "id: a\ntags:\n  # first\n  - one\n\n  - two   # second\n  # third\n  - three\n"
    changes = [
        change_of("remove", ("tags", 0), Text(), None, "tags[one]"),
        change_of("insert", ("tags", 2), Text(), "p", "tags[p]"),
        change_of("insert", ("tags", 2), Text(), "q", "tags[q]"),
        change_of("insert", ("tags", 3), Text(), "r", "tags[r]"),
    ]
    assert splice(text, changes) == (
        "id: a\ntags:\n  # first\n\n  - two   # second\n  - p\n  - q\n  # third\n  - three\n  - r\n"
    )


def test_the_first_field_of_an_item_gives_its_place_to_the_next() -> None:
    text = "id: a\nvictims:\n  - count: 3  # about\n    name: x\n"
    change = change_of("remove", ("victims", 0, "count"), Number(), None, "victims[x].count")
    assert splice(text, [change]) == "id: a\nvictims:\n  - name: x\n  # about\n"


@pytest.mark.parametrize("text", ["title:\told\n", "title: [a\n", "title: &a b\n"])
def test_what_is_no_brief_is_left_alone_and_located(text: str) -> None:
    with pytest.raises(YamlError) as caught:
        splice(text, [set_title("New")], path=HERE)
    assert caught.value.location is not None
    assert caught.value.location.line
