"""Quotes: words in quotation marks, or in a paragraph of their own after a colon, with who said them to whom."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from generator.document.model import Document
from generator.extract.mentions import QuoteMention
from generator.extract.quotes_cues import SCARE, Cues, Said
from generator.extract.quotes_marks import Stretch, stretches, window_after, window_before
from generator.extract.quotes_speakers import People, Speaker, speaker_at


@Language.factory("briefs_quotes", requires=["doc.ents"], assigns=["doc._.quotes"])
def make_quotes(nlp: Language, name: str) -> QuoteFinder:
    """Make the component that assigns `doc._.quotes`."""
    return QuoteFinder()


class QuoteFinder:
    """Finds quotations and their speakers."""

    def __call__(self, doc: Doc) -> Doc:
        """Assign `doc._.quotes`."""
        document: Document | None = doc._.document
        if document is None:
            return doc
        found = stretches(document)
        if found:
            doc._.quotes = list(_Reader(document, found).read())
        return doc


class _Reader:
    """Reads the quotations of one document, in order, remembering who spoke last."""

    def __init__(self, document: Document, found: list[Stretch]) -> None:
        self._document = document
        self._doc = document.doc
        self._found = found
        self._people = People(document.doc)
        self._quoted = {i for stretch in found for i in range(stretch.before, stretch.after)}
        self._said: list[Said | None] = []
        self._cues = Cues(document, self._people, self._quoted, self._said)

    def read(self) -> list[QuoteMention]:
        for number, stretch in enumerate(self._found):
            said = self._beside(number, stretch)
            if said is None:
                said = self._inherited(number, stretch)
            self._said.append(said)
        self._lend_back()
        out = []
        for stretch, said in zip(self._found, self._said, strict=True):
            if said is None or self._is_scare(stretch, said):
                continue
            sure = said.sure if stretch.closed or stretch.continues else said.sure * 0.6
            out.append(
                QuoteMention(stretch.span, said.cue, said.speaker.name, said.speaker.role, said.told, round(sure, 2))
            )
        return out

    def _is_scare(self, stretch: Stretch, said: Said) -> bool:
        """Say whether a few words are only held at arm's length, not quoted from a person named for them."""
        if stretch.by_colon or sum(token.is_alpha for token in stretch.span) > SCARE:
            return False
        return not (said.speaker.person and said.sure >= 0.7)

    def _beside(self, number: int, stretch: Stretch) -> Said | None:
        """Find who speaks in the same sentence, before or after; or in the paragraph that ends in a colon."""
        doc, paragraph = self._doc, self._document.paragraphs[stretch.paragraph]
        if stretch.by_colon:
            return self._introduced(stretch)
        previous = self._found[number - 1] if number else None
        following = self._found[number + 1] if number + 1 < len(self._found) else None
        floor = max(paragraph.start, previous.after if previous else 0)
        ceiling = min(paragraph.end, following.before if following else paragraph.end)
        low, high = window_before(doc, stretch, floor)
        after = window_after(doc, stretch, ceiling)
        first = self._after_first(stretch, after)
        if first:
            said = self._cues.find(*after, stretch, later=True)
            if said:
                return said
        said = self._cues.find(low, high, stretch, later=False)
        if said is None and low == paragraph.start == high and stretch.paragraph:
            said = self._introduced(stretch)
        if said is None and not first:
            said = self._cues.find(*after, stretch, later=True)
        return said

    def _after_first(self, stretch: Stretch, after: tuple[int, int]) -> bool:
        """Say whether what follows the closing mark goes with the quotation: `…," said X`."""
        doc, (start, end) = self._doc, after
        if start >= end:
            return False
        before = doc[stretch.before - 1] if stretch.before else None
        if before is not None and before.text in (":", ",") and doc[stretch.span.start].is_title:
            return False
        inner = doc[stretch.after - 2].text if stretch.after - stretch.span.start > 1 else ""
        if doc[start].text == ",":  # British style: the comma stands outside
            return stretch.before == window_before(doc, stretch, 0)[0]
        return inner in (",", "?", "!", "-", "—")

    def _introduced(self, stretch: Stretch) -> Said | None:
        """Read the last sentence of the paragraph before, where it ends in a colon."""
        doc, before = self._doc, self._document.paragraphs[stretch.paragraph - 1]
        if doc[before.end - 1].text != ":":
            return None
        start = before.end - 1
        while start > before.start and doc[start - 1].text not in (".", "?", "!") and start - 1 not in self._quoted:
            start -= 1
        said = self._cues.find(start, before.end, stretch, later=False)
        return replace(said, sure=min(said.sure, 0.8)) if said else None

    def _inherited(self, number: int, stretch: Stretch) -> Said | None:
        """Find the speaker of a quotation that stands alone: who spoke just before it, or the last subject named."""
        doc, paragraph = self._doc, self._document.paragraphs[stretch.paragraph]
        previous = self._found[number - 1] if number else None
        said = self._said[-1] if self._said else None
        if previous and said and previous.paragraph == stretch.paragraph:
            between = doc[previous.after : stretch.before]
            stops = sum(token.text in (".", "?", "!") for token in between)
            others = [m for m, name in self._people.before(stretch.before, previous.after) if name != said.speaker.name]
            if stops == 0:
                return replace(said, sure=round(said.sure * 0.9, 2))
            if stops == 1 and not others:
                return replace(said, sure=round(said.sure * 0.85, 2))
        if previous and said and previous.continues and previous.paragraph == stretch.paragraph - 1:
            return said
        words_in = sum(token.is_alpha for token in stretch.span)
        if words_in <= SCARE or not self._is_alone(stretch):
            return None
        floor = paragraph.start
        if stretch.before - paragraph.start <= 1 and stretch.paragraph:
            earlier = self._document.paragraphs[stretch.paragraph - 1]
            if previous and said and previous.paragraph == stretch.paragraph - 1 and said.speaker.person:
                return replace(said, sure=0.5)
            floor = earlier.start
        for mention, name in self._people.before(stretch.before, floor):
            if mention.root.dep_ in ("nsubj", "nsubjpass") and mention.start not in self._quoted:
                speaker = speaker_at(mention.root, self._people, mention.sent.start, mention.sent.end)
                role = speaker.role if speaker else None
                return Said(Speaker(name, role, True, mention, 0.5), mention, None, 0.5)
        return None

    def _is_alone(self, stretch: Stretch) -> bool:
        """Say whether a quotation is a sentence of its own."""
        doc, paragraph = self._doc, self._document.paragraphs[stretch.paragraph]
        starts = stretch.before == paragraph.start or doc[stretch.before - 1].text in (".", "?", "!", ":")
        return starts and doc[stretch.span.start].text[:1].isupper()

    def _lend_back(self) -> None:
        """Let `"A" and "B," said X` give its speaker to the first of the two as well."""
        for number in range(len(self._said) - 2, -1, -1):
            here, there = self._found[number], self._found[number + 1]
            said = self._said[number + 1]
            if self._said[number] is not None or said is None or here.paragraph != there.paragraph:
                continue
            between = self._doc[here.after : there.before]
            if said.cue.start >= there.after and not any(token.text in (".", "?", "!") for token in between):
                self._said[number] = said
