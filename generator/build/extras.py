"""The files of a site that are no pages: each brief as it is and as JSON, old addresses, scripts, downloads."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from generator.build.engine import Extra
from generator.build.frame import Fault, Frame
from generator.errors import BriefsError, StoreError
from generator.exports.formats import FORMATS
from generator.exports.publication import Publication
from generator.pages import Site, brief_uri, page_path, record_uri
from generator.record.schema import Incident
from generator.store.reader import read_bytes


class Extras:
    """Describes these files; those of a brief that has not changed are as they were.

    Args:
        root: The collection's folder.
        fault: Tells of a file that could not be made.
    """

    def __init__(self, root: Path, fault: Fault) -> None:
        self._root, self._fault = root, fault
        self._copies: dict[str, tuple[Incident, bytes, tuple[Extra, ...]]] = {}
        self._site: Site | None = None

    def of(self, raw: Site, site: Site, frame: Frame, digests: Mapping[str, bytes]) -> Iterator[Extra]:
        """Describe the files.

        Args:
            raw: The site.
            site: The same, noting what it is asked for.
            frame: What it is made with.
            digests: For each record a digest of its file.
        """
        self._site = site
        before, self._copies = self._copies, {}
        for id, record in raw.graph.records.items():
            # The file of a record that is not shown whole says more than everybody may know.
            digest = digests[id] if id in raw.graph.whole else b""
            known = before.get(id)
            if known is None or known[0] is not record or known[1] != digest:
                known = record, digest, tuple(self._copies_of(id, digest))
            self._copies[id] = known
            yield from known[2]
        for uri, make in (*site.old_addresses(), *site.outlines()):
            yield Extra(uri, partial(self._file, uri, make), is_narrow=True)
        for uri, ids in raw.rows():
            yield Extra(uri, partial(site.rows_script, uri, ids), (ids,), is_narrow=True)
        yield from self.wide(raw, frame)

    def wide(self, site: Site, frame: Frame) -> Iterator[Extra]:
        """Describe the files that rest on everything."""
        for uri, make in (*site.files(), *_exports(site, frame)):
            yield Extra(uri, partial(self._file, uri, make))

    def _copies_of(self, id: str, digest: bytes) -> Iterator[Extra]:
        yield Extra(record_uri(id, "json"), partial(self._json, id), is_narrow=True)
        if digest:
            yield Extra(record_uri(id), partial(_bytes_of, self._root / f"{id}.yml"), (digest,), is_narrow=True)

    def _json(self, id: str) -> str:
        return self._site.record_json(id) if self._site else ""

    def _file(self, uri: str, make: Callable[[], str]) -> str:
        """Make a file, or where its template is wrong a page that says so."""
        try:
            return make()
        except BriefsError as error:
            self._fault(f"{uri}: {error}")
            return f"<p>{html.escape(str(error))}</p>\n"


def _exports(site: Site, frame: Frame) -> Iterator[tuple[str, Callable[[], str]]]:
    publication = Publication(
        graph=site.graph,
        title=site.about.title,
        page=lambda id: page_path(brief_uri(id), directory_urls=site.directory_urls),
        base=site.about.base,
        about=frame.description,
        changed=site.changed,
    )
    for format_ in FORMATS:
        yield format_.file, partial(format_.write, publication)


def _bytes_of(path: Path) -> bytes:
    """Read a brief to be published as it is; empty where it has gone since the collection was read."""
    try:
        return read_bytes(path)
    except StoreError:
        return b""
