from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from generator.document import Document
from generator.extract.mentions import RoleMention
from generator.extract.victims import Victims, is_named
from generator.extract.words import words
from generator.record.vocabulary import vocabulary

CASES = Path(__file__).parents[1] / "cases" / "victims"
Reader = Callable[..., Document]


def cases() -> list[Any]:
    data = [tomllib.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.toml"))]
    return [pytest.param(case, id=case["name"]) for file in data for case in file["case"]]


def said(victim: RoleMention) -> str:
    parts = [victim.name, str(victim.type), str(victim.effect)]
    return " | ".join([*parts, victim.count.text] if victim.count else parts)


@pytest.mark.model
@pytest.mark.parametrize("case", cases())
def test_victims(case: dict[str, Any], nlp: Language, paragraphs: Reader) -> None:
    found = Victims()(paragraphs(case["text"], nlp).doc)._.victims
    sure = dict.fromkeys(said(victim) for victim in found if victim.confidence >= 0.45)
    assert list(sure) == case["found"]


@pytest.mark.model
def test_a_name_is_told_from_a_description(nlp: Language, paragraphs: Reader) -> None:
    doc = Victims()(paragraphs("Six Jesuit priests and Anna Bell were murdered.", nlp).doc)
    assert {victim.name: is_named(victim) for victim in doc._.victims} == {"Jesuit priests": False, "Anna Bell": True}


def test_trades_give_terms_of_the_vocabulary() -> None:
    assert set(words("victims")["types"]) <= set(vocabulary("target-type").terms)
