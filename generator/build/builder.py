"""One build after another: reads the collection, and hands pages to whoever puts them into a theme.

Never raises for a brief or template that is wrong: while somebody edits, that would take the whole site down.
"""

from __future__ import annotations

import html
import threading
import time
from collections.abc import Callable, Collection, Iterator, Set
from functools import partial
from pathlib import Path

from generator.build.backlog import Backlog
from generator.build.engine import Engine, Group, Report, State
from generator.build.extras import Extras
from generator.build.frame import Fault, Frame, Told
from generator.build.kept import beside, clear, keep, place_of, recall
from generator.build.keys import build_key
from generator.build.late import Late, SupersededError
from generator.build.later import Later
from generator.build.order import left_by
from generator.build.output import Output
from generator.build.reading import Reader
from generator.build.shells import Shells
from generator.build.sitemap import add_to_sitemap, write_sitemap
from generator.build.standing import Standing, View, foundation
from generator.errors import BriefsError
from generator.pages import (
    Page,
    PageMemory,
    Rendered,
    Site,
    page_file,
    page_path,
)
from generator.search import FOLDER as SEARCH

_HOME = Page(uri="index", title="Home", render=Site.home_words, is_view=True)
_HOME_LISTS = Page(uri="home", title="Home", render=Site.home)
# What is done in the background lets whoever waits for a page go first.
_BREATH = 0.002
# Seconds for which whoever has saved a brief waits for the pages that name what it names.
_PATIENCE = 0.2


