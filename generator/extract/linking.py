"""How the incidents of one article stand to each other: before, after, beside, linked or expressly not linked."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span

from generator.document import Document
from generator.extract.incidents import Incident
from generator.extract.words import words
from generator.record.edtf import PartialDate


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge from the main incident to another one of its article."""

    incident: int
    """Number of the other incident."""
    relation: str
    """Term of `relation`."""
    state: str
    """Term of `link-state`."""
    span: Span
    """The sentence that says so."""
    confidence: float
    """0 to 1."""


def ties_of(document: Document, main_date: PartialDate | None, dates: dict[int, PartialDate | None]) -> list[Tie]:
    """Find how the main incident stands to the others.

    Args:
        document: The document, with its incidents found.
        main_date: The main incident's date.
        dates: The other incidents' dates by number.
    """
    doc = document.doc
    found: list[Tie] = []
    for incident in doc._.incidents[1:]:
        sentence = incident.introduced or incident.triggers[0].token.sent
        found.append(
            Tie(incident.number, _order(incident, main_date, dates.get(incident.number)), "asserted", sentence, 0.6)
        )
    for sentence in doc.sents:
        found.extend(_linked(doc, sentence))
    return found


def _order(incident: Incident, main_date: PartialDate | None, date: PartialDate | None) -> str:
    if main_date is not None and date is not None:
        if date.latest < main_date.earliest:
            return "preceded-by"
        if date.earliest > main_date.latest:
            return "followed-by"
        if date.day is not None and date.day == main_date.day:
            return "concurrent-with"
    return "preceded-by"


def _named_in(doc: Doc, text: str) -> set[int]:
    """Give the incidents that a sentence calls by their towns only: "a link between Verviers and Paris"."""
    main = doc._.incidents[0].anchors
    return {
        incident.number
        for incident in doc._.incidents[1:]
        for anchor in incident.anchors - main
        if len(anchor) > 3 and f" {anchor} " in f" {text.strip('.')} "
    }


def _linked(doc: Doc, sentence: Span) -> list[Tie]:
    data = words("clusters")["links"]
    text = " ".join(sentence.text.lower().split())
    if not any(token.lemma_.lower() in data["cue"] for token in sentence):
        return []
    here = {t.incident for t in doc._.triggers if t.token.sent.start == sentence.start}
    others = sorted({n for n in here if n} or _named_in(doc, text))
    if not others:
        return []
    state = "asserted"
    if any(cue in text for cue in data["discounted"]):
        state = "discounted"
    elif any(cue in text for cue in data["investigated"]):
        ended = any(cue in text for cue in data["set_aside"]) and (" not " in text or ", not" in text)
        state = "discounted" if ended else "investigated"
    elif 0 not in here:
        return []  # a tie between two incidents of the past; today's is not in it
    elif any(cue in text for cue in data["suspected"]):
        state = "suspected"
    return [Tie(number, "linked-to", state, sentence, 0.65) for number in others]
