"""What shows for a moment what it showed before the last edit, until there is time to make it.

It is made in the background, and gives way to whoever edits: while it walks over the records it looks up now and then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from generator.pages import Page, Rendered, Site

_OFTEN = 100
_V = TypeVar("_V")


class SupersededError(BaseException):
    """What was being made is of yesterday: another build has begun. Nobody but this package meets it.

    No exception of the ordinary kind, which would be taken for a fault of what is being made.
    """


class _Breathing(Mapping[str, _V]):
    """A mapping that lets others go first while somebody walks over it."""

    def __init__(self, inner: Mapping[str, _V], breathe: Callable[[], None]) -> None:
        self._inner, self._breathe = inner, breathe

    def __getitem__(self, key: str) -> _V:
        return self._inner[key]

    def __len__(self) -> int:
        return len(self._inner)

    def __iter__(self) -> Iterator[str]:
        for at, key in enumerate(self._inner):
            if at % _OFTEN == 0:
                self._breathe()
            yield key


def breathing(site: Site, breathe: Callable[[], None]) -> Site:
    """Give a site of which everything can be made at leisure.

    Args:
        site: The site.
        breathe: Called now and then while somebody walks over its records; it may wait, or end the walk.
    """
    return replace(site, graph=replace(site.graph, records=_Breathing(site.graph.records, breathe)))


@dataclass(frozen=True, slots=True)
class Late:
    """A view that has been put off."""

    page: Page
    """The view."""
    old: Rendered
    """What it shows."""


@dataclass(slots=True)
class Texts:
    """The views' files as the theme has made them, so that a body can be put in without asking the theme again."""

    _places: dict[str, str] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    def take(self, path: str, uris: Iterable[str], text: str) -> None:
        """Take a file.

        Args:
            path: Its path in the site.
            uris: The uris of the views that stand in it.
            text: What it holds.
        """
        self._texts[path] = text
        self._places.update(dict.fromkeys(uris, path))

    def put(self, late: Late, body: Rendered) -> tuple[str, str] | None:
        """Put the body of a view in the place of its old one.

        Returns:
            The file's path and what it is to hold; None where the old body does not stand there as it was given.
        """
        path = self._places.get(late.page.uri, "")
        text = self._texts.get(path, "")
        if text.count(late.old.html) != 1:
            return None
        self._texts[path] = text = text.replace(late.old.html, body.html)
        return path, text
