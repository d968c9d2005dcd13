"""The queue of doubts: what is kept, what is read of a bad file, and what becomes of doubts about briefs that went."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.store.queue import FILE, Doubt, add_doubts, doubts_from, doubts_to, read_queue

ONE = Doubt("a-brief", "b-brief", 2.5, ("a day apart",))
TWO = Doubt("a-brief", "c-brief", 2.0, ("published on the same day",))


def test_what_is_written_is_read_again_the_likeliest_first(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(doubts_to([TWO, ONE]))
    assert read_queue(tmp_path) == (ONE, TWO)


@pytest.mark.parametrize("data", [b"", b"[", b"[]", b'{"doubts": 3}', b'{"doubts": [{"one": "a"}]}', b"\xff"])
def test_a_file_at_fault_holds_no_doubts(data: bytes) -> None:
    assert doubts_from(data) == ()


def test_no_file_holds_no_doubts(tmp_path: Path) -> None:
    assert read_queue(tmp_path) == ()


def test_a_doubt_about_what_is_no_id_is_passed_over() -> None:
    assert doubts_from(doubts_to([Doubt("../x", "b-brief", 2.0, ())])) == ()


def test_a_doubt_follows_a_brief_that_became_part_of_another() -> None:
    found = add_doubts([ONE, TWO], [], gone={"c-brief": "d-brief"}, is_there=lambda _: True)
    assert [(doubt.one, doubt.other) for doubt in found] == [("a-brief", "b-brief"), ("a-brief", "d-brief")]


def test_a_doubt_ends_with_its_brief_and_when_the_two_have_become_one() -> None:
    found = add_doubts([ONE, TWO], [], gone={"b-brief": "a-brief"}, is_there=lambda id_: id_ != "c-brief")
    assert found == ()


def test_what_is_said_anew_of_a_pair_counts() -> None:
    fresh = Doubt("a-brief", "b-brief", 2.9, ("on the same day",))
    assert add_doubts([ONE], [fresh], gone={}, is_there=lambda _: True) == (fresh,)
