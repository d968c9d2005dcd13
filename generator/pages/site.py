"""All pages of the site as plain descriptions, each rendered when it is asked for. Knows nothing of the site's host."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.links import Entity, Graph
from generator.links.entities import CATEGORIES
from generator.pages.addresses import Addresses, brief_uri, entity_uri, index_uri, page_path
from generator.pages.brief import brief_view
from generator.pages.browse import browse_view
from generator.pages.context import Context, place_words
from generator.pages.entity import entity_view, index_view
from generator.pages.environment import fill, find_asset, make_environment
from generator.pages.guide import GuideView, guide_view
from generator.pages.home import home_view
from generator.pages.method import MethodView, method_view
from generator.pages.problems import problem_views, problems_view
from generator.pages.views import BriefView, ProblemView
from generator.pages.words import category_words, label, one_line, period_view, shorten
from generator.record.problem import Problem
from generator.record.schema import Incident

STYLESHEET = "assets/briefs.css"
"""The stylesheet of all pages, as a file of the site."""

SEARCH_STYLESHEET, SEARCH_SCRIPT = "assets/search.css", "assets/search.js"
"""What makes the search box of all pages, as files of the site."""

ASSETS = (STYLESHEET, "assets/browse.js", SEARCH_STYLESHEET, SEARCH_SCRIPT)
"""The files that all pages need beside them."""


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

    def pages(self) -> Iterator[Page]:
        """Describe every page but the home page."""
        env = make_environment(self.folders)

        def page(uri: str, title: str, template: Sequence[str], view: Callable[[Context], Any], **rest: Any) -> Page:
            def render() -> Rendered:
                value = view(self._context(uri))
                return Rendered(fill(env, template, view=value), _headings(value))

            return Page(uri=uri, title=one_line(title), render=render, **rest)

        for id, record in self.graph.records.items():
            yield page(brief_uri(id), record.title, ["brief.html"], self._brief(record), **_brief_extras(record))
        for id, path in self.broken.items():
            if id in self.graph.records:
                continue
            file = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name
            old = self.before.get(id)
            template = ["brief.html"] if old else ["problems.html"]
            view = self._brief(old, is_old=True) if old else self._problems(id, file)
            yield page(brief_uri(id), id, template, view, edit=file, searchable=False)
        for category in CATEGORIES:
            words = category_words(category)
            names = [f"{words.folder}.html", "index.html"]
            view = self._index(category)
            yield page(
                index_uri(category), words.title, names, view, description=words.about, is_view=True, searchable=False
            )
            for entity in self.graph.entities.all(category):
                names = [f"{category}.html", "entity.html"]
                yield page(entity_uri(entity), entity.name, names, self._entity(entity), tags=(words.one,))
        yield page("browse", "Browse", ["browse.html"], browse_view, is_view=True, searchable=False)
        about = "How to correct a brief: a worked example, every field, what its value may be, and every term."
        yield page("guide", "Editing briefs", ["guide.html"], guide_view, description=about, is_view=True)
        about = "What the program does, what people do, and how far the result can be trusted."
        yield page("method", "How the briefs are made", ["method.html"], method_view, description=about, is_view=True)

    def home(self) -> Rendered:
        """Make the lists of the home page, which stand below the words that a person has written."""
        view = home_view(self._context("index"))
        return Rendered(fill(make_environment(self.folders), ["home.html"], view=view))

    def home_words(self) -> Rendered:
        """Make the words of the home page for a collection whose people have written none."""
        return Rendered(fill(make_environment(self.folders), ["welcome.html"]))

    def redirects(self) -> Iterator[tuple[str, str]]:
        """Give for every old id the file to write and the page that leads on."""
        env = make_environment(self.folders)
        for old, id in self.graph.aliases.items():
            path = page_path(brief_uri(old), directory_urls=self.directory_urls)
            href = Addresses(brief_uri(old), self.directory_urls).brief(id)
            html = fill(env, ["redirect.html"], title=one_line(self.graph.records[id].title), href=href)
            yield (f"{path}index.html" if path.endswith("/") else path), html

    def assets(self) -> Iterator[tuple[str, Path]]:
        """Give for every file that pages need its uri and where it is."""
        for uri in ASSETS:
            yield uri, find_asset(self.folders, uri.removeprefix("assets/"))

    def _context(self, uri: str) -> Context:
        return Context(self.graph, Addresses(uri, self.directory_urls), self.broken)

    def _shown(self, id: str) -> tuple[ProblemView, ...]:
        return problem_views(self.problems.get(id, ()), self.root)

    def _brief(self, record: Incident, *, is_old: bool = False) -> Callable[[Context], BriefView]:
        return lambda context: brief_view(record, context, problems=self._shown(record.id), is_old=is_old)

    def _problems(self, id: str, file: str) -> Callable[[Context], Any]:
        return lambda context: problems_view(id, file, self._shown(id))

    def _index(self, category: str) -> Callable[[Context], Any]:
        return lambda context: index_view(category, context)

    def _entity(self, entity: Entity) -> Callable[[Context], Any]:
        return lambda context: entity_view(entity, context)


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
    if isinstance(view, GuideView | MethodView):
        return view.headings
    if not isinstance(view, BriefView):
        return ()
    found = [
        *((section.id, section.title) for section in view.before),
        ("casualties", "Casualties") if view.casualties else None,
        *((section.id, section.title) for section in view.after),
        ("quotes", "Quotes") if view.quotes else None,
        ("related", "Related incidents") if view.related else None,
        ("set-aside", "Explored and set aside") if view.set_aside else None,
        ("context", "Context") if view.context.entries else None,
        ("notes", "Notes") if view.notes else None,
        ("other", "More evidence and doubts") if view.other else None,
        ("sources", "Sources") if view.sources else None,
    ]
    return tuple(heading for heading in found if heading)
