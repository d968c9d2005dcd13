"""All pages of the site as plain descriptions, each rendered when it is asked for. Knows nothing of the site's host."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from generator.links import Graph
from generator.links.entities import CATEGORIES
from generator.pages.addresses import Addresses, brief_uri, page_path, record_uri
from generator.pages.brief import brief_view
from generator.pages.browse import SCRIPTS, browse_view, table_view, tables_of
from generator.pages.context import About, Context
from generator.pages.downloads import downloads_view
from generator.pages.entity import entity_view, part_uri, parts_of, what_it_is
from generator.pages.environment import fill, find_asset, make_environment
from generator.pages.facets import FACETS, facets_script, rows_scripts
from generator.pages.guide import GuideView, guide_view
from generator.pages.home import home_view
from generator.pages.index import index_part_uri, index_pieces, index_view
from generator.pages.method import MethodView, method_view
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


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's body."""

    html: str
    """HTML, everything in it escaped."""
    headings: tuple[tuple[str, str], ...] = ()
    """Anchor and words of each of its sections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site."""

    uri: str
    """Its path below the site, without suffix: `briefs/x`, `people/index`."""
    title: str
    """Its title: plain text on one line, not escaped."""
    render: Callable[[], Rendered]
    """Makes its body."""
    description: str = ""
    """A sentence for those who find it elsewhere: plain text, not escaped."""
    edit: str | None = None
    """The file it is made from, below the collection's folder."""
    tags: tuple[str, ...] = ()
    """What to show beside it in search results: plain text, not escaped."""
    is_view: bool = False
    """True for the few pages that navigation lists."""
    searchable: bool = True
    """False for pages that only repeat what others say."""
    is_narrow: bool = False
    """True for a page that asks the graph, while it is made, for all that it shows; any other rests on everything."""
    is_volatile: bool = False
    """True for a page that rests on more than records, and has to be made anew each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
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

    def pages(self) -> Iterator[Page]:
        """Describe every page but the home page."""
        env = make_environment(self.folders)

        def page(uri: str, title: str, template: Sequence[str], view: Callable[[Context], Any], **rest: Any) -> Page:
            def render() -> Rendered:
                value = view(self._context(uri))
                return Rendered(fill(env, template, view=value), _headings(value))

            return Page(uri=uri, title=one_line(title), render=render, **rest)

        for id, record in self.graph.records.items():
            yield page(
                brief_uri(id), record.title, ["brief.html"], self._brief(id), is_narrow=True, **_brief_extras(record)
            )
        for id, path in self.broken.items():
            if id in self.graph.records:
                continue
            file = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name
            old = self.before.get(id)
            template = ["brief.html"] if old else ["problems.html"]
            view = self._old_brief(old) if old else self._problems(id, file)
            yield page(brief_uri(id), id, template, view, edit=file, searchable=False)
        for category in CATEGORIES:
            yield from self._category(category, page)
        yield page("browse", "Browse", ["browse.html"], browse_view, is_view=True, searchable=False)
        for name, title, view, about in _PICTURES:
            yield page(name, title, [f"{name}.html"], view, description=about, is_view=True, searchable=False)
        tables = tables_of(self.graph)
        for at, table in enumerate(tables):
            yield page(table.uri, table.title, ["table.html"], partial(table_view, at, tables), searchable=False)
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

    def _category(self, category: str, page: Callable[..., Page]) -> Iterator[Page]:
        """Describe the index of a category and the pages of its entities."""
        words = category_words(category)
        names = [f"{words.folder}.html", "index.html"]
        pieces = index_pieces(category, self.graph)
        for part in range(1, len(pieces) + 1):
            view = partial(index_view, category, part, pieces)
            rest = {"description": words.about, "is_view": part == 1, "searchable": False}
            yield page(index_part_uri(category, part), words.title, names, view, **rest)
        names = [f"{category}.html", "entity.html"]
        for entity in self.graph.entities.all(category):
            # Search results, and whoever finds the page elsewhere, are told as what the name stands there.
            roles = [said for said, _ in roles_of(entity)]
            description = shorten(one_line("; ".join([what_it_is(entity), *roles])), 200)
            tags = tuple(one_line(said) for said in (words.one, *roles[:_TAGS]))
            for part in range(1, parts_of(entity) + 1):
                yield page(
                    part_uri(entity, part),
                    entity.name,
                    names,
                    partial(entity_view, entity, part),
                    tags=tags,
                    description=description,
                    searchable=part == 1,
                    is_narrow=True,
                )

    def not_found(self, base: str) -> Rendered:
        """Make the page that says that there is no such page, and looks for it.

        Args:
            base: The path of the site on its server; such a page may stand anywhere.
        """
        base = base.rstrip("/")
        path = page_path("browse", directory_urls=self.directory_urls)
        html = fill(make_environment(self.folders), ["not_found.html"], home=f"{base}/", browse=f"{base}/{path}")
        return Rendered(html)

    def home(self) -> Rendered:
        """Make the lists of the home page, which stand below the words that a person has written."""
        view = home_view(self._context("index"))
        return Rendered(fill(make_environment(self.folders), ["home.html"], view=view))

    def home_words(self) -> Rendered:
        """Make the words of the home page for a collection whose people have written none."""
        return Rendered(fill(make_environment(self.folders), ["welcome.html"]))

    def files(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Give for every file that is made, and is no page, its uri and what writes it."""
        env = make_environment(self.folders)
        for old, id in self.graph.aliases.items():
            path = page_path(brief_uri(old), directory_urls=self.directory_urls)
            yield (f"{path}index.html" if path.endswith("/") else path), partial(self._redirect, env, old, id)
        for id in self.graph.records:
            yield record_uri(id, "json"), partial(self._record_json, id)
        yield FACETS, partial(facets_script, self.graph, self.changed)
        yield from rows_scripts(self.graph)
        yield atlas.POINTS, partial(atlas.points_script, self.graph)
        yield WORLD, world_svg
        for part in parts():
            yield part.uri, partial(part_svg, part)

    def assets(self) -> Iterator[tuple[str, Path]]:
        """Give for every file that pages need its uri and where it is."""
        for uri in ASSETS:
            yield uri, find_asset(self.folders, uri.removeprefix("assets/"))

    def _record_json(self, id: str) -> str:
        return json_text(to_data(self.graph.records[id]))

    def _redirect(self, env: Environment, old: str, id: str) -> str:
        href = Addresses(brief_uri(old), self.directory_urls).brief(id)
        return fill(env, ["redirect.html"], title=one_line(self.graph.records[id].title), href=href)

    def _context(self, uri: str) -> Context:
        return Context(
            graph=self.graph,
            to=Addresses(uri, self.directory_urls),
            broken=self.broken,
            about=self.about,
            changed=self.changed,
            review=REVIEW if self.review else "",
        )

    def _shown(self, id: str) -> tuple[ProblemView, ...]:
        return problem_views(self.problems.get(id, ()), self.root)

    def _brief(self, id: str) -> Callable[[Context], BriefView]:
        return lambda context: brief_view(context.graph.records[id], context, problems=self._shown(id))

    def _old_brief(self, record: Incident) -> Callable[[Context], BriefView]:
        return lambda context: brief_view(record, context, problems=self._shown(record.id), is_old=True)

    def _problems(self, id: str, file: str) -> Callable[[Context], Any]:
        return lambda context: problems_view(id, file, self._shown(id))


def _brief_extras(record: Incident) -> dict[str, Any]:
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
