"""The page that hands over the whole collection as files."""

from __future__ import annotations

from dataclasses import dataclass

from generator.pages.context import Context
from generator.pages.entity import count_of_briefs
from generator.pages.views import Name


@dataclass(frozen=True, slots=True)
class DownloadsView:
    """The page that hands over the whole collection as files."""

    count: str
    """How many briefs each complete file has."""
    files: tuple[Name, ...]
    """The files, each with what it is for."""
    browse: str
    """Link to the page that hands over a choice of them."""
    method: str
    """Link to the page that says how far to trust them."""


def downloads_view(context: Context) -> DownloadsView:
    """Make the page that hands over the whole collection as files."""
    return DownloadsView(
        count=count_of_briefs(len(context.graph.records)),
        files=tuple(Name(it.title, context.to.file(it.uri), it.about) for it in context.about.downloads),
        browse=context.to.page("browse"),
        method=context.to.page("method"),
    )
