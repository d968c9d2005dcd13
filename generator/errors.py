"""Every exception that the project raises, and the place in a file that each can carry."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file, written `path:line:column` as compilers and editors do."""

    path: Path
    """The file, as the person named it."""
    line: int = 0
    """Counted from 1; 0 where the whole file is meant."""
    column: int = 0
    """Counted from 1; 0 where the whole line is meant."""

    def __str__(self) -> str:
        parts = [str(self.path)]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


class BriefsError(Exception):
    """The base of all errors that carry a message for the person at the keyboard.

    Args:
        message: What was found, what was expected, and what to do.
        location: Where, when the error belongs to a file.
    """

    def __init__(self, message: str, location: Location | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.location = location

    def __str__(self) -> str:
        return f"{self.location}: {self.message}" if self.location else self.message


class UsageError(BriefsError):
    """A command was given what it cannot take; met on the command line, exit code 2."""


class ArticleError(BriefsError):
    """An article could not be read: empty, binary, too large, not English, not reachable."""


class RecordError(BriefsError):
    """A value breaks the rules of the record: a date, a count, a term."""


class StoreError(BriefsError):
    """A file of the collection could not be read or written."""


class YamlError(StoreError):
    """A brief is not YAML that we take; always with line and column."""
