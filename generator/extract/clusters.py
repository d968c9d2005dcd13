"""How many incidents, and which one the article is about: every trigger is given to the main incident or to another.

Headline and lede speak of the main incident. Later a sentence leaves it by naming another place, another date, an event
with a name of its own, or by words that recall; it comes back with the next paragraph or with the main incident's own
names. What stands in a clause about another incident (its dead, its gunmen) goes with that clause.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from generator.document import Document, Paragraph
from generator.extract.incidents import Incident
from generator.extract.mentions import DateMention
from generator.extract.occasion import headline_deed, only_recalls
from generator.extract.recall import Recall, clause_span
from generator.extract.relevance import tells_of_incident
from generator.extract.standing import is_told, stands
from generator.extract.syntax import clause_head
from generator.extract.triggers import Trigger, weight_of
from generator.extract.words import word_set, words
from generator.record.kinds import akin

_THRESHOLD = 1.0
_LEDE_SENTENCES = 2


@Language.factory(
    "briefs_clusters",
    requires=["doc._.triggers", "doc._.dates", "doc._.places", "doc._.names"],
    assigns=["doc._.incidents"],
)
def make_clusters(nlp: Language, name: str) -> Clusters:
    """Build the component."""
    return Clusters()


class Clusters:
    """Gives every trigger to an incident."""

    def __call__(self, doc: Doc) -> Doc:
        """Assign `doc._.incidents` and each trigger's number; an empty list where the article tells of none."""
        told = tells_of_incident(doc) and not only_recalls(doc)
        doc._.incidents = _Sorting(doc).run() if told else []
        return doc


