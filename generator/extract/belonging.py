"""Which incident a stretch of text speaks of, once every trigger has its number."""

from __future__ import annotations

from spacy.tokens import Span, Token

from generator.extract.syntax import clause_head
from generator.extract.triggers import Trigger
from generator.extract.words import word_set


def incident_of(item: Span | Token) -> int | None:
    """Give the number of the incident that a stretch of text speaks of.

    The trigger of its own clause decides, then that of the clause above, then the sentence's first, then the main one.

    Returns:
        The number, None where the article tells of no incident or the clause belongs to one that got no stub.
    """
    token = item if isinstance(item, Token) else item.root
    doc = token.doc
    if not doc._.incidents:
        return None
    here: list[Trigger] = [t for t in doc._.triggers if t.token.sent.start == token.sent.start]
    if not here:
        return _carried(token)
    for trigger in here:
        if trigger.token == token:
            return trigger.incident
    head = clause_head(token)
    for _ in range(4):
        mates = [t for t in here if clause_head(t.token) == head]
        if mates:
            best = min(mates, key=lambda t: (_is_agent(t), abs(t.token.i - token.i)))
            return best.incident
        if head.head == head:
            break
        head = clause_head(head.head)
    return min(here, key=lambda t: abs(t.token.i - token.i)).incident


def _is_agent(trigger: Trigger) -> bool:
    return trigger.token.lemma_.lower() in word_set("clusters", "agents")


def _carried(token: Token) -> int | None:
    """A sentence without triggers goes on with what the sentence before it told, inside its paragraph."""
    doc = token.doc
    paragraph = doc._.document.paragraph_of(token)
    before: list[Trigger] = [t for t in doc._.triggers if paragraph.start <= t.token.i < token.sent.start]
    if not before or before[-1].incident in (0, None):
        return 0
    return before[-1].incident
