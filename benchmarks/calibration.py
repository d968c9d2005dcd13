"""Measure what confidence is worth: `python -m benchmarks.calibration SET…`.

Prints the reliability table: of the values in each band of confidence, how many are right by the labels of the set.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.judging import JUDGES, Judged
from benchmarks.running import extract, read_lines, write_lines
from benchmarks.scoring import Scorer
from benchmarks.sets import SETS

_SHARED = Path(__file__).resolve().parents[2] / "shared"
_SURE = 0.8
_BANDS = 10


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    options = _parse(arguments)
    pooled: list[Judged] = []
    for name in options.sets:
        gold_file = options.shared / "bench" / SETS[name].gold
        if not gold_file.is_file():
            print(f"{gold_file} is not there; --shared names the folder that holds bench/", file=sys.stderr)
            return 2
        pooled += _judge(name, gold_file, options)
    table = reliability(pooled)
    if options.json:
        print(json.dumps(table, indent=1))
    else:
        _print(table)
    return 0


def reliability(judged: Iterable[Judged]) -> dict[str, Any]:
    """Count right values by band of confidence, and above 0.8 by the question that they answer.

    Returns:
        `bands`: lower end of each band -> [values, right]; `sure`: question, or `all` -> [values, right] at 0.8 and
        more; `unsure`: the same below; `error`: mean distance of confidence from the share that is right, weighted by
        the values of a band.
    """
    bands: dict[int, list[Judged]] = defaultdict(list)
    sure: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    unsure: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in judged:
        bands[min(int(one.confidence * _BANDS), _BANDS - 1)].append(one)
        for name in ("all", one.family):
            counted = (sure if one.confidence >= _SURE else unsure)[name]
            counted[0] += 1
            counted[1] += one.right
    total = sum(len(band) for band in bands.values())
    apart = sum(abs(sum(one.confidence - one.right for one in band)) for band in bands.values())
    return {
        "bands": {f"{n / _BANDS:.1f}": [len(bands[n]), sum(one.right for one in bands[n])] for n in sorted(bands)},
        "sure": dict(sorted(sure.items())),
        "unsure": dict(sorted(unsure.items())),
        "error": round(apart / total, 4) if total else None,
    }


def _judge(name: str, gold_file: Path, options: Any) -> list[Judged]:
    labelled = SETS[name]
    scorer_file = gold_file.parents[1] / ("score_news.py" if labelled.mode == "news" else "score.py")
    gold = read_lines(gold_file)[: options.limit]
    kept = options.records / f"{name}.jsonl" if options.records else None
    if kept and kept.is_file():
        lines: Sequence[Any] = read_lines(kept)
    else:
        with tempfile.TemporaryDirectory() as folder:
            lines = extract([labelled.article(line) for line in gold], Path(folder)).lines
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            write_lines(kept, lines)
    found = {line["id"]: line for line in lines}
    rules = Scorer(scorer_file, labelled.mode).module
    judged: list[Judged] = []
    for line in gold:
        records = found[line["id"]]["incidents"]
        if records:
            predicted = labelled.predict(line["id"], records)
            judged += JUDGES[name](line, predicted, records[0], found[line["id"]]["confidence"][0], rules)
    return judged


def _print(table: Any) -> None:
    print(f"{'confidence':24s} {'values':>7s} {'right':>7s}")
    for band, (count, right) in table["bands"].items():
        print(f"{band + ' and more':24s} {count:7d} {right / count:7.2f}")
    for title in ("sure", "unsure"):
        print(f"\n{f'{_SURE} and more' if title == 'sure' else f'below {_SURE}':24s} {'values':>7s} {'right':>7s}")
        for name, (count, right) in table[title].items():
            print(f"{name:24s} {count:7d} {right / count:7.2f}")
    print(f"\nmean distance of confidence from the share that is right: {table['error']}")


def _parse(arguments: list[str] | None) -> Any:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.calibration",
        description="Print how many values of each confidence are right.",
        epilog="example: python -m benchmarks.calibration news plots",
    )
    parser.add_argument("sets", choices=JUDGES, nargs="+", metavar="SET", help=f"among {', '.join(JUDGES)}; pooled")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("--records", type=Path, metavar="DIR", help="keep extracted records there, and take kept ones")
    parser.add_argument("--limit", type=int, metavar="N", help="take the first N articles of each set only")
    parser.add_argument("--shared", type=Path, default=_SHARED, metavar="DIR", help="the folder that holds bench/")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
