"""While somebody serves the site and edits: every save shows, that of a brief without a build by MkDocs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from site_project import Project

GHENT = "2021-03-04-ghent-plot"
BUILDING = "Building documentation"


@dataclass(frozen=True)
class Server:
    """A site that is served."""

    url: str
    log: Path

    def page(self, uri: str) -> str:
        try:
            with urllib.request.urlopen(f"{self.url}{uri}", timeout=60) as answer:  # noqa: S310  # our own server
                return str(answer.read().decode("utf-8"))
        except (urllib.error.URLError, ConnectionError):
            return ""

    def shows(self, uri: str, words: str) -> bool:
        """Wait until a page shows words."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if words in self.page(uri):
                return True
            time.sleep(0.05)
        return False

    @property
    def builds(self) -> int:
        """How often MkDocs has built the site."""
        return self.log.read_text("utf-8").count(BUILDING)


@pytest.fixture
def server(project: Project, tmp_path: Path) -> Iterator[Server]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    log = tmp_path / "log.txt"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "XDG_CACHE_HOME": str(tmp_path / ".cache")}
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(command, cwd=project.folder, env=environment, stdout=file, stderr=file)
        try:
            server = Server(f"http://127.0.0.1:{port}/", log)
            assert server.shows("", "Incident briefs"), log.read_text("utf-8")
            yield server
        finally:
            process.terminate()
            process.wait()


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_what_is_saved_shows(project: Project, server: Server) -> None:
    brief = project.briefs / f"{GHENT}.yml"
    before = brief.read_text("utf-8")
    edit(brief, "title: Foiled plot", "title: Thwarted plot")
    assert server.shows(f"briefs/{GHENT}/", "Thwarted plot")
    assert server.shows("", "Thwarted plot"), "views follow a moment later"
    brief.write_text("id: [", "utf-8")
    assert server.shows(f"briefs/{GHENT}/", "not-yaml")
    brief.write_text(before, "utf-8")
    assert server.shows(f"briefs/{GHENT}/", "Foiled plot")
    edit(project.briefs / "sources/d426d6a1.yml", "publisher: Canal Wire", "publisher: Canal Courier")
    assert server.shows("sources/", "Canal Courier")
    (project.briefs / "2022-ghent.yml").write_text("id: 2022-ghent\nstatus: draft\ntitle: A new one\n", "utf-8")
    assert server.shows("briefs/2022-ghent/", "A new one")
    # As some editors save: a file to try the folder, the old one aside, a new one in its place.
    trial, aside = project.briefs / "4913", brief.with_name(f"{brief.name}~")
    trial.write_text("", "utf-8")
    trial.unlink()
    brief.rename(aside)
    brief.write_text(before.replace("title: Foiled plot", "title: Prevented plot"), "utf-8")
    aside.unlink()
    assert server.shows(f"briefs/{GHENT}/", "Prevented plot")
    brief.write_text(before, "utf-8")
    assert server.shows(f"briefs/{GHENT}/", "Foiled plot")
    assert server.builds == 1, server.log.read_text("utf-8")

    (project.briefs / "about.md").write_text("# About the briefs\n", "utf-8")
    assert server.shows("about/", "About the briefs")
    project.configure("site_name: Incident briefs", "site_name: Other briefs")
    assert server.shows(f"briefs/{GHENT}/", "Other briefs")
    edit(brief, "title: Foiled plot", "title: Stopped plot")
    assert server.shows(f"briefs/{GHENT}/", "Stopped plot")
    assert "Other briefs" in server.page(f"briefs/{GHENT}/")
