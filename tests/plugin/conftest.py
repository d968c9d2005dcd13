"""Sites built from the small collection of `tests/cases/site`, by MkDocs itself, each in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from site_project import Project


@pytest.fixture(scope="session")
def make_project(repo_root: Path) -> Callable[[Path], Project]:
    """Give a function that lays a project out in a folder: our mkdocs.yml and home page, and the small collection."""

    def make(folder: Path) -> Project:
        shutil.copytree(repo_root / "tests/cases/site/briefs", folder / "briefs")
        shutil.copy(repo_root / "briefs/index.md", folder / "briefs/index.md")
        shutil.copy(repo_root / "mkdocs.yml", folder / "mkdocs.yml")
        return Project(folder)

    return make


@pytest.fixture
def project(tmp_path: Path, make_project: Callable[[Path], Project]) -> Project:
    return make_project(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, make_project: Callable[[Path], Project]) -> Project:
    """Give the small collection, built with `--strict`; not to be changed."""
    project = make_project(tmp_path_factory.mktemp("built"))
    done = project.build("--strict")
    assert done.returncode == 0, done.stderr
    return project
