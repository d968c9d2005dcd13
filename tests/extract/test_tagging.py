"""What the tagger is given: words cut into pieces, documents cut into windows, and names changed before it learns."""

from __future__ import annotations

import random

import pytest

from benchmarks.tagging import Example, Stretch, pools_of, renamed
from generator.extract.learned.pieces import Pieces
from generator.extract.learned.windows import SIZE, windows

PIECES = Pieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "gun", "##men", "fire", "##d", "el", "nino", "-", "."])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Gunmen", (4, 5)),
        ("FIRED", (6, 7)),
        ("Niño", (9,)),
        ("El-Niño.", (8, 10, 9, 11)),
        ("unheard", (1,)),
        ("\u200b", (1,)),
        ("g" * 60, (1,)),
    ],
)
def test_a_word_is_cut_into_the_longest_pieces_that_are_known(word: str, expected: tuple[int, ...]) -> None:
    assert PIECES.of(word) == expected


def test_windows_cover_every_word_once_and_none_is_too_long() -> None:
    words = ["gunmen", "fired"] * 400
    found = windows(words, [0, 100, 300, 301], PIECES)
    assert [w.start for w in found] == [0, *(w.end for w in found[:-1])]
    assert found[-1].end == len(words)
    assert all(len(w.pieces) <= SIZE and len(w.firsts) == w.end - w.start for w in found)


def test_a_window_ends_with_a_paragraph_where_that_leaves_it_half_full() -> None:
    assert [w.end for w in windows(["gun"] * 500, [0, 20, 200, 400], PIECES)][:2] == [200, 400]


def test_a_document_without_words_has_no_window() -> None:
    assert windows([], [], PIECES) == []


def _example(
    words: list[str], paragraphs: list[int], fillers: dict[str, list[Stretch]], names: list[tuple[int, int, str]]
) -> Example:
    return Example(
        "1",
        words,
        paragraphs,
        fillers,
        names,
        told=1.0,
        kinds=frozenset(),
        stages=frozenset(),
        several=False,
        several_alike=False,
        named_only=False,
    )


def test_names_are_changed_alike_everywhere_and_fillers_follow_them() -> None:
    text = "The Shining Path shot Juan Perez in Lima . Perez 's guard fled ."
    one = _example(
        text.split(),
        [0, 9],
        {"victims": [(4, 6), (9, 10)], "organizations": [(1, 3)]},
        [(0, 3, "GROUP"), (4, 6, "PERSON"), (7, 8, "GPE"), (9, 11, "PERSON")],
    )
    pools = {
        "PERSON": [("Ana", "Maria", "Silva")],
        "GPE": [("New", "Delhi")],
        "GROUP": [("Boko", "Haram")],
        "SHORT": [],
    }
    changed = renamed(one, pools, random.Random(1))  # noqa: S311 - to be the same at every run
    assert " ".join(changed.words) == "The Boko Haram shot Ana Maria Silva in New Delhi . Silva 's guard fled ."
    assert [" ".join(changed.words[s:e]) for s, e in changed.fillers["victims"]] == ["Ana Maria Silva", "Silva"]
    assert [" ".join(changed.words[s:e]) for s, e in changed.fillers["organizations"]] == ["Boko Haram"]
    assert [changed.words[p] for p in changed.paragraphs] == ["The", "Silva"]


def test_the_names_to_draw_from_are_those_of_the_documents_and_the_listed_groups() -> None:
    one = _example(["Juan", "Perez"], [0], {}, [(0, 2, "PERSON")])
    pools = pools_of([one])
    assert pools["PERSON"] == [("Juan", "Perez")]
    assert ("Boko", "Haram") in pools["GROUP"]
    assert all(len(name) == 1 for name in pools["SHORT"])
