"""Is there an incident at all: a score over the words that tell of one, where they stand, and who was hurt."""

from __future__ import annotations

from spacy.tokens import Doc

from generator.document import Document
from generator.extract.learned.judging import incident_odds
from generator.extract.learned.trust import TO_ADD, TO_DROP, trust_in
from generator.extract.triggers import weight_of
from generator.extract.words import word_set

_THRESHOLD = 1.6
_IN_TITLE = 0.7
"""Least weight of a word for a deed in a headline: "tankers attacked" is news of an attack."""


def is_vague(lemma: str) -> bool:
    """Say whether a word names a person or a thing of deeds, and no deed."""
    return lemma in word_set("clusters", "agents") or lemma in word_set("clusters", "things")


def incident_score(doc: Doc) -> float:
    """Score how much an article speaks of an incident; about 0 for politics and sport, above 3 for a bombing.

    Headline words count double, the first paragraphs more than the rest; a count of people killed, injured or taken
    adds to it, since incident news nearly always has one.
    """
    document: Document = doc._.document
    score = 0.0
    seen: set[str] = set()
    bodies = 0
    last = -1
    for trigger in doc._.triggers:
        paragraph = document.paragraph_of(trigger.token)
        if paragraph.start != last and paragraph.kind == "body":
            bodies += 1
        last = paragraph.start
        place = 2.0 if paragraph.kind == "title" else 1.2 if bodies <= 2 else 0.5
        repeated = 0.35 if trigger.token.lemma_.lower() in seen else 1.0
        seen.add(trigger.token.lemma_.lower())
        weight = weight_of(trigger)
        if paragraph.kind == "title" and weight and not is_vague(trigger.token.lemma_.lower()):
            weight = max(weight, _IN_TITLE)
        score += weight * place * repeated
    if any(c.count.best for c in doc._.casualties if c.confidence >= 0.5):
        score += 1.0
    return score


def tells_of_incident(doc: Doc) -> bool:
    """Say whether the article tells of an incident.

    The rules' score decides, and beside it what was learned, as far as the article is of a sort that was learned from.
    """
    score = incident_score(doc)
    margin = score - _THRESHOLD
    trust = trust_in(doc)
    if trust >= (TO_DROP if margin >= 0.0 else TO_ADD):
        margin += trust * (incident_odds(doc, score) - margin)
    return margin >= 0.0
