"""How the briefs are made: what the program does, what people do, and what neither of them says."""

from __future__ import annotations

from dataclasses import dataclass

from generator.pages.context import Context, badge
from generator.pages.views import Badge
from generator.pages.words import word
from generator.record.vocabulary import vocabulary

HEADINGS = (
    ("extraction", "What the program does"),
    ("people", "What people do"),
    ("promises", "What you can rely on"),
    ("limits", "What you cannot rely on"),
    ("attribution", "Who is held responsible"),
    ("grades", "Grades of sources"),
    ("credits", "Credits"),
)
"""Anchor and words of each section, in the order of the page."""


@dataclass(frozen=True, slots=True)
class MethodView:
    """The page that says how the briefs are made."""

    headings: tuple[tuple[str, str], ...]
    """Anchor and words of each section."""
    statuses: tuple[Badge, ...]
    """How far an editor has got with a brief."""
    attributions: tuple[Badge, ...]
    """How surely somebody is held responsible."""
    reliability: tuple[tuple[str, str], ...]
    """The letters of a grade, each in words."""
    credibility: tuple[tuple[str, str], ...]
    """The digits of a grade, each in words."""
    guide: str
    """Link to the editors' guide."""
    scale: str
    """Link to the page that says how far the site goes."""


def method_view(context: Context) -> MethodView:
    """Make the page that says how the briefs are made."""
    return MethodView(
        headings=HEADINGS,
        statuses=_terms("status"),
        attributions=_terms("attribution"),
        reliability=tuple((letter, word("reliability", letter)) for letter in "ABCDEF"),
        credibility=tuple((digit, word("credibility", digit)) for digit in "123456"),
        guide=context.to.page("guide"),
        scale=context.to.page("scale"),
    )


def _terms(name: str) -> tuple[Badge, ...]:
    return tuple(badge(name, term.name) for term in vocabulary(name))
