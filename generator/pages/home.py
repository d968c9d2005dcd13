"""The home page, as far as it is made from the collection: counts, latest incidents, ways in."""

from __future__ import annotations

from dataclasses import dataclass

from generator.links.entities import CATEGORIES
from generator.pages.context import Context
from generator.pages.views import BriefLine, Name
from generator.pages.words import category_words
from generator.record.wording import sort_day

_NEWEST = 8
_LARGEST = 6


@dataclass(frozen=True, slots=True)
class Way:
    """A way into the collection: an index with its largest entries."""

    name: Name
    """The index."""
    count: int
    """How many entries it has."""
    entries: tuple[Name, ...]
    """The entries with most briefs."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """The part of the home page that is made from the collection."""

    counts: tuple[Name, ...]
    """Numbers that say how large it is, each with what it counts."""
    newest: tuple[tuple[BriefLine, str], ...]
    """The latest incidents, each with the brief's summary."""
    ways: tuple[Way, ...]
    """Ways in."""
    browse: str
    """Link to the table."""
    method: str
    """Link to the page that says how the briefs are made."""
    guide: str
    """Link to the editors' guide."""
    downloads: str
    """Link to the collection as files."""
    review: str
    """Link to the review queue; empty where the site has none."""


def home_view(context: Context) -> HomeView:
    """Make the home page's lists."""
    records = context.graph.records
    whole = [record for record in records.values() if record.status != "stub"]
    latest = sorted(whole, key=lambda r: (sort_day(r), r.id), reverse=True)[:_NEWEST]
    countries = {record.where.country for record in records.values() if record.where.country}
    counted = (
        (len(whole), "brief", "briefs"),
        (len(records) - len(whole), "stub, known only as background", "stubs, known only as background"),
        (len(countries), "country", "countries"),
        (sum(len(record.sources) for record in whole), "citation of an article", "citations of articles"),
    )
    return HomeView(
        counts=tuple(Name(f"{number:,}", note=one if number == 1 else many) for number, one, many in counted),
        newest=tuple((context.line(record), record.summary or "") for record in latest),
        ways=tuple(_way(category, context) for category in CATEGORIES),
        browse=context.to.page("browse"),
        method=context.to.page("method"),
        guide=context.to.page("guide"),
        downloads=context.to.page("downloads/index"),
        review=context.to.page(context.review) if context.review else "",
    )


def _way(category: str, context: Context) -> Way:
    words, entities = category_words(category), context.graph.entities.all(category)
    # A person is named only where there is room to say as what, and how surely; a town only within its country.
    named = {"person": (), "place": tuple(e for e in entities if e.type == "country")}.get(category, entities)
    largest = sorted(named, key=lambda entity: (-len(entity.briefs), entity.name))[:_LARGEST]
    return Way(
        Name(words.title, context.to.page(f"{words.folder}/index"), words.about),
        len(entities),
        tuple(context.entity(entity, entity.name, str(len(entity.briefs))) for entity in largest),
    )
