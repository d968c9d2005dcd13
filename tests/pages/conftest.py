"""Pages of the small collection, and the way to the strategies for records."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.links import build
from generator.pages import Site, template_folders
from generator.store import Collection

# The strategies for records live with the tests of records.
sys.path.insert(0, str(Path(__file__).parents[1] / "record"))


@pytest.fixture(scope="session")
def fixture_site(repo_root: Path) -> Site:
    """Give the pages of the small collection of `tests/cases/site`."""
    loaded = Collection.open(repo_root / "tests/cases/site/briefs").load()
    assert not [problem for problem in loaded.problems if problem.severity == "error"]
    return Site(graph=build(loaded.records, loaded.sources), root=loaded.folder, folders=template_folders(None))
