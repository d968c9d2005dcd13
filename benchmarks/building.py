"""Building, serving and searching at size, each figure beside its yardstick from the same run.

    python -m benchmarks.building                 everything, at 1,000 and 2,000 briefs
    python -m benchmarks.building --briefs 10000  at 5,000 and 10,000
    python -m benchmarks.building --only serving search

The yardstick is Material for MkDocs with its own search, on the same pages as plain Markdown. The two take turns on the
same machine within one run: only ratios mean anything on a machine that others use too.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import sites


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure."""

    what: str
    ours: str
    yardstick: str
    ratio: float | None
    cpu: float | None
    asked: str
    stretch: str


def building(work: Path, briefs: int) -> Iterator[Figure]:
    """Clean builds, built again with nothing changed, growth and memory."""
    half = sites.Site.of(work / "half", briefs // 2)
    first = half.build()
    plain = half.as_markdown(work / "plain-half").build()
    yield Figure(
        f"clean build, {briefs // 2:,} briefs, {half.pages:,} pages",
        *(first.words, plain.words, first.seconds / plain.seconds, first.cpu / plain.cpu, "0.6", "0.35"),
    )
    whole = sites.Site.of(work / "whole", briefs)
    clean = whole.build()
    yield Figure(
        f"growth of a clean build, {briefs // 2:,} to {briefs:,}",
        *(clean.words, first.words, clean.seconds / first.seconds, clean.cpu / first.cpu, "2.2", "2.05"),
    )
    again = whole.build()
    yield Figure(
        f"build again with nothing changed, {briefs:,}",
        *(again.words, clean.words, again.seconds / clean.seconds, again.cpu / clean.cpu, "0.15", "0.05"),
    )
    markdown = whole.as_markdown(work / "plain-whole").build()
    yield Figure(
        f"peak memory of a clean build, {briefs:,}",
        *(f"{clean.megabytes} MB", f"{markdown.megabytes} MB"),
        *(clean.megabytes / markdown.megabytes, None, "1.2", "0.8"),
    )


def serving(work: Path, briefs: int) -> Iterator[Figure]:
    """Saving a brief until its new page is served."""
    site = sites.Site.of(work / "whole", briefs)
    ours = site.edits("briefs/2*.yml", "title: ")
    site.build()
    plain = site.as_markdown(work / "plain-whole").edits("docs/briefs/2*.md", "# ", times=1)
    yield Figure(
        f"save until the new page is served, {briefs:,}",
        *(f"{ours:.2f} s", f"{plain:.1f} s", ours / plain, None, "2 s", "0.7 s"),
    )


def search(work: Path, briefs: int) -> Iterator[Figure]:
    """The first result in a browser, and what it moves."""
    site = sites.Site.of(work / "half", briefs // 2)
    site.build()
    plain = site.as_markdown(work / "plain-half")
    plain.build()
    ours, theirs = sites.search(site.folder / "site", "ours"), sites.search(plain.folder / "site", "material")
    size = f"{briefs // 2:,} briefs"
    yield Figure(
        f"first result of the first search, {size}",
        *(f"{ours.seconds:.2f} s", f"{theirs.seconds:.2f} s", ours.seconds / theirs.seconds, None, "1 s", ""),
    )
    yield Figure(
        f"bytes of the first search, {size}",
        *(_size(ours.search_kb, ours.search_packed), _size(theirs.search_kb, theirs.search_packed)),
        *(ours.search_kb / theirs.search_kb, None, "400 KB", "250 KB"),
    )
    yield Figure(
        f"bytes of the first view of a brief, {size}",
        *(_size(ours.view_kb, ours.view_packed), _size(theirs.view_kb, theirs.view_packed)),
        *(ours.view_kb / theirs.view_kb, None, "250 KB", "120 KB"),
    )


def _size(kilobytes: int, packed: int) -> str:
    return f"{kilobytes:,} KB ({packed:,} KB packed by the server)"


ROOMS: dict[str, Callable[[Path, int], Iterator[Figure]]] = {
    "building": building,
    "serving": serving,
    "search": search,
}


def table(figures: Sequence[Figure]) -> str:
    """Write figures as a Markdown table."""
    heads = ("what", "ours", "yardstick", "ratio", "of the processor", "asked", "stretch")
    lines = [f"| {' | '.join(heads)} |", f"| {' | '.join('---' for _ in heads)} |"]
    for it in figures:
        ratio, cpu = ("" if number is None else f"{number:.2f}" for number in (it.ratio, it.cpu))
        lines.append(f"| {it.what} | {it.ours} | {it.yardstick} | {ratio} | {cpu} | {it.asked} | {it.stretch} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.building", description=__doc__)
    parser.add_argument("--briefs", type=int, default=2000, help="the larger size; the smaller is half of it (2000)")
    parser.add_argument("--only", nargs="+", choices=ROOMS, default=list(ROOMS), help="which figures (all)")
    parser.add_argument("--work", type=Path, help="folder to work in; kept, so that a second run makes nothing anew")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    work = given.work or Path(tempfile.mkdtemp(prefix="briefs_bench_"))
    figures: list[Figure] = []
    try:
        for name in given.only:
            for figure in ROOMS[name](work, given.briefs):
                figures.append(figure)
                print(f"{figure.what}: {figure.ours}, yardstick {figure.yardstick}", file=sys.stderr)
    finally:
        if given.work is None:
            shutil.rmtree(work, ignore_errors=True)
    print(json.dumps([asdict(figure) for figure in figures], indent=1) if given.json else table(figures))
    print(f"Python {platform.python_version()}, {platform.machine()}, {sites.cores()} cores", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
