"""Makes the pages of a site that have to be made anew, and no other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from generator.build.answers import Answers, Memory
from generator.build.order import left_by
from generator.build.output import Output
from generator.build.shells import Shape, Shells, words_of
from generator.build.watched import EVERYTHING, Key, Notes, watch, watch_fields
from generator.pages import Page, Rendered, Site, page_file

Description = tuple[Any, ...]
"""All that is said of a page besides its body."""
_Todo = tuple[str, Callable[[], None]]
_ALL = frozenset({EVERYTHING})


@dataclass(slots=True)
class Made:
    """A page or file as it was made."""

    said: Description
    """What was said of it."""
    asked: frozenset[Key] | None
    """What it asked the graph for; None for one that must be made again whatever happens."""
    shape: Shape | None = None
    """The kind of page it is, for the theme."""
    shell: str = ""
    """The theme's part of it."""
    body: Rendered | None = None
    """Its own part, for the few pages that MkDocs puts into the theme."""
    paths: frozenset[str] = frozenset()
    """The files, for a group of them."""

    def is_in(self, shells: Shells) -> bool:
        """Say whether the theme's part is what it was."""
        return self.shape is not None and self.shell != "" and shells.digest(self.shape) == self.shell


@dataclass(slots=True)
class State:
    """All that is known of an earlier build; it can be kept between processes."""

    key: str = ""
    """Versions, options and templates; with others, nothing of the state holds."""
    answers: Answers = field(default_factory=dict)
    """What the graph answered."""
    made: dict[str, Made] = field(default_factory=dict)
    """Pages and files, by their path below the site's folder."""


@dataclass(frozen=True, slots=True)
class Extra:
    """A file of the site that is no page."""

    path: str
    """Its path below the site's folder."""
    make: Callable[[], str | bytes]
    """Makes it."""
    said: Description = ()
    """What tells, besides what it asks the graph for, that it is another one now."""
    is_narrow: bool = False
    """As of a page."""


