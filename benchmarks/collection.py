"""A collection of any size for measuring: invented incidents in real towns, with kept articles that they quote.

    python -m benchmarks.collection FOLDER --briefs 10000

The same seed and size give the same files. Groups, people and outlets are invented; none of it happened.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.invented import Generator
from generator.store.writer import source_to_yaml, to_yaml


def write(folder: Path, briefs: int, *, seed: int = 7) -> int:
    """Write a collection.

    Args:
        folder: Where; made if it is not there. What lies in it is left alone.
        briefs: How many.
        seed: Whatever tells one collection of a size from another.

    Returns:
        How many articles it has.
    """
    records, articles = Generator(briefs, seed).make()
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    for record in records:
        (folder / f"{record.id}.yml").write_text(to_yaml(record), "utf-8")
    for article in articles:
        (folder / "sources" / f"{article.source.id}.txt").write_text(article.text, "utf-8")
        (folder / "sources" / f"{article.source.id}.yml").write_text(source_to_yaml(article.source), "utf-8")
    return len(articles)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.collection", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of the briefs to write, new or empty")
    parser.add_argument("--briefs", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--seed", type=int, default=7, help="another seed gives another collection (7)")
    given = parser.parse_args(arguments)
    if given.folder.is_dir() and any(given.folder.glob("*.yml")):
        print(f"{given.folder} has briefs already; name a new folder", file=sys.stderr)
        return 2
    start = time.perf_counter()
    articles = write(given.folder, given.briefs, seed=given.seed)
    print(f"{given.briefs:,} briefs and {articles:,} articles in {time.perf_counter() - start:.1f} s: {given.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
