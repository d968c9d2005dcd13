"""Running the shipped extraction as anybody would, in a process of its own, with its wall time and peak memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of `briefs extract` gave."""

    lines: Sequence[Mapping[str, Any]]
    """Its output: a line with `id` and `incidents` for each article."""
    seconds: float | None = None
    """Wall time, loading the model included; None where records were read from a file."""
    megabytes: int | None = None
    """Peak memory."""
    baseline: float | None = None
    """Wall time of the bare language model over the same texts, where it was measured."""

    def facts(self) -> dict[str, Any]:
        """Give the figures of the run, for printing."""
        if self.seconds is None:
            return {}
        facts = {
            "seconds": round(self.seconds, 1),
            "articles_per_second": round(len(self.lines) / self.seconds, 1),
            "peak_mb": self.megabytes,
        }
        if self.baseline is not None:
            facts["of_bare_model_speed"] = round(self.baseline / self.seconds, 2)
        return facts


def extract(articles: Sequence[Mapping[str, Any]], folder: Path, *, baseline: bool = False) -> Run:
    """Run `briefs extract` over articles.

    Args:
        articles: Input lines.
        folder: Where the two files of the run may lie.
        baseline: Time the bare language model over the same texts as well.

    Raises:
        RuntimeError: It ended without an output for each article.
    """
    given, made = folder / "articles.jsonl", folder / "records.jsonl"
    write_lines(given, articles)
    code, seconds = _timed("generator", "extract", "--jsonl", str(given), "--out", str(made))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    lines = read_lines(made) if made.exists() else []
    # Exit code 1 is fair where single articles failed: each has its line, with the reason.
    if len(lines) != len(articles):
        raise RuntimeError(f"briefs extract ended with exit code {code} after {len(lines)} of {len(articles)} articles")
    return Run(lines, seconds, memory, _timed("benchmarks.baseline", str(given))[1] if baseline else None)


def _timed(module: str, *arguments: str) -> tuple[int, float]:
    start = time.perf_counter()
    code = subprocess.run([sys.executable, "-m", module, *arguments], cwd=_ROOT, check=False).returncode
    return code, time.perf_counter() - start


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read JSON Lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """Write JSON Lines."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
