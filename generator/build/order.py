"""The order of a build's steps, which MkDocs keeps: what one step leaves for the next is there."""

from __future__ import annotations

from typing import TypeVar

_T = TypeVar("_T")


def left_by(step: str, value: _T | None) -> _T:
    """Give what an earlier step has left.

    Args:
        step: The step's name.
        value: What it left.

    Raises:
        RuntimeError: It was not called, which is a fault of whoever drives the build.
    """
    if value is None:
        raise RuntimeError(f"{step} comes before this step of a build")
    return value
