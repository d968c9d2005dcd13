from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from generator.document import Document
from generator.extract.weapons import Weapons
from generator.extract.words import words
from generator.record.vocabulary import vocabulary

CASES = Path(__file__).parents[1] / "cases" / "weapons"
Reader = Callable[..., Document]


def cases() -> list[Any]:
    data = [tomllib.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.toml"))]
    return [pytest.param(case, id=case["name"]) for file in data for case in file["case"]]


@pytest.mark.model
@pytest.mark.parametrize("case", cases())
def test_weapons(case: dict[str, Any], nlp: Language, paragraphs: Reader) -> None:
    found = Weapons()(paragraphs(case["text"], nlp).doc)._.weapons
    assert [f"{w.name} | {w.type}" for w in found if w.confidence > 0.55] == case["used"]
    assert [f"{w.name} | {w.type}" for w in found if w.confidence <= 0.55] == case["kept"]


def test_weapon_words_give_terms_of_the_vocabulary() -> None:
    data = words("weapons")
    kinds = set(data["types"]) | set(data["qualified_types"].values()) | set(data["modifiers"]) - {"dropped"}
    assert kinds <= set(vocabulary("weapon-type").terms)
