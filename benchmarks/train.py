"""Train the learned reader: `python -m benchmarks.train`; the same weights at every run.

It reads MUC-4's training documents and their keys, and nothing else. Which probabilities suffice is chosen by
five-fold cross-validation on them; the development documents are not looked at.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from benchmarks.learning import HeldOut, Wording, best_floor, gold_by_role, is_told, labels, wordings
from benchmarks.logistic import Rows, fit, rows_of
from benchmarks.running import read_lines
from benchmarks.sets import SETS
from generator.article.reader import read_jsonl_line
from generator.document import read_all
from generator.extract import clusters
from generator.extract.assemble import assemble
from generator.extract.learned.groups import groups_of
from generator.extract.learned.masking import hashed
from generator.extract.learned.relevance import sort_words
from generator.extract.learned.weights import SORT_WIDTH, WIDTH, WORDS_SCALE, relevance_indices
from generator.extract.pipeline import COMPONENTS, load_base, load_reader
from generator.extract.relevance import incident_score
from generator.record.convert import to_data

_ROOT = Path(__file__).resolve().parents[1]
_OUT = _ROOT / "generator" / "extract" / "learned" / "weights.npz"
_GOLD = _ROOT.parent / "shared" / "bench" / "muc4" / "train.jsonl"
_FOLDS, _SEED = 5, 0
_DOCUMENT_RIDGE, _ROLE_RIDGE = 0.3, 2.0
_FAMILIAR = (5, 25)
"""Percentiles of the shares of known word pairs, among documents held out, between which trust grows from 0 to 1."""

_GATES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
"""From which probability on a document could be taken to tell of an incident."""

Floats = NDArray[Any]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train", description=__doc__.split("\n")[0])
    parser.add_argument("gold", nargs="?", type=Path, default=_GOLD, help="MUC-4's training documents, JSON Lines")
    parser.add_argument("--out", type=Path, default=_OUT, help="where to write the weights")
    options = parser.parse_args(arguments)
    if not options.gold.is_file():
        print(f"{options.gold} is not there", file=sys.stderr)
        return 2
    start = time.perf_counter()
    lines = read_lines(options.gold)
    docs = list(_documents(lines))
    told_of = np.array([_is_reported(doc) for doc in docs])
    _say(start, f"read {len(docs)} documents")
    fold = np.random.default_rng(_SEED).permutation(len(docs)) % _FOLDS
    tables: dict[str, Any] = {}
    relevance, detection = _learn_relevance(docs, lines, fold, told_of, tables)
    likely = max(_GATES, key=detection)
    _say(start, f"relevance: F1 {detection(likely):.3f} from {likely:.2f}, held out")
    _learn_sort(docs, fold, tables)
    found = [wordings(groups_of(doc, float(p))) for doc, p in zip(docs, relevance, strict=True)]
    _say(start, f"{sum(map(len, found))} wordings")
    known = [is_told(line) is not None for line in lines]
    (odds,) = _only(known, relevance)
    learned: list[tuple[HeldOut, float]] = []
    rows = rows_of([w.features for ws in found for w in ws])
    for role, gold in gold_by_role(lines).items():
        wanted = np.array([y for ws, gs in zip(found, gold, strict=True) for y in labels(ws, gs)])
        scores = _held_out(rows, wanted, np.repeat(fold, [len(ws) for ws in found]), WIDTH, _ROLE_RIDGE)
        held = HeldOut(*_only(known, found, _parted(scores, found), gold))
        floor, tally = best_floor(held, [p >= likely for p in odds])
        learned.append((held, floor))
        tables[f"role_{role}"] = fit(rows, wanted, WIDTH, ridge=_ROLE_RIDGE).astype(np.float16)
        tables[f"floor_{role}"] = np.float32(floor)
        _say(start, f"{role} from {floor:.2f}: exact F1 {tally.exact_f1:.3f}, head F1 {tally.head_f1:.3f}, held out")
    gate = max(_GATES, key=lambda gate: detection(gate) + _worth(learned, [p >= gate for p in odds]))
    tables["floor_relevance"] = np.float32(gate)
    _say(start, f"relevance from {gate:.2f}, where detection {detection(gate):.3f} and roles are best together")
    with options.out.open("wb") as file:
        np.savez_compressed(file, **{name: tables[name] for name in sorted(tables)})
    _say(start, f"{options.out.stat().st_size // 1024} KB in {options.out}")
    return 0


def _say(start: float, text: str) -> None:
    print(f"{time.perf_counter() - start:6.0f} s  {text}", flush=True)


def _documents(lines: Sequence[Mapping[str, Any]]) -> Iterator[Doc]:
    """Read documents as the product does, up to the learned reader; every one as if it told of an incident."""
    base, reader = load_base(), load_reader()
    before = COMPONENTS[: COMPONENTS.index("briefs_fillers")]
    articles = (read_jsonl_line(json.dumps(SETS["muc4"].article(line)).encode()).article for line in lines)
    decide = clusters.tells_of_incident
    clusters.tells_of_incident = lambda doc: True
    try:
        for document in read_all(articles, base):
            for name in before:
                reader.get_pipe(name)(document.doc)
            yield document.doc
    finally:
        clusters.tells_of_incident = decide


def _is_reported(doc: Doc) -> bool:
    """Say whether the product, let past its gate, gives an incident of a kind that MUC-4 knows."""
    records = [to_data(draft.record) for draft in assemble(doc._.document)]
    return bool(SETS["muc4"].predict("", records)["relevant"])


def _held_out(rows: Rows, wanted: Floats, fold: NDArray[Any], width: int, ridge: float) -> Floats:
    """Give each row the probability from a model that has not seen its fold; rows without a label teach nothing."""
    out = np.zeros(len(rows))
    for k in range(_FOLDS):
        seen, unseen = np.flatnonzero((fold != k) & ~np.isnan(wanted)), np.flatnonzero(fold == k)
        weights = fit(rows.take(seen), wanted[seen], width, ridge=ridge)
        out[unseen] = 1.0 / (1.0 + np.exp(-rows.take(unseen).dot(weights)))
    return out


def _learn_relevance(
    docs: Sequence[Doc],
    lines: Sequence[Mapping[str, Any]],
    fold: NDArray[Any],
    reported: NDArray[np.bool_],
    tables: dict[str, Any],
) -> tuple[Floats, Callable[[float], float]]:
    parts = [relevance_indices(doc, incident_score(doc)) for doc in docs]
    rows = rows_of(
        [np.concatenate([facts, words + WIDTH]) for facts, words in parts],
        [
            np.concatenate([np.ones(len(facts)), np.full(len(words), WORDS_SCALE / np.sqrt(max(1, len(words))))])
            for facts, words in parts
        ],
    )
    wanted = np.array([np.nan if (told := is_told(line)) is None else told for line in lines])
    out = _held_out(rows, wanted, fold, 2 * WIDTH, _DOCUMENT_RIDGE)
    known = np.flatnonzero(~np.isnan(wanted))

    def f1(floor: float) -> float:
        given = (out[known] >= floor) & reported[known]
        return float(2 * (given & (wanted[known] == 1)).sum() / (given.sum() + (wanted[known] == 1).sum()))

    tables["relevance"] = fit(rows.take(known), wanted[known], 2 * WIDTH, ridge=_DOCUMENT_RIDGE).astype(np.float16)
    return out, f1


def _learn_sort(docs: Sequence[Doc], fold: NDArray[Any], tables: dict[str, Any]) -> None:
    """Learn which word pairs such news holds, and how many of them a document of its sort holds that was held out."""
    places = [hashed(sort_words(doc), SORT_WIDTH) for doc in docs]
    shares = np.zeros(len(docs))
    for k in range(_FOLDS):
        known = np.zeros(SORT_WIDTH, bool)
        known[np.concatenate([p for p, f in zip(places, fold, strict=True) if f != k])] = True
        for i in np.flatnonzero(fold == k):
            shares[i] = known[places[i]].mean() if len(places[i]) else 0.0
    known = np.zeros(SORT_WIDTH, bool)
    known[np.concatenate(places)] = True
    tables["pairs"] = np.packbits(known)
    tables["familiar"] = np.percentile(shares, _FAMILIAR).astype(np.float32)


def _worth(learned: Sequence[tuple[HeldOut, float]], told: Sequence[bool]) -> float:
    """Give what the roles are worth: F1 by whole wording over all roles, and the mean by last word."""
    tallies = [held.tally(floor, told) for held, floor in learned]
    exact = 2 * sum(t.exact for t in tallies) / max(1, sum(t.given + t.wanted for t in tallies))
    return exact + sum(t.head_f1 for t in tallies) / len(tallies)


def _parted(scores: Floats, found: Sequence[Sequence[Wording]]) -> list[Floats]:
    return np.split(scores, np.cumsum([len(ws) for ws in found])[:-1])


def _only(known: Sequence[bool], *lists: Sequence[Any]) -> list[list[Any]]:
    return [[item for item, is_known in zip(items, known, strict=True) if is_known] for items in lists]


if __name__ == "__main__":
    sys.exit(main())
