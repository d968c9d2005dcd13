"""The site opened as files: every link names a file, and browsing works where nothing can be fetched."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small collection for reading from files."""
    folder = tmp_path_factory.mktemp("files")
    shutil.copytree(repo_root / "tests/cases/site/briefs", folder / "briefs")
    config = (repo_root / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(config.replace("use_directory_urls: true", "use_directory_urls: false"), "utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture
def opened(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(request.url) if request.url.startswith("http") else None)
    yield page
    page.close()
    assert faults == []


def test_links_lead_to_files(folder: Path, opened: Page) -> None:
    opened.goto((folder / "index.html").as_uri())
    links = opened.locator("a[href]").evaluate_all("all => all.map((a) => a.href)")

    files = [link.split("#")[0].split("?")[0] for link in links if link.startswith("file:")]
    assert files
    assert [link for link in files if not link.endswith((".html", ".xml", ".json"))] == []


def test_browsing_works_from_files(folder: Path, opened: Page) -> None:
    opened.goto((folder / "browse.html").as_uri())
    shown = opened.locator("#browse-list > li")
    expect(shown).to_have_count(6)
    opened.locator("#browse-country > li", has_text="Belgium").locator("input").check()
    expect(opened.locator("#browse-count")).to_have_text(re.compile("of 6 briefs"))
    assert "country=BE" in opened.url
    opened.reload()
    expect(opened.locator(".ib-chip")).to_have_count(1)
    opened.locator("input[name=text]").fill("harbour")
    expect(shown).to_have_count(1)
    shown.first.locator("a").click()
    assert opened.url.endswith("briefs/2021-03-04-ghent-plot.html")
    assert "harbour festival" in opened.locator("h1").inner_text()
