"""The living collection as a test of extraction: what the tool says of an article, and what its editor settled.

A floor for each question, which may only rise. The articles are our own; nobody tunes a rule to one of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from generator.article import make_article
from generator.extract.pipeline import Extractor
from generator.record.kinds import akin
from generator.record.schema import Incident
from generator.store import Collection

pytestmark = pytest.mark.model
BRIEFS = Path(__file__).parents[2] / "briefs"


def counted(record: Incident, status: str) -> int | None:
    """Give how many were killed or injured by the deed itself."""
    rows = [
        row.count.best or 0
        for row in record.casualties
        if row.status == status and row.who not in ("perpetrator", "suspect") and row.caused_by != "response"
    ]
    return sum(rows) if rows else None


QUESTIONS: dict[str, tuple[float, Callable[[Incident, Incident], bool]]] = {
    "a kind that can mean the same": (0.9, lambda tool, editor: akin(tool.kind, editor.kind)),
    "how it was done, where both say so": (
        0.85,
        lambda tool, editor: tool.method is None or editor.method in (None, "unknown") or tool.method == editor.method,
    ),
    "the country": (0.9, lambda tool, editor: tool.where.country == editor.where.country),
    "a date that can mean the same": (
        0.9,
        lambda tool, editor: (
            tool.when.date is None
            if editor.when.date is None
            else tool.when.date is not None and tool.when.date.overlaps(editor.when.date, slack=1)
        ),
    ),
    "how many were killed": (0.55, lambda tool, editor: counted(tool, "killed") == counted(editor, "killed")),
    "one that holds responsible whom the editor does, or nobody": (
        0.55,
        lambda tool, editor: (
            not editor.perpetrators
            or bool(
                {word for p in tool.perpetrators for word in p.name.lower().split()}
                & {word for p in editor.perpetrators for word in p.name.lower().split()}
            )
        ),
    ),
}


@cache
def pairs() -> list[tuple[str, Incident, Incident]]:
    """Read every reviewed brief of one kept source again."""
    collection = Collection.open(BRIEFS)
    loaded = collection.load()
    extractor = Extractor()
    out = []
    for id, editor in sorted(loaded.records.items()):
        if editor.status != "reviewed" or len(editor.sources) != 1 or not isinstance(editor.sources[0], str):
            continue
        source = loaded.sources[editor.sources[0]]
        published = source.published.day if source.published else None
        text = collection.source_text(editor.sources[0])
        assert text is not None
        drafts = extractor.extract(make_article(text, title=source.title, published=published))
        assert drafts, f"no incident found in the article of {id}"
        out.append((id, drafts[0].record, editor))
    return out


def test_the_collection_spans_kinds_continents_and_years() -> None:
    records = [r for r in Collection.open(BRIEFS).load().records.values() if r.status == "reviewed"]
    assert len(records) >= 15
    assert len({r.kind for r in records}) >= 10
    years = {r.when.date.earliest.year for r in records if r.when.date}
    assert min(years) <= 1995
    assert max(years) >= 2020
    countries = Counter(r.where.country for r in records)
    assert {"FR", "KE", "NZ", "LB", "IN"} <= set(countries)
    assert {"US", "CA", "BR", "HT"} & set(countries)


@pytest.mark.parametrize("question", QUESTIONS)
def test_extraction_answers_as_the_editor_did(question: str) -> None:
    floor, agrees = QUESTIONS[question]
    wrong = [id for id, tool, editor in pairs() if not agrees(tool, editor)]
    share = 1 - len(wrong) / len(pairs())
    assert share >= floor, f"{share:.2f}; the tool differs from the editor on {wrong}"


def test_nothing_is_uncited() -> None:
    for id, tool, _ in pairs():
        for field in ("kind", "outcome"):
            assert field in tool.evidence, f"{id}: {field}"
        if tool.when.date is not None:
            assert "when.date" in tool.evidence, id
        for name in ("perpetrators", "victims", "targets", "weapons", "casualties", "responses", "quotes", "links"):
            cited = [path for path in tool.evidence if path.startswith(f"{name}[")]
            assert len(cited) >= min(1, len(getattr(tool, name))), f"{id}: {name}"
