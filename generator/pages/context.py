"""What every view needs to know: the graph, where the page is, and how to name and link what it shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from generator.links import Entity, Graph
from generator.pages.addresses import Addresses, brief_uri, entity_uri, page_path
from generator.pages.views import Badge, BriefLine, Download, Name
from generator.pages.words import period_view
from generator.record.schema import Incident, Perpetrator
from generator.record.vocabulary import vocabulary
from generator.record.wording import label, phrase, place_words, responsibility


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the site as a whole, beyond its records."""

    title: str = "Incident briefs"
    """What it is called."""
    base: str = ""
    """Where it is, with a slash at its end; empty where nobody has said."""
    edit: str = ""
    """Where its files are edited, with a slash at its end; empty where nobody has said."""
    downloads: tuple[Download, ...] = ()
    """The whole collection as files."""


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one page."""

    graph: Graph
    """All that is published."""
    to: Addresses
    """Links from this page to others."""
    broken: Collection[str] = ()
    """Ids of briefs that cannot be read now; they have a page that says why."""
    about: About = About()
    """The site as a whole."""
    changed: Mapping[str, str] = field(default_factory=dict)
    """The day each brief was last changed, ISO 8601, by id; absent where nobody can say."""
    review: str = ""
    """The uri of the review queue; empty where the site has none."""
    orders: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """Briefs of the names that have several pages, in order, as they have been worked out for one of them."""

    def address(self, id: str) -> str:
        """Give the address of a brief for those who are elsewhere; empty where nobody has said where the site is."""
        base = self.about.base
        return f"{base}{page_path(brief_uri(id), directory_urls=self.to.directory_urls)}" if base else ""

    def entity(self, entity: Entity | None, text: str, note: str = "") -> Name:
        """Give a name that leads to an entity's page, where it has one."""
        return Name(text, self.to.entity(entity), note)

    def perpetrator(self, perpetrator: Perpetrator, brief: str) -> Name:
        """Give the name of a brief's perpetrator, with how surely they are held responsible."""
        found = self.graph.entities.of_perpetrator(perpetrator, brief)
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


@lru_cache(maxsize=1024)
def badge(vocabulary_name: str, term: str) -> Badge:
    """Show a term as a badge."""
    terms = vocabulary(vocabulary_name).terms
    return Badge(term, label(vocabulary_name, term), terms[term].definition if term in terms else "")


def outcome_note(record: Incident) -> str:
    """Say who stopped it and how far it had got: `by law enforcement, at the stage of planning`."""
    stopped = phrase("foiled-by", record.foiled_by) if record.foiled_by not in (None, "unknown") else ""
    goes_without_saying = (record.outcome, record.stage) == ("completed", "executed")
    stage = "" if goes_without_saying else phrase("stage", record.stage)
    parts = [f"by {stopped}" if stopped else "", f"stage reached: {stage}" if stage else ""]
    return "; ".join(part for part in parts if part)
