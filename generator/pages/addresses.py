"""Where every page is: addresses inside the site, and the relative links between them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from generator.links import Entity
from generator.pages.words import category_words

BRIEFS = "briefs"
"""The folder of the briefs' pages: apart from views and entities, so that no id can meet their names."""


def brief_uri(id: str) -> str:
    """Give the uri of a brief's page."""
    return f"{BRIEFS}/{id}"


def entity_uri(entity: Entity) -> str:
    """Give the uri of an entity's page."""
    return f"{category_words(entity.category).folder}/{entity.slug}"


def index_uri(category: str) -> str:
    """Give the uri of a category's index page."""
    return f"{category_words(category).folder}/index"


def record_uri(id: str, suffix: str = "yml") -> str:
    """Give the uri of a brief's record, a file beside its page: the YAML as it was written, or the same as JSON."""
    return f"{BRIEFS}/{id}/record.{suffix}"


def web_address(url: str | None) -> str | None:
    """Give a URL back when it is one a reader can be sent to: http or https, with a host; else None."""
    if not url or any(c.isspace() or ord(c) < 32 for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:  # such as an IPv6 address without its closing bracket
        return None
    return url if parts.scheme.lower() in ("http", "https") and host else None


@dataclass(frozen=True, slots=True)
class Addresses:
    """How uris become links from one page to others.

    A uri is the page's path below the site without suffix, such as `people/index`; a file's has its suffix.
    """

    here: str
    """The uri of the page that links."""
    directory_urls: bool = True
    """Whether `briefs/x` is served as `briefs/x/` (else `briefs/x.html`)."""

    def file(self, uri: str) -> str:
        """Link to a file."""
        return self._relative(uri)

    def page(self, uri: str, anchor: str = "") -> str:
        """Link to a page, or to an anchor in it."""
        path = page_path(uri, directory_urls=self.directory_urls)
        return self._relative(path) + (f"#{anchor}" if anchor else "")

    def brief(self, id: str) -> str:
        """Link to a brief."""
        return self.page(brief_uri(id))

    def entity(self, entity: Entity | None) -> str | None:
        """Link to an entity; None where there is none."""
        return self.page(entity_uri(entity)) if entity else None

    def _relative(self, path: str) -> str:
        here = page_path(self.here, directory_urls=self.directory_urls)
        relative = posixpath.relpath(f"/{path}", posixpath.dirname(f"/{here}") or "/")
        # Without its slash, a server would have to send the reader on to the folder first.
        return quote(f"{relative}/" if not path or path.endswith("/") else relative)


def page_path(uri: str, *, directory_urls: bool = True) -> str:
    """Give the path of a page below the site's root, as a server is asked for it; empty for the home page."""
    folder, name = posixpath.split(uri)
    if not directory_urls:
        return f"{uri}.html"
    if name == "index":
        return f"{folder}/" if folder else ""
    return f"{uri}/"


def page_file(uri: str, *, directory_urls: bool = True) -> str:
    """Give the file of a page, below the site's root."""
    path = page_path(uri, directory_urls=directory_urls)
    return path if path.endswith(".html") else f"{path}index.html"
