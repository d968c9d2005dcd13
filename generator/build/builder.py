"""One build after another: reads the collection, and hands pages to whoever puts them into a theme.

Never raises for a brief or template that is wrong: while somebody edits, that would take the whole site down.
"""

from __future__ import annotations

import gc
import html
import os
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from generator.build.engine import Engine, Extra, Group, Report, State
from generator.build.kept import keep, place_of, recall
from generator.build.keys import build_key
from generator.build.later import Later
from generator.build.order import left_by
from generator.build.output import Output
from generator.build.shells import Shells
from generator.build.sitemap import add_to_sitemap
from generator.errors import BriefsError, StoreError
from generator.exports.formats import FORMATS
from generator.exports.publication import Publication
from generator.links import Graph, Memory, build
from generator.pages import (
    BRIEFS,
    About,
    Desk,
    Download,
    Page,
    Rendered,
    Site,
    brief_uri,
    may_be_shown,
    page_file,
    page_path,
    record_uri,
)
from generator.record.problem import Problem
from generator.record.schema import Incident
from generator.search import FOLDER as SEARCH
from generator.search import SearchMemory, search_files
from generator.store import Collection as Briefs
from generator.store import Loaded, read_file
from generator.store.history import last_changes
from generator.store.queue import read_queue

HOME = "index"
"""The uri of the home page."""
_LISTS = "home"
# What is done in the background lets whoever waits for a page go first.
_BREATH = 0.002


@dataclass(slots=True)
class Late:
    """A view that shows for now what it showed before the last edit."""

    page: Page
    """The view."""
    old: Rendered
    """What it shows."""
    path: str = ""
    """Its file in the site."""
    text: str = ""
    """What the file holds."""


class Fault(Protocol):
    """Tells the person who builds that a page could not be made."""

    def __call__(self, message: str, *, with_traceback: bool = False) -> None:
        """Tell it."""


class Told(Protocol):
    """Tells the person who builds of a problem; `base` is the folder from which files are named."""

    def __call__(self, problem: Problem, base: Path) -> None:
        """Tell it."""