class Builder:
    """Builds the site of one collection.

    Args:
        root: The collection's folder.
        report: Tells of a problem of a brief.
        fault: Tells of a page that could not be made.
    """

    def __init__(self, root: Path, *, report: Told, fault: Fault) -> None:
        self.root = root
        self._report, self._tell_fault = report, fault
        self._faults = 0
        self._engine = Engine(State(), self._safely)
        self._extras = Extras(root, self._fault)
        self._backlog = Backlog(self._engine, self._extras, self._safely)
        self._known_pages = PageMemory()
        self._later = Later()
        # Held from the start of a build to its end: what is done in the background writes in between only.
        self._building = threading.Lock()
        self._reader: Reader | None = None
        self._output: Output | None = None
        self._frame: Frame | None = None
        self._shells: Shells | None = None
        self._key = ""
        self._raw: Site | None = None
        self._site: Site | None = None
        self._views: list[Page] = []
        self._pages: list[Page] = []
        self._sitemap = "", ""
        self._not_found: dict[str, str] = {}
        # How the site stood before this process, until it has been read whole; and that, where it stands so still.
        self._last: Standing | None = None
        self._standing: Standing | None = None
        self._foundation: tuple[object, ...] = ()
        self.tried: set[str] = set()
        """Digests of the theme's parts of pages that were tried and right."""
        self.last: Report | None = None
        """What the last build did."""

    def start(self, site_dir: Path) -> None:
        """Begin a build: save our files from being cleaned away."""
        self._building.acquire()
        if self._reader is None:
            self._reader = Reader(self.root, report=self._report, fault=self._fault)
            known = recall(place_of(self.root))
            self._last = known if isinstance(known, Standing) else None
            self.tried.update(self._last.shells.values() if self._last else ())
        if self._output is None or self._output.folder != site_dir:
            is_last = self._last is not None and self._last.folder == str(site_dir.absolute())
            self._output = Output(site_dir, dict(self._last.files) if self._last and is_last else {})
        self._faults = 0
        self._output.stow()

    def give_up(self) -> None:
        """End a build that cannot go on."""
        if self._output and self._building.locked():
            self._output.put_back()
            self._building.release()

    def wait(self) -> None:
        """Wait until what is done in the background is done."""
        self._later.wait()

    def read(self, frame: Frame) -> list[Page]:
        """Read the collection; what is wrong with it is told, and shown on its page.

        Returns:
            The pages that navigation lists.
        """
        reader, output = left_by("start", self._reader), left_by("start", self._output)
        self._frame, self._backlog.views, self._standing = frame, {}, None
        self._foundation = () if frame.serving else foundation(self.root, frame)
        if self._last and self._last.fits(self._foundation, output.files):
            self._standing = self._last
            reader.tell(self._last.problems)
            return [view.page() for view in self._last.views]
        return self._read_whole(frame)

    def _read_whole(self, frame: Frame) -> list[Page]:
        reader = left_by("start", self._reader)
        self._standing = None
        if self._last:
            match recall(place_of(self.root).with_name(self._last.whole)):
                case (State() as state, memory):
                    reader.recall(memory)
                    self._engine.state = state
            self._last = None
        site = reader.read(frame)
        self._key = build_key(frame.folders, *frame.options, reader.names)
        self._views, self._pages = self._described(site, frame)
        self._begin(site)
        return self._views

    def edit(self, changed: Set[str]) -> Report | None:
        """Take in edits of data alone, without anything that people have written, and what MkDocs makes of it.

        Args:
            changed: Names of the files in the collection's folder that may have changed; no others have.

        Returns:
            What was done; None where a whole build has to follow, and nothing is written.
        """
        frame, shells, output, reader = self._frame, self._shells, self._output, self._reader
        if frame is None or shells is None or output is None or reader is None:
            return None
        with self._building:
            names = reader.names
            site = reader.read(frame, changed)
            views, pages = self._described(site, frame)
            if reader.names != names or [_listed(view) for view in views] != [_listed(view) for view in self._views]:
                return None
            is_more = [page.uri for page in pages] != [page.uri for page in self._pages]
            self._views, self._pages, self._backlog.views = views, pages, {}
            self._begin(site)
            for view in views:
                self.view(view)
            self.home()
            if is_more:
                write_sitemap(output.folder, self.sitemap(*self._sitemap))
            return self._finish(shells, output)

    def view(self, page: Page) -> Rendered:
        """Give the body of a page that navigation lists; while somebody edits, for now as it was."""
        if self._standing:
            return self._standing.body(page.uri)
        old = self._engine.old_view(page) if self._is_served else None
        if old is None or not self._engine.is_old(page):
            return self._engine.view(page)
        self._engine.make_old(page)
        self._backlog.views[page.uri] = Late(page, old)
        return old

    def home(self) -> Rendered:
        """Give the lists of the home page."""
        return self._standing.lists if self._standing else self.view(_HOME_LISTS)

    def themed(self, path: str, uri: str, text: str) -> None:
        """Take a view as the theme has made it, to put its body in when another is there.

        Args:
            path: Its path in the site.
            uri: Its uri.
            text: The page.
        """
        uris = [view.uri for view in (*self._views, _HOME_LISTS) if view.uri == uri]
        if path == "index.html":
            uris.append(_HOME_LISTS.uri)
        if self._is_served and uris:
            self._backlog.texts.take(path, uris, text)

    def assets(self) -> Iterator[tuple[str, Path]]:
        """Give for every file that pages need its uri and where it is."""
        if self._standing:
            return ((uri, Path(path)) for uri, path in self._standing.assets)
        return self._made_site.assets()

    def sitemap(self, written: str, site_url: str) -> str:
        """Name our pages in the site map."""
        self._sitemap = written, site_url
        return add_to_sitemap(written, site_url, self._standing.paths if self._standing else self._paths())

    def _paths(self) -> list[str]:
        urls = self._made_site.directory_urls
        return [page_path(page.uri, directory_urls=urls) for page in self._pages]

    def finish(self, shells: Shells) -> Report:
        """End a build: write what is not there as it should be."""
        output = left_by("start", self._output)
        output.put_back()
        self._shells = shells
        if self._standing and not self._standing.is_in(shells, output.files):
            self._read_whole(left_by("read", self._frame))
        if self._standing:
            self.last = report = Report(len(self._standing.files), (), 0)
            self._building.release()
            return report
        report = self._finish(shells, output)
        self._building.release()
        if not self._is_served:
            self._keep(shells, output)
        return report

    def _keep(self, shells: Shells, output: Output) -> None:
        place = place_of(self.root)
        reader, engine, whole = left_by("start", self._reader), self._engine, beside(place)
        is_settled = engine.is_settled() and not self._faults
        keep(whole, (engine.state, reader.memory))
        standing = Standing(
            folder=str(output.folder.absolute()),
            whole=whole.name,
            rests_on=self._foundation if is_settled else ("",),
            problems=reader.problems,
            views=[View.of(page, engine.view(page)) for page in self._views],
            lists=self.home(),
            not_found=self._not_found,
            assets=[(uri, str(path)) for uri, path in self._made_site.assets()],
            paths=self._paths(),
            shells={shape: shells.digest(shape) for shape in engine.shapes()},
            files=output.files,
        )
        keep(place, standing)
        clear(place, but=whole)

    def _begin(self, site: Site) -> None:
        self._raw = site
        self._site = self._engine.begin(site, self._key)

    def _finish(self, shells: Shells, output: Output) -> Report:
        raw, frame, reader = left_by("read", self._raw), left_by("read", self._frame), left_by("start", self._reader)
        extras = list(self._extras.of(raw, self._made_site, frame, reader.digests))
        if frame.serving:
            group, patience = Group(SEARCH, None), _PATIENCE
        else:
            group, patience = Group(SEARCH, partial(self._backlog.search_files, raw)), None
        self.last = report = self._engine.finish(self._pages, extras, [group], shells, output, patience=patience)
        if frame.serving:
            backlog = self._backlog.of(raw, frame, self._pages, extras, partial(self._breathe, raw), shells, output)
            self._later.ask(partial(self._catch_up, raw, backlog))
        return report

    def _breathe(self, raw: Site) -> None:
        """Let whoever builds go first.

        Raises:
            SupersededError: What is being made is of an earlier build.
        """
        if self._building.locked():
            with self._building:
                pass
        if self._raw is not raw:
            raise SupersededError

    def _catch_up(self, raw: Site, backlog: Iterator[Callable[[], Callable[[], None]]]) -> None:
        """Do what was put off, unless another build has begun meanwhile, which puts it off again."""
        try:
            for prepare in backlog:
                put = prepare()
                with self._building:
                    if self._raw is not raw:
                        return
                    put()
                time.sleep(_BREATH)
        except SupersededError:
            return

    @property
    def _is_served(self) -> bool:
        return self._frame is not None and self._frame.serving

    @property
    def written(self) -> Collection[str]:
        """The files of the collection that MkDocs has read or copied, by their paths below its folder."""
        return self._frame.written.values() if self._frame else ()

    @property
    def broken(self) -> Collection[str]:
        """The ids of briefs that cannot be read."""
        return self._made_site.broken

    @property
    def _made_site(self) -> Site:
        return left_by("read", self._site)

    def _described(self, site: Site, frame: Frame) -> tuple[list[Page], list[Page]]:
        """Describe the pages that navigation lists, and all others."""
        views: list[Page] = []
        pages: list[Page] = []
        described = site.pages(self._known_pages)
        for page in described if "index.html" in frame.written else (*described, _HOME):
            file = page_file(page.uri, directory_urls=frame.directory_urls)
            if taken := frame.written.get(file):
                self._fault(
                    f"{taken} stands where the page of {page.title!r} would; "
                    "it was kept, and that page was left out. Rename the file to have both."
                )
                continue
            (views if page.is_view else pages).append(page)
        return views, pages

    def not_found(self, base: str) -> str:
        """Give the page that says that there is no such page, and looks for it.

        Args:
            base: The path of the site on its server.
        """
        if self._standing and base not in self._standing.not_found:
            self._read_whole(left_by("read", self._frame))
        if self._standing:
            return self._standing.not_found[base]
        page = Page(uri="404", title="", render=lambda site: site.not_found(base))
        self._not_found[base] = text = self._safely(page, self._made_site)[0].html
        return text

    def _fault(self, message: str, *, with_traceback: bool = False) -> None:
        self._faults += 1
        self._tell_fault(message, with_traceback=with_traceback)

    def _safely(self, page: Page, site: Site) -> tuple[Rendered, bool]:
        """Make a page, or where that fails one that says so."""
        try:
            return page.render(site), True
        except BriefsError as error:
            self._fault(f"{page.uri}.md: {error}")
            said = str(error)
        except Exception:  # a fault of ours or of an edited template; the traceback says where
            self._fault(f"{page.uri}.md: this page could not be made", with_traceback=True)
            said = "This page could not be made; the log of the build says why."
        return Rendered(f'<h1 id="top">Something is wrong here</h1><p>{html.escape(said)}</p>'), False


def _listed(view: Page) -> tuple[str, str, str]:
    """Give what the theme's part of a view rests on."""
    return view.uri, view.title, view.description
