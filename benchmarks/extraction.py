"""Measure extraction on a labelled set: `python -m benchmarks.extraction SET [GOLD.jsonl]`.

It runs the shipped `briefs extract` over the set's articles, converts the records to the set's prediction form and
scores them with the scorer that lies beside the sets.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.mistakes import mistakes, print_mistakes
from benchmarks.running import Run, extract, read_lines, write_lines
from benchmarks.scoring import Scorer, print_scores
from benchmarks.sets import SETS

_SHARED = Path(__file__).resolve().parents[2] / "shared"

_EPILOG = """examples:
  python -m benchmarks.extraction news --errors 20
  python -m benchmarks.extraction muc4 path/to/gold.jsonl --json --pred predictions.jsonl
  python -m benchmarks.extraction gvc --limit 50 --keep records.jsonl
  python -m benchmarks.extraction gvc --limit 50 --records records.jsonl"""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    options = _parse(arguments)
    labelled = SETS[options.set]
    bench = options.shared / "bench"
    gold_file = options.gold or bench / labelled.gold
    scorer_file = bench / ("score_news.py" if labelled.mode == "news" else "score.py")
    for needed in (gold_file, scorer_file):
        if not needed.is_file():
            print(f"{needed} is not there; --shared names the folder that holds bench/", file=sys.stderr)
            return 2
    gold = read_lines(gold_file)[: options.limit]

    if options.records:
        run = Run(read_lines(options.records))
    else:
        with tempfile.TemporaryDirectory() as folder:
            try:
                run = extract([labelled.article(line) for line in gold], Path(folder), baseline=options.speed)
            except RuntimeError as error:
                print(error, file=sys.stderr)
                return 1
        if options.keep:
            write_lines(options.keep, run.lines)
    found = {line["id"]: line for line in run.lines}
    predictions = [labelled.of_output(line["id"], found.get(line["id"])) for line in gold]
    if options.pred:
        write_lines(options.pred, predictions)

    scorer = Scorer(scorer_file, labelled.mode)
    scores = scorer.score(gold, predictions)
    failed = sum("error" in line for line in run.lines)
    facts = {"set": options.set, "articles": len(gold), "failed": failed} | run.facts()
    wrong = mistakes(labelled, scorer, gold, predictions) if options.errors else []
    if options.json:
        print(json.dumps({**facts, "scores": scores, "errors": wrong[: options.errors]}, indent=1, ensure_ascii=False))
        return 0
    print("  ".join(f"{name} {value}" for name, value in facts.items()))
    print_scores(scores, labelled.mode)
    if options.errors:
        print_mistakes(wrong, options.errors)
    return 0


def _parse(arguments: list[str] | None) -> Any:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.extraction",
        description="Measure the shipped extraction on a labelled set.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("set", choices=SETS, help="the labelled set; plots is the second file of news")
    parser.add_argument("gold", nargs="?", type=Path, help="a gold file of the same form; by default the set's own")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the N most telling mistakes")
    parser.add_argument("--pred", type=Path, metavar="FILE", help="keep the predictions in FILE, JSON Lines")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep the extracted records in FILE, JSON Lines")
    parser.add_argument("--records", type=Path, metavar="FILE", help="score the records in FILE instead of extracting")
    parser.add_argument("--limit", type=int, metavar="N", help="take the first N articles only")
    parser.add_argument("--speed", action="store_true", help="time the bare language model over the same texts too")
    parser.add_argument("--shared", type=Path, default=_SHARED, metavar="DIR", help="the folder that holds bench/")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