class _Sorting:
    """The state of one pass over a document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.document: Document = doc._.document
        self.sentences = list(doc.sents)
        self.by_sentence: dict[int, list[Trigger]] = {}
        for trigger in doc._.triggers:
            self.by_sentence.setdefault(trigger.token.sent.start, []).append(trigger)
        self.main = Incident(0)
        self.incidents = [self.main]
        self.recall = Recall(doc, self.main)
        self.owners: dict[int, Incident] = {}

    def run(self) -> list[Incident]:
        lede = self._lede()
        bodies = [s.start for s in self.sentences if self.document.paragraph_of(s).kind == "body"]
        self.recall.opened = bodies[1] if len(bodies) > 1 else len(self.doc)
        self._learn_main(lede)
        current: Incident = self.main
        recalled: Incident | None = None
        paragraph: Paragraph | None = None
        for sentence in self.sentences:
            here = self.document.paragraph_of(sentence)
            if here is not paragraph:
                current, recalled, paragraph = self.main, None, here
            in_lede = sentence.start in lede
            if current is not self.main and self._names_main(sentence):
                current = self.main
            for trigger in self.by_sentence.get(sentence.start, ()):
                if recalled is not None and _points_back(trigger) and akin(trigger.kind, recalled.kind):
                    self._give(trigger, recalled)
                    continue
                current = self._place(trigger, sentence, current, in_lede=in_lede)
                recalled = current if current is not self.main else recalled
            self._settle(sentence)
        if not self.main.triggers and len(self.incidents) > 1:
            # Nothing was told of as today's: what was told of first is what the article is about.
            first = next((i for i in self.incidents[1:] if is_told(i, lede)), self.incidents[1])
            self.incidents.remove(first)
            self.incidents[0] = self.main = first
        if not is_told(self.main, lede):
            return []
        kept = [i for i in self.incidents if i is self.main or stands(i, self.recall.countries)]
        for number, incident in enumerate(kept):
            incident.number = number
            for trigger in incident.triggers:
                trigger.incident = number
        return kept

    def _lede(self) -> set[int]:
        starts: set[int] = set()
        bodies = 0
        for sentence in self.sentences:
            kind = self.document.paragraph_of(sentence).kind
            if kind == "body":
                bodies += 1
            if kind != "body" or bodies <= _LEDE_SENTENCES:
                starts.add(sentence.start)
        return starts

    def _learn_main(self, lede: set[int]) -> None:
        own = {s.start for s in self.sentences if s.start in lede and self.recall.cues(s) < 0.8}
        for place in self.doc._.places:
            if place.span.sent.start in own and place.confidence >= 0.3:
                self.main.anchors.add(place.span.text.lower())
        line = self.document.article.dateline
        if line is not None and line.place:
            self.main.anchors |= {part.strip().lower() for part in line.place.split(",")}
        for name in self.doc._.names:
            if any(m.sent.start in own for m in name.mentions) and name.type in ("person", "organization", "agency"):
                self.main.anchors.add(name.text.lower())
        fresh = headline_deed(self.doc)
        told = [
            (not self._beside_trigger(date), date.span.start, date.date)
            for sentence in self.sentences
            if sentence.start in own and self.by_sentence.get(sentence.start)
            for date in self.recall.dates_in(sentence)
            if date.confidence >= 0.5 and not _is_telling(date) and not (fresh and self.recall.is_long_ago(date))
        ]
        self.main.date = min(told, key=lambda t: t[:2])[2] if told else None

    def _beside_trigger(self, date: DateMention) -> bool:
        head = clause_head(date.span.root)
        triggers = self.by_sentence.get(date.span.sent.start, ())
        return any(clause_head(t.token) == head and weight_of(t) > 0 for t in triggers)

    def _names_main(self, sentence: Span) -> bool:
        text = sentence.text.lower()
        return any(
            anchor in text for anchor in self.main.anchors if len(anchor) > 3 and not self.recall.is_country(anchor)
        )

    def _give(self, trigger: Trigger, incident: Incident) -> None:
        incident.triggers.append(trigger)
        self.owners[trigger.token.i] = incident

    def _place(self, trigger: Trigger, sentence: Span, current: Incident, *, in_lede: bool) -> Incident:
        token = trigger.token
        clause = clause_span(token, sentence)
        if token.lemma_.lower() in word_set("clusters", "agents"):
            incident = self._agents_incident(trigger, current)
            self._give(trigger, incident)
            return current
        if self.recall.identifies(trigger):
            same = (i for i in self.incidents if i is not self.main and akin(i.kind, trigger.kind))
            known = next(same, None)
            own = self.doc[token.left_edge.i : token.right_edge.i + 1]
            if known is None:
                self._new(trigger, sentence, own, set())
            else:
                self._give(trigger, known)
                self._learn(known, own)
            return current
        governing = self._governing(token)
        if governing is not None and trigger.weight < 1.0:
            self._give(trigger, governing)
            return governing
        if token.lower_ in word_set("clusters", "stand_in") and token.pos_ != "NOUN":
            own = self.doc[token.left_edge.i : token.right_edge.i + 1]
            return self._new(trigger, sentence, own, set())
        named = self.recall.own_name(token)
        score = self.recall.otherness(trigger, sentence, clause, named, in_lede=in_lede)
        known = self._known(named, trigger, clause) or self._told_apart(trigger)
        if known is not None and (known is not self.main or score < _THRESHOLD):
            self._give(trigger, known)
            known.anchors |= named
            return known
        if score >= _THRESHOLD:
            incident = self._new(trigger, sentence, clause, named)
            incident.alongside = incident.date is None and self.recall.is_apart_in_time(trigger)
            return incident
        if current is not self.main:
            if self._introduces(trigger, sentence, current):
                incident = self._new(trigger, sentence, clause, named)
                incident.alongside = True
                return incident
            self._give(trigger, current)
            return current
        self._give(trigger, self.main)
        if score <= 0 and trigger.weight >= 1.0:
            # A site where today's deed was done: told of again, it is still the same deed.
            self.main.anchors |= {p.span.text.lower() for p in self.recall.places_in(clause) if p.place.kind == "site"}
        return self.main

    def _new(self, trigger: Trigger, sentence: Span, clause: Span, named: set[str]) -> Incident:
        incident = Incident(len(self.incidents), anchors=set(named), introduced=sentence)
        self._give(trigger, incident)
        self._learn(incident, clause)
        self.incidents.append(incident)
        return incident

    def _learn(self, incident: Incident, clause: Span) -> None:
        """Note the places and the date that a clause gives for another incident."""
        for place in self.recall.places_in(clause):
            if place.span.text.lower() not in self.main.anchors or not self.recall.is_country(place.span.text.lower()):
                incident.anchors.add(place.span.text.lower())
        dates = [d for d in self.recall.dates_near(clause) if not self.recall.fits_main(d.date)]
        if incident.date is None and dates:
            incident.date = dates[0].date

    def _governing(self, token: Token) -> Incident | None:
        """For "the bombing in X, in which 15 people were hurt" give the incident of the bombing."""
        head = clause_head(token)
        if head.dep_ not in ("relcl", "acl"):
            return None
        if any(d.span.start <= head.head.i < d.span.end for d in self.doc._.dates):
            # "the bombing in X on Sunday, in which …": the parse hangs the clause on the day.
            before = [
                self.owners[t.token.i]
                for t in self.by_sentence.get(head.head.sent.start, ())
                if t.token.i < head.head.i and t.token.pos_ == "NOUN" and t.token.i in self.owners
            ]
            return before[-1] if before else None
        above = [head.head, *list(head.head.ancestors)[:3]]
        for noun in above:
            if noun.pos_ == "VERB":
                return None
            incident = self.owners.get(noun.i)
            if incident is not None and noun.tag_ not in ("NNS", "NNPS"):
                return incident
        return None

    def _known(self, named: set[str], trigger: Trigger, clause: Span) -> Incident | None:
        if not named:
            return None
        for incident in reversed(self.incidents):
            if named & incident.anchors and (incident is self.main or akin(incident.kind, trigger.kind)):
                dates = self.recall.dates_near(clause)
                if (
                    dates
                    and incident.date is not None
                    and not any(d.date.overlaps(incident.date, slack=2) for d in dates)
                ):
                    continue
                return incident
        return None

    def _told_apart(self, trigger: Trigger) -> Incident | None:
        """Give the incident that today's was measured by before: "days before the jet came down", told again."""
        if not self.recall.is_apart_in_time(trigger):
            return None
        return next((i for i in self.incidents[1:] if i.alongside and akin(i.kind, trigger.kind)), None)

    @staticmethod
    def _introduces(trigger: Trigger, sentence: Span, current: Incident) -> bool:
        """Say whether a word opens one more incident beside a recalled one: one told alongside, or of another kind."""
        token = trigger.token
        if trigger.weight < 1.0 or any(c.lower_ in ("the", "this", "that", "those", "these") for c in token.children):
            return False
        lead = " ".join(sentence.text.lower().split())
        if sentence is not current.introduced and any(lead.startswith(cue) for cue in words("clusters")["alongside"]):
            return all(
                t.token.sent.start != sentence.start
                for t in current.triggers
                if t.token.pos_ != "NOUN" or t is current.triggers[0]
            )
        if akin(trigger.kind, current.kind):
            return False
        return token.pos_ == "VERB" or any(c.lower_ in ("a", "an", "another") for c in token.children)

    def _agents_incident(self, trigger: Trigger, current: Incident) -> Incident:
        definite = any(c.lower_ in ("the", "these", "those", "both") for c in trigger.token.children)
        if not definite:
            return current
        lemma = trigger.token.lemma_.lower()
        for incident in [current, *reversed(self.incidents)]:
            if any(t.token.lemma_.lower() == lemma for t in incident.triggers):
                return incident
        return current

    def _settle(self, sentence: Span) -> None:
        """Weak words ("killed") go with the strong word of their own clause, whichever came first."""
        triggers = self.by_sentence.get(sentence.start, ())
        for trigger in triggers:
            if trigger.weight >= 1.0 or trigger.kind != "other":
                continue
            mine = self.owners.get(trigger.token.i)
            strong = next(
                (
                    self.owners[t.token.i]
                    for t in triggers
                    if t is not trigger
                    and t.weight >= 1.0
                    and t.token.i in self.owners
                    and t.token.lemma_.lower() not in word_set("clusters", "agents")
                    and trigger.token in t.token.ancestors
                    and clause_head(t.token) == clause_head(trigger.token)
                ),
                None,
            )
            if mine is not None and strong is not None and strong is not mine:
                mine.triggers.remove(trigger)
                self._give(trigger, strong)


def _is_telling(date: DateMention) -> bool:
    """Say whether a date is that of a report or of the aftermath."""
    lemma = clause_head(date.span.root).lemma_.lower()
    return lemma in word_set("when", "telling") | word_set("when", "aftermath")


def _points_back(trigger: Trigger) -> bool:
    """As in "Those attacks" are the ones told of last, also in a sentence that is about today's again."""
    return any(c.lower_ in ("those", "these", "that") and c.dep_ == "det" for c in trigger.token.children)
