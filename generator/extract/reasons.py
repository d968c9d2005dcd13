"""Why: a motive for deeds, a cause for accidents and disasters, where the article words one."""

from __future__ import annotations

from spacy.tokens import Span

from generator.document import Document
from generator.extract.belonging import incident_of
from generator.extract.outcome import Judgement
from generator.extract.words import words

_LONGEST = 14


def reason_of(document: Document, number: int, *, deliberate: bool) -> Judgement | None:
    """Find the motive or the cause of one incident.

    Args:
        document: The document, with its incidents found.
        number: The incident's number.
        deliberate: True for a deed, which has a motive; False for an accident, which has a cause.
    """
    cues = words("outcomes")["reasons"]["motive" if deliberate else "cause"]
    for sentence in document.doc.sents:
        text = sentence.text.lower()
        cue = next((c for c in cues if f" {c} " in f" {text} "), None)
        if cue is None:
            continue
        last = len(cue.split())
        for start in range(sentence.start, sentence.end - last):
            if document.doc[start : start + last].text.lower() == cue:
                phrase = _phrase(document.doc[start + last : sentence.end])
                if phrase is not None and incident_of(document.doc[start]) == number:
                    keep = (
                        document.doc[start : phrase.end]
                        if cue.startswith(("revenge", "retaliation", "to avenge"))
                        else phrase
                    )
                    return Judgement(document.quote(keep).rstrip(" ,.;"), sentence, 0.55)
    return None


def _phrase(rest: Span) -> Span | None:
    end = 0
    for token in rest:
        if token.text in (".", ";", ",", ":", "--", "—", '"') or token.lower_ in (
            "said",
            "according",
            "police",
            "which",
            "who",
        ):
            break
        end += 1
        if end >= _LONGEST:
            break
    return rest[:end] if end else None
