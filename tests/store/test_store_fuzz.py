"""A fixed set of damaged briefs: the reader raises its own error with line and column, and nothing else comes of them.

`python -m benchmarks.fuzzing --seconds 60` goes on from other seeds.
"""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.fuzzing import main, one, texts

ROUNDS = 300


@pytest.mark.parametrize("start", range(0, 5 * ROUNDS, ROUNDS))
def test_no_damage_makes_anything_but_the_reader_s_own_error(start: int) -> None:
    given = texts()
    codes = Counter(one(seed, given) for seed in range(start, start + ROUNDS))
    assert codes[""] > ROUNDS / 20, "some are still read, so that what comes after the reader is tried as well"
    assert {"not-yaml", "control-character", "not-utf-8"} <= set(codes)


def test_a_run_tells_its_seed_and_can_be_had_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seed", "7", "--rounds", "5"]) == 0
    first = capsys.readouterr().out
    assert main(["--seed", "7", "--rounds", "5"]) == 0
    assert capsys.readouterr().out == first
    assert first.startswith("5 rounds from seed 7, no fault: ")
