"""When each brief was last changed, as far as its git history says so."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

_NOBODY: Mapping[str, str] = MappingProxyType({})
_PATIENCE = 20  # seconds; a history that takes longer is not worth waiting for


def last_changes(folder: Path) -> Mapping[str, str]:
    """Give the day of the last commit that touched each brief.

    A day is only given where git knows it: the time of a file is that of the checkout, and a shallow clone has all
    files from its one commit. So there, and outside of git, nothing is said.

    Args:
        folder: The collection's folder.

    Returns:
        The day, ISO 8601, by the brief's id.
    """
    head = head_of(folder)
    return _changes(folder.resolve(), head) if head else _NOBODY


def head_of(folder: Path) -> str:
    """Give the commit that the days of changes are read up to; empty where git cannot tell them."""
    head = _git(folder, "rev-parse", "HEAD", "--is-shallow-repository").split()
    return head[0] if len(head) == 2 and head[1] == "false" else ""


@lru_cache(maxsize=4)
def _changes(folder: Path, head: str) -> Mapping[str, str]:
    """Read the history up to a commit, once."""
    # One line a commit, marked by a tab, and below it the files that it touched, named from the folder.
    said = _git(folder, "log", "--format=%x09%cs", "--name-only", "--relative", "--no-renames", head, "--", ".")
    days: dict[str, str] = {}
    day = ""
    for line in said.splitlines():
        if line.startswith("\t"):
            day = line.strip()
        elif line.endswith(".yml") and "/" not in line:
            days.setdefault(line.removesuffix(".yml"), day)
    return MappingProxyType(days)


def _git(folder: Path, *words: str) -> str:
    """Ask git; empty where there is none, or no repository, or no answer in time."""
    command = ["git", "-c", "core.quotePath=false", *words]
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, no shell
            command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout if done.returncode == 0 else ""
