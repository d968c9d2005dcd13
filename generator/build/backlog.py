"""What a build has put off, one piece after another, for whoever makes it while nobody waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from generator.build.engine import Engine, Extra
from generator.build.extras import Extras
from generator.build.frame import Frame
from generator.build.late import Late, Texts, breathing
from generator.build.output import Output
from generator.build.shells import Shells
from generator.pages import Page, Rendered, Site, page_file
from generator.search import FOLDER as SEARCH
from generator.search import SearchMemory, search_files

Piece = Callable[[], Callable[[], None]]
"""Prepares something while others may build, and gives what puts it in its place."""


@dataclass(slots=True)
class Backlog:
    """Knows what has been put off."""

    engine: Engine
    """Makes the pages."""
    extras: Extras
    """Describes the files that are no pages."""
    safely: Callable[[Page, Site], tuple[Rendered, bool]]
    """Makes a page's body, or where that fails one that says so."""
    views: dict[str, Late] = field(default_factory=dict)
    """Views that show what they showed before, by their uris."""
    texts: Texts = field(default_factory=Texts)
    """The views' files."""
    _search: SearchMemory = field(default_factory=SearchMemory)

    def of(
        self,
        raw: Site,
        frame: Frame,
        pages: Iterable[Page],
        extras: Iterable[Extra],
        breathe: Callable[[], None],
        shells: Shells,
        output: Output,
    ) -> Iterator[Piece]:
        """Give what has been put off.

        Args:
            raw: The site, not watched.
            frame: What it is made with.
            pages: All pages that MkDocs does not make.
            extras: All files that are no pages.
            breathe: Called now and then; it may wait.
            shells: The theme's part of pages.
            output: Where files go.
        """
        put_off = dict.fromkeys(self.engine.put_off)
        by_path = {page_file(page.uri, directory_urls=shells.directory_urls): page for page in pages}
        waiting = [by_path[path] for path in put_off if path in by_path]
        narrow: list[Piece] = [
            *(partial(partial, self.engine.make_page, page, shells, output) for page in waiting if page.is_narrow),
            *(partial(partial, self.engine.make_extra, e, output) for e in extras if e.is_narrow and e.path in put_off),
        ]
        calm = breathing(raw, breathe)
        wide: list[Piece] = [
            *(partial(self._view, late, calm, output) for late in self.views.values()),
            *(partial(self.engine.prepare_page, page, calm, shells, output) for page in waiting if not page.is_narrow),
        ]
        yield from narrow
        yield from wide
        for extra in self.extras.wide(calm, frame):
            if extra.path in put_off:
                yield partial(self.engine.prepare_extra, extra, output)
        yield partial(self._find, calm, breathe, output)

    def search_files(self, site: Site, breathe: Callable[[], None] = lambda: None) -> Mapping[str, str]:
        """Make the files of the search index."""
        return search_files(site.graph, self._search, directory_urls=site.directory_urls, breathe=breathe)

    def _view(self, late: Late, calm: Site, output: Output) -> Callable[[], None]:
        if late.page.is_narrow:  # what it asks for is to be noted, and it is soon made
            return lambda: self._show(late, self.engine.view(late.page), output)
        body, is_good = self.safely(late.page, calm)

        def put() -> None:
            self.engine.take_view(late.page, body, is_good=is_good)
            self._show(late, body, output)

        return put

    def _show(self, late: Late, body: Rendered, output: Output) -> None:
        if text := self.texts.put(late, body):
            path, words = text
            (output.folder / path).write_bytes(words.encode("utf-8", errors="xmlcharrefreplace"))
        else:
            # Another plugin has changed what was put in; the next build shows it.
            self.engine.make_old(late.page)

    def _find(self, calm: Site, breathe: Callable[[], None], output: Output) -> Callable[[], None]:
        index = self.search_files(calm, breathe)

        def put() -> None:
            for path, text in index.items():
                output.write(path, text.encode())
            output.keep_only({path for path in output.files if not path.startswith(f"{SEARCH}/")} | index.keys())

        return put
