"""What tests of every room share: where the repository is, where labelled articles may be, and a browser."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """Give the folder that holds pyproject.toml."""
    return _ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of worked examples and labelled articles that may lie beside the repository."""
    folder = _ROOT.parent / "shared"
    if not folder.is_dir():
        # Its texts belong to their publishers and are not ours to ship, so a clone on its own has none.
        pytest.skip(f"{folder} is absent: the worked example and the labelled sets are not part of this repository")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Give the path of a real browser; a machine without one fails the test rather than passing it by."""
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("no chromium here: `make test` installs Debian's where it may, else install the package chromium")
    return found
