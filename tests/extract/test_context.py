from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from generator.document import Document
from generator.extract.context import ContextFinder

CASES = Path(__file__).parents[1] / "cases" / "context"
Reader = Callable[..., Document]


def cases() -> list[Any]:
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.toml"))}
    return [pytest.param(case, id=f"{stem}: {case['name']}") for stem, data in files.items() for case in data["case"]]


@pytest.mark.model
@pytest.mark.parametrize("case", cases())
def test_context(case: dict[str, Any], nlp: Language, paragraphs: Reader) -> None:
    document = paragraphs(case["text"], nlp)
    found = ContextFinder()(document.doc)._.context
    if "most" in case:
        assert len(found) == case["most"]
        return
    assert [str(mention.count or "") for mention in found] == [fact["count"] for fact in case["facts"]]
    for mention, fact in zip(found, case["facts"], strict=True):
        assert fact["words"] in document.quote(mention.span)
