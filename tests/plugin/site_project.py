"""A folder with a collection in it, and MkDocs to build it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Project:
    """A folder with mkdocs.yml and a collection."""

    folder: Path

    @property
    def briefs(self) -> Path:
        return self.folder / "briefs"

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def page(self, uri: str) -> str:
        return (self.site / uri / "index.html").read_text("utf-8")

    def configure(self, old: str, new: str) -> None:
        path = self.folder / "mkdocs.yml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def build(self, *options: str, engine: str = "mkdocs") -> subprocess.CompletedProcess[str]:
        """Build the site; the log is in `stderr`."""
        return subprocess.run(
            [sys.executable, "-m", engine, "build", *options],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=120,
            env={
                **os.environ,
                "NO_MKDOCS_2_WARNING": "1",
                "COLUMNS": "1000",
                "XDG_CACHE_HOME": str(self.folder / ".cache"),
            },
        )
