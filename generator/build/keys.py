"""What pages depend on besides the records: versions, our own code and words, templates, and options."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import generator

_PACKAGES = ("jinja2", "markupsafe", "markdown", "nh3", "incident-briefs")


def build_key(folders: Iterable[Path], *options: object) -> str:
    """Give a digest of all that would make every page another.

    Args:
        folders: Where templates are.
        options: Options of the site.
    """
    digest = hashlib.blake2b(digest_size=16)
    for part in (versions(), *options):
        digest.update(repr(part).encode())
    for folder in folders:
        digest.update(b"folder")
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(_content(path))
    return digest.hexdigest()


@cache
def versions() -> str:
    """Give the versions that matter, and a digest of our own package, which is edited without its version changing."""
    digest = hashlib.blake2b(digest_size=16)
    root = Path(generator.__file__).parent
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.toml")]):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return f"{sys.version} {[_version(name) for name in _PACKAGES]} {digest.hexdigest()}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _content(path: Path) -> bytes:
    try:
        return hashlib.blake2b(path.read_bytes()).digest()
    except OSError:  # it has gone meanwhile; the next build sees that
        return b""
