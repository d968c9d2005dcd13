"""A real browser on the built site of the small collection, served from this machine."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from visiting import Visit

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def site_folder(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small collection, with one brief full of markup."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(repo_root / "tests/cases/site/briefs", folder / "briefs")
    for name in ("markup", "long-title", "right-to-left"):
        shutil.copy(repo_root / f"tests/cases/pages/{name}.yml", folder / "briefs")
    shutil.copy(repo_root / "briefs/index.md", folder / "briefs")
    config = (repo_root / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(config.replace("  - briefs\n", "  - briefs:\n      review: true\n"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def site_url(site_folder: Path) -> Iterator[str]:
    """Serve it."""
    handler = functools.partial(_Quiet, directory=str(site_folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, site_url: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Give a tab; `@pytest.mark.parametrize("visit", [{…}], indirect=True)` sets what its context is like."""
    context = browser.new_context(**getattr(request, "param", {}))
    visit = Visit(context, site_url)
    yield visit
    context.close()
    assert visit.foreign == [], "a page asked for something from elsewhere"
    assert visit.faults == [], "a script ran that should not, or failed"
