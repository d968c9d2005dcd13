"""Which incident a stretch of text speaks of, once every trigger has its number."""

from __future__ import annotations

import bisect

from spacy.tokens import Doc, Span, Token

from generator.extract.syntax import clause_head
from generator.extract.triggers import Trigger
from generator.extract.words import word_set

_KEY = "briefs.belonging"


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
    memory: _Memory | None = doc.user_data.get(_KEY)
    if memory is None or memory.incidents is not doc._.incidents:
        memory = doc.user_data[_KEY] = _Memory(doc)
    if token.i not in memory.known:
        memory.known[token.i] = _decide(token, memory)
    return memory.known[token.i]


class _Memory:
    """What was found once for a document; an article of many pages asks for the same tokens again and again."""

    def __init__(self, doc: Doc) -> None:
        self.incidents = doc._.incidents
        self.known: dict[int, int | None] = {}
        self.by_sentence: dict[int, list[Trigger]] = {}
        self.triggers: list[Trigger] = doc._.triggers
        self.places = [t.token.i for t in self.triggers]
        for trigger in self.triggers:
            self.by_sentence.setdefault(trigger.token.sent.start, []).append(trigger)


def _decide(token: Token, memory: _Memory) -> int | None:
    here = memory.by_sentence.get(token.sent.start)
    if not here:
        return _carried(token, memory)
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


def _carried(token: Token, memory: _Memory) -> int | None:
    """A sentence without triggers goes on with what the sentence before it told, inside its paragraph."""
    paragraph = token.doc._.document.paragraph_of(token)
    before = bisect.bisect_left(memory.places, token.sent.start)
    if not before or memory.places[before - 1] < paragraph.start:
        return 0
    last = memory.triggers[before - 1].incident
    return 0 if last in (0, None) else last
