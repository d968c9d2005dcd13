"""Editing in place: the item is in, and every other byte is as a person left it."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_strategies import incidents, of_form

from generator.errors import StoreError, YamlError
from generator.record.convert import from_data
from generator.record.forms import ListOf
from generator.record.schema import Incident, Link, Quote, Target, description
from generator.store.edit import add_link, append_item
from generator.store.reader import read_yaml
from generator.store.writer import to_yaml

HERE = Path("brief.yml")
LINK = Link(relation="followed-by", to="barn-fire", state="asserted")
LISTS = {f.name: f.form.item for f in description(Incident) if isinstance(f.form, ListOf)}

BY_HAND = """\
# A brief that somebody cares for.
id: mill-fire            # never changes
title:   "Mill fire"

tags: [ fire , mill ]    # two of them
targets: []              # the article names none
sources: [0a1b2c3d,]
links:
- {relation: part-of, to: x}   # flow in a block

# about the notes
- relation: preceded-by
  to: y
  # still to be checked:
  state: suspected     # says the mayor
# and this is the end
notes: |
  One.

  # Two
quotes:
weapons:
  - name: >-
      a can
      of petrol

keep: [kind]
"""


def added(before: str, after: str) -> list[str]:
    """Give the lines that an edit added, after seeing that it took none away."""
    lines = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    assert not [line for line in lines if line.startswith("- ")]
    return [line[2:] for line in lines if line.startswith("+ ")]


def test_a_link_is_added_to_a_list_and_comments_survive() -> None:
    after = add_link(BY_HAND, LINK)
    assert added(BY_HAND, after) == ["- relation: followed-by\n", "  to: barn-fire\n", "  state: asserted\n"]
    assert "  state: suspected     # says the mayor\n- relation: followed-by\n" in after


def test_a_word_is_added_between_the_brackets_of_its_list() -> None:
    assert "tags: [ fire , mill, 'NO' ]    # two of them\n" in append_item(BY_HAND, "tags", "NO")
    assert "sources: [0a1b2c3d, '12345678',]\n" in append_item(BY_HAND, "sources", "12345678")


def test_an_empty_list_becomes_a_block_and_keeps_its_comment() -> None:
    after = append_item(BY_HAND, "targets", Target(name="the mill: north wing", type="business"))
    assert (
        "targets:              # the article names none\n  - name: 'the mill: north wing'\n    type: business\nsources:"
        in after
    )


def test_an_empty_key_gets_its_first_item() -> None:
    after = append_item(BY_HAND, "quotes", Quote(speaker="The mayor", text="It burned."))
    assert "quotes:\n  - speaker: The mayor\n    text: It burned.\nweapons:" in after


def test_a_list_that_says_null_gets_its_first_item() -> None:
    after = add_link("id: a\ntitle: t\nlinks: null  # none yet\n", LINK)
    assert after.startswith("id: a\ntitle: t\nlinks:  # none yet\n  - relation: followed-by\n")


def test_a_missing_list_is_put_where_the_schema_has_it() -> None:
    bare = "id: a\ntitle: t\nkind: fire\nsources: [s]\n"
    assert add_link(bare, LINK) == (
        "id: a\ntitle: t\nkind: fire\n"
        "links:\n  - relation: followed-by\n    to: barn-fire\n    state: asserted\n"
        "sources: [s]\n"
    )
    apart = "id: a\ntitle: t\n\nsources: [s]\n"
    assert add_link(apart, LINK).startswith("id: a\ntitle: t\n\nlinks:\n")


def test_an_item_follows_a_folded_block_and_not_its_blank_lines() -> None:
    after = append_item(BY_HAND, "weapons", from_weapon("a match"))
    assert "      of petrol\n  - name: a match\n\nkeep: [kind]\n" in after


def from_weapon(name: str) -> object:
    incident, _ = from_data({"id": "a", "title": "t", "weapons": [{"name": name}]})
    assert incident is not None
    return incident.weapons[0]


def test_line_ends_of_windows_a_byte_order_mark_and_a_missing_last_line_end_are_kept() -> None:
    text = "\ufeffid: a\r\ntitle: t\r\nlinks:\r\n- {relation: part-of, to: x}"
    after = add_link(text, LINK)
    assert after == text + "\r\n- relation: followed-by\r\n  to: barn-fire\r\n  state: asserted\r\n"


@pytest.mark.parametrize("text", ["{id: a, title: t}\n", "", "- a\n", "id: a\nlinks: {}\n", "links: x\n", "links: 3\n"])
def test_a_layout_that_cannot_be_edited_safely_is_left_alone(text: str) -> None:
    with pytest.raises(StoreError, match="by hand"):
        add_link(text, LINK)


def test_a_brief_that_is_not_yaml_is_left_alone() -> None:
    with pytest.raises(YamlError):
        add_link("id: [a\n", LINK)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(incidents, st.sampled_from(sorted(LISTS)), st.data())
def test_any_item_can_be_added_to_any_brief(incident: Incident, field: str, data: st.DataObject) -> None:
    item = data.draw(of_form(LISTS[field]))
    before = to_yaml(incident)
    after = append_item(before, field, item)
    edited, problems = from_data(read_yaml(after, HERE).data)
    assert problems == []
    assert edited is not None
    assert getattr(edited, field) == (*getattr(incident, field), item)
    if f"\n{field}: [" not in before:
        added(before, after)
