"""What the learned reader learns from: MUC-4's keys as labels of documents and candidates; and how well it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.mixing import best_cut
from generator.extract.learned.candidates import ROLES, key_of
from generator.extract.learned.groups import Group, chosen
from generator.extract.learned.masking import Indices

_SLOTS = {
    "perpetrators": ("perp_ind",),
    "organizations": ("perp_org",),
    "victims": ("hum_tgt_name", "hum_tgt_desc"),
    "targets": ("phys_tgt",),
    "weapons": ("instrument",),
}
_NUMBERS = frozenset("one two three four five six seven eight nine ten eleven twelve several some".split())

Entity = tuple[frozenset[str], bool]
"""The wordings of one thing, and whether it is required."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What learning keeps of a group of candidates."""

    key: str
    heads: set[int]
    whole: bool
    """Whether it is a name, or a noun with all words before it."""
    features: Indices


def wordings(groups: Iterable[Group]) -> list[Wording]:
    """Keep of groups what learning needs."""
    return [Wording(g.key, g.heads, g.places[0].shape in ("core", "name"), g.features) for g in groups]


def is_told(line: Mapping[str, Any]) -> float | None:
    """Give 1 where a document holds an incident, 0 where it holds none, None where the key leaves it open."""
    if not line["relevant"]:
        return 0.0
    return 1.0 if any(not t["optional"] for t in line["templates"]) else None


def kinds_told(line: Mapping[str, Any]) -> set[str]:
    """Give MUC-4's types of the incidents of a document, optional ones too."""
    return {name for template in line["templates"] for name in template["type"]}


def entities(line: Mapping[str, Any], role: str) -> list[Entity]:
    """Give the things that have a role in a document, over all its templates."""
    found: list[Entity] = []
    for template in line["templates"]:
        for filler in (f for slot in _SLOTS[role] for f in template[slot]):
            keys = frozenset(key for m in filler["mentions"] if (key := key_of(m)))
            if not keys:
                continue
            required = not (template["optional"] or filler.get("optional"))
            for same in [e for e in found if e[0] & keys]:
                found.remove(same)
                keys, required = keys | same[0], required or same[1]
            found.append((keys, required))
    return found


def wordings_of(template: Mapping[str, Any]) -> set[str]:
    """Give the folded wordings of all fillers of a template, and of where it happened, countries left out."""
    fillers = {m for slots in _SLOTS.values() for slot in slots for f in template[slot] for m in f["mentions"]}
    places = {part["name"] for place in template["location"] for part in place["parts"][1:]}
    return {key for text in fillers | places if (key := key_of(text))}


def _without_number(key: str) -> str:
    words = key.split()
    while len(words) > 1 and (words[0] in _NUMBERS or words[0].isdigit()):
        words = words[1:]
    return " ".join(words)


def _head(key: str) -> str:
    return key.split()[-1]


def labels(found: Sequence[Wording], wanted: Iterable[Entity]) -> list[float]:
    """Label the wordings of a document: those of the key, else those with the key's last word."""
    keys = {w.key for w in found}
    exact: set[str] = set()
    heads: set[str] = set()
    for wordings_of_one, _ in wanted:
        bare = {_without_number(key) for key in wordings_of_one}
        if found_so := (wordings_of_one & keys) or (bare & keys):
            exact |= found_so
        else:
            heads |= {_head(key) for key in wordings_of_one}
    return [float(w.key in exact or (w.whole and _head(w.key) in heads)) for w in found]


@dataclass
class Tally:
    """Hits by whole wording and by last word, counted over documents."""

    exact: int = 0
    given: int = 0
    wanted: int = 0
    head_hits: int = 0
    head_given: int = 0
    head_found: int = 0

    def add(self, keys: Sequence[str], wanted: Sequence[Entity]) -> None:
        """Count one document."""
        open_ = list(wanted)
        for key in keys:
            match = next((e for e in open_ if key in e[0]), None)
            if match is not None:
                self.exact += 1
                open_.remove(match)
        self.given += len(keys)
        heads = {_head(key) for key in keys}
        gold = [({_head(k) for k in names}, required) for names, required in wanted]
        self.wanted += sum(required for _, required in gold)
        self.head_hits += sum(any(h in names for names, _ in gold) for h in heads)
        self.head_given += len(heads)
        self.head_found += sum(bool(names & heads) for names, required in gold if required)

    @property
    def exact_f1(self) -> float:
        """F1 by whole wording."""
        return 2 * self.exact / max(1, self.given + self.wanted)

    @property
    def head_f1(self) -> float:
        """F1 by last word."""
        precision, recall = self.head_hits / max(1, self.head_given), self.head_found / max(1, self.wanted)
        return 2 * precision * recall / max(1e-9, precision + recall)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One role's scores of documents, from models that had not seen them, beside the key."""

    documents: Sequence[Sequence[Wording]]
    scores: Sequence[NDArray[Any]]
    gold: Sequence[Sequence[Entity]]

    def tally(self, floor: float, told: Sequence[bool]) -> Tally:
        """Count hits, taking what scores no less than a floor, in documents taken to tell of an incident."""
        tally = Tally()
        for found, values, wanted, is_on in zip(self.documents, self.scores, self.gold, told, strict=True):
            picked = chosen([w.key for w in found], [w.heads for w in found], values.tolist(), floor) if is_on else []
            tally.add([found[i].key for i in picked], wanted)
        return tally


def best_floor(held: HeldOut, told: Sequence[bool]) -> tuple[float, Tally]:
    """Choose from which probability on a wording has a role: best by whole wording and last word together."""
    tallies = {floor: held.tally(floor, told) for floor in np.round(np.arange(0.08, 0.6, 0.04), 2).tolist()}
    best = best_cut(tallies, lambda f: tallies[f].exact_f1 + tallies[f].head_f1, near=1)
    return best, tallies[best]


def gold_by_role(lines: Sequence[Mapping[str, Any]]) -> dict[str, list[list[Entity]]]:
    """Give the things of every document by role."""
    return {role: [entities(line, role) for line in lines] for role in ROLES}
