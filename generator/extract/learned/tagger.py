"""The tagger: a small encoder, trained to mark the words that fill a role, over the windows of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from generator.document import Document
from generator.extract.learned.pieces import Pieces
from generator.extract.learned.windows import windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

TAGS = ("perpetrators", "organizations", "targets", "victims", "described", "weapons")
"""What it marks, in the order of its answers: victims are those with names, `described` those without."""
KINDS = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")
"""MUC-4's types of incident, in the order of its answers on a document after the first, whether it tells of any."""
STAGES = ("ACCOMPLISHED", "ATTEMPTED", "THREATENED")
"""MUC-4's stages, in the order of its answers after the types."""
SEVERAL = ("incidents", "of one kind")
"""Its last answers: that a document tells of several incidents, that it tells of several of one type."""
ANSWERS = 1 + len(KINDS) + len(STAGES) + len(SEVERAL)
"""How many answers it gives on a document."""
_EVEN = 0.5
_KEY = "briefs.tags"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tags:
    """What the tagger says of a document."""

    words: Floats
    """For each word and each of `TAGS` how likely it stands outside, starts one, goes on with one: n x 6 x 3."""
    document: Floats
    """Log-odds that the document tells of an incident, then of each of `KINDS`, `STAGES` and `SEVERAL`."""


def stretches(tags: Tags, mark: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of words, first and behind the last, that are likelier marked than not."""
    start: int | None = None
    for at, (outside, first, _) in enumerate(tags.words[:, mark].tolist()):
        if start is not None and (outside > _EVEN or first > _EVEN):
            yield start, at
            start = None
        if start is None and outside <= _EVEN:
            start = at
    if start is not None:
        yield start, len(tags.words)


def roles_filled(tags: Tags, stretches: Iterable[tuple[int, int]]) -> float:
    """Give how many of its roles it holds to be filled by words of some stretches: 0 to 6."""
    likeliest = [1.0 - tags.words[start:end, :, 0].min(axis=0) for start, end in stretches if end > start]
    return float(np.max(likeliest, axis=0).sum()) if likeliest else 0.0


def tags_of(doc: Doc) -> Tags:
    """Give what the tagger says of a document, which is asked once."""
    found: Tags | None = doc.user_data.get(_KEY)
    if found is None:
        found = doc.user_data[_KEY] = _ask(doc)
    return found


def _ask(doc: Doc) -> Tags:
    session, pieces = _session(), _pieces()
    document: Document = doc._.document
    words = np.zeros((len(doc), len(TAGS), 3), np.float32)
    words[:, :, 0] = 1.0
    sums = np.full(ANSWERS, -20.0, np.float32)
    for window in windows([t.text for t in doc], [p.start for p in document.paragraphs], pieces):
        roles, about = session.run(None, {"pieces": np.array([window.pieces], np.int64)})
        words[window.start : window.end] = roles[0][list(window.firsts)]
        sums = np.logaddexp(sums, about[0])
    return Tags(words, sums)


@cache
def _pieces() -> Pieces:
    text = resources.files(__package__).joinpath("vocabulary.txt").read_text(encoding="utf-8")
    return Pieces(text.rstrip("\n").split("\n"))


@cache
def _session() -> InferenceSession:
    # Imported here, since most runs read nothing that it is asked about, and it takes half a second to load.
    import onnxruntime

    options: Any = onnxruntime.SessionOptions()
    # One thread: `briefs extract` is run in several processes where there are several cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = resources.files(__package__).joinpath("tagger.onnx").read_bytes()
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
