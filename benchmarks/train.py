"""Train the learned reader: `python -m benchmarks.train`; the same weights at every run.

It reads MUC-4's training documents and their keys, and to tell such news from other news half of the Gun Violence
Corpus's development articles. A seventh of MUC-4's training documents is held out from everything but the choice of how
much each sign counts and where to cut. No document of MUC-4's development part is looked at. The tagger is trained
first, by `python -m benchmarks.train_tagger`; what it says of the held-out documents is used here.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from benchmarks.learning import HeldOut, best_floor, gold_by_role, is_told, kinds_told, labels, wordings
from benchmarks.logistic import Rows, fit, rows_of
from benchmarks.mixing import best_cut, f1, mix
from benchmarks.running import read_lines
from benchmarks.sets import SETS
from benchmarks.splits import HELD, fold_of, is_taught
from benchmarks.train_others import learn_others
from generator.article.reader import read_jsonl_line
from generator.document import read_all
from generator.extract import clusters
from generator.extract.learned.evidence import signs
from generator.extract.learned.groups import Group, groups_of
from generator.extract.learned.judging import kind_signs, tagger_signs
from generator.extract.learned.masking import hashed
from generator.extract.learned.relevance import document_words
from generator.extract.learned.tagger import KINDS, tags_of
from generator.extract.learned.trust import along
from generator.extract.learned.weights import PAIRS_WIDTH, WIDTH, WORDS_SCALE, pair_places, relevance_indices, sigmoid
from generator.extract.pipeline import COMPONENTS, load_base, load_reader
from generator.extract.relevance import incident_score

_ROOT = Path(__file__).resolve().parents[1]
_OUT = _ROOT / "generator" / "extract" / "learned" / "weights.npz"
_BENCH = _ROOT.parent / "shared" / "bench"
_FOLDS = 5
_DOCUMENT_RIDGE, _ROLE_RIDGE, _SORT_RIDGE = 0.3, 2.0, 0.3
_RAMP, _RAMP_OF_BOTH = (2, 15), (2, 10)
"""Percentiles among documents held out between which trust grows from 0 to 1: by one sign, and by both together."""
_CUTS = tuple(np.arange(-2.0, 2.01, 0.1))
"""Log-odds at which one could cut."""

Floats = NDArray[Any]
Lines = Sequence[Mapping[str, Any]]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train", description=__doc__.split("\n")[0])
    parser.add_argument("--bench", type=Path, default=_BENCH, help="the folder of the labelled sets")
    parser.add_argument("--out", type=Path, default=_OUT, help="where to write the weights")
    options = parser.parse_args(arguments)
    gold, other = options.bench / "muc4" / "train.jsonl", options.bench / SETS["gvc"].gold
    for needed in (gold, other):
        if not needed.is_file():
            print(f"{needed} is not there; --bench names the folder of the labelled sets", file=sys.stderr)
            return 2
    lines, modern = read_lines(gold), [line for line in read_lines(other) if is_taught(line)]
    training = Training(lines)
    training.learn(list(documents("muc4", lines)), list(documents("gvc", modern)))
    with options.out.open("wb") as file:
        np.savez_compressed(file, **{name: training.tables[name] for name in sorted(training.tables)})
    training.say(f"{options.out.stat().st_size // 1024} KB in {options.out}")
    return 0


def documents(name: str, lines: Lines) -> Iterator[Doc]:
    """Read documents as the product does, up to the learned reader; every one as if it told of an incident."""
    base, reader = load_base(), load_reader()
    before = COMPONENTS[: COMPONENTS.index("briefs_fillers")]
    articles = (read_jsonl_line(json.dumps(SETS[name].article(line)).encode()).article for line in lines)
    decide = clusters.tells_of_incident
    clusters.tells_of_incident = lambda doc: True
    try:
        for document in read_all(articles, base):
            for component in before:
                reader.get_pipe(component)(document.doc)
            yield document.doc
    finally:
        clusters.tells_of_incident = decide


class Training:
    """All that is learned from MUC-4's training documents, table by table.

    Args:
        lines: Their keys.
    """

    def __init__(self, lines: Lines) -> None:
        self.start = time.perf_counter()
        self.lines = lines
        self.fold = np.array(fold_of(len(lines)))
        self.taught, self.held = np.flatnonzero(self.fold >= HELD), np.flatnonzero(self.fold < HELD)
        self.tables: dict[str, Any] = {}

    def say(self, text: str) -> None:
        """Print how far it is."""
        print(f"{time.perf_counter() - self.start:6.0f} s  {text}", flush=True)

    def learn(self, docs: Sequence[Doc], others: Sequence[Doc]) -> None:
        """Learn everything, in an order in which each may use what the ones before it gave."""
        self.say(f"read {len(docs)} documents and {len(others)} others")
        self._learn_sort(docs, others)
        relevance = self._learn_relevance(docs)
        held = set(self.held.tolist())
        groups = [
            groups_of(doc, sigmoid(float(value)), tags_of(doc) if i in held else None)
            for i, (doc, value) in enumerate(zip(docs, relevance, strict=True))
        ]
        self._learn_kinds(docs)
        odds = self._mix_relevance(docs, relevance)
        learned = self._learn_roles(docs, groups, odds)
        self._settle_gate(odds, learned)
        self._learn_others(docs, odds)

    def _learn_sort(self, docs: Sequence[Doc], others: Sequence[Doc]) -> None:
        """Learn by which words such news is told from other news, and how much of its pairs of words is known."""
        words = [hashed(document_words(doc), WIDTH) for doc in (*docs, *others)]
        rows = rows_of(words, [_even(w) for w in words])
        seen = np.concatenate([self.taught, np.arange(len(docs), len(words))])
        weights = fit(rows.take(seen), (seen < len(docs)).astype(float), WIDTH, ridge=_SORT_RIDGE)
        pairs = [pair_places(doc) for doc in docs]
        known = np.zeros(PAIRS_WIDTH, bool)
        known[np.concatenate([pairs[i] for i in self.taught])] = True
        shares = np.array([known[pairs[i]].mean() if len(pairs[i]) else 0.0 for i in self.held])
        sorts = rows.take(self.held).dot(weights)
        ramps = {"sort": np.percentile(sorts, _RAMP), "pairs": np.percentile(shares, _RAMP)}
        both = [along(s, ramps["sort"]) + along(p, ramps["pairs"]) for s, p in zip(sorts, shares, strict=True)]
        ramps["both"] = np.percentile(both, _RAMP_OF_BOTH)
        self.tables |= {"sort": weights.astype(np.float16), "pairs": np.packbits(known)}
        self.tables |= {f"ramp_{name}": ramp.astype(np.float32) for name, ramp in ramps.items()}
        self.say(", ".join(f"{name} from {ramp.round(3)}" for name, ramp in ramps.items()))

    def _learn_relevance(self, docs: Sequence[Doc]) -> Floats:
        """Learn what tells of an incident, and give each document's log-odds by a model that has not seen it."""
        parts = [relevance_indices(doc, incident_score(doc)) for doc in docs]
        rows = rows_of(
            [np.concatenate([facts, words + WIDTH]) for facts, words in parts],
            [np.concatenate([np.ones(len(facts)), _even(words)]) for facts, words in parts],
        )
        wanted = np.array([np.nan if (told := is_told(line)) is None else told for line in self.lines])
        known = ~np.isnan(wanted)
        out = np.zeros(len(rows))
        for k in range(_FOLDS):
            unseen = np.flatnonzero(self.fold % _FOLDS == k)
            out[unseen] = rows.take(unseen).dot(self._fit_documents(rows, wanted, known & (self.fold % _FOLDS != k)))
        self.tables["relevance"] = self._fit_documents(rows, wanted, known & (self.fold >= HELD)).astype(np.float16)
        self.say("relevance by words")
        return out

    @staticmethod
    def _fit_documents(rows: Rows, wanted: Floats, use: NDArray[np.bool_]) -> Floats:
        seen = np.flatnonzero(use)
        return fit(rows.take(seen), wanted[seen], 2 * WIDTH, ridge=_DOCUMENT_RIDGE)

    def _mix_relevance(self, docs: Sequence[Doc], relevance: Floats) -> Floats:
        """Weigh words against the tagger, and give the log-odds of the documents held out whose key is not open."""
        self.held = np.array([i for i in self.held if is_told(self.lines[i]) is not None])
        values = np.array([[relevance[i], *tagger_signs(docs[i])] for i in self.held])
        weights = mix(values, np.array([is_told(self.lines[i]) for i in self.held], float))
        self.tables["mix_relevance"] = weights.astype(np.float32)
        self.say(f"relevance {weights.round(2)}")
        return values @ weights

    def _settle_gate(self, odds: Floats, learned: Sequence[tuple[HeldOut, float]]) -> None:
        """Choose from which log-odds on a document is read: where detection and what is then read are best together."""
        told = np.array([bool(is_told(self.lines[i])) for i in self.held])

        def worth(cut: float) -> float:
            tallies = [held.tally(floor, (odds >= cut).tolist()) for held, floor in learned]
            exact = 2 * sum(t.exact for t in tallies) / sum(t.given + t.wanted for t in tallies)
            return f1(odds >= cut, told) + exact

        cut = best_cut(_CUTS, worth)
        self.tables["floor_relevance"] = np.float32(cut)
        self.say(f"relevance from {cut:.1f}: F1 {f1(odds >= cut, told):.3f}, with roles {worth(cut):.3f}, held out")

    def _learn_kinds(self, docs: Sequence[Doc]) -> None:
        """Weigh the tagger's word on kinds against that of the rules' triggers, on documents with incidents."""
        told = [i for i in self.held if self.lines[i]["templates"]]
        values = [kind_signs(docs[i], docs[i]._.triggers) for i in told]
        wanted = np.array([[float(name in kinds_told(self.lines[i])) for name in KINDS] for i in told])
        weights = mix(np.concatenate(values), wanted.ravel())
        odds = np.array([v @ weights for v in values])
        right = float((wanted[np.arange(len(told)), odds.argmax(axis=1)] > 0).mean())
        self.tables["mix_kind"] = weights.astype(np.float32)
        self.say(f"kind {weights.round(2)}: {right:.3f} right, held out")

    def _learn_others(self, docs: Sequence[Doc], odds: Floats) -> None:
        """Learn which incidents beside the main one are told for themselves, on documents read as telling of any."""
        read = odds >= self.tables["floor_relevance"]
        missed = sum(not t["optional"] for i in self.held[~read] for t in self.lines[i]["templates"])
        mine, lines = [docs[i] for i in self.held[read]], [self.lines[i] for i in self.held[read]]
        weights, cut, score = learn_others(mine, lines, self.tables["mix_kind"], missed=missed)
        self.tables |= {"mix_others": weights.astype(np.float32), "floor_others": np.float32(cut)}
        self.say(f"others {weights.round(2)} from {cut:.1f}: F1 of types {score:.3f}, held out")

    def _learn_roles(
        self, docs: Sequence[Doc], groups: Sequence[list[Group]], odds: Floats
    ) -> list[tuple[HeldOut, float]]:
        """Learn each role, and give its scores of the documents held out with the probability from which it is one."""
        learned: list[tuple[HeldOut, float]] = []
        found = [wordings(gs) for gs in groups]
        rows = rows_of([w.features for i in self.taught for w in found[i]])
        for role, gold in gold_by_role(self.lines).items():
            wanted = np.array([y for i in self.taught for y in labels(found[i], gold[i])])
            table = fit(rows, wanted, WIDTH, ridge=_ROLE_RIDGE).astype(np.float16)
            values = [signs(groups[i], role, table.astype(np.float32), tags_of(docs[i])) for i in self.held]
            answers = np.array([y for i in self.held for y in labels(found[i], gold[i])])
            weights = mix(np.concatenate(values), answers)
            scores = [1.0 / (1.0 + np.exp(-(v @ weights))) for v in values]
            held = HeldOut([found[i] for i in self.held], scores, [gold[i] for i in self.held])
            floor, tally = best_floor(held, (odds >= 0.0).tolist())
            learned.append((held, floor))
            self.tables |= {
                f"role_{role}": table,
                f"mix_{role}": weights.astype(np.float32),
                f"floor_{role}": np.float32(np.log(floor / (1.0 - floor))),
            }
            self.say(
                f"{role} {weights.round(2)} from {floor:.2f}: F1 {tally.exact_f1:.3f}, head F1 {tally.head_f1:.3f}"
            )
        return learned


def _even(words: Floats) -> Floats:
    return np.full(len(words), WORDS_SCALE / np.sqrt(max(1, len(words))))


if __name__ == "__main__":
    sys.exit(main())
