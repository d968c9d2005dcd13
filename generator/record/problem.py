"""A problem: one thing wrong in a brief, with its place, what was expected, and the nearest right word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.errors import Location

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a brief. `str` gives `path:line:column: code: message`."""

    code: str
    """A kebab-case name of the fault: `unknown-kind`, `dangling-link`."""
    message: str
    """What was found, what was expected, and what to do."""
    path: str = ""
    """The path of the field, empty where the whole brief is meant."""
    location: Location | None = None
    """Where it stands, when the brief came from a file."""
    severity: Severity = "error"
    """A warning leaves the brief usable."""
    suggestion: str | None = None
    """The nearest right word, where there is one."""

    def __str__(self) -> str:
        place = f"{self.location}: " if self.location else ""
        return f"{place}{self.code}: {self.message}"
