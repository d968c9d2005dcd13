"""Measure matching on a labelled set: `python -m benchmarks.matching SET [GOLD.jsonl]`.

It adds the set's articles to an empty collection in a temporary folder, by the path of `briefs add`, and scores which
articles came to rest in one brief. `--timing` measures instead how long matching takes as a collection grows.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.growing import SIZES, timings
from benchmarks.running import read_lines, write_lines
from benchmarks.scoring import Lines, Scorer
from benchmarks.sets import SETS, LabelledSet
from generator.article import Article
from generator.article.reader import read_jsonl_line
from generator.cli.adding import Adding
from generator.cli.common import extract, load_extractor
from generator.cli.reading import Given
from generator.errors import BriefsError, Location
from generator.extract.draft import Draft
from generator.record.convert import from_data, to_data
from generator.store import Collection

_SHARED = Path(__file__).resolve().parents[2] / "shared"
_MEASURED = ("gvc", "news", "plots")

_EPILOG = """examples:
  python -m benchmarks.matching news
  python -m benchmarks.matching gvc --keep drafts.jsonl --pred predictions.jsonl
  python -m benchmarks.matching gvc --drafts drafts.jsonl --errors 10
  python -m benchmarks.matching --timing"""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    options = _parse(arguments)
    if options.timing:
        return _time(as_json=options.json)
    if options.set is None:
        print(f"name a set, one of {', '.join(_MEASURED)}, or say --timing", file=sys.stderr)
        return 2
    labelled = SETS[options.set]
    bench = options.shared / "bench"
    gold_file = options.gold or bench / labelled.gold
    scorer_file = bench / ("score_news.py" if labelled.mode == "news" else "score.py")
    for needed in (gold_file, scorer_file):
        if not needed.is_file():
            print(f"{needed} is not there; --shared names the folder that holds bench/", file=sys.stderr)
            return 2
    gold = read_lines(gold_file)
    drafts = _Drafts(read_lines(options.drafts) if options.drafts else ())
    with tempfile.TemporaryDirectory() as folder:
        briefs, seconds = _add_all(labelled, gold, drafts, Path(folder))
    if options.keep:
        write_lines(options.keep, drafts.lines.values())
    predictions = [_predict(labelled, line, drafts, briefs) for line in gold]
    if options.pred:
        write_lines(options.pred, predictions)
    scores = Scorer(scorer_file, labelled.mode).score(gold, predictions)
    rows = _rows(scores, labelled.mode)
    facts = {
        "set": options.set,
        "articles": len(gold),
        "failed": drafts.failed,
        "briefs": len(set(briefs.values())),
        "ms_per_article_beside_extraction": round(1000 * seconds / max(1, len(gold)), 1),
    }
    wrong = list(_errors(gold, briefs))
    if options.json:
        print(json.dumps({**facts, "scores": rows, "errors": wrong[: options.errors]}, indent=1, ensure_ascii=False))
        return 0
    print("  ".join(f"{name} {value}" for name, value in facts.items()))
    for name, row in rows.items():
        cells = "  ".join(f"{k} {v:.2f}" if isinstance(v, float) else f"{k} {v}" for k, v in row.items())
        print(f"{name:44s} {cells}")
    for one in wrong[: options.errors]:
        print(f"{one['wrong']}: {one['titles'][0]} | {one['titles'][1]}")
    return 0


class _Drafts:
    """What extraction gives for each article, from a file where that was kept, else by reading it now."""

    def __init__(self, kept: Lines) -> None:
        self.lines: dict[str, Mapping[str, Any]] = {line["source"]: line for line in kept}
        self.failed = 0
        self.seconds = 0.0

    def __call__(self, article: Article, name: str) -> list[Draft]:
        start = time.perf_counter()
        if article.id not in self.lines:
            found = extract(load_extractor(), article, name)
            self.lines[article.id] = {
                "source": article.id,
                "drafts": [
                    {"record": to_data(d.record), "confidence": dict(d.confidence), "main": d.main} for d in found
                ],
            }
        drafts = [
            Draft(record, one["confidence"], one["main"])
            for one in self.lines[article.id]["drafts"]
            if (record := from_data(one["record"])[0]) is not None
        ]
        self.seconds += time.perf_counter() - start
        return drafts


def _add_all(labelled: LabelledSet, gold: Lines, drafts: _Drafts, folder: Path) -> tuple[dict[str, str], float]:
    """Add every article.

    Returns:
        The brief of each article, by the article's name in the set; and the seconds that all but extraction took.
    """
    adding = Adding(Collection.open(folder), dry_run=False, extract=drafts)
    briefs: dict[str, str] = {}
    gone: dict[str, str] = {}
    by_source: dict[str, str] = {}
    start = time.perf_counter()
    for number, line in enumerate(gold, start=1):
        given = json.dumps(labelled.article(line)).encode()
        try:
            article = read_jsonl_line(given, Location(Path(labelled.gold), number)).article
        except BriefsError as error:
            print(error, file=sys.stderr)
            drafts.failed += 1
            continue
        result = adding.add(Given(line["id"], article))
        if result.failed:
            print(result.message, file=sys.stderr)
            drafts.failed += 1
        gone |= dict(result.gone)
        about = next((made.record.id for made in result.made if made.main), None)
        brief = by_source.get(article.id) if result.known else about
        if brief is not None:
            briefs[line["id"]] = by_source[article.id] = brief
    seconds = time.perf_counter() - start - drafts.seconds
    return {article: _followed(brief, gone) for article, brief in briefs.items()}, seconds


def _followed(brief: str, gone: Mapping[str, str]) -> str:
    seen: set[str] = set()
    while brief in gone and brief not in seen:
        seen.add(brief)
        brief = gone[brief]
    return brief


def _predict(labelled: LabelledSet, line: Mapping[str, Any], drafts: _Drafts, briefs: Mapping[str, str]) -> Any:
    given = json.dumps(labelled.article(line)).encode()
    try:
        source = read_jsonl_line(given, Location(Path(labelled.gold), 1)).article.id
    except BriefsError:
        source = ""
    records = [draft["record"] for draft in drafts.lines.get(source, {}).get("drafts", ())]
    prediction = labelled.predict(line["id"], records)
    label = "incident_id" if labelled.mode == "news" else "cluster"
    return prediction | {label: briefs.get(line["id"])}


def _rows(scores: Mapping[str, Any], mode: str) -> dict[str, Any]:
    if mode == "news":
        return {f"cluster {name}": row for name, row in scores["clustering"].items()}
    start = "incident identification "
    return {name.removeprefix(start): row for name, row in scores.items() if name.startswith(start)}


def _errors(gold: Lines, briefs: Mapping[str, str]) -> Any:
    """Give pairs of articles that are together and should not be, or the other way round."""
    listed = [line for line in gold if line.get("incident_id")]
    for at, one in enumerate(listed):
        for other in listed[at + 1 :]:
            same = one["incident_id"] == other["incident_id"]
            mine = briefs.get(one["id"], one["id"]) == briefs.get(other["id"], other["id"])
            if same != mine:
                titles = [str(line.get("title") or line["text"][:80]).split("\n")[0] for line in (one, other)]
                yield {"wrong": "apart" if same else "together", "ids": [one["id"], other["id"]], "titles": titles}


def _time(*, as_json: bool) -> int:
    rows = list(timings(SIZES))
    if as_json:
        print(json.dumps(rows, indent=1))
        return 0
    for row in rows:
        print("  ".join(f"{name} {value}" for name, value in row.items()))
    return 0


def _parse(arguments: Sequence[str] | None) -> Any:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.matching",
        description="Measure which articles come to rest in one brief.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("set", nargs="?", choices=_MEASURED, help="the labelled set")
    parser.add_argument("gold", nargs="?", type=Path, help="a gold file of the same form; by default the set's own")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N pairs that are wrong")
    parser.add_argument("--pred", type=Path, metavar="FILE", help="keep the predictions in FILE, JSON Lines")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep what was extracted in FILE, JSON Lines")
    parser.add_argument("--drafts", type=Path, metavar="FILE", help="take what was extracted from FILE")
    parser.add_argument("--timing", action="store_true", help="time matching in made-up collections of growing size")
    parser.add_argument("--shared", type=Path, default=_SHARED, metavar="DIR", help="the folder that holds bench/")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
