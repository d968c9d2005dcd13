"""Whole articles through the whole extraction: what a careful reader would say of them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from generator.article import make_article
from generator.extract.pipeline import Extractor
from generator.record.convert import to_data
from generator.record.paths import select
from generator.record.schema import Incident
from generator.record.text import find_quote

pytestmark = pytest.mark.model
CASES = sorted((Path(__file__).parents[1] / "cases" / "incidents").glob("*.toml"))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def value_at(record: Incident, path: str) -> Any:
    if match := re.fullmatch(r"(\w+)\[(\d+)\]\.(\w+)", path):
        return getattr(getattr(record, match[1])[int(match[2])], match[3])
    if path == "link_states":
        return sorted({str(link.state) for link in record.links if link.relation == "linked-to"})
    found = select(record, path)
    return found[0] if found else None


def plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value.plain if hasattr(value, "plain") else value if value is None or isinstance(value, int) else str(value)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_an_article_is_read_as_a_careful_reader_would(path: Path, extractor: Extractor) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    article = make_article(case["text"].strip(), published=case["published"])
    drafts = extractor.extract(article)
    if case.get("none"):
        assert drafts == []
        return
    record = drafts[0].record
    stubs = {"least": 0} | case.get("stubs", {})
    expect = case["expect"]
    absent = expect.pop("absent", []) + stubs.pop("absent", [])
    found = {name: plain(value_at(record, name)) for name in expect}
    assert found == expect
    assert len(drafts) - 1 >= stubs["least"]
    assert set(stubs.get("titles", ())) <= {draft.record.title for draft in drafts[1:]}
    data = {k: v for k, v in to_data(record).items() if k not in ("evidence", "links", "context", "quotes")}
    assert [word for word in absent if word in repr(data)] == []
    for draft in drafts:
        for quotes in draft.record.evidence.values():
            assert all(find_quote(article.text, quote.quote) for quote in quotes)
