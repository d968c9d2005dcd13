"""A site as it stands after a build: where nothing has changed since, it is what the next build has to make.

Then neither the records nor what is known of each page is read; looking at the times of files is enough.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.build.frame import Frame
from generator.build.keys import build_key
from generator.build.output import File
from generator.build.shells import Shape, Shells
from generator.build.staging import is_data
from generator.build.watching import stamps_of
from generator.pages import Page, Rendered, Site
from generator.record.problem import Problem
from generator.store.history import head_of

# A file written twice within a tick of the disk's clock can look unchanged.
_SETTLED = 2_000_000_000


@dataclass(frozen=True, slots=True)
class View:
    """A view as it was made."""

    uri: str
    """Its uri."""
    title: str
    """Its title."""
    description: str
    """Its description."""
    searchable: bool
    """Whether it can be found by MkDocs' own search."""
    body: Rendered
    """What it shows."""

    @classmethod
    def of(cls, page: Page, body: Rendered) -> View:
        """Keep a view."""
        return cls(page.uri, page.title, page.description, page.searchable, body)

    def page(self) -> Page:
        """Describe it as a page."""
        return Page(
            uri=self.uri,
            title=self.title,
            description=self.description,
            searchable=self.searchable,
            is_view=True,
            render=self._body,
        )

    def _body(self, _: Site) -> Rendered:
        return self.body


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A site as it stands."""

    folder: str
    """The site's folder."""
    whole: str
    """The name of the file in which is kept what is known of records and pages."""
    rests_on: tuple[object, ...]
    """What `foundation` said."""
    problems: Sequence[Problem]
    """What is wrong with the collection."""
    views: Sequence[View]
    """What navigation lists."""
    lists: Rendered
    """The lists of the home page."""
    not_found: Mapping[str, str]
    """The page that says that there is no such page, by the path of the site on its server."""
    assets: Sequence[tuple[str, str]]
    """The files that pages need, and where they are."""
    paths: Sequence[str]
    """The paths of all other pages, as a server is asked for them."""
    shells: Mapping[Shape, str]
    """The digests of the theme's parts of pages."""
    files: Mapping[str, File]
    """The files in the site's folder."""

    def body(self, uri: str) -> Rendered:
        """Give the body of a view."""
        return next(view.body for view in self.views if view.uri == uri)

    def fits(self, foundation: tuple[object, ...], files: Mapping[str, File]) -> bool:
        """Say whether the site is what a build would make now, but for the theme's part.

        Args:
            foundation: What `foundation` says now.
            files: The files that are in the site's folder as they were written.
        """
        return "" not in foundation and self.rests_on == foundation and files.keys() == self.files.keys()

    def is_in(self, shells: Shells, files: Mapping[str, File]) -> bool:
        """Say whether the theme's part is what it was too, and MkDocs has written no file of ours."""
        is_same = all(digest and shells.digest(shape) == digest for shape, digest in self.shells.items())
        return is_same and files.keys() == self.files.keys()


def foundation(root: Path, frame: Frame) -> tuple[object, ...]:
    """Give all that a site rests on, in short; it is the same where nothing has changed.

    Args:
        root: The collection's folder.
        frame: What the site is made with.

    Returns:
        An empty text among it says that a file is too new to tell.
    """
    key = build_key(frame.folders, *frame.options)
    return key, tuple(sorted(frame.written.items())), head_of(root) or "none", _data(root)


def _data(root: Path) -> str:
    digest, now = hashlib.blake2b(digest_size=16), time.time_ns()
    length = len(str(root)) + 1
    for path, (at, size) in sorted(stamps_of([root]).items()):
        if not is_data(path[length:]):
            continue
        if now - at < _SETTLED:
            return ""
        digest.update(f"{path}\0{at}\0{size}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
