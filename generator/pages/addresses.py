"""Where every page is: addresses inside the site, and the relative links between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit

from generator.links import Entity
from generator.pages.words import category_words

BRIEFS = "briefs"
"""The folder of the briefs' pages: apart from views and entities, so that no id can meet their names."""
_PLAIN = re.compile(r"[A-Za-z0-9._~/-]*")
_NO_ADDRESS = re.compile(r"[\s\x00-\x1f]")


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
    if not url or _NO_ADDRESS.search(url):
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
        here = _folder_of(self.here, self.directory_urls)
        # What both begin with is left out.
        shared = 0
        if here and path.startswith(here[0]):
            steps = path.split("/")[:-1]
            while shared < len(steps) and shared < len(here) and steps[shared] == here[shared][:-1]:
                shared += 1
        rest = _quoted(path.split("/", shared)[-1] if shared else path)
        return "../" * (len(here) - shared) + rest or "./"


def _quoted(path: str) -> str:
    return path if _PLAIN.fullmatch(path) else quote(path)


@lru_cache(maxsize=64)
def _folder_of(uri: str, directory_urls: bool) -> tuple[str, ...]:
    """Give the folder that a page's links start from, as its parts."""
    parts = page_path(uri, directory_urls=directory_urls).split("/")
    return tuple(f"{part}/" for part in parts[:-1])


@lru_cache(maxsize=65536)
def page_path(uri: str, *, directory_urls: bool = True) -> str:
    """Give the path of a page below the site's root, as a server is asked for it; empty for the home page."""
    if not directory_urls:
        return f"{uri}.html"
    folder, _, name = uri.rpartition("/")
    if name == "index":
        return f"{folder}/" if folder else ""
    return f"{uri}/"


@lru_cache(maxsize=65536)
def page_file(uri: str, *, directory_urls: bool = True) -> str:
    """Give the file of a page, below the site's root."""
    path = page_path(uri, directory_urls=directory_urls)
    return path if path.endswith(".html") else f"{path}index.html"
