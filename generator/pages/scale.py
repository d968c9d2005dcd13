"""How far the site goes: how it is built as it grows, and what to do when one machine or one site is too small."""

from __future__ import annotations

from dataclasses import dataclass

from generator.pages.context import Context

HEADINGS = (
    ("edit", "An edit"),
    ("reader", "A reader"),
    ("measured", "What was measured"),
    ("beyond", "Beyond that"),
)
"""Anchor and words of each section, in the order of the page."""


@dataclass(frozen=True, slots=True)
class ScaleView:
    """The page that says how far the site goes."""

    headings: tuple[tuple[str, str], ...]
    """Anchor and words of each section."""
    briefs: str
    """How many briefs this collection has."""
    method: str
    """Link to the page that says how the briefs are made."""


def scale_view(context: Context) -> ScaleView:
    """Make the page that says how far the site goes."""
    return ScaleView(HEADINGS, f"{len(context.graph.records):,}", context.to.page("method"))
