"""The theme's part of a page, rendered once for all pages of a kind and cut where a page's own words stand.

Slots are plain words that no filter of a theme touches. Whether cutting was right is not believed but tried: a page
full of difficult characters is rendered by the theme itself and compared; where they differ, that kind of page goes
through the theme one by one.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.pages import Page, Rendered

# A theme may look whether a page brings its own first heading, as all of ours do.
_HEADED = "<!-- <h1 -->"
_SLOT = re.compile(rf"ibslot([a-z]+)([0-9]+)ibend(?:{_HEADED})?")
_DIFFICULT = "x &amp; y &lt;b&gt; &quot;z&quot; &#x27;q&#x27; {{ 7 }} \\1 $1 – ü"


@dataclass(frozen=True, slots=True)
class Shape:
    """All that makes the theme's part of one page differ from another's, but for words that are put in."""

    folder: str
    """The folder of the page."""
    headings: int
    """How many sections its contents list."""
    has_description: bool
    """Whether it has a description."""
    has_edit: bool
    """Whether it can be edited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What of a page the theme shows, escaped already."""

    folder: str
    """The folder of the page."""
    name: str
    """The last part of its uri."""
    title: str
    """Its title."""
    description: str
    """Its description; may be empty."""
    edit: str | None
    """The file to edit."""
    headings: Sequence[tuple[str, str]]
    """Anchor and words of each section."""
    content: str
    """Its body."""

    @property
    def shape(self) -> Shape:
        """Give the kind of page it is, for the theme."""
        return Shape(self.folder, len(self.headings), bool(self.description), self.edit is not None)


def words_of(page: Page, rendered: Rendered) -> Words:
    """Give what the theme is to show of a page."""
    folder, _, name = page.uri.rpartition("/")
    return Words(
        folder=folder,
        name=name,
        title=html.escape(page.title),
        description=html.escape(page.description),
        edit=page.edit,
        headings=[(id, html.escape(text)) for id, text in rendered.headings],
        content=rendered.html,
    )


Render = Callable[[Words], str]
"""Renders a page by the theme itself."""


class Shells:
    """The shells of one build.

    Args:
        render: Renders a page by the theme itself.
        directory_urls: Whether pages are served as folders.
        tried: The shells of earlier builds that were tried and right.
    """

    def __init__(self, render: Render, *, directory_urls: bool = True, tried: set[str] | None = None) -> None:
        self.directory_urls = directory_urls
        self._tried = set() if tried is None else tried
        self._render = render
        self._shells: dict[Shape, Shell | None] = {}

    def fill(self, words: Words) -> str:
        """Make a page."""
        shell = self._of(words.shape) if "<h1" in words.content else None
        return shell.fill(words) if shell else self._render(words)

    def digest(self, shape: Shape) -> str:
        """Tell one shell from another; what the theme makes of pages one by one is never known to be the same."""
        shell = self._of(shape)
        return shell.digest if shell else ""

    def _of(self, shape: Shape) -> Shell | None:
        if shape not in self._shells:
            shell = Shell.cut(self._render(_slots(shape)))
            probe = _probe(shape)
            if shell.digest in self._tried or shell.fill(probe) == self._render(probe):
                self._tried.add(shell.digest)
                self._shells[shape] = shell
            else:
                self._shells[shape] = None
        return self._shells[shape]


@dataclass(frozen=True, slots=True)
class Shell:
    """A page without its words."""

    pieces: tuple[str, ...]
    """What stands between the slots."""
    slots: tuple[str, ...]
    """The slots, one fewer than pieces."""
    digest: str
    """Tells it from another."""

    @classmethod
    def cut(cls, page: str) -> Shell:
        """Cut a page at its slots."""
        parts = _SLOT.split(page)
        digest = hashlib.blake2b(page.encode(), digest_size=12).hexdigest()
        return cls(tuple(parts[::3]), tuple(map("".join, zip(parts[1::3], parts[2::3], strict=True))), digest)

    def fill(self, words: Words) -> str:
        """Put words into the slots."""
        values = _values(words)
        parts = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            parts += (values[slot], piece)
        return "".join(parts)


def _values(words: Words) -> Mapping[str, str]:
    values = {
        "name0": words.name,
        "title0": words.title,
        "description0": words.description,
        "edit0": words.edit or "",
        "content0": words.content,
    }
    for at, (id, text) in enumerate(words.headings):
        values[f"anchor{at}"], values[f"heading{at}"] = id, text
    return values


def _slots(shape: Shape) -> Words:
    def slot(name: str, at: int = 0) -> str:
        return f"ibslot{name}{at}ibend"

    return Words(
        folder=shape.folder,
        name=slot("name"),
        title=slot("title"),
        description=slot("description") if shape.has_description else "",
        edit=slot("edit") if shape.has_edit else None,
        headings=[(slot("anchor", at), slot("heading", at)) for at in range(shape.headings)],
        content=slot("content") + _HEADED,
    )


def _probe(shape: Shape) -> Words:
    return Words(
        folder=shape.folder,
        name="a-b-2015",
        title=_DIFFICULT,
        description=_DIFFICULT[::-1].replace(";", "").replace("&", "&amp;") if shape.has_description else "",
        edit="a-b-2015.yml" if shape.has_edit else None,
        headings=[(f"part-{at}", f"{at} {_DIFFICULT}") for at in range(shape.headings)],
        content=f'<h1 id="top">{_DIFFICULT}</h1>\n<p>{_DIFFICULT * 3}</p>',
    )
