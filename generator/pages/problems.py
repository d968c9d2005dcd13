"""What is wrong with a brief: problems as pages show them, and whether a broken brief may have a page at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.pages.views import ProblemView
from generator.record.problem import Problem

_MARKS = re.compile(r"""\b(?P<key>tlp|status)["']?\s*:\s*["']?(?P<term>[A-Za-z-]+)""")


@dataclass(frozen=True, slots=True)
class ProblemsView:
    """The page of a brief that cannot be read."""

    id: str
    """The brief's id."""
    file: str
    """The file to mend."""
    problems: tuple[ProblemView, ...]
    """What is wrong with it."""


def problem_views(problems: Iterable[Problem], root: Path) -> tuple[ProblemView, ...]:
    """Show problems, with files named from the collection's folder."""
    return tuple(
        ProblemView(
            place=problem_place(problem, root),
            code=problem.code,
            message=problem.message,
            field=problem.path,
            is_error=problem.severity == "error",
        )
        for problem in problems
    )


def problem_place(problem: Problem, root: Path) -> str:
    """Say where a problem stands, without telling where the collection lies on this machine."""
    if problem.location is None:
        return ""
    path = problem.location.path
    if path.is_relative_to(root):
        path = path.relative_to(root)
    elif path.is_absolute():
        path = Path(path.name)
    return ":".join(str(part) for part in (path, problem.location.line, problem.location.column) if part)


def problems_view(id: str, file: str, problems: Sequence[ProblemView]) -> ProblemsView:
    """Make the page of a brief that cannot be read."""
    return ProblemsView(id, file, tuple(problems))


def may_be_shown(path: Path) -> bool:
    """Say whether a brief that cannot be read may have a page that tells of its problems.

    Nothing in such a file is certain, so one word that may keep it from the public is enough.

    Args:
        path: The file.
    """
    text = path.read_text("utf-8", errors="replace") if path.is_file() else ""
    marks = [(match["key"], match["term"].lower()) for match in _MARKS.finditer(text)]
    return not any((key == "tlp" and term != "clear") or term == "withdrawn" for key, term in marks)
