"""What tests of pages share: pages made from records without a site around them, and a reader of their HTML."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from generator.links import build
from generator.pages import Site, template_folders
from generator.record.convert import from_data
from generator.record.schema import Incident, Source
from generator.store import read_file

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Elements(HTMLParser):
    """All elements of a page, each with its attributes and the text in it; and whether they nest as they should."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.crossed: list[str] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.crossed.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


def site_of(
    *records: Incident, sources: Mapping[str, Source] | None = None, own: Path | None = None, **rest: Any
) -> Site:
    graph = build({record.id: record for record in records}, sources or {})
    return Site(graph=graph, root=Path("briefs"), folders=template_folders(own), **rest)


def html_of(site: Site, uri: str) -> str:
    (page,) = [page for page in site.pages() if page.uri == uri]
    return page.render(site).html


def read_case(path: Path) -> Incident:
    incident, problems = from_data(read_file(path).data)
    assert incident is not None, problems
    return incident
