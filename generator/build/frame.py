"""What a site is made with, besides the collection, and whom to tell what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from generator.exports.formats import FORMATS
from generator.pages import About, Download
from generator.record.problem import Problem

DOWNLOADS = tuple(Download(format_.file, format_.title, format_.about) for format_ in FORMATS)
"""The whole collection as files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a site is made with, besides the collection."""

    folders: tuple[Path, ...]
    """Where templates are."""
    directory_urls: bool
    """Whether pages are served as folders."""
    serving: bool
    """Whether somebody is editing."""
    written: Mapping[str, str]
    """The pages that people have written, by their files in the site, with their files in the collection."""
    about: About
    """The site as a whole."""
    description: str
    """The site in a sentence."""
    review: bool
    """Whether a built site has the review queue too."""

    @property
    def options(self) -> tuple[object, ...]:
        """All that makes every page another."""
        about = self.about
        named = about.title, about.base, about.edit, about.downloads
        return self.directory_urls, *named, self.description, self.serving, self.review


class Fault(Protocol):
    """Tells the person who builds that a page could not be made."""

    def __call__(self, message: str, *, with_traceback: bool = False) -> None:
        """Tell it."""


class Told(Protocol):
    """Tells the person who builds of a problem; `base` is the folder from which files are named."""

    def __call__(self, problem: Problem, base: Path) -> None:
        """Tell it."""
