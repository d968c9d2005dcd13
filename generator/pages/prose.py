"""An editor's prose: Markdown with `[[links]]`, sanitised. The only text that is ever read as Markdown."""

from __future__ import annotations

from collections.abc import Callable
from threading import local
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString
from markupsafe import Markup

from generator.pages.words import show_marks

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h3", "h4", "h5", "h6", "hr", "i"),
    *("ins", "li", "ol", "p", "pre", "q", "s", "small", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "tr", "ul"),
}
_LINK = r"\[\[([^\[\]\n|]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]"


_Find = Callable[[str], tuple[str, str] | None]


def render_prose(text: str, find: _Find) -> Markup:
    """Turn prose into HTML that can do nothing but be read.

    Images, styles, scripts and addresses other than http, https and those of this site are dropped.

    Args:
        text: Markdown; `[[id]]` and `[[Name]]` link to briefs and entities, `[[id|words]]` with words of one's own.
        find: Gives for what stands in the brackets the words and the address to link to; None where there is nothing.
    """
    html = _CONVERTER.convert(show_marks(text), find)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "abbr": {"title"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}},
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704  # sanitised in the line above


class _Converter(local):
    """Markdown's converter, which takes as long to make as a note to convert; each thread has its own."""

    def __init__(self) -> None:
        self._links = _Links()
        self._markdown = markdown.Markdown(extensions=["tables", "sane_lists", self._links], output_format="html")

    def convert(self, text: str, find: _Find) -> str:
        """Turn Markdown into HTML that is still to be sanitised."""
        self._links.find = find
        return self._markdown.reset().convert(text)


class _Links(Extension):
    def __init__(self) -> None:
        super().__init__()
        self.find: _Find = lambda text: None

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  # named by the markdown package
        """Register `[[links]]` before Markdown's own brackets."""
        md.inlinePatterns.register(_LinkProcessor(_LINK, md, self), "briefs-link", 175)


class _LinkProcessor(InlineProcessor):
    def __init__(self, pattern: str, md: markdown.Markdown, links: _Links) -> None:
        super().__init__(pattern, md)
        self._links = links

    def handleMatch(self, m, data):  # type: ignore[no-untyped-def, override]  # noqa: N802  # as the package has it
        found = self._links.find(m[1].strip())
        if found is None:
            element = Element("em")
            element.text = AtomicString(m[2] or m[1])
        else:
            element = Element("a", {"href": found[1]})
            # Words and no more Markdown: what looks like a tag in them is shown, and not dropped.
            element.text = AtomicString(m[2] or found[0])
        return element, m.start(0), m.end(0)


_CONVERTER = _Converter()
