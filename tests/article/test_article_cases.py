"""Every file in cases/articles: a text as it comes in, and all that must be found in it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from generator.article import Article, make_article

CASES = sorted((Path(__file__).parents[1] / "cases" / "articles").glob("*.toml"))
FIELDS = ("title", "url", "publisher", "author", "published", "credit", "cites", "furniture")


def found_in(article: Article) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(article, name) for name in FIELDS}
    if line := article.dateline:
        found["dateline"] = {"place": line.place, "date": line.date, "agency": line.agency}
        found["dateline"] = {key: value for key, value in found["dateline"].items() if value}
    found["blocks"] = [[block.kind, article.text[block.start : block.end]] for block in article.blocks]
    return {key: list(value) if isinstance(value, tuple) else value for key, value in found.items() if value}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_what_is_found_in_an_article(case: Path) -> None:
    data = tomllib.loads(case.read_text("utf-8"))
    assert found_in(make_article(data["text"], **data.get("given", {}))) == data["expected"], data["why"]
