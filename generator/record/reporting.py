"""Making problems: what all checks share."""

from __future__ import annotations

from generator.record.convert import Locate
from generator.record.paths import Address, path_at
from generator.record.problem import Problem, Severity
from generator.record.schema import Incident


class Report:
    """Makes problems of one brief; a path is only worked out for what is wrong.

    Args:
        locate: Tells where a value stands in the file.
        incident: The incident; None for a source.
    """

    def __init__(self, locate: Locate, incident: Incident | None = None) -> None:
        self.locate = locate
        self.incident = incident

    def __call__(
        self,
        code: str,
        message: str,
        address: Address,
        *,
        severity: Severity = "error",
        suggestion: str | None = None,
    ) -> Problem:
        """Make a problem with the value at an address."""
        path = path_at(self.incident, address) if self.incident else ".".join(map(str, address))
        return Problem(code, message, path, self.locate(address), severity, suggestion)