class Builder:
    """Builds the site of one collection.

    Args:
        root: The collection's folder.
        report: Tells of a problem of a brief.
        fault: Tells of a page that could not be made.
    """

    def __init__(self, root: Path, *, report: Told, fault: Fault) -> None:
        self.root = root
        self._report, self._fault = report, fault
        self._engine = Engine(State(), self._safely)
        self._output: Output | None = None
        self._collection: Briefs | None = None
        self._links = Memory()
        self._last_good: dict[str, Incident] = {}
        self._search = SearchMemory()
        self._later = Later()
        self.last: Report | None = None
        """What the last build did."""
        # Held from the start of a build to its end: what is done in the background writes in between only.
        self._building = threading.Lock()
        self._serving = False
        self._description = ""
        self._names = ""
        self._site: Site | None = None
        self._graph: Graph | None = None
        self._pages: list[Page] = []
        self._put_off: dict[str, Late] = {}

    def start(self, site_dir: Path) -> None:
        """Begin a build: save our files from being cleaned away."""
        self._building.acquire()
        if self._collection is None:
            self._collection = self._opened()  # kept between builds: it reads only what has changed
            match recall(place_of(self.root)):
                case (str() as folder, State() as state, memory):
                    self._collection.recall(memory)
                    self._engine.state = state
                    if folder != str(site_dir.absolute()):
                        state.files = {}
        if self._output is None or self._output.folder != site_dir:
            self._output = Output(site_dir, self._engine.state.files)
        self._output.stow()

    def give_up(self) -> None:
        """End a build that cannot go on."""
        if self._output and self._building.locked():
            self._output.put_back()
            self._building.release()

    def wait(self) -> None:
        """Wait until what is done in the background is done."""
        self._later.wait()

    def read(
        self,
        *,
        folders: tuple[Path, ...],
        directory_urls: bool,
        serving: bool,
        written: Mapping[str, str],
        about: About,
        description: str,
        review: bool,
    ) -> list[Page]:
        """Read the collection; what is wrong with it is told, and shown on its page.

        Args:
            folders: Where templates are.
            directory_urls: Whether pages are served as folders.
            serving: Whether somebody is editing.
            written: The pages that people have written, by their files in the site, with their files in the collection.
            about: The site as a whole, but for what is known from its history and what can be downloaded.
            description: The site in a sentence.
            review: Whether a built site has the review queue too.

        Returns:
            The pages that navigation lists.
        """
        self._serving = serving
        self._put_off = {}
        downloads = tuple(Download(format_.file, format_.title, format_.about) for format_ in FORMATS)
        about = replace(about, downloads=downloads)
        site = self._read(folders, directory_urls, serving, about, review or serving)
        self._graph, self._description = site.graph, description
        options = directory_urls, about.title, about.base, about.edit, downloads, description, serving, review
        self._site = site = self._engine.begin(site, build_key(folders, *options, self._names))
        views: list[Page] = []
        self._pages = []
        for page in self._all_pages(site, written):
            file = page_file(page.uri, directory_urls=directory_urls)
            if taken := written.get(file):
                self._fault(
                    f"{taken} stands where the page of {page.title!r} would; "
                    "it was kept, and that page was left out. Rename the file to have both."
                )
                continue
            (views if page.is_view else self._pages).append(page)
        return views

    def view(self, page: Page) -> Rendered:
        """Give the body of a page that navigation lists; while somebody edits, for now as it was."""
        old = self._engine.old_view(page) if self._serving else None
        if old is None or not self._engine.is_old(page):
            return self._engine.view(page)
        self._engine.make_old(page)
        self._put_off[page.uri] = Late(page, old)
        return old

    def home(self) -> Rendered:
        """Give the lists of the home page."""
        return self.view(Page(uri=_LISTS, title="Home", render=self._made_site.home))

    def themed(self, path: str, uri: str, text: str) -> None:
        """Take a view as the theme has made it, to put its body in when that is there.

        Args:
            path: Its path in the site.
            uri: Its uri.
            text: The page.
        """
        for name in (uri, _LISTS) if path == "index.html" else (uri,):
            if late := self._put_off.get(name):
                late.path, late.text = path, text

    def assets(self) -> Iterator[tuple[str, Path]]:
        """Give for every file that pages need its uri and where it is."""
        yield from self._made_site.assets()

    def sitemap(self, written: str, site_url: str) -> str:
        """Name our pages in the site map."""
        urls = self._made_site.directory_urls
        return add_to_sitemap(written, site_url, (page_path(page.uri, directory_urls=urls) for page in self._pages))

    def finish(self, shells: Shells) -> Report:
        """End a build: write what is not there as it should be."""
        output = left_by("start", self._output)
        output.put_back()
        graph = left_by("read", self._graph)
        search = Group(SEARCH, None if self._serving else partial(self._search_files, graph))
        extras = list(self._extras())
        self._engine.can_wait, self._engine.put_off = self._serving, []
        self.last = report = self._engine.finish(self._pages, extras, [search], shells, output)
        self._building.release()
        if self._serving:
            self._later.ask(partial(self._catch_up, graph, output, extras, shells))
        elif self._collection:
            keep(place_of(self.root), (str(output.folder.absolute()), self._engine.state, self._collection.memory))
        return report

    def _search_files(self, graph: Graph) -> Mapping[str, str]:
        return search_files(graph, self._search, directory_urls=self._made_site.directory_urls)

    def _catch_up(self, graph: Graph, output: Output, extras: list[Extra], shells: Shells) -> None:
        """Do what was put off, unless another build has begun meanwhile, which puts it off again."""
        pages = {page_file(page.uri, directory_urls=shells.directory_urls): page for page in self._pages}
        files = {extra.path: extra for extra in extras}
        waiting = [partial(self._show_late, late, output) for late in self._put_off.values()]
        for path in self._engine.put_off:
            if path in pages:
                waiting.append(partial(self._engine.make_page, pages[path], shells, output))
            else:
                waiting.append(partial(self._engine.make_extra, files[path], output))
        for work in waiting:
            with self._building:
                if graph is not self._graph:
                    return
                work()
            time.sleep(_BREATH)
        index = self._search_files(graph)
        with self._building:
            if graph is self._graph:
                for path, text in index.items():
                    output.write(path, text.encode())
                output.keep_only({path for path in output.files if not path.startswith(f"{SEARCH}/")} | index.keys())

    def _show_late(self, late: Late, output: Output) -> None:
        body = self._engine.view(late.page)
        # The body stands in the page as it was given; where another plugin has changed it, the next build shows it.
        if late.text.count(late.old.html) == 1:
            text = late.text.replace(late.old.html, body.html)
            (output.folder / late.path).write_bytes(text.encode("utf-8", errors="xmlcharrefreplace"))
        else:
            self._engine.make_old(late.page)

    @property
    def broken(self) -> Collection[str]:
        """The ids of briefs that cannot be read."""
        return self._made_site.broken

    @property
    def _made_site(self) -> Site:
        return left_by("read", self._site)

    def _all_pages(self, site: Site, written: Mapping[str, str]) -> Iterator[Page]:
        yield from site.pages()
        if "index.html" not in written:
            yield Page(uri=HOME, title="Home", render=site.home_words, is_view=True)

    def _extras(self) -> Iterator[Extra]:
        site = self._made_site
        for id in sorted(self._graph.whole if self._graph else ()):
            source = f"{self.root}/{id}.yml"
            try:
                status = os.stat(source)  # noqa: PTH116  # ten thousand times; a path for each takes twice as long
            except OSError:  # it has gone since it was read
                continue
            stamp = status.st_mtime_ns, status.st_size, status.st_ino
            yield Extra(record_uri(id), Path(source).read_bytes, stamp, is_narrow=True)
        for uri, make in (*site.files(), *self._exports(site)):
            yield Extra(uri, partial(self._file, uri, make), is_narrow=uri.startswith(f"{BRIEFS}/"))

    def _file(self, uri: str, make: Callable[[], str]) -> str:
        """Make a file, or where its template is wrong a page that says so."""
        try:
            return make()
        except BriefsError as error:
            self._fault(f"{uri}: {error}")
            return f"<p>{html.escape(str(error))}</p>\n"

    def _exports(self, site: Site) -> Iterator[tuple[str, Callable[[], str]]]:
        publication = Publication(
            graph=site.graph,
            title=site.about.title,
            page=lambda id: page_path(brief_uri(id), directory_urls=site.directory_urls),
            base=site.about.base,
            about=self._description,
            changed=site.changed,
        )
        for format_ in FORMATS:
            yield format_.file, partial(format_.write, publication)

    def _read(
        self, folders: tuple[Path, ...], directory_urls: bool, serving: bool, about: About, review: bool
    ) -> Site:
        # Nothing of what is read lies in a circle, and the collector would walk through all of it again and again.
        gc.disable()
        try:
            return self._read_all(folders, directory_urls, serving, about, review)
        finally:
            gc.freeze()
            gc.enable()

    def _read_all(
        self, folders: tuple[Path, ...], directory_urls: bool, serving: bool, about: About, review: bool
    ) -> Site:
        collection = left_by("start", self._collection)
        loaded = collection.load()
        for problem in loaded.problems:
            self._report(problem, self.root.parent)
        graph = build(loaded.records, loaded.sources, loaded.names, self._links)
        self._names = loaded.names.everything
        # What a build publishes does not hang on what was built before; whoever edits sees what there was.
        before = {id: record for id, record in self._last_good.items() if serving and id in loaded.broken}
        self._last_good = {**before, **graph.records}
        wrong = {
            # A published page shows what makes a brief wrong; what might be better is for those who edit it.
            id: [problem for problem in loaded.problems_of(id) if serving or problem.severity == "error"]
            for id in (*loaded.records, *loaded.broken)
        }
        return Site(
            graph=graph,
            root=self.root,
            folders=folders,
            directory_urls=directory_urls,
            broken={id: path for id, path in loaded.broken.items() if may_be_shown(path)},
            problems={id: found for id, found in wrong.items() if found},
            before=before,
            about=about,
            changed=last_changes(self.root),
            review=self._desk(loaded, collection) if review else None,
        )

    def _opened(self) -> Briefs:
        try:
            return Briefs.open(self.root)
        except StoreError as error:
            self._fault(str(error))  # the build goes on, and shows what there is to be read
            return Briefs(self.root)

    def _desk(self, loaded: Loaded, collection: Briefs) -> Desk:
        return Desk(
            problems={id: loaded.problems_of(id) for id in loaded.records},
            confidence=collection.confidence_of,
            disputes=collection.conflicts_of,
            matches=read_queue(self.root),
            locate=lambda id, address: read_file(self.root / f"{id}.yml").locate(address),
        )

    def not_found(self, base: str) -> str:
        """Give the page that says that there is no such page, and looks for it.

        Args:
            base: The path of the site on its server.
        """
        page = Page(uri="404", title="Not found", render=partial(self._made_site.not_found, base))
        return self._safely(page)[0].html

    def _safely(self, page: Page) -> tuple[Rendered, bool]:
        """Make a page, or where that fails one that says so."""
        try:
            return page.render(), True
        except BriefsError as error:
            self._fault(f"{page.uri}.md: {error}")
            said = str(error)
        except Exception:  # a fault of ours or of an edited template; the traceback says where
            self._fault(f"{page.uri}.md: this page could not be made", with_traceback=True)
            said = "This page could not be made; the log of the build says why."
        return Rendered(f'<h1 id="top">Something is wrong here</h1><p>{html.escape(said)}</p>'), False
