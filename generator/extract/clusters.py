"""How many incidents, and which one the article is about: every trigger is given to the main incident or to another.

Headline and lede speak of the main incident. Later a sentence leaves it by naming another place, another date, an event
with a name of its own, or by words that recall; it comes back with the next paragraph or with the main incident's own
names. What stands in a clause about another incident (its dead, its gunmen) goes with that clause.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from generator.document import Document, Paragraph
from generator.extract.mentions import DateMention, PlaceMention
from generator.extract.relevance import tells_of_incident
from generator.extract.syntax import clause_head, noun_phrase, subjects
from generator.extract.triggers import Trigger, kind_ranks, weight_of
from generator.extract.words import word_set, words
from generator.record.edtf import PartialDate
from generator.record.kinds import akin

_THRESHOLD = 1.0
_LEDE_SENTENCES = 2
_RECALLED = 0.8
"""Score of words that recall beyond doubt."""
_LONG_AGO = 300
"""Days before the report from which an incident is not its news, where it names no day for that."""
_PROPER = ("ORG", "FAC", "GPE", "PERSON", "EVENT", "LOC")
"""Labels of names that can tell one incident from another."""
_PLACE_APART = 0.7
"""What a place in another country alone counts for."""
_STOPPED = ("planned", "foiled", "threatened")


@dataclass(slots=True)
class Incident:
    """One incident of the article, before it becomes a draft. Assigned by `briefs_clusters` as `doc._.incidents`."""

    number: int
    """0 is the main incident."""
    triggers: list[Trigger] = field(default_factory=list)
    """The words that tell of it."""
    anchors: set[str] = field(default_factory=set)
    """Names it is known by, folded: places, targets."""
    date: PartialDate | None = None
    """A first idea of its date, to compare with; the record's date is chosen later."""
    introduced: Span | None = None
    """The sentence that first tells of it."""
    alongside: bool = False
    """True where it is said to have happened at the time of the one told before it."""

    @property
    def kind(self) -> str:
        """The kind that most of its words speak for."""
        votes: dict[str, float] = {}
        for trigger in self.triggers:
            if trigger.token.lemma_.lower() in word_set("clusters", "agents"):
                continue
            votes[trigger.kind] = votes.get(trigger.kind, 0.0) + trigger.weight
        if not votes:
            return self.triggers[0].kind if self.triggers else "other"
        return max(votes, key=lambda kind: (votes[kind], -kind_ranks()[kind]))


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
        doc._.incidents = _Sorting(doc).run() if tells_of_incident(doc) else []
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

    def run(self) -> list[Incident]:
        lede = self._lede()
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
                    recalled.triggers.append(trigger)
                    continue
                current = self._place(trigger, sentence, current, in_lede=in_lede)
                recalled = current if current is not self.main else recalled
            self._settle(sentence, current)
        if not self.main.triggers and len(self.incidents) > 1:
            # Nothing was told of as today's: what was told of first is what the article is about.
            self.main = self.incidents.pop(1)
            self.incidents[0] = self.main
        kept = [i for i in self.incidents if i is self.main or self._stands(i)]
        for number, incident in enumerate(kept):
            incident.number = number
            for trigger in incident.triggers:
                trigger.incident = number
        return kept if self.main.triggers else []

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
        own = {s.start for s in self.sentences if s.start in lede and self._cues(s) < 0.8}
        for place in self.doc._.places:
            if place.span.sent.start in own and place.confidence >= 0.3:
                self.main.anchors.add(place.span.text.lower())
        line = self.document.article.dateline
        if line is not None and line.place:
            self.main.anchors |= {part.strip().lower() for part in line.place.split(",")}
        for name in self.doc._.names:
            if any(m.sent.start in own for m in name.mentions) and name.type in ("person", "organization", "agency"):
                self.main.anchors.add(name.text.lower())
        told = [
            (not self._beside_trigger(date), date.span.start, date.date)
            for sentence in self.sentences
            if sentence.start in own and self.by_sentence.get(sentence.start)
            for date in self._dates_in(sentence)
            if date.confidence >= 0.5 and not _is_telling(date)
        ]
        self.main.date = min(told, key=lambda t: t[:2])[2] if told else None

    def _beside_trigger(self, date: DateMention) -> bool:
        head = clause_head(date.span.root)
        triggers = self.by_sentence.get(date.span.sent.start, ())
        return any(clause_head(t.token) == head and weight_of(t) > 0 for t in triggers)

    def _dates_in(self, span: Span) -> list[DateMention]:
        return [d for d in self.doc._.dates if span.start <= d.span.start < span.end]

    def _dates_near(self, clause: Span) -> list[DateMention]:
        """Dates of a clause, with one that it hangs on ("on 24 May, when …") or that follows it at once."""
        inside = self._dates_in(clause)
        if inside:
            return inside
        first = clause[0].lower_ in ("when", "in", "on")
        return [
            d
            for d in self.doc._.dates
            if 0 <= d.span.start - clause.end <= 1 or (first and 0 <= clause.start - d.span.end <= 1)
        ]

    def _places_in(self, span: Span) -> list[PlaceMention]:
        return [p for p in self.doc._.places if span.start <= p.span.start < span.end and p.describes is None]

    def _names_main(self, sentence: Span) -> bool:
        text = sentence.text.lower()
        return any(anchor in text for anchor in self.main.anchors if len(anchor) > 3 and not self._is_country(anchor))

    def _is_country(self, anchor: str) -> bool:
        return any(p.place.kind == "country" for p in self.doc._.places if p.span.text.lower() == anchor)

    @staticmethod
    def _cues(clause: Span, token: Token | None = None) -> float:
        """Score the words that recall, 0 to 0.8; some of them only touch what stands after them."""
        data = words("clusters")
        text = f" {' '.join(clause.text.lower().split())} "
        if any(f" {cue}" in text for cue in data["past_anywhere"]):
            return 0.8
        if token is not None:
            text = f" {' '.join(clause.doc[clause.start : token.i].text.lower().split())} "
        if any(f" {cue}" in text for cue in data["past_before"]):
            return 0.8
        return 0.25 if any(f" {cue} " in text for cue in data["past_weak"]) else 0.0

    def _place(self, trigger: Trigger, sentence: Span, current: Incident, *, in_lede: bool) -> Incident:
        token = trigger.token
        clause = _clause_span(token, sentence)
        if token.lemma_.lower() in word_set("clusters", "agents"):
            incident = self._agents_incident(trigger, current)
            incident.triggers.append(trigger)
            return current
        governing = self._governing(token)
        if governing is not None and trigger.weight < 1.0:
            governing.triggers.append(trigger)
            return governing
        named = self._own_name(token)
        score = self._otherness(trigger, sentence, clause, named, in_lede=in_lede)
        known = self._known(named, trigger, clause)
        if known is not None and (known is not self.main or score < _THRESHOLD):
            known.triggers.append(trigger)
            known.anchors |= named
            return known
        if score >= _THRESHOLD:
            return self._new(trigger, sentence, clause, named)
        if current is not self.main:
            if self._introduces(trigger, sentence, current):
                incident = self._new(trigger, sentence, clause, named)
                incident.alongside = True
                return incident
            current.triggers.append(trigger)
            return current
        self.main.triggers.append(trigger)
        return self.main

    def _new(self, trigger: Trigger, sentence: Span, clause: Span, named: set[str]) -> Incident:
        incident = Incident(len(self.incidents), [trigger], set(named), introduced=sentence)
        for place in self._places_in(clause):
            if place.span.text.lower() not in self.main.anchors or not self._is_country(place.span.text.lower()):
                incident.anchors.add(place.span.text.lower())
        dates = [d for d in self._dates_near(clause) if not self._fits_main(d.date)]
        incident.date = dates[0].date if dates else None
        self.incidents.append(incident)
        return incident

    def _fits_main(self, date: PartialDate) -> bool:
        # "Last week", said of a Monday's attack, does not mean that Monday.
        slack = 0 if date.is_interval else 1
        return self.main.date is not None and date.overlaps(self.main.date, slack=slack)

    def _otherness(self, trigger: Trigger, sentence: Span, clause: Span, named: set[str], *, in_lede: bool) -> float:
        dates = self._dates_near(clause)
        cue = self._cues(_widened(clause, sentence), trigger.token)
        score = cue + self._date_apart(dates, recalled=cue >= _RECALLED)
        places = [p for p in self._places_in(clause) if p.confidence >= 0.4 and p.place.kind != "continent"]
        mine = {p.place.country for p in self.doc._.places if p.span.text.lower() in self.main.anchors}
        if places and self.main.anchors and not any(p.span.text.lower() in self.main.anchors for p in places):
            score += 0.7 if not any(p.place.country in mine for p in places) else 0.35
        elif score <= 0 and any(p.span.text.lower() in self.main.anchors for p in places):
            score -= 0.5
        if self._is_the_main_one(trigger) and score <= _PLACE_APART:
            score -= 0.5
        if named and not named & self.main.anchors:
            # Another street or suburb in the same country may well be one more scene of the same incident.
            same_day = not dates or any(self._fits_main(d.date) for d in dates)
            near = bool(places) and any(p.place.country in mine for p in places) and same_day
            score += 0.4 if near and named <= {p.span.text.lower() for p in places} else 0.7
        if trigger.realis in _STOPPED and any(t.realis in _STOPPED for t in self.main.triggers[:6]):
            score -= 0.4
        return score * (0.6 if in_lede and self._cues(sentence) < 0.8 else 1.0)

    def _governing(self, token: Token) -> Incident | None:
        """For "the bombing in X, in which 15 people were hurt" give the incident of the bombing."""
        head = clause_head(token)
        if head.dep_ not in ("relcl", "acl"):
            return None
        if any(d.span.start <= head.head.i < d.span.end for d in self.doc._.dates):
            # "the bombing in X on Sunday, in which …": the parse hangs the clause on the day.
            before = [
                (t.token.i, i)
                for i in self.incidents
                for t in i.triggers
                if head.head.sent.start <= t.token.i < head.head.i and t.token.pos_ == "NOUN"
            ]
            return max(before, key=lambda pair: pair[0])[1] if before else None
        above = [head.head, *list(head.head.ancestors)[:3]]
        for noun in above:
            if noun.pos_ == "VERB":
                return None
            for incident in self.incidents:
                if any(t.token == noun and not t.generic for t in incident.triggers):
                    return incident
        return None

    def _date_apart(self, dates: list[DateMention], *, recalled: bool) -> float:
        """Score what the dates of a clause say against its being about today's incident."""
        if not dates:
            return 0.0
        today = self.main.date
        if today is not None:
            if not any(self._fits_main(d.date) for d in dates):
                return 1.0 if all(d.date.latest < today.earliest for d in dates) else 0.6
            # "Came a day after": a day's difference, which is a slip elsewhere, is meant here.
            other_day = all(d.date.day and today.day and d.date.day != today.day for d in dates)
            return 0.3 if recalled and other_day else -0.3
        told = self.document.reference_date
        if told is not None and all((told - d.date.latest).days > _LONG_AGO for d in dates):
            return 1.0
        # An incident of the day is dated by weekday; a year is given to those of other years.
        return 0.7 if any(not d.relative and d.confidence >= 0.5 for d in dates) else 0.0

    def _is_the_main_one(self, trigger: Trigger) -> bool:
        """As in "The blast", where headline or lede told of a blast or a bombing, is that one."""
        token = trigger.token
        if token.dep_ == "attr" and any(s.lower_ in ("it", "this", "that") for s in subjects(token.head)):
            return True  # "it was the third attack in a month"
        definite = any(c.lower_ in ("the", "this") for c in token.children)
        return definite and any(akin(t.kind, trigger.kind) for t in self.main.triggers[:4])

    def _own_name(self, token: Token) -> set[str]:
        """Give names that stand in the trigger's own noun phrase: "the Charlie Hebdo attacks", "attack on X in Y"."""
        if token.pos_ not in ("NOUN", "PROPN"):
            span = _clause_span(token, token.sent)
            return {p.span.text.lower() for p in self._places_in(span) if p.place.kind not in ("country", "continent")}
        phrase = noun_phrase(token)
        found: set[str] = set()
        for ent in self.doc.ents:
            inside = phrase.start <= ent.start < phrase.end and ent.label_ in _PROPER
            if inside and not ent.ent_id_ and not self._is_country(ent.text.lower()):
                found.add(ent.text.lower().removeprefix("the "))
        return found

    def _known(self, named: set[str], trigger: Trigger, clause: Span) -> Incident | None:
        if not named:
            return None
        for incident in reversed(self.incidents):
            if named & incident.anchors and (incident is self.main or akin(incident.kind, trigger.kind)):
                dates = self._dates_near(clause)
                if (
                    dates
                    and incident.date is not None
                    and not any(d.date.overlaps(incident.date, slack=2) for d in dates)
                ):
                    continue
                return incident
        return None

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

    def _settle(self, sentence: Span, current: Incident) -> None:
        """Weak words ("killed") go with the strong word of their own clause, whichever came first."""
        triggers = self.by_sentence.get(sentence.start, ())
        for trigger in triggers:
            if trigger.weight >= 1.0 or trigger.kind != "other":
                continue
            mine = next((i for i in self.incidents if trigger in i.triggers), None)
            strong = next(
                (
                    i
                    for i in reversed(self.incidents)
                    for t in i.triggers
                    if t is not trigger
                    and t.token.sent.start == sentence.start
                    and t.weight >= 1.0
                    and t.token.lemma_.lower() not in word_set("clusters", "agents")
                    and trigger.token in t.token.ancestors
                    and clause_head(t.token) == clause_head(trigger.token)
                ),
                None,
            )
            if mine is not None and strong is not None and strong is not mine:
                mine.triggers.remove(trigger)
                strong.triggers.append(trigger)

    def _stands(self, incident: Incident) -> bool:
        """Say whether another incident is told fully enough to be worth a stub."""
        unreal = word_set("clusters", "agents")
        if not (incident.date is not None and incident.anchors):
            # A bomb with a day and a town of its own is an attack; a bomb alone is a thing.
            unreal |= word_set("clusters", "things")
        real = [t for t in incident.triggers if weight_of(t) > 0 and t.token.lemma_.lower() not in unreal]
        if not real or all(t.generic for t in real):
            return False
        if incident.alongside and any(t.weight >= 1.0 for t in real):
            return True
        towns = {a for a in incident.anchors if not self._is_country(a)}
        plural = all(t.token.tag_ == "NNS" for t in real) and not towns
        dated = incident.date is not None and (incident.date.precision in ("day", "month"))
        if plural or (all(t.realis in _STOPPED and t.kind != "terrorist-plot" for t in real) and not towns):
            return False
        if incident.anchors:
            return any(t.weight >= 1.0 or t.token.pos_ == "NOUN" or incident.date for t in real)
        return dated and any(t.weight >= 1.0 for t in real)


def _clause_span(token: Token, sentence: Span) -> Span:
    """Give the stretch of the sentence around a word that its own clause covers."""
    head = clause_head(token)
    inner = [t for t in head.subtree if clause_head(t) == head or t.dep_ in ("ROOT",)]
    if not inner:
        return sentence
    start, end = min(t.i for t in inner), max(t.i for t in inner) + 1
    start, end = max(start, sentence.start), min(end, sentence.end)
    return token.doc[start:end]


def _is_telling(date: DateMention) -> bool:
    """Say whether a date is that of a report or of the aftermath."""
    lemma = clause_head(date.span.root).lemma_.lower()
    return lemma in word_set("when", "telling") | word_set("when", "aftermath")


def _points_back(trigger: Trigger) -> bool:
    """As in "Those attacks" are the ones told of last, also in a sentence that is about today's again."""
    return any(c.lower_ in ("those", "these", "that") and c.dep_ == "det" for c in trigger.token.children)


def _widened(clause: Span, sentence: Span) -> Span:
    """Give the clause with the words that lead up to it in its sentence."""
    return sentence.doc[sentence.start : clause.end]
