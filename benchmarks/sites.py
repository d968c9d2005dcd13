"""Sites to measure: a generated collection under our own mkdocs.yml, and the same pages as Markdown under Material."""

from __future__ import annotations

import contextlib
import functools
import gzip
import html
import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import collection

_ROOT = Path(__file__).resolve().parents[1]
_MATERIAL = """site_name: Incident briefs
docs_dir: docs
theme: {name: material, font: false, features: [navigation.tabs]}
nav: [index.md]
plugins: [search]
"""
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took."""

    seconds: float
    """By the clock."""
    cpu: float
    """Of the processor: what counts where others use the machine at the same time."""
    megabytes: int

    @property
    def words(self) -> str:
        """Both times, in words."""
        return f"{self.seconds:.1f} s ({self.cpu:.1f} s of the processor)"


@dataclass(frozen=True, slots=True)
class Search:
    """What a reader's first search took."""

    seconds: float
    search_kb: int
    search_packed: int
    view_kb: int
    view_packed: int


@dataclass(frozen=True, slots=True)
class Site:
    """A folder with mkdocs.yml."""

    folder: Path

    @classmethod
    def of(cls, folder: Path, briefs: int) -> Site:
        """Make a site of a generated collection, unless it is there."""
        if not (folder / "mkdocs.yml").is_file():
            collection.write(folder / "briefs", briefs)
            shutil.copy(_ROOT / "briefs/index.md", folder / "briefs")
            shutil.copy(_ROOT / "mkdocs.yml", folder)
        return cls(folder)

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return sum(1 for _ in (self.folder / "site").rglob("*.html"))

    def as_markdown(self, folder: Path) -> Site:
        """Give the same pages as Markdown under Material and its search, with nothing of ours."""
        if not folder.is_dir():
            docs = folder / "docs"
            for page in (self.folder / "site").rglob("index.html"):
                name = page.parent.relative_to(self.folder / "site").as_posix()
                path = docs / ("index.md" if name == "." else f"{name}.md")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(_markdown(page.read_text("utf-8")), "utf-8")
            (folder / "mkdocs.yml").write_text(_MATERIAL, "utf-8")
        return Site(folder)

    def build(self) -> Run:
        """Build it by MkDocs, in a process of its own."""
        code = (
            "import resource, sys\n"
            "from mkdocs.__main__ import cli\n"
            "try:\n"
            "    cli(['build', '--quiet'])\n"
            "finally:\n"
            "    used = resource.getrusage(resource.RUSAGE_SELF)\n"
            "    print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)\n"
        )
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=self.folder, env=self._env, capture_output=True, text=True, check=True
        )
        seconds = time.perf_counter() - start
        cpu, megabytes = done.stdout.split()[-2:]
        return Run(seconds, float(cpu), int(megabytes))

    def edits(self, pattern: str, title: str, times: int = 5) -> float:
        """Serve it, and give the median time from saving a brief until its page shows what was saved.

        Args:
            pattern: Which files are briefs.
            title: What stands before a brief's title.
            times: How many briefs to save.
        """
        port = _free_port()
        serve = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
        server = subprocess.Popen(serve, cwd=self.folder, env=self._env)
        try:
            _wait(f"http://127.0.0.1:{port}/", "", 900)
            time.sleep(20)  # what is made in the background at the start
            taken = []
            for path in sorted(self.folder.glob(pattern))[10 : 10 + times]:
                before = path.read_text("utf-8")
                start = time.perf_counter()
                path.write_text(before.replace(title, f"{title}Edited just now ", 1), "utf-8")
                _wait(f"http://127.0.0.1:{port}/briefs/{path.stem}/", "Edited just now", 600)
                taken.append(time.perf_counter() - start)
                path.write_text(before, "utf-8")
                time.sleep(10)
            return sorted(taken)[len(taken) // 2]
        finally:
            server.terminate()
            server.wait()

    @property
    def _env(self) -> dict[str, str]:
        return {
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            "XDG_CACHE_HOME": str(self.folder / ".cache"),
            "PYTHONPATH": str(_ROOT),
        }


def search(folder: Path, kind: str) -> Search:
    """Measure the first search of a reader who has opened a brief.

    Args:
        folder: A built site.
        kind: `ours` or `material`.
    """
    from playwright.sync_api import sync_playwright

    brief = next(path.parent.name for path in sorted((folder / "briefs").glob("2*/index.html")))
    box, result = {
        "ours": (".ib-search input", ".ib-search-results a"),
        "material": (".md-search__input", ".md-search-result__link"),
    }[kind]
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with _served(folder) as (base, moved), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{base}briefs/{brief}/", wait_until="networkidle")
        view = _sum(moved)
        moved.clear()
        start = time.perf_counter()
        page.locator(box).first.click()
        page.locator(box).first.fill("bombing police")
        page.locator(result).first.wait_for(timeout=120_000)
        seconds = time.perf_counter() - start
        page.wait_for_load_state("networkidle")
        index = _sum(moved)
        browser.close()
    # Material moves its index with the page itself, before anybody searches.
    first = index if kind == "ours" else (view[0] + index[0], view[1] + index[1])
    return Search(seconds, first[0], first[1], view[0], view[1])


def _sum(moved: list[tuple[int, int]]) -> tuple[int, int]:
    return sum(raw for raw, _ in moved) // 1000, sum(packed for _, packed in moved) // 1000


def cores() -> int:
    """Give the number of cores."""
    return os.cpu_count() or 1


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Serve a folder, and count the bytes that are moved, as they lie and as a server would pack them."""
    moved: list[tuple[int, int]] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def copyfile(self, source: Any, outputfile: Any) -> None:
            data = source.read()
            moved.append((len(data), len(gzip.compress(data, 6))))
            outputfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", moved
        server.shutdown()


def _markdown(page: str) -> str:
    """Give the words of a page as Markdown, its headings and lists as such."""
    start = page.find('<div class="ib')
    body = page[start : page.find("</article>", start)] if start >= 0 else ""
    body = re.sub(r"<script.*?</script>|<svg.*?</svg>", "", body, flags=re.DOTALL)
    body = re.sub(r"<h1[^>]*>", "\n# ", body)
    body = re.sub(r"<h[23][^>]*>", "\n\n## ", body)
    body = re.sub(r"<li[^>]*>", "\n- ", body)
    body = re.sub(r"</(p|div|dd|dt|tr|ul|ol|blockquote|h1|h2|h3)>", "\n\n", body)
    words = html.unescape(_TAG.sub("", body))
    return re.sub(r"\n\s*\n+", "\n\n", words).strip() + "\n"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(url: str, words: str, limit: float) -> None:
    end = time.monotonic() + limit
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=limit) as answer:  # noqa: S310  # our own server
                if words in answer.read().decode("utf-8"):
                    return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
        time.sleep(0.02)
    raise TimeoutError(f"{url} did not show {words!r} within {limit} s")
