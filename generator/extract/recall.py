"""Whether a clause recalls another incident: its dates, places and names against today's, and the words that recall."""

from __future__ import annotations

import bisect

from spacy.tokens import Doc, Span, Token

from generator.document import Document
from generator.extract.incidents import Incident
from generator.extract.mentions import DateMention, PlaceMention
from generator.extract.syntax import clause_head, noun_phrase, subjects
from generator.extract.threats import is_threat
from generator.extract.triggers import Trigger, weight_of
from generator.extract.words import word_set, words
from generator.record.edtf import PartialDate
from generator.record.kinds import akin

_RECALLED = 0.8
"""Score of words that recall beyond doubt."""
_LONG_AGO = 300
"""Days before the report from which an incident is not its news, where it names no day for that."""
_WELL_BEFORE = 60
"""Days before the main incident from which a dated deed is another one, also in the second sentence."""
_PROPER = ("ORG", "FAC", "GPE", "PERSON", "EVENT", "LOC")
"""Labels of names that can tell one incident from another."""
_PLACE_APART = 0.7
"""What a place in another country alone counts for."""
_HELD = ("kidnapping", "hostage-taking", "hijacking", "robbery")
_ORDERS = ("before", "after")
_STRONG_ENOUGH = 0.4
"""Least weight of a word for a deed that can be another one than today's."""
_STOPPED = ("planned", "foiled", "threatened")


