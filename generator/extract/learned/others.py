"""The other incidents of a document: the rules' own are weighed, and what they told with the main one is set apart.

A word of another type of deed may tell of another incident; so may a paragraph that tells of one more deed of the same
type at a place not named before. What is learned is which of these are told for themselves.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from generator.document import Document
from generator.extract.incidents import Incident
from generator.extract.learned.judging import type_of_kind
from generator.extract.learned.tagger import KINDS, SEVERAL, roles_filled, tags_of
from generator.extract.learned.weights import Table
from generator.extract.mentions import DateMention, PlaceMention
from generator.extract.outcome import kind_by_rules
from generator.extract.triggers import Trigger
from generator.record.edtf import PartialDate

_UNREAL = ("denied", "hypothetical")
_UNNAMED = "ATTACK"
_WIDE = ("country", "continent", "sea")
"""Places that tell few incidents apart."""
_OPENING = 2
"""Paragraphs in which the main incident is told."""


@dataclass(frozen=True, slots=True)
class Other:
    """What may be an incident beside the main one."""

    type: str
    """The tagger's type of it."""
    triggers: list[Trigger]
    """The words that tell of it."""
    incident: Incident | None
    """As the rules have it; None where they told it with the main one."""

    @property
    def named(self) -> bool:
        """Whether a word of its type tells of it, and not only that somebody was murdered."""
        return any(type_of_kind(t.kind) == self.type for t in self.triggers)


def others_of(doc: Doc, main: str) -> list[Other]:
    """Give what may be other incidents of a document, the rules' own first.

    Args:
        doc: A document with incidents.
        main: The tagger's type of the main one.
    """
    first, *rest = doc._.incidents
    found: list[Other] = []
    for incident in rest:
        kind = _type_of(kind_by_rules(incident, doc._.document))
        if kind is not None:
            found.append(Other(kind, incident.triggers, incident))
    taken = {main, *(other.type for other in found)}
    for name in KINDS:
        mine = [t for t in first.triggers if _speaks_for(t, name) and t.realis not in _UNREAL]
        if name not in taken and mine:
            found.append(Other(name, mine, None))
    told = {id(t) for other in found for t in other.triggers}
    found += (Other(main, ts, None) for ts in _elsewhere(doc, [t for t in first.triggers if id(t) not in told], main))
    return found


def _type_of(kind: str) -> str | None:
    """Give the type of a kind: a murder, told in no other words, is an attack among the news that was learned from."""
    return _UNNAMED if kind == "other" else type_of_kind(kind)


def _speaks_for(trigger: Trigger, name: str) -> bool:
    # "Murdered" speaks for it, "killed" goes with any.
    return _type_of(trigger.kind) == name and (trigger.kind != "other" or trigger.weight >= 1.0)


def _elsewhere(doc: Doc, triggers: Sequence[Trigger], main: str) -> Iterator[list[Trigger]]:
    """Yield the words of each later paragraph that tells of a deed of the main one's type at a place not yet named."""
    document: Document = doc._.document
    bodies = [p for p in document.paragraphs if p.kind == "body"]
    known = {_name(p) for p in _places(doc, 0, bodies[0].end)} if bodies else set()
    for paragraph in bodies[1:]:
        here = {_name(p) for p in _places(doc, paragraph.start, paragraph.end)}
        own = [t for t in triggers if paragraph.start <= t.token.i < paragraph.end]
        if here - known and any(_tells(t) and _speaks_for(t, main) for t in own):
            yield own
        known |= here


def _tells(trigger: Trigger) -> bool:
    return trigger.weight >= 1.0 and not trigger.generic and trigger.realis == "actual"


def _places(doc: Doc, start: int, end: int) -> Iterator[PlaceMention]:
    places: Iterable[PlaceMention] = doc._.places
    return (p for p in places if start <= p.span.start < end and p.place.kind not in _WIDE)


def _name(place: PlaceMention) -> str:
    return place.span.text.lower()


def other_signs(doc: Doc, main: str, odds: dict[str, float], others: Collection[Other]) -> Table:
    """Give what speaks for each being an incident told for itself.

    Args:
        doc: The document.
        main: The tagger's type of the main incident.
        odds: The log-odds of each type for the document.
        others: What may be other incidents.

    Returns:
        n x 12: the log-odds of its type, of several incidents, and of several of one type where it has the main one's;
        whether it has; whether the rules have it; whether a word names its type; how many roles are filled where it is
        told; whether a date and a place of its own stand there; whether it is told alongside; how many words tell of
        it; and 1.
    """
    tags = tags_of(doc)
    several, alike = tags.document[-len(SEVERAL) :].tolist()
    document: Document = doc._.document
    opening = [p for p in document.paragraphs if p.kind != "body"] + [
        p for p in document.paragraphs if p.kind == "body"
    ][:_OPENING]
    known = {_name(p) for part in opening for p in _places(doc, part.start, part.end)}
    date: PartialDate | None = doc._.incidents[0].date
    rows = np.zeros((len(others), 12), np.float32)
    for row, other in zip(rows, others, strict=True):
        same = other.type == main
        sentences = {t.token.sent.start: t.token.sent.end for t in other.triggers}
        places = {_name(p) for start, end in sentences.items() for p in _places(doc, start, end)}
        row[:] = (
            odds[other.type],
            several,
            alike if same else 0.0,
            float(same),
            float(other.incident is not None),
            float(other.named),
            roles_filled(tags, sentences.items()),
            float(any(_is_another(d, date, sentences) for d in doc._.dates)),
            float(bool(places - known)),
            float(other.incident is not None and other.incident.alongside),
            math.log1p(sum(t.weight for t in other.triggers)),
            1.0,
        )
    return rows


def _is_another(mention: DateMention, date: PartialDate | None, sentences: dict[int, int]) -> bool:
    """Say whether a date stands in one of the sentences and is not the main incident's."""
    if mention.span.sent.start not in sentences:
        return False
    return date is None or not mention.date.overlaps(date, slack=1)
