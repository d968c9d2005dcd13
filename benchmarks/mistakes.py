"""The most telling mistakes: what was expected beside what was predicted, the commonest fields first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any

from benchmarks.scoring import Lines, Scorer
from benchmarks.sets import LabelledSet


def mistakes(labelled: LabelledSet, scorer: Scorer, gold: Lines, predictions: Lines) -> list[dict[str, Any]]:
    """List what was predicted wrongly, taking turns between fields, the field with most mistakes first."""
    predicted = {line["id"]: line for line in predictions}
    if scorer.mode == "news":
        found = _of_news(scorer, gold, predicted)
    else:
        found = [
            {"id": line["id"], "field": field, "gold": wanted, "predicted": given}
            for line in gold
            for field, wanted, given in _differences(labelled.expect(line), predicted[line["id"]])
        ]
    by_field: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for mistake in found:
        by_field[mistake["field"]].append(mistake)
    common = sorted(by_field.values(), key=len, reverse=True)
    return [mistake for mistake in chain.from_iterable(zip_longest(*common)) if mistake]


def print_mistakes(found: Sequence[Mapping[str, Any]], limit: int) -> None:
    """Print how many mistakes each field has, then the first ones."""
    counts: dict[str, int] = defaultdict(int)
    for mistake in found:
        counts[mistake["field"]] += 1
    print("\nmistakes: " + ", ".join(f"{field} {count}" for field, count in counts.items()))
    for mistake in found[:limit]:
        print(f"{mistake['id']}  {mistake['field']}\n    gold {mistake['gold']!r}\n    got  {mistake['predicted']!r}")


def _of_news(scorer: Scorer, gold: Lines, predicted: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    # The scorer itself collects them, alternatives and optional members considered.
    wrong: list[tuple[str, str, Any, Any]] = []
    scorer.module.evaluate({line["id"]: line for line in gold}, predicted, wrong)
    flags = [
        (line["id"], "is_incident", line["is_incident"], bool(predicted[line["id"]].get("is_incident")))
        for line in gold
        if line["is_incident"] != bool(predicted[line["id"]].get("is_incident"))
    ]
    return [{"id": a, "field": b, "gold": c, "predicted": d} for a, b, c, d in [*flags, *wrong]]


def _differences(wanted: Mapping[str, Any], given: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    if "incidents" in wanted:  # templates: their fields pooled over the article, as one reads them
        wanted, given = _pooled(wanted), _pooled(given)
    fields = [field for field in wanted if field != "id"]
    return [(f, wanted[f], given.get(f)) for f in fields if _folded(wanted[f]) != _folded(given.get(f))]


def _pooled(line: Mapping[str, Any]) -> dict[str, Any]:
    pooled: dict[str, Any] = {"relevant": line.get("relevant")}
    for incident in line["incidents"]:
        for field in ("type", "stage", "date", "location"):
            pooled.setdefault(field, []).append(incident[field])
        for role, entities in incident["roles"].items():
            pooled.setdefault(role, []).extend(entities)
    return pooled


def _folded(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return sorted({str(_folded(item)) for item in value if item not in (None, [], "")})
    if value in (None, [], ""):
        return []
    return [re.sub(r"\W+", " ", str(value)).strip().casefold()]
