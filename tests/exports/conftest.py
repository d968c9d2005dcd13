"""The way to the strategies for records, which live with the tests of records; and the small collection to export."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.exports.publication import Publication
from generator.links import build
from generator.store import Collection

sys.path.insert(0, str(Path(__file__).parents[1] / "record"))


@pytest.fixture(scope="session")
def publication(repo_root: Path) -> Publication:
    """Give the small collection of `tests/cases/site`, as a site at a known address would hand it on."""
    loaded = Collection.open(repo_root / "tests/cases/site/briefs").load()
    return Publication(
        graph=build(loaded.records, loaded.sources),
        title="Small collection",
        page=lambda id: f"briefs/{id}/",
        base="https://example.org/",
        changed={"2021-03-04-ghent-plot": "2021-05-01"},
    )
