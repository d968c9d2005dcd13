"""What every view needs to know: the graph, where the page is, and how to name and link what it shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from generator.links import Entity, Graph
from generator.pages.addresses import Addresses, entity_uri
from generator.pages.views import Badge, BriefLine, Name
from generator.pages.words import label, period_view, phrase, responsibility
from generator.record.countries import country_name
from generator.record.schema import Incident, Perpetrator
from generator.record.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one page."""

    graph: Graph
    """All that is published."""
    to: Addresses
    """Links from this page to others."""
    broken: Collection[str] = ()
    """Ids of briefs that cannot be read now; they have a page that says why."""

    def entity(self, entity: Entity | None, text: str, note: str = "") -> Name:
        """Give a name that leads to an entity's page, where it has one."""
        return Name(text, self.to.entity(entity), note)

    def perpetrator(self, perpetrator: Perpetrator) -> Name:
        """Give a perpetrator's name with how surely they are held responsible."""
        found = self.graph.entities.of_perpetrator(perpetrator)
        return self.entity(found, perpetrator.name, responsibility(perpetrator))

    def term(self, category: str, vocabulary_name: str, term: str | None) -> Name | None:
        """Give the label of a term that has a page of its own."""
        if not term:
            return None
        return self.entity(self.graph.entities.find(category, term), label(vocabulary_name, term))

    def line(self, record: Incident) -> BriefLine:
        """Give a brief as it stands in lists."""
        return BriefLine(
            title=record.title,
            href=self.to.brief(record.id),
            date=period_view(record),
            kind=label("kind", record.kind),
            place=place_words(record),
            status=badge("status", record.status),
            outcome=badge("outcome", record.outcome) if record.outcome else None,
        )

    def line_of(self, id: str) -> BriefLine | None:
        """Give a brief by its id, or by an old id; None where there is no page for it."""
        if found := self.graph.resolve(id):
            return self.line(self.graph.records[found])
        if id in self.broken:
            return BriefLine(id, self.to.brief(id), None, "", "", badge("status", "draft"), None)
        return None

    def prose_link(self, text: str) -> tuple[str, str] | None:
        """Give the words and address for `[[text]]` in an editor's prose."""
        if found := self.graph.resolve(text):
            return self.graph.records[found].title, self.to.brief(found)
        if entity := self.graph.entities.named(text):
            return text, self.to.page(entity_uri(entity))
        return None


def badge(vocabulary_name: str, term: str) -> Badge:
    """Show a term as a badge."""
    terms = vocabulary(vocabulary_name).terms
    return Badge(term, label(vocabulary_name, term), terms[term].definition if term in terms else "")


def place_words(record: Incident) -> str:
    """Say where it happened, for a list: `Verviers, Belgium`."""
    where = record.where
    country = country_name(where.country) if where.country else None
    parts = [where.place or where.region, country]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def held_responsible(record: Incident) -> list[Perpetrator]:
    """Give those whom the sources hold responsible; who has been cleared is not among them."""
    return [perpetrator for perpetrator in record.perpetrators if perpetrator.attribution != "cleared"]


def outcome_note(record: Incident) -> str:
    """Say who stopped it and how far it had got: `by law enforcement, at the stage of planning`."""
    stopped = phrase("foiled-by", record.foiled_by) if record.foiled_by not in (None, "unknown") else ""
    stage = phrase("stage", record.stage)
    parts = [f"by {stopped}" if stopped else "", f"stage reached: {stage}" if stage else ""]
    return "; ".join(part for part in parts if part)
