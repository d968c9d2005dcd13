from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from generator.article import make_article
from generator.document import Document, read_all
from generator.extract.mentions import QuoteMention
from generator.extract.names import Names
from generator.extract.quotes import QuoteFinder
from generator.extract.quotes_marks import stretches

CASES = Path(__file__).parents[1] / "cases" / "quotes"
FLOOR = 0.9
Reader = Callable[..., Document]


def cases() -> list[Any]:
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.toml"))}
    return [pytest.param(case, id=f"{stem}: {case['name']}") for stem, data in files.items() for case in data["case"]]


def said(document: Document, quote: QuoteMention) -> dict[str, Any]:
    return {
        "speaker": quote.speaker,
        "role": quote.role,
        "told": quote.told,
        "text": document.quote(quote.span).removesuffix(","),
    }


@pytest.mark.model
@pytest.mark.parametrize("case", cases())
@pytest.mark.parametrize("named", [False, True], ids=["alone", "after names"])
def test_quotes(case: dict[str, Any], named: bool, nlp: Language, paragraphs: Reader) -> None:
    document = paragraphs(case["text"].strip(), nlp)
    if named:
        Names()(document.doc)
    found = [said(document, quote) for quote in QuoteFinder()(document.doc)._.quotes]
    assert len(found) == len(case["quotes"]), found
    for got, wanted in zip(found, case["quotes"], strict=True):
        assert {key: got[key] for key in wanted} == {
            key: value.removesuffix(",") if key == "text" else value for key, value in wanted.items()
        }


@pytest.mark.model
def test_the_cue_stands_in_the_article_and_outside_the_quotation(nlp: Language, paragraphs: Reader) -> None:
    document = paragraphs('"We saw\u00a0him run across the yard," said Ruth\u00a0Stein of the port police.', nlp)
    (quote,) = QuoteFinder()(document.doc)._.quotes
    cue = document.quote(quote.cue)
    assert "said Ruth Stein" in cue
    assert '"' not in cue


def test_marks_are_paired_by_their_form_or_by_their_place(blank: Language, paragraphs: Reader) -> None:
    document = paragraphs('He said "one two three" and “four five six” and then "seven.', blank)
    words = [stretch.span.text for stretch in stretches(document)]
    assert words[:2] == ["one two three", "four five six"]
    assert not stretches(document)[2].closed


def test_a_document_without_marks_has_no_quotes(blank: Language, paragraphs: Reader) -> None:
    document = paragraphs("Nobody said a word.", blank)
    assert QuoteFinder()(document.doc)._.quotes == []


@pytest.mark.model
def test_people_quoted_in_the_labelled_news_do_not_fall_below_the_floor(shared: Path, nlp: Language) -> None:
    right = wrong = missed = 0
    lines = (shared / "bench" / "news" / "dev.jsonl").read_text("utf-8").splitlines()
    gold = [item for item in map(json.loads, lines) if item["is_incident"]]
    articles = [make_article(item["text"], title=item["headline"]) for item in gold]
    for item, document in zip(gold, read_all(articles, nlp), strict=True):
        doc = QuoteFinder()(Names()(document.doc))
        people = {name.text for name in doc._.names if name.type == "person"}
        found = {quote.speaker for quote in doc._.quotes if quote.speaker in people}
        wanted, also = set(item["people_quoted"]), set(item.get("people_quoted_optional", []))
        hits = {name for name in wanted if any(same(name, other) for other in found)}
        right += len(hits)
        missed += len(wanted - hits)
        wrong += sum(not any(same(name, other) for name in wanted | also) for other in found)
    assert 2 * right / (2 * right + wrong + missed) >= FLOOR


def same(one: str, other: str) -> bool:
    return bool(set(one.lower().split()) & set(other.lower().split()))
