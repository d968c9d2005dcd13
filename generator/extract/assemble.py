"""From mentions to drafts: each mention goes to the incident of its clause, and becomes a field with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from spacy.tokens import Span

from generator.document import Document
from generator.extract.belonging import incident_of
from generator.extract.casualties_real import as_recalled
from generator.extract.casualties_tally import tally
from generator.extract.draft import Draft
from generator.extract.incidents import Incident as Cluster
from generator.extract.linking import Tie, ties_of
from generator.extract.outcome import Judgement, Nature, nature_of
from generator.extract.reasons import reason_of
from generator.extract.roles import perpetrators_of, things_of
from generator.extract.triggers import deliberate_kinds
from generator.extract.when import when_of
from generator.extract.where import where_of_incident
from generator.extract.wording import summary_of, title_of, told_as
from generator.extract.words import words
from generator.record.edtf import PartialDate
from generator.record.ids import make_id
from generator.record.paths import key_of, path_of
from generator.record.schema import (
    Casualties,
    Context,
    Evidence,
    Incident,
    Link,
    Quote,
    Response,
    Target,
    Victim,
    Weapon,
    When,
    Where,
)

_CASUALTY_FLOOR = 0.4
_MOST_QUOTES = 12


def assemble(document: Document) -> list[Draft]:
    """Make the drafts of an article: the main incident first, then those it only mentions.

    Returns:
        An empty list where the article tells of no incident.
    """
    clusters: list[Cluster] = document.doc._.incidents
    if not clusters:
        return []
    builders = [_Builder(document, cluster) for cluster in clusters]
    main = builders[0]
    main.fill(main_date=None)
    for builder in builders[1:]:
        builder.fill(main_date=main.when.date)
    builders = [b for b in builders if b.main or b.is_told()]
    _number_ids(builders)
    dates = {b.cluster.number: b.when.date for b in builders if not b.open_date}
    ties = ties_of(document, main.when.date, dates)
    return [builder.draft(builders, ties) for builder in builders]


def _number_ids(builders: Sequence[_Builder]) -> None:
    taken: set[str] = set()
    for builder in builders:
        wanted, count = builder.id, 1
        while builder.id in taken:
            count += 1
            builder.id = f"{wanted[:76].rstrip('-')}-{count}"
        taken.add(builder.id)


class _Builder:
    """One incident on its way to a draft."""

    def __init__(self, document: Document, cluster: Cluster) -> None:
        self.document = document
        self.doc = document.doc
        self.cluster = cluster
        self.main = cluster.number == 0
        self.values: dict[str, Any] = {}
        self.evidence: dict[str, list[Evidence]] = {}
        self.confidence: dict[str, float] = {}
        self.when = When()
        self.where = Where()
        self.open_date = False
        self.id = ""

    # ------------------------------------------------------------ the fields

    def fill(self, *, main_date: PartialDate | None) -> None:
        nature = nature_of(self.cluster, self.document)
        self._nature(nature)
        self._when(main_date)
        self._where()
        self._roles()
        self._casualties()
        if self.main:
            self._reason(nature.kind.value)
            self._responses()
            self._quotes()
            self._context()
        self._words(nature)

    def is_told(self) -> bool:
        """Say whether enough is told of a recalled incident for a reader to know which one is meant."""
        date = self.when.date
        dated = date is not None and date.precision in ("day", "month")
        placed = self.where.place or self.where.region or self.where.country
        struck = self.values["victims"] or self.values["casualties"] or self.cluster.anchors
        strong = any(t.weight >= 1.0 for t in self.cluster.triggers)
        of_a_year = date is not None and not date.is_interval and (struck or strong)
        named = any(victim.name[:1].isupper() for victim in self.values["victims"])
        return bool(placed or dated or self.values["targets"] or self.cluster.alongside or of_a_year or named)

    def _cite(self, path: str, spans: Sequence[Span], confidence: float) -> None:
        quotes = list(dict.fromkeys(self.document.quote(span) for span in spans))
        self.evidence.setdefault(path, []).extend(
            Evidence(q) for q in quotes if q and Evidence(q) not in self.evidence.get(path, [])
        )
        self.confidence[path] = round(confidence, 2)

    def _judged(self, field: str, judged: Judgement | None) -> None:
        if judged is not None:
            self.values[field] = judged.value
            self._cite(field, [judged.span], judged.confidence)

    def _nature(self, nature: Nature) -> None:
        self._judged("kind", nature.kind)
        self._judged("outcome", nature.outcome)
        self._judged("method", nature.method)
        if self.main and nature.kind.value in deliberate_kinds():
            self._judged("stage", nature.stage)
            self._judged("foiled_by", nature.foiled_by)

    def _when(self, main_date: PartialDate | None) -> None:
        found = when_of(self.document, self.cluster)
        if found is not None:
            self.when = When(date=found.date)
            self.evidence["when.date"] = [Evidence(found.quote)]
            self.confidence["when.date"] = found.confidence
        elif not self.main and (told := self.cluster.date) is not None and _is_apart(told, main_date):
            # The date by which it was told from today's.
            self.when = When(date=told)
            if self.cluster.introduced is not None:
                self._cite("when.date", [self.cluster.introduced], 0.45)
        elif not self.main and main_date is not None and not main_date.is_interval:
            # All that the article says of an incident it recalls: it came before this one.
            self.open_date = True
            self.when = When(date=PartialDate.parse(f"../{main_date.text.rstrip('~?%')}"))
            if self.cluster.introduced is not None:
                self._cite("when.date", [self.cluster.introduced], 0.4)
        self.values["when"] = self.when

    def _where(self) -> None:
        found = where_of_incident(self.document, self.cluster)
        if found is not None:
            self.where = found.where
            self.evidence["where"] = [Evidence(quote) for quote in dict.fromkeys(found.quotes)]
            self.confidence["where"] = round(found.confidence, 2)
        self.values["where"] = self.where

    def _mine(self, mentions: Sequence[Any]) -> list[Any]:
        number = self.cluster.number
        mine = [m for m in mentions if incident_of(m.trigger if m.trigger is not None else m.span) == number]
        if self.main:
            return mine
        return [replace(m, confidence=as_recalled(m.confidence, m.trigger)) if m.trigger else m for m in mine]

    def _roles(self) -> None:
        doc = self.doc
        people = perpetrators_of(self.document, self._mine(doc._.perpetrators))
        self.values["perpetrators"] = self._items("perpetrators", people)
        named = {p.name.lower() for p, _, _ in people}
        victims = things_of(self._mine(doc._.victims), Victim, avoid=named)
        self.values["victims"] = self._items("victims", victims)
        avoid = named | {v.name.lower() for v, _, _ in victims}
        targets = things_of(self._mine(doc._.targets), Target, avoid=avoid)
        self.values["targets"] = self._items("targets", targets)
        self.values["weapons"] = self._items("weapons", things_of(self._mine(doc._.weapons), Weapon, avoid=avoid))

    def _items(self, field: str, found: Sequence[tuple[Any, Sequence[Span], float]]) -> tuple[Any, ...]:
        items = tuple(item for item, _, _ in found)
        share = words("confidence")["share"].get(field, 1.0)
        for item, spans, confidence in found:
            self._cite(path_of(field, item, items), spans, confidence * share)
        return items

    def _casualties(self) -> None:
        mine = [m for m in self._mine(self.doc._.casualties) if m.confidence >= _CASUALTY_FLOOR]
        rows = tally(mine)
        self.values["casualties"] = self._items("casualties", [(row, spans, score) for row, spans, score in rows])

    def _reason(self, kind: str) -> None:
        deliberate = kind in deliberate_kinds()
        self._judged(
            "motive" if deliberate else "cause", reason_of(self.document, self.cluster.number, deliberate=deliberate)
        )

    def _responses(self) -> None:
        found = [
            (
                Response(type=r.type, by=r.by, places=r.places, countries=r.countries, level=r.level, state=r.state),
                [r.span],
                r.confidence,
            )
            for r in self.doc._.responses
            if incident_of(r.trigger) in (0, None)
        ]
        self.values["responses"] = self._items("responses", _distinct(found))

    def _quotes(self) -> None:
        found = []
        for quote in self.doc._.quotes[:_MOST_QUOTES]:
            value = Quote(speaker=quote.speaker, role=quote.role, told=quote.told, text=self.document.quote(quote.span))
            found.append((value, [quote.cue], quote.confidence))
        self.values["quotes"] = self._items("quotes", _distinct(found))

    def _context(self) -> None:
        found = [
            (Context(text=self.document.quote(c.span), count=c.count), [c.span], c.confidence)
            for c in self.doc._.context
        ]
        self.values["context"] = self._items("context", _distinct(found))

    def _is_named(self, target: Target) -> bool:
        """Say whether a target has a name of its own, and not just an adjective of nationality with a capital."""
        return any(
            token.ent_type_ in ("ORG", "FAC", "PERSON", "GPE", "LOC", "WORK_OF_ART", "PRODUCT")
            for mention in self.doc._.targets
            if mention.name == target.name
            for token in mention.span
        )

    def _words(self, nature: Nature) -> None:
        kind, outcome = nature.kind.value, nature.outcome.value
        targets: tuple[Target, ...] = self.values["targets"]
        proper = next((_own_name(t.name) for t in targets if self._is_named(t)), None)
        if proper is None and kind in ("assassination", "kidnapping"):
            victims: tuple[Victim, ...] = self.values["victims"]
            proper = next((v.name for v in victims if v.name[:1].isupper() and " " in v.name), None)
        self.values["title"] = title_of(self.cluster, kind, outcome, self.where, proper)
        casualties: tuple[Casualties, ...] = self.values["casualties"]
        told = None if self.main else told_as(self.cluster)
        self.values["summary"] = summary_of(
            self.values["title"],
            self.when,
            casualties,
            self.values["perpetrators"],
            self.document.quote(told) if told is not None else None,
        )
        place = self.where.place or self.where.region
        if place is None and self.where.country:
            place = self.where.country.lower()
        self.id = make_id(self.when.date, place, kind, proper)

    # ------------------------------------------------------------ the draft

    def draft(self, builders: Sequence[_Builder], ties: Sequence[Tie]) -> Draft:
        links: list[tuple[Link, list[Span], float]] = []
        if self.main:
            ids = {b.cluster.number: b.id for b in builders}
            for tie in ties:
                if tie.incident in ids:
                    link = Link(to=ids[tie.incident], relation=tie.relation, state=tie.state)
                    links.append((link, [tie.span], tie.confidence))
        self.values["links"] = self._items("links", _distinct(links))
        record = Incident(
            id=self.id,
            status="draft" if self.main else "stub",
            sources=(self.document.article.id,),
            **self.values,
        )
        record = replace(record, evidence={path: tuple(quotes) for path, quotes in self.evidence.items() if quotes})
        return Draft(record, dict(self.confidence), self.main)


def _is_apart(date: PartialDate, main_date: PartialDate | None) -> bool:
    return not date.is_interval and (main_date is None or not date.overlaps(main_date))


def _own_name(target: str) -> str:
    """Give what a target is called, without what it is: "Charlie Hebdo" of "the satirical newspaper Charlie Hebdo"."""
    words = target.split()
    first = len(words)
    while first and words[first - 1][:1].isupper():
        first -= 1
    return " ".join(words[first:]) if first < len(words) else target


def _distinct(found: Sequence[tuple[Any, Sequence[Span], float]]) -> list[tuple[Any, Sequence[Span], float]]:
    """Keep the first of items that are named alike, since a path must mean one of them."""
    seen: set[str] = set()
    kept = []
    for item, spans, confidence in found:
        key = key_of(item)
        if key not in seen:
            seen.add(key)
            kept.append((item, spans, confidence))
    return kept
