"""Feeds the strict reader, and what rests on it, with damaged briefs: nothing may come of it but their own errors.

    python -m benchmarks.fuzzing --seconds 60
    python -m benchmarks.fuzzing --seed 12345 --rounds 1     the one that failed, again

Each round takes a brief, real or made up of YAML's own signs, damages it, and reads, checks, mends and formats it. A
round depends on its seed alone.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from generator.record.checks import check_sense
from generator.record.convert import from_data
from generator.store.fixes import fix_text
from generator.store.fmt import format_text
from generator.store.reader import StrictError, read_yaml

ROOT = Path(__file__).resolve().parents[1]
HERE = Path("brief.yml")
_SIGNS = (
    *("&", "*", "!", "!!", "|", ">", "|+", ">-", "%", "@", "`", "---", "...", "<<", "? ", ": ", "- ", "#", " #", "~"),
    *("[", "]", "{", "}", ",", "'", '"', "\\", "\\x", "\\u", "\\U0010FFFF", "\n", "\r", "\r\n", "\t", " ", "    "),
    *("\x00", "\x07", "\x7f", "\x85", "\u2028", "\ufeff", "\ud800", "\uffff", "\U0001f9e8", "\u202e", "é", "1" * 40),
    *("null", "NO", "12:30", "0x1F", "1e999", "-", "=", "a:", "a: ", "key: value\n", "  - x\n", "[" * 50, "{a: " * 20),
)


def texts() -> list[str]:
    """Give the briefs to damage: those of the cases, the sound and the unsound."""
    return [
        path.read_bytes().decode("utf-8", "replace")
        for path in sorted((ROOT / "tests/cases").rglob("*.yml"))
        if path.stat().st_size < 20_000
    ]


def damaged(text: str, chance: random.Random) -> str | bytes:
    """Damage a text in one to eight places; at times, its bytes."""
    for _ in range(chance.randint(1, 8)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((0, 0, 1, 2, 10, 200)))
        how = chance.randrange(4)
        if how == 0:
            middle = chance.choice(_SIGNS)
        elif how == 1:
            middle = "".join(chance.choice(_SIGNS) for _ in range(chance.randint(1, 6)))
        elif how == 2:
            middle = text[start:end] * 2
        else:
            middle = ""
        text = text[:start] + middle + text[end:]
    if chance.random() < 0.2:
        data = bytearray(text.encode("utf-8", "surrogatepass"))
        for _ in range(chance.randint(1, 4)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data)
    return text


def one(seed: int, given: Sequence[str]) -> str:
    """Do one round.

    Args:
        seed: Everything depends on it.
        given: The texts to choose from.

    Returns:
        The code of the reader's error; empty where it read the text.

    Raises:
        AssertionError: An error has no line and column, or a file was changed in what it says.
        Exception: Whatever else should not have been raised.
    """
    chance = random.Random(seed)  # noqa: S311 - for tests, and to be had again
    text = damaged(chance.choice(given), chance)
    try:
        tree = read_yaml(text, HERE)
    except StrictError as error:
        place = error.location
        if place is None or place.line < 1 or place.column < 1:
            raise AssertionError(f"{error.code} has no line and column") from error
        return error.code
    incident, problems = from_data(tree.data, locate=tree.locate)
    if incident is not None:
        problems += check_sense(incident, source_text=lambda _: "a text", locate=tree.locate)
    for problem in problems:
        if problem.location is None or not problem.location.line:
            raise AssertionError(f"{problem.code} has no line")
    plain = text if isinstance(text, str) else text.decode()
    if read_yaml(format_text(plain, HERE), HERE).data != tree.data:
        raise AssertionError("format_text changed what the file says")
    read_yaml(fix_text(plain, HERE)[0], HERE)
    return ""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzzing", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="for how long (60)")
    parser.add_argument("--rounds", type=int, help="how many rounds instead")
    parser.add_argument("--seed", type=int, help="the seed of the first round; the clock gives one")
    options = parser.parse_args(arguments)
    seed = options.seed if options.seed is not None else time.time_ns() % 10**12
    given, end, rounds, codes = texts(), time.monotonic() + options.seconds, 0, dict[str, int]()
    while rounds < options.rounds if options.rounds else time.monotonic() < end:
        try:
            code = one(seed + rounds, given)
        except Exception as error:
            print(f"seed {seed + rounds}: {type(error).__name__}: {error}", file=sys.stderr)
            return 1
        codes[code or "taken"] = codes.get(code or "taken", 0) + 1
        rounds += 1
    found = ", ".join(f"{name} {count}" for name, count in sorted(codes.items(), key=lambda item: -item[1]))
    print(f"{rounds} rounds from seed {seed}, no fault: {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
