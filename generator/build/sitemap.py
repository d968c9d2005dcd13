"""The site map: what MkDocs writes of its own pages, and ours."""

from __future__ import annotations

import gzip
import html
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urljoin

_END = "</urlset>"


def add_to_sitemap(written: str, site_url: str, paths: Iterable[str]) -> str:
    """Add pages to a site map.

    Args:
        written: The site map as it is.
        site_url: The address of the site; without one, a site map names no pages.
        paths: The paths of the pages, as a server is asked for them.
    """
    if not site_url or _END not in written:
        return written
    base = site_url if site_url.endswith("/") else f"{site_url}/"
    lines = [f"    <url>\n         <loc>{html.escape(urljoin(base, path))}</loc>\n    </url>\n" for path in paths]
    before, _, after = written.rpartition(_END)
    return f"{before}{''.join(lines)}{_END}{after}"


def write_sitemap(folder: Path, text: str) -> None:
    """Write a site map that has changed after the build, and its archive, as MkDocs writes them.

    Args:
        folder: The site's folder.
        text: The site map; empty where there is none.
    """
    if text:
        (folder / "sitemap.xml").write_text(text, "utf-8")
        with gzip.open(folder / "sitemap.xml.gz", "wb") as archive:
            archive.write(text.encode())
