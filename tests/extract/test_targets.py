from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from generator.document import Document
from generator.extract.mentions import RoleMention
from generator.extract.targets import Targets
from generator.extract.words import words
from generator.record.vocabulary import vocabulary

CASES = Path(__file__).parents[1] / "cases" / "targets"
Reader = Callable[..., Document]


def cases() -> list[Any]:
    data = [tomllib.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.toml"))]
    return [pytest.param(case, id=case["name"]) for file in data for case in file["case"]]


def said(target: RoleMention) -> str:
    return f"{target.name} | {target.type} | {target.effect or ''}"


@pytest.mark.model
@pytest.mark.parametrize("case", cases())
def test_targets(case: dict[str, Any], nlp: Language, paragraphs: Reader) -> None:
    doc = Targets()(paragraphs(case["text"], nlp).doc)
    assert [said(target) for target in doc._.targets] == case["found"]


def test_sites_give_terms_of_the_vocabulary() -> None:
    data = words("targets")
    assert set(data["types"]) | set(data["owners"]) <= set(vocabulary("target-type").terms)