class Recall:
    """Compares clauses of one document with its main incident, whose anchors and date it is given to learn.

    Args:
        doc: The document.
        main: Its main incident.
    """

    def __init__(self, doc: Doc, main: Incident) -> None:
        self.doc = doc
        self.document: Document = doc._.document
        self.main = main
        self.opened = 0
        """Where the second sentence of the body begins; what stands before it tells of the main incident."""
        self._dates: list[DateMention] = doc._.dates
        self._places: list[PlaceMention] = doc._.places
        self._date_starts = [d.span.start for d in self._dates]
        self._place_starts = [p.span.start for p in self._places]
        # `Span.ents` walks the whole document each time.
        self._ents = list(doc.ents)
        self._ent_starts = [ent.start for ent in self._ents]
        self.countries = {p.span.text.lower() for p in self._places if p.place.kind == "country"}
        """Names of countries in the article, folded."""
        self._country_of: dict[str, set[str | None]] = {}
        for place in self._places:
            self._country_of.setdefault(place.span.text.lower(), set()).add(place.place.country)

    def dates_in(self, span: Span) -> list[DateMention]:
        """Give the dates inside a stretch of text."""
        first = bisect.bisect_left(self._date_starts, span.start)
        return self._dates[first : bisect.bisect_left(self._date_starts, span.end, lo=first)]

    def dates_near(self, clause: Span) -> list[DateMention]:
        """Dates of a clause, with one that it hangs on ("on 24 May, when …") or that follows it at once."""
        inside = self.dates_in(clause)
        if inside:
            return inside
        first = clause[0].lower_ in ("when", "in", "on")
        return [
            d
            for d in self._dates[max(0, bisect.bisect_left(self._date_starts, clause.start) - 2) :][:6]
            if 0 <= d.span.start - clause.end <= 1 or (first and 0 <= clause.start - d.span.end <= 1)
        ]

    def places_in(self, span: Span) -> list[PlaceMention]:
        """Give the places inside a stretch of text, those left out that only describe another."""
        first = bisect.bisect_left(self._place_starts, span.start)
        found = self._places[first : bisect.bisect_left(self._place_starts, span.end, lo=first)]
        return [p for p in found if p.describes is None]

    def is_country(self, anchor: str) -> bool:
        """Say whether a name is a country's; countries tell few incidents apart."""
        return anchor in self.countries

    @staticmethod
    def cues(clause: Span, token: Token | None = None) -> float:
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

    def fits_main(self, date: PartialDate) -> bool:
        """Say whether a date can be today's incident's, a day's slip allowed."""
        # "Last week", said of a Monday's attack, does not mean that Monday.
        slack = 0 if date.is_interval else 1
        return self.main.date is not None and date.overlaps(self.main.date, slack=slack)

    def otherness(self, trigger: Trigger, sentence: Span, clause: Span, named: set[str], *, in_lede: bool) -> float:
        """Score how much a word speaks of another incident than the main one; 1 settles it.

        Args:
            trigger: The word.
            sentence: Its sentence.
            clause: Its clause, as `clause_span` gives it.
            named: Names in its own phrase, as `own_name` gives them.
            in_lede: True in headline and lede, which speak of the main incident unless they say otherwise.
        """
        if self.is_apart_in_time(trigger) or self.identifies(trigger):
            return 1.0
        dates = self.dates_near(clause)
        if not dates and trigger.token.dep_ == "conj" and trigger.token.pos_ == "VERB":
            dates = self.dates_in(clause_span(trigger.token.head, sentence))  # "on 3 June he hit a rail and flipped"
        cue = self.cues(_widened(clause, sentence), trigger.token)
        score = cue + self._date_apart(dates, recalled=cue >= _RECALLED)
        places = [p for p in self.places_in(clause) if p.confidence >= 0.4 and p.place.kind != "continent"]
        mine = {code for anchor in self.main.anchors for code in self._country_of.get(anchor, ())}
        if places and self.main.anchors and not any(p.span.text.lower() in self.main.anchors for p in places):
            score += 0.7 if not any(p.place.country in mine for p in places) else 0.35
        elif score <= 0 and any(p.span.text.lower() in self.main.anchors for p in places):
            score -= 0.5
        if self._is_the_main_one(trigger) and score <= _PLACE_APART:
            score -= 0.5
        if self._is_one_more(trigger):
            score += 0.8
        if self._is_of_other_reality(trigger):
            score += 1.0
        if named and not named & self.main.anchors:
            # Another street or suburb in the same country may well be one more scene of the same incident.
            same_day = not dates or any(self.fits_main(d.date) for d in dates)
            near = bool(places) and any(p.place.country in mine for p in places) and same_day
            score += 0.4 if near and named <= {p.span.text.lower() for p in places} else 0.7
        if trigger.realis in _STOPPED and any(t.realis in _STOPPED for t in self.main.triggers[:6]):
            score -= 0.4
        if (
            in_lede
            and self.main.date is None
            and not (places and self.main.anchors)
            and any(akin(t.kind, trigger.kind) for t in self.main.triggers)
        ):
            # "The jet, which went down earlier this month": the headline's, whose day nothing has told yet.
            score = min(score, 0.9)
        firm = sentence.start >= self.opened and (self._is_of_other_reality(trigger) or self._is_far_back(dates))
        return score * (0.6 if in_lede and self.cues(sentence) < 0.8 and not firm else 1.0)

    def is_long_ago(self, date: DateMention) -> bool:
        """Say whether a date lies so far back that an article of the day is not about it."""
        told = self.document.reference_date
        return told is not None and (told - date.date.latest).days > _LONG_AGO

    def _is_far_back(self, dates: list[DateMention]) -> bool:
        """Say whether all dates of a clause lie well before the main incident's day."""
        today = self.main.date
        if today is None or today.day is None or not dates:
            return False
        return all((today.earliest - d.date.latest).days > _WELL_BEFORE for d in dates)

    def is_apart_in_time(self, trigger: Trigger) -> bool:
        """As in "days before the jet came down", "a day after fighting in the south": what today's is measured by.

        Not so where it is a word for today's own: "died hours after he was shot".
        """
        token = trigger.token
        if any(akin(t.kind, trigger.kind) for t in self.main.triggers[:4]) or trigger.weight < _STRONG_ENOUGH:
            return False
        at: Token | None = None
        if token.dep_ == "advcl" and token.head.lemma_.lower() in word_set("clusters", "happens"):
            return any(c.dep_ == "mark" and c.lower_ in ("as", "while") for c in token.children)
        if token.dep_ == "advcl":
            at = next((c for c in token.children if c.dep_ in ("mark", "advmod") and c.lower_ in _ORDERS), None)
        elif token.dep_ in ("pobj", "pcomp") and token.head.lower_ in _ORDERS:
            at = token.head
        if at is None or at.i == 0:
            return False
        before = self.doc[at.i - 1]
        return before.lemma_.lower() in word_set("clusters", "spans")

    def identifies(self, trigger: Trigger) -> bool:
        """As in "bombing suspect shot": the bombing only says who it is that was shot."""
        token = trigger.token
        noun = token.head.head if token.dep_ == "pobj" else token.head
        if token.dep_ not in ("compound", "pobj", "nmod", "poss") or token.pos_ not in ("NOUN", "PROPN"):
            return False
        if noun.lemma_.lower() not in word_set("clusters", "known_for"):
            return False
        verb = clause_head(noun)
        return any(t.token == verb and t.weight >= 1.0 and t.realis == "actual" for t in self.doc._.triggers)

    def _is_of_other_reality(self, trigger: Trigger) -> bool:
        """Say whether it is a threat beside a deed, a deed beside a threat, or one more bomb found in time.

        Threats of those who hold hostages are a part of holding them.
        """
        mine = [t for t in self.main.triggers if weight_of(t) > 0][:6]
        if not mine or self.main.kind in _HELD:
            return False
        if is_threat(trigger.token) != all(is_threat(t.token) for t in mine):
            return weight_of(trigger) > 0
        found = trigger.realis == "foiled" and trigger.kind == "bombing"
        one_more = any(c.lower_ in ("a", "an", *word_set("clusters", "one_more")) for c in trigger.token.lefts)
        return found and one_more and any(t.realis == "actual" and t.kind in ("bombing", "explosion") for t in mine)

    @staticmethod
    def _is_one_more(trigger: Trigger) -> bool:
        """As in "another explosion hit …", "a third attack": one more beside today's."""
        token = trigger.token
        if token.pos_ != "NOUN" or token.tag_ != "NN" or token.dep_ == "appos":
            return False
        if token.lemma_.lower() in word_set("clusters", "things") | word_set("clusters", "agents"):
            return False
        return any(c.lower_ in word_set("clusters", "one_more") for c in token.lefts)

    def _date_apart(self, dates: list[DateMention], *, recalled: bool) -> float:
        """Score what the dates of a clause say against its being about today's incident."""
        if not dates:
            return 0.0
        today = self.main.date
        if today is not None:
            if not any(self.fits_main(d.date) for d in dates):
                return 1.0 if all(d.date.latest < today.earliest for d in dates) else 0.6
            # "Came a day after": a day's difference, which is a slip elsewhere, is meant here.
            other_day = all(d.date.day and today.day and d.date.day != today.day for d in dates)
            return 0.3 if recalled and other_day else -0.3
        if all(self.is_long_ago(d) for d in dates):
            return 1.0
        # An incident of the day is dated by weekday; a month or a year is given to those of other times.
        return 0.7 if any(not d.relative and d.confidence >= 0.5 for d in dates) else 0.0

    def _is_the_main_one(self, trigger: Trigger) -> bool:
        """As in "The blast", where headline or lede told of a blast or a bombing, is that one."""
        token = trigger.token
        if token.dep_ == "attr" and any(s.lower_ in ("it", "this", "that") for s in subjects(token.head)):
            return True  # "it was the third attack in a month"
        definite = any(c.lower_ in ("the", "this") for c in token.children)
        return definite and any(akin(t.kind, trigger.kind) for t in self.main.triggers[:4])

    def own_name(self, token: Token) -> set[str]:
        """Give names that stand in the trigger's own noun phrase: "the Charlie Hebdo attacks", "attack on X in Y"."""
        if token.pos_ not in ("NOUN", "PROPN"):
            span = clause_span(token, token.sent)
            return {p.span.text.lower() for p in self.places_in(span) if p.place.kind not in ("country", "continent")}
        phrase = noun_phrase(token)
        found: set[str] = set()
        first = bisect.bisect_left(self._ent_starts, phrase.start)
        for ent in self._ents[first : bisect.bisect_left(self._ent_starts, phrase.end, lo=first)]:
            if ent.label_ in _PROPER and not ent.ent_id_ and not self.is_country(ent.text.lower()):
                found.add(ent.text.lower().removeprefix("the "))
        return found


def clause_span(token: Token, sentence: Span) -> Span:
    """Give the stretch of the sentence around a word that its own clause covers."""
    head = clause_head(token)
    inner = [t for t in head.subtree if clause_head(t) == head or t.dep_ in ("ROOT",)]
    if not inner:
        return sentence
    start, end = min(t.i for t in inner), max(t.i for t in inner) + 1
    start, end = max(start, sentence.start), min(end, sentence.end)
    return token.doc[start:end]


def _widened(clause: Span, sentence: Span) -> Span:
    """Give the clause with the words that lead up to it in its sentence."""
    return sentence.doc[sentence.start : clause.end]
