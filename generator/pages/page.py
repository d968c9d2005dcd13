"""A page of the site as a description, and those that are known already."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.pages.site import Site


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
    render: Callable[[Site], Rendered]
    """Makes its body, of the site as it is then."""
    description: str = ""
    """A sentence for those who find it elsewhere: plain text, not escaped."""
    edit: str | None = None
    """The file it is made from, below the collection's folder."""
    tags: tuple[str, ...] = ()
    """What to show beside it in search results: plain text, not escaped."""
    lists: tuple[object, ...] = ()
    """What it lists, where it was told so before it is made; with another list it is another page."""
    is_view: bool = False
    """True for the few pages that navigation lists."""
    searchable: bool = True
    """False for pages that only repeat what others say."""
    is_narrow: bool = False
    """True for a page that asks the graph, while it is made, for all that it shows; any other rests on everything."""
    is_volatile: bool = False
    """True for a page that rests on more than records, and has to be made anew each time."""


@dataclass(slots=True)
class PageMemory:
    """The pages of the last time, to be described again only where what they are of is another object."""

    _known: dict[Hashable, tuple[object, tuple[Page, ...]]] = field(default_factory=dict)
    _now: dict[Hashable, tuple[object, tuple[Page, ...]]] = field(default_factory=dict)

    def of(self, key: Hashable, what: object, describe: Callable[[], tuple[Page, ...]]) -> tuple[Page, ...]:
        """Give the pages of something.

        Args:
            key: Its name.
            what: The thing itself, of which alone they are made.
            describe: Describes them.
        """
        known = self._known.get(key)
        if known is None or known[0] is not what:
            known = (what, describe())
        self._now[key] = known
        return known[1]

    def settle(self) -> None:
        """Forget what was not asked for since the last time."""
        self._known, self._now = self._now, {}
