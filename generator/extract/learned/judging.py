"""What the learned reader holds of a whole document: that it tells of an incident, and of which kinds."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from spacy.tokens import Doc

from generator.extract.learned.tagger import KINDS, roles_filled, tags_of
from generator.extract.learned.weights import Table, load_weights
from generator.extract.triggers import Trigger
from generator.record.vocabulary import vocabulary

KIND_OF = {
    "ATTACK": "armed-assault",
    "BOMBING": "bombing",
    "KIDNAPPING": "kidnapping",
    "ARSON": "arson",
    "ROBBERY": "robbery",
}
"""The kind to give an incident of each of the tagger's types, where the rules have no closer one."""
_AGENTS_SHARE = 0.2
"""What a word that leaves open what was done ("killed") counts beside one that tells."""


def type_of_kind(kind: str) -> str | None:
    """Give the tagger's type to which a kind of incident belongs."""
    terms = vocabulary("kind").terms
    found = terms[kind].crosswalk.get("muc4") if kind in terms else None
    return found if found in KINDS else None


def incident_signs(doc: Doc, score: float) -> Table:
    """Give what speaks for a document telling of an incident: the linear score, then as in `tagger_signs`."""
    return np.array([load_weights().relevance_of(doc, score), *tagger_signs(doc)], np.float32)


def tagger_signs(doc: Doc) -> tuple[float, float, float]:
    """Give what the tagger has to say for a document telling of an incident: log-odds, how many roles are filled, 1."""
    tags = tags_of(doc)
    return float(tags.document[0]), roles_filled(tags, [(0, len(doc))]), 1.0


def incident_odds(doc: Doc, score: float) -> float:
    """Give by how much a document passes what the learned reader asks of one that tells of an incident.

    Args:
        doc: A document with triggers and casualties.
        score: What the rules score it.
    """
    weights = load_weights()
    return float(weights.mixes["relevance"] @ incident_signs(doc, score)) - weights.floors["relevance"]


def kind_signs(doc: Doc, triggers: Iterable[Trigger]) -> Table:
    """Give what speaks for each of the tagger's types.

    Args:
        doc: The document.
        triggers: The words that tell of what happened.

    Returns:
        A row for each type: the tagger's log-odds, the share of the words that speak for it, whether most do, and 1.
    """
    votes = dict.fromkeys(KINDS, 0.0)
    total = 0.0
    for trigger in triggers:
        weight = trigger.weight * (_AGENTS_SHARE if trigger.kind == "other" else 1.0)
        total += weight
        own = type_of_kind(trigger.kind)
        if own is not None and trigger.realis not in ("denied", "hypothetical"):
            votes[own] += weight
    most = max(votes.values())
    about = tags_of(doc).document[1 : 1 + len(KINDS)]
    return np.array(
        [
            [odds, votes[name] / total if total else 0.0, float(0 < votes[name] == most), 1.0]
            for name, odds in zip(KINDS, about.tolist(), strict=True)
        ],
        np.float32,
    )


def kind_odds(doc: Doc, triggers: Iterable[Trigger]) -> dict[str, float]:
    """Give the log-odds of each of the tagger's types for a document."""
    values = kind_signs(doc, triggers) @ load_weights().mixes["kind"]
    return dict(zip(KINDS, values.tolist(), strict=True))
