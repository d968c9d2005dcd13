"""How fast `briefs check` reads and checks a collection, beside bare PyYAML over the same bytes in the same run.

    python -m benchmarks.checking --briefs 10000
    python -m benchmarks.checking --folder briefs

Both read every YAML file once, in one process; the best of several runs of each counts, taken in turns.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.collection import write
from generator.store import Collection

ASKED = 0.5
"""The least share of the rate of bare CSafeLoader."""


def measure(folder: Path, *, runs: int = 3) -> dict[str, Any]:
    """Measure over one collection.

    Args:
        folder: The collection's folder.
        runs: How often each is done.
    """
    briefs = len(list(folder.glob("*.yml")))
    # What is known of kept articles is checked with the briefs, so the bare loader reads it too.
    texts = [path.read_bytes() for path in sorted([*folder.glob("*.yml"), *folder.glob("sources/*.yml")])]
    bare, checked = [], []
    for _ in range(runs):
        bare.append(_seconds(lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts]))
        checked.append(_seconds(lambda: Collection.open(folder).load()))
    rate, bare_rate = briefs / min(checked), briefs / min(bare)
    return {
        "briefs": briefs,
        "files": len(texts),
        "kilobytes_each": round(sum(map(len, texts)) / len(texts) / 1024, 1),
        "problems": len(Collection.open(folder).load().problems),
        "checked_per_second": round(rate),
        "bare_per_second": round(bare_rate),
        "share": round(rate / bare_rate, 2),
    }


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checking", description=__doc__)
    parser.add_argument("--folder", type=Path, help="folder of briefs; an invented collection where it is left out")
    parser.add_argument("--briefs", type=int, default=10_000, help="how many to invent (10000)")
    parser.add_argument("--runs", type=int, default=3, help="how often to measure (3)")
    given = parser.parse_args(arguments)
    if given.folder:
        facts = measure(given.folder, runs=given.runs)
    else:
        with tempfile.TemporaryDirectory() as place:
            write(Path(place), given.briefs)
            facts = measure(Path(place), runs=given.runs)
    print(json.dumps(facts, indent=1))
    return 0 if facts["share"] >= ASKED else 1


if __name__ == "__main__":
    sys.exit(main())