@dataclass(frozen=True, slots=True)
class Group:
    """Files of the site that are made in one go, from everything."""

    name: str
    """Their folder."""
    make: Callable[[], Mapping[str, str]] | None
    """Makes them, by their paths; None where somebody else does later on, and those that are there stay."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    pages: int
    """How many pages and files there are."""
    made: tuple[str, ...]
    """The paths of those that were made anew."""
    removed: int
    """How many there were and are no more."""


class Engine:
    """Builds a site again and again, or the first time in a process from a kept state.

    Args:
        state: What is known of an earlier build.
        safely: Makes a page's body, or where that fails one that says so.
    """

    def __init__(self, state: State, safely: Callable[[Page, Site], tuple[Rendered, bool]]) -> None:
        self.state = state
        self._safely = safely
        self._notes = Notes()
        self._memory = Memory()
        self._pending: set[Key] = set()
        self._fitting: Shells | None = None
        self._site: Site | None = None
        self.put_off: list[str] = []
        """The paths of what the last build has put off."""

    def begin(self, site: Site, key: str) -> Site:
        """Find out what has changed.

        Args:
            site: The site as it is now.
            key: Versions, options and templates.

        Returns:
            The site to make pages of; it notes what they ask for.
        """
        if key != self.state.key:
            self.state.key, self.state.made = key, {}
        # Added up, and forgotten at the end only: a build that somebody else breaks off leaves pages as they were.
        self._pending |= self._memory.take(site, self.state.answers)
        kept: dict[str, Any] = {"graph": watch(site.graph, self._notes), "folders": site.folders}
        self._site = watched = watch_fields(site, "site", self._notes, **kept)
        return watched

    def view(self, page: Page) -> Rendered:
        """Give the body of a page that MkDocs puts into the theme."""
        known = self.old_view(page)
        if known is None or self.is_old(page):
            known, asked = self._make(page)
            self.state.made[_view(page)] = Made(_said(page), asked, body=known)
        return known

    def old_view(self, page: Page) -> Rendered | None:
        """Give the body that such a page had the last time, whatever has changed since but for what is said of it."""
        known = self.state.made.get(_view(page))
        is_same = known is not None and (*known.said[:-1], page.lists) == _said(page)
        return known.body if known and is_same else None

    def is_settled(self) -> bool:
        """Say whether all that was made can stay as it is while nothing changes."""
        return all(made.asked is not None for made in self.state.made.values())

    def shapes(self) -> set[Shape]:
        """Give the kinds of pages that there are, for the theme."""
        return {made.shape for made in self.state.made.values() if made.shape}

    def is_old(self, page: Page) -> bool:
        """Say whether such a page has to be made anew."""
        known = self.state.made.get(_view(page))
        return known is None or self._is_stale(known, _said(page))

    def take_view(self, page: Page, body: Rendered, *, is_good: bool) -> None:
        """Take the body of such a page that somebody else has made; one that is not good is made anew the next time."""
        self.state.made[_view(page)] = Made(_said(page), _ALL if is_good else None, body=body)

    def make_old(self, page: Page) -> None:
        """Note that such a page has been put off: the next build makes it, if nobody has before."""
        known = self.state.made.get(_view(page))
        if known:
            known.asked = None

    def finish(
        self,
        pages: Iterable[Page],
        extras: Iterable[Extra],
        groups: Iterable[Group],
        shells: Shells,
        output: Output,
        *,
        patience: float | None = None,
    ) -> Report:
        """Write every page and file that is not there as it should be, and remove those that should not be.

        Args:
            pages: All pages that MkDocs does not make.
            extras: All files that it does not copy.
            groups: Files that are made together.
            shells: The theme's part of pages.
            output: Where files go.
            patience: How many seconds somebody waits, where what rests on everything, and what there is no time for,
                may be made after the end of the build, by whoever asked for that; None has all made now.
        """
        made: list[str] = []
        wanted: set[str] = set()
        at_once: list[_Todo] = []
        soon: list[_Todo] = []
        later: list[_Todo] = []
        edited = self._edited() if patience is not None else frozenset()
        for path, is_narrow, id, make in self._stale(pages, extras, shells, output, wanted):
            todo = path, make
            if patience is None or id in edited or path not in self.state.made or path not in output.files:
                at_once.append(todo)
            else:
                (soon if is_narrow else later).append(todo)
        end = time.monotonic() + (patience or 0)
        for path, make in at_once:
            make()
            made.append(path)
        for at, (path, make) in enumerate(soon):
            if time.monotonic() > end:
                later[:0] = soon[at:]
                break
            make()
            made.append(path)
        for path, _ in later:
            self.state.made[path].asked = None
        self.put_off = [path for path, _ in later]
        for group in groups:
            wanted |= self._finish_group(group, output, made)
        removed = output.keep_only(wanted)
        self.state.made = {p: m for p, m in self.state.made.items() if p in wanted or m.body is not None or m.paths}
        self._pending = set()
        return Report(len(wanted), tuple(made), removed)

    def _stale(
        self, pages: Iterable[Page], extras: Iterable[Extra], shells: Shells, output: Output, wanted: set[str]
    ) -> Iterator[tuple[str, bool, str, Callable[[], None]]]:
        """Find what has to be made: its path, whether it is narrow, the brief it is of, and what makes it."""
        urls, known_of, files = shells.directory_urls, self.state.made, output.files
        # Shells that all pages were found to be in are not asked for each page again.
        is_same, self._fitting = shells is self._fitting, shells
        for page in pages:
            path, said = page_file(page.uri, directory_urls=urls), _said(page)
            wanted.add(path)
            known = known_of.get(path)
            if known and path in files and not self._is_stale(known, said) and (is_same or known.is_in(shells)):
                continue
            id = page.edit.removesuffix(".yml") if page.edit else ""
            yield path, page.is_narrow or bool(id), id, partial(self.make_page, page, shells, output)
        for extra in extras:
            wanted.add(extra.path)
            known = known_of.get(extra.path)
            if known and extra.path in files and not self._is_stale(known, extra.said):
                continue
            yield extra.path, extra.is_narrow, "", partial(self.make_extra, extra, output)

    def _edited(self) -> frozenset[str]:
        """Give the ids of the briefs that are not what they were."""
        whole = ("graph.records", "site.broken", "site.problems", "site.before")
        return frozenset(key[1] for key in self._pending if key[0] in whole)

    def make_page(self, page: Page, shells: Shells, output: Output) -> None:
        """Make one page, whatever is known of it."""
        body, asked = self._make(page)
        self._put_page(page, body, asked, shells, output)

    def prepare_page(self, page: Page, site: Site, shells: Shells, output: Output) -> Callable[[], None]:
        """Make a page that rests on everything, from a site that is not watched; what is given puts it there."""
        body, is_good = self._safely(page, site)
        return partial(self._put_page, page, body, _ALL if is_good and not page.is_volatile else None, shells, output)

    def make_extra(self, extra: Extra, output: Output) -> None:
        """Make one file, whatever is known of it."""
        self._notes.asked.clear()
        data = extra.make()
        self._put_extra(extra, data, frozenset(self._notes.asked) if extra.is_narrow else _ALL, output)

    def prepare_extra(self, extra: Extra, output: Output) -> Callable[[], None]:
        """Make a file that rests on everything, of a site that is not watched; what is given puts it there."""
        return partial(self._put_extra, extra, extra.make(), _ALL, output)

    def _put_page(
        self, page: Page, body: Rendered, asked: frozenset[Key] | None, shells: Shells, output: Output
    ) -> None:
        path, words = page_file(page.uri, directory_urls=shells.directory_urls), words_of(page, body)
        output.write(path, shells.fill(words).encode("utf-8", errors="xmlcharrefreplace"))
        self.state.made[path] = Made(_said(page), asked, words.shape, shells.digest(words.shape))

    def _put_extra(self, extra: Extra, data: str | bytes, asked: frozenset[Key], output: Output) -> None:
        output.write(extra.path, data if isinstance(data, bytes) else data.encode("utf-8"))
        self.state.made[extra.path] = Made(extra.said, asked)

    def _finish_group(self, group: Group, output: Output, made: list[str]) -> frozenset[str]:
        if group.make is None:
            return frozenset(path for path in output.files if path.startswith(f"{group.name}/"))
        known = self.state.made.get(group.name)
        if known is None or self._is_stale(known, ()) or not known.paths <= output.files.keys():
            files = group.make()
            made += [path for path, text in files.items() if output.write(path, text.encode())]
            known = self.state.made[group.name] = Made((), _ALL, paths=frozenset(files))
        return known.paths

    def _is_stale(self, known: Made, said: Description) -> bool:
        return known.said != said or known.asked is None or not known.asked.isdisjoint(self._pending)

    def _make(self, page: Page) -> tuple[Rendered, frozenset[Key] | None]:
        self._notes.asked.clear()
        body, is_good = self._safely(page, left_by("begin", self._site))
        if not is_good or page.is_volatile:
            return body, None
        return body, frozenset(self._notes.asked) if page.is_narrow else _ALL


def _view(page: Page) -> str:
    return f"view {page.uri}"


def _said(page: Page) -> Description:
    return page.title, page.description, page.edit, page.tags, page.searchable, page.lists
