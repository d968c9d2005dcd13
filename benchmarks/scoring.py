"""The scorers that lie beside the labelled sets, called as modules, and their results as tables."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

Lines = Sequence[Mapping[str, Any]]


class Scorer:
    """One scorer in one of its modes."""

    def __init__(self, path: Path, mode: str) -> None:
        self.mode = mode
        self.module = _load(path)

    def score(self, gold: Lines, predictions: Lines) -> dict[str, Any]:
        """Score predictions against gold lines."""
        predicted = {line["id"]: line for line in predictions}
        if self.mode == "news":
            result: dict[str, Any] = self.module.evaluate({line["id"]: line for line in gold}, predicted)
        else:
            result = self.module.MODES[self.mode](list(gold), predicted)
        return result


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def print_scores(scores: Mapping[str, Any], mode: str) -> None:
    """Print one row a measure."""
    if mode == "news":
        _print_news(scores)
        return
    for name, row in scores.items():
        print(f"{name:44s} " + "  ".join(f"{key} {_cell(value)}" for key, value in row.items()))


def _print_news(scores: Mapping[str, Any]) -> None:
    print(f"{'field':22s} {'P':>6s} {'R':>6s} {'F1':>6s} {'acc':>6s} slots")
    rows = scores["fields"] | {"is_incident": scores["is_incident"]}
    rows |= {f"cluster {name}": row for name, row in scores["clustering"].items()}
    for name, row in rows.items():
        cells = " ".join(f"{_cell(row.get(key)):>6s}" for key in ("p", "r", "f1", "acc"))
        print(f"{name:22s} {cells} {row.get('slots', row.get('over_generation', ''))}")
    print(f"{'macro':22s} {scores['macro']:.4f}")


def _cell(value: Any) -> str:
    return "-" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)
