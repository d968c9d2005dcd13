from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from generator.document import Document
from generator.extract.responses import ResponseFinder
from generator.extract.responses_rules import rules
from generator.record.vocabulary import vocabulary

CASES = Path(__file__).parents[1] / "cases" / "responses"
Reader = Callable[..., Document]


def cases() -> list[Any]:
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.toml"))}
    return [pytest.param(case, id=f"{stem}: {case['name']}") for stem, data in files.items() for case in data["case"]]


@pytest.mark.model
@pytest.mark.parametrize("case", cases())
def test_responses(case: dict[str, Any], nlp: Language, paragraphs: Reader) -> None:
    document = paragraphs(case["text"], nlp)
    found = [
        {
            "type": mention.type,
            "by": mention.by or "",
            "places": list(mention.places),
            "countries": list(mention.countries),
            "level": mention.level,
            "state": mention.state,
        }
        for mention in ResponseFinder()(document.doc)._.responses
    ]
    assert len(found) == len(case["responses"]), found
    for got, wanted in zip(found, case["responses"], strict=True):
        assert {key: got[key] for key in wanted} == wanted


@pytest.mark.model
def test_the_clause_holds_the_trigger_and_stands_in_the_article(nlp: Language, paragraphs: Reader) -> None:
    text = "After the blast, police\u00a0in Lyon raided three flats, a spokesman said."
    document = paragraphs(text, nlp)
    (mention,) = ResponseFinder()(document.doc)._.responses
    assert mention.span.start <= mention.trigger.i < mention.span.end
    assert document.quote(mention.span) in " ".join(text.split())


def test_every_rule_has_a_term_of_the_vocabulary() -> None:
    terms = vocabulary("response-type")
    assert all(rule.type in terms for found in rules().values() for rule in found)
