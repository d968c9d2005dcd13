"""Cues: the words beside a quotation that say who speaks and to whom: `X said`, `according to X`, `he told CNN`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from generator.document.model import Document
from generator.extract.quotes_marks import Stretch
from generator.extract.quotes_speakers import People, Speaker, speaker_at
from generator.extract.syntax import agents, is_passive, noun_phrase, subjects
from generator.extract.words import word_set, words

SCARE = 3
"""So many words are held at arm's length more often than quoted."""
_NEAR = 8
_REACH = 120


@dataclass(frozen=True, slots=True)
class Said:
    """Who speaks, and the words that say so."""

    speaker: Speaker
    """Who."""
    cue: Span
    """The words that say so."""
    told: str | None
    """To whom."""
    sure: float
    """0 to 1."""


class Cues:
    """Reads cues in one document.

    Args:
        document: The document.
        people: Its persons.
        quoted: Indices of all tokens inside quotations, marks included.
        said: Who spoke, quotation by quotation, so far; grows while the document is read.
    """

    def __init__(self, document: Document, people: People, quoted: set[int], said: list[Said | None]) -> None:
        self._document = document
        self._doc = document.doc
        self._people = people
        self._quoted = quoted
        self._said = said

    def find(self, low: int, high: int, stretch: Stretch, *, later: bool) -> Said | None:
        """Find a word of speech with its speaker in a window of tokens, the nearest to the quotation first.

        Args:
            low: Index of the window's first token.
            high: Index after its last.
            stretch: The quotation.
            later: True where the window follows the quotation.
        """
        if low >= high:
            return None
        doc = self._doc
        order = range(low, high) if later else range(high - 1, low - 1, -1)
        verbs, weak = word_set("quotes", "verbs"), word_set("quotes", "weak")
        for index in order:
            token = doc[index]
            if token.lower_ == "to" and index > low and f"{doc[index - 1].lower_} to" in words("quotes")["phrases"]:
                said = self._according(doc[index], low, high, stretch)
                if said:
                    return said
                continue
            if token.lemma_.lower() not in verbs or token.tag_[:2] not in ("VB", "MD") or token.tag_ == "MD":
                continue
            gap = index - low if later else high - 1 - index
            few = sum(word.is_alpha for word in stretch.span) <= SCARE
            if (gap > _NEAR and token.lemma_.lower() in weak) or (gap > _NEAR + 4 and few):
                continue
            said = self._of_verb(token, low, high, stretch, later=later)
            if said:
                return said
        return None

    def _according(self, to: Token, low: int, high: int, stretch: Stretch) -> Said | None:
        head = next((child for child in to.children if child.dep_ == "pobj"), None)
        if head is None and to.i + 1 < high:
            head = self._chunk_after(to.i + 1, high)
        if head is None or not low <= head.i < high:
            return None
        speaker = speaker_at(head, self._people, to.i + 1, high) or self._pronoun(head, low)
        if speaker is None:
            return None
        return Said(speaker, self._doc[to.i - 1 : max(to.i + 1, speaker.phrase.end)], None, speaker.sure)

    def _of_verb(self, verb: Token, low: int, high: int, stretch: Stretch, *, later: bool) -> Said | None:
        passive = is_passive(verb) and verb.lemma_ != "quote"
        heads = agents(verb) if passive else subjects(verb)
        heads = [head for head in heads if head.i not in self._quoted]
        if later and verb.lemma_ != "tell" and verb.i - low <= 1 and verb.i + 1 < high:
            # `…," stated Roe`: right after the mark the order is turned round, whatever the parse says.
            turned = self._chunk_after(verb.i + 1, high)
            heads = [turned] if turned is not None else heads
        if not heads and not passive:
            after = later and verb.lemma_ != "tell"  # what follows "told" is who was told
            near = self._chunk_after(verb.i + 1, high) if after else self._chunk_before(verb.i, low)
            heads = [near] if near is not None else []
        for head in heads[:1]:
            speaker = speaker_at(head, self._people, self._left(head, low), self._right(head, high))
            if speaker is None:
                speaker = self._pronoun(head, low)
            if speaker is None:
                continue
            told = self._told(verb, low, high)
            return Said(speaker, self._cue_span(speaker, verb, told, low, high), _words_of(told), speaker.sure)
        return None

    def _left(self, head: Token, low: int) -> int:
        """A subject borrowed from an earlier clause may stand before the window."""
        return low if head.i >= low else max(0, head.sent.start)

    def _right(self, head: Token, high: int) -> int:
        return high if head.i < high else head.sent.end

    def _chunk_after(self, start: int, high: int) -> Token | None:
        """Give the head of the noun phrase that starts within a few words."""
        for index in range(start, min(high, start + 8)):
            token = self._doc[index]
            if token.pos_ in ("NOUN", "PROPN", "PRON") and index not in self._quoted:
                while token.dep_ in ("compound", "nmod", "poss") and start <= token.head.i < high:
                    if token.head.pos_ not in ("NOUN", "PROPN"):
                        break
                    token = token.head
                return token
            if token.pos_ in ("VERB",) or token.text in (".", ";"):
                return None
        return None

    def _chunk_before(self, index: int, low: int) -> Token | None:
        for place in range(index - 1, max(low, index - 12) - 1, -1):
            token = self._doc[place]
            if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ in ("nsubj", "nsubjpass", "ROOT"):
                return token
        return None

    def _told(self, verb: Token, low: int, high: int) -> Span | None:
        """Give whom the words were told."""
        if verb.lemma_ == "tell":
            for child in verb.children:
                if child.dep_ in ("dobj", "dative") and child.i > verb.i and low <= child.i < high:
                    if child.pos_ == "PRON":
                        return None
                    phrase = noun_phrase(child, prepositions=False)
                    return phrase[1:] if len(phrase) > 1 and phrase[0].lower_ in ("the", "a", "an") else phrase
        for token in self._doc[low:high]:
            if token.lower_ == "interview":
                for child in token.children:
                    if child.dep_ == "prep" and child.lower_ in ("with", "to"):
                        for obj in child.children:
                            if obj.dep_ == "pobj" and obj.ent_type_ in ("ORG", "PERSON", "GPE"):
                                phrase = noun_phrase(obj, prepositions=False)
                                return phrase[1:] if phrase[0].lower_ == "the" and len(phrase) > 1 else phrase
        return None

    def _cue_span(self, speaker: Speaker, verb: Token, told: Span | None, low: int, high: int) -> Span:
        start = min(speaker.phrase.start, verb.i)
        end = max(speaker.phrase.end, verb.i + 1, told.end if told is not None else 0)
        inside = [i for i in range(start, end) if i in self._quoted]
        if inside:  # the speaker stands on the far side of a quotation: keep the verb's side
            start, end = max(low, min(verb.i, start if start > inside[-1] else verb.i)), max(verb.i + 1, low + 1)
            if speaker.phrase.start > inside[-1]:
                start, end = min(verb.i, speaker.phrase.start), max(verb.i + 1, speaker.phrase.end)
        return self._doc[start:end]

    def _pronoun(self, head: Token, low: int) -> Speaker | None:
        """Give the person that "he" or "she" stands for: who spoke last, or the last subject named before."""
        if head.lower_ == "it":
            return self._same_source(head)
        if head.lower_ not in word_set("quotes", "pronouns"):
            return None
        wanted = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}.get(head.lower_)
        paragraphs = self._document.paragraphs
        current = paragraphs.index(self._document.paragraph_of(head))
        floor = paragraphs[max(0, current - 2)].start
        nearest = [
            (mention, name)
            for mention, name in self._people.before(head.i, floor)
            if mention.start not in self._quoted and not _clashes(self._people.gender(name), wanted)
        ]
        last = next((said for said in reversed(self._said) if said and said.speaker.person), None)
        if last and not _clashes(self._people.gender(last.speaker.name), wanted):
            spoke = last.cue.start
            # Who spoke last goes on speaking, unless somebody else has since been the subject of a sentence.
            since = [pair for pair in nearest if pair[0].start > spoke and pair[0].root.dep_ == "nsubj"]
            if not since and spoke >= floor:
                return replace(last.speaker, phrase=self._doc[head.i : head.i + 1], sure=0.75)
        subject = next((pair for pair in nearest if pair[0].root.dep_ in ("nsubj", "nsubjpass")), None)
        chosen = subject or (nearest[0] if nearest else None)
        if chosen is None:
            return self._same_source(head)
        known = speaker_at(chosen[0].root, self._people, chosen[0].sent.start, chosen[0].sent.end)
        role = known.role if known and known.name == chosen[1] else None
        return Speaker(chosen[1], role, True, self._doc[head.i : head.i + 1], 0.7 if subject else 0.5)

    def _same_source(self, head: Token) -> Speaker | None:
        """Give who was quoted last, where that was no named person: "the police … it added"."""
        last = next((said for said in reversed(self._said) if said), None)
        if last is None or last.speaker.person or head.i - last.cue.end > _REACH:
            return None
        return replace(last.speaker, phrase=self._doc[head.i : head.i + 1], sure=0.6)


def _clashes(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _words_of(span: Span | None) -> str | None:
    if span is None:
        return None
    document: Document = span.doc._.document
    return document.quote(span)
