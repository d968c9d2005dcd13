"""All pages of the site as plain descriptions, each rendered when it is asked for. Knows nothing of the site's host."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from generator.links import Entity, Graph
from generator.links.entities import CATEGORIES
from generator.pages.addresses import Addresses, brief_uri, page_path
from generator.pages.brief import brief_view
from generator.pages.browse import SCRIPTS, browse_view, table_view, tables_of
from generator.pages.context import About, Context
from generator.pages.downloads import downloads_view
from generator.pages.entity import entity_view, part_uri, parts_of, what_it_is
from generator.pages.environment import fill, find_asset, make_environment
from generator.pages.facets import FACETS, facets_script, rows_of, rows_script
from generator.pages.guide import GuideView, guide_view
from generator.pages.home import home_view
from generator.pages.index import Listed, index_part_uri, index_pieces, index_spans, index_view
from generator.pages.method import MethodView, method_view
from generator.pages.page import Page, PageMemory, Rendered
from generator.pages.pictures import atlas, years
from generator.pages.pictures.network import network_view
from generator.pages.pictures.world import WORLD, part_svg, parts, world_svg
from generator.pages.problems import problem_views, problems_view
from generator.pages.review import Desk, ReviewView, review_view
from generator.pages.roles import roles_of
from generator.pages.scale import ScaleView, scale_view
from generator.pages.views import BriefView, ProblemView
from generator.pages.words import category_words, one_line, period_view, shorten
from generator.record.convert import to_data
from generator.record.json_text import json_text
from generator.record.problem import Problem
from generator.record.schema import Incident
from generator.record.wording import label, place_words

STYLESHEET = "assets/briefs.css"
"""The stylesheet of all pages, as a file of the site."""

SEARCH_STYLESHEET, SEARCH_SCRIPT = "assets/search.css", "assets/search.js"
"""What makes the search box of all pages, as files of the site."""
_RESULTS_SCRIPT = "assets/search-results.js"

ASSETS = (
    *(STYLESHEET, SEARCH_STYLESHEET, SEARCH_SCRIPT, _RESULTS_SCRIPT),
    *dict.fromkeys((*SCRIPTS, *atlas.SCRIPTS, *years.SCRIPTS)),
)
"""The files that all pages need beside them."""


REVIEW = "review"
"""The uri of the review queue."""
_TAGS = 3
_PICTURES: tuple[tuple[str, str, Callable[[Context], Any], str], ...] = (
    ("map", "Map", atlas.map_view, "Where the incidents happened."),
    ("timeline", "Timeline", years.timeline_view, "When the incidents happened."),
    ("network", "Network", network_view, "Which incidents are linked with each other."),
)


_View = Callable[["Site", Context], Any]


@dataclass(frozen=True, kw_only=True)
class Site:
    """The collection as pages."""

    graph: Graph
    """All that is published."""
    root: Path
    """The collection's folder."""
    folders: Sequence[Path]
    """Where templates are, the collection's own first."""
    directory_urls: bool = True
    """Whether pages are served as folders."""
    broken: Mapping[str, Path] = field(default_factory=dict)
    """Files that cannot be read, by the id of their brief."""
    problems: Mapping[str, Sequence[Problem]] = field(default_factory=dict)
    """What to show as wrong, by the id of the brief."""
    before: Mapping[str, Incident] = field(default_factory=dict)
    """What the broken ones said when they could last be read."""
    about: About = field(default_factory=About)
    """The site as a whole."""
    changed: Mapping[str, str] = field(default_factory=dict)
    """The day each brief was last changed, ISO 8601, by id; absent where nobody can say."""
    review: Desk | None = None
    """What the review queue is made from; None for a site without one."""

    def pages(self, memory: PageMemory | None = None) -> Iterator[Page]:
        """Describe every page but the home page.

        Args:
            memory: Those of the last time.
        """
        memory = memory or PageMemory()
        for id, record in self.graph.records.items():
            yield from memory.of(id, record, partial(_brief_pages, record))
        for id, path in self.broken.items():
            if id in self.graph.records:
                continue
            file = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name
            old = self.before.get(id)
            template = "brief.html" if old else "problems.html"
            view: _View = partial(_old_brief, old) if old else partial(_problems, id, file)
            yield _page(brief_uri(id), id, [template], view, edit=file, searchable=False)
        for category in CATEGORIES:
            yield from self._category(category, memory)
        memory.settle()

        def page(uri: str, title: str, template: Sequence[str], made: Callable[[Context], Any], **rest: Any) -> Page:
            return _page(uri, title, template, lambda _, context: made(context), **rest)

        yield page("browse", "Browse", ["browse.html"], browse_view, is_view=True, searchable=False)
        for name, title, picture, about in _PICTURES:
            yield page(name, title, [f"{name}.html"], picture, description=about, is_view=True, searchable=False)
        tables = tables_of(self.graph)
        for at, table in enumerate(tables):
            beside = tuple((other.uri, other.title) for other in tables[max(0, at - 1) : at + 2])
            yield page(
                table.uri,
                table.title,
                ["table.html"],
                partial(table_view, at, tables),
                lists=(table.ids, beside),
                searchable=False,
                is_narrow=True,
            )
        about = "The whole collection in one file, in six formats."
        yield page(
            "downloads/index",
            "Downloads",
            ["downloads.html"],
            downloads_view,
            description=about,
            is_view=True,
            searchable=False,
        )
        if self.review:
            view = partial(review_view, self.review, self.root.name)
            yield page(REVIEW, "Review queue", ["review.html"], view, searchable=False, is_volatile=True)
        about = "How to correct a brief: a worked example, every field, what its value may be, and every term."
        yield page("guide", "Editing briefs", ["guide.html"], guide_view, description=about, is_view=True)
        about = "What the program does, what people do, and how far the result can be trusted."
        yield page("method", "How the briefs are made", ["method.html"], method_view, description=about, is_view=True)
        about = "What an edit and a search cost as the collection grows, and what to do beyond ten thousand briefs."
        yield page("scale", "How far it goes", ["scale.html"], scale_view, description=about)

    def _category(self, category: str, memory: PageMemory) -> Iterator[Page]:
        """Describe the index of a category and the pages of its entities."""
        words = category_words(category)
        names = [f"{words.folder}.html", "index.html"]
        pieces = index_pieces(category, self.graph)
        spans = index_spans(pieces)
        number = sum(map(len, pieces))
        for part, piece in enumerate(pieces, start=1):
            listed = tuple((entity.key, depth) for entity, depth in piece)
            yield _page(
                index_part_uri(category, part),
                words.title,
                names,
                partial(_index, category, part, listed, spans, number),
                description=words.about,
                lists=(listed, spans, number),
                is_view=part == 1,
                searchable=False,
                is_narrow=True,
            )
        for entity in self.graph.entities.all(category):
            yield from memory.of((category, entity.key), entity, partial(_entity_pages, entity))

    def render(self, uri: str, template: Sequence[str], view: Callable[[Context], Any]) -> Rendered:
        """Make the body of a page.

        Args:
            uri: The page's.
            template: The names that its template may have.
            view: Makes what the template is handed.
        """
        value = view(self._context(uri))
        return Rendered(fill(self._env, template, view=value), _headings(value))

    def not_found(self, base: str) -> Rendered:
        """Make the page that says that there is no such page, and looks for it.

        Args:
            base: The path of the site on its server; such a page may stand anywhere.
        """
        base = base.rstrip("/")
        path = page_path("browse", directory_urls=self.directory_urls)
        html = fill(self._env, ["not_found.html"], home=f"{base}/", browse=f"{base}/{path}")
        return Rendered(html)

    def home(self) -> Rendered:
        """Make the lists of the home page, which stand below the words that a person has written."""
        view = home_view(self._context("index"))
        return Rendered(fill(self._env, ["home.html"], view=view))

    def home_words(self) -> Rendered:
        """Make the words of the home page for a collection whose people have written none."""
        return Rendered(fill(self._env, ["welcome.html"]))

    def old_addresses(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Give for the page of every old id its uri, and what writes it: it leads to the brief of today."""
        for old, id in self.graph.aliases.items():
            path = page_path(brief_uri(old), directory_urls=self.directory_urls)
            yield (f"{path}index.html" if path.endswith("/") else path), partial(self._redirect, old, id)

    def files(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Give for every file that is made of all records its uri and what writes it."""
        yield FACETS, partial(facets_script, self.graph, self.changed)
        yield atlas.POINTS, partial(atlas.points_script, self.graph)

    def outlines(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Give for every picture of the world, which no record changes, its uri and what writes it."""
        yield WORLD, world_svg
        for part in parts():
            yield part.uri, partial(part_svg, part)

    def rows(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give for every piece of the rows of the page that filters briefs its uri and the ids of its briefs."""
        return rows_of(self.graph)

    def rows_script(self, uri: str, ids: Sequence[str]) -> str:
        """Write such a piece."""
        return rows_script(uri, ids, self.graph)

    def assets(self) -> Iterator[tuple[str, Path]]:
        """Give for every file that pages need its uri and where it is."""
        for uri in ASSETS:
            yield uri, find_asset(self.folders, uri.removeprefix("assets/"))

    def record_json(self, id: str) -> str:
        """Give a record as JSON."""
        return json_text(to_data(self.graph.records[id]))

    def _redirect(self, old: str, id: str) -> str:
        href = Addresses(brief_uri(old), self.directory_urls).brief(id)
        return fill(self._env, ["redirect.html"], title=one_line(self.graph.records[id].title), href=href)

    def _context(self, uri: str) -> Context:
        return Context(
            graph=self.graph,
            to=Addresses(uri, self.directory_urls),
            broken=self.broken,
            about=self.about,
            changed=self.changed,
            review=REVIEW if self.review else "",
            orders=self._orders,
        )

    @cached_property
    def _env(self) -> Environment:
        return make_environment(self.folders)

    @cached_property
    def _orders(self) -> dict[tuple[str, str], list[str]]:
        return {}

    def _shown(self, id: str) -> tuple[ProblemView, ...]:
        return problem_views(self.problems.get(id, ()), self.root)

    def shown(self, id: str) -> tuple[ProblemView, ...]:
        """Give what to show as wrong with a brief."""
        return problem_views(self.problems.get(id, ()), self.root)


def _page(uri: str, title: str, template: Sequence[str], view: _View, **rest: Any) -> Page:
    def render(site: Site) -> Rendered:
        return site.render(uri, template, partial(view, site))

    return Page(uri=uri, title=one_line(title), render=render, **rest)


def _brief_pages(record: Incident) -> tuple[Page, ...]:
    id = record.id
    # The record is looked up when the page is made, which notes what the page is of.
    return (_page(brief_uri(id), record.title, ["brief.html"], partial(_brief, id), is_narrow=True, **_extras(record)),)


def _brief(id: str, site: Site, context: Context) -> BriefView:
    return brief_view(context.graph.records[id], context, problems=site.shown(id))


def _old_brief(record: Incident, site: Site, context: Context) -> BriefView:
    return brief_view(record, context, problems=site.shown(record.id), is_old=True)


def _problems(id: str, file: str, site: Site, _: Context) -> Any:
    return problems_view(id, file, site.shown(id))


def _index(
    category: str, part: int, listed: Sequence[Listed], spans: Sequence[str], number: int, _: Site, context: Context
) -> Any:
    return index_view(category, part, listed, spans, number, context)


def _entity_pages(entity: Entity) -> tuple[Page, ...]:
    category, words = entity.category, category_words(entity.category)
    # Search results, and whoever finds the page elsewhere, are told as what the name stands there.
    roles = [said for said, _ in roles_of(entity)]
    description = shorten(one_line("; ".join([what_it_is(entity), *roles])), 200)
    tags = tuple(one_line(said) for said in (words.one, *roles[:_TAGS]))
    return tuple(
        _page(
            part_uri(entity, part),
            entity.name,
            [f"{category}.html", "entity.html"],
            partial(_entity, category, entity.key, part),
            tags=tags,
            description=description,
            searchable=part == 1,
            is_narrow=True,
        )
        for part in range(1, parts_of(entity) + 1)
    )


def _entity(category: str, key: str, part: int, _: Site, context: Context) -> Any:
    return entity_view(context.graph.entities.by_category[category][key], part, context)


def _extras(record: Incident) -> dict[str, Any]:
    when = period_view(record)
    said = [label("kind", record.kind), when.words if when else "", place_words(record)]
    if record.status in ("stub", "draft"):
        said.append(label("status", record.status))
    description = one_line(record.summary or ", ".join(part for part in said if part))
    return {
        "description": shorten(description, 200),
        "edit": f"{record.id}.yml",
        "tags": tuple(one_line(part) for part in said if part),
    }


def _headings(view: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(view, BriefView):
        return view.headings if isinstance(view, GuideView | MethodView | ReviewView | ScaleView) else ()
    found = [
        *((section.id, section.title) for section in view.before),
        ("casualties", "Casualties") if view.casualties or view.casualties_support else None,
        ("timeline", "Timeline") if view.timeline else None,
        *((section.id, section.title) for section in view.after),
        ("quotes", "Quotes") if view.quotes else None,
        ("related", "Related incidents") if view.related else None,
        ("set-aside", "Explored and set aside") if view.set_aside else None,
        ("context", "Context") if view.context.entries else None,
        ("notes", "Notes") if view.notes else None,
        ("other", "More evidence and doubts") if view.other else None,
        ("sources", "Sources") if view.sources else None,
        ("cite", "Cite and take with you"),
    ]
    return tuple(heading for heading in found if heading)
