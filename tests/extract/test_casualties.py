from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from generator.article.model import Article, Block
from generator.document import Document, read
from generator.extract.casualties import Casualties, PeopleMention
from generator.extract.casualties_tally import tally
from generator.extract.casualties_words import harm_words
from generator.record.vocabulary import vocabulary

CASES = Path(__file__).parents[1] / "cases" / "casualties"
Reader = Callable[..., Document]


def cases(stem: str) -> list[Any]:
    data = tomllib.loads((CASES / f"{stem}.toml").read_text("utf-8"))
    return [pytest.param(case, id=case["name"]) for case in data["case"]]


def said(mention: PeopleMention) -> str:
    marks = " +" * mention.includes + " !" * mention.total
    return f"{mention.status} {mention.count} {mention.who} {mention.caused_by}{marks}"


def story(title: str, text: str, nlp: Language) -> Document:
    blocks, start = [Block("title", 0, len(title))], len(title) + 2
    for part in text.strip().split("\n\n"):
        blocks.append(Block("body", start, start + len(part)))
        start += len(part) + 2
    article = Article(text=f"{title}\n\n{text.strip()}", blocks=tuple(blocks), title=title)
    return read(article, nlp)


@pytest.mark.model
@pytest.mark.parametrize("case", cases("mentions"))
def test_casualties_of_a_sentence(case: dict[str, Any], nlp: Language, paragraphs: Reader) -> None:
    doc = Casualties()(paragraphs(case["text"], nlp).doc)
    assert sorted(map(said, doc._.casualties)) == sorted(case["found"])


@pytest.mark.model
@pytest.mark.parametrize("case", cases("tally"))
def test_the_tally_of_an_article(case: dict[str, Any], nlp: Language) -> None:
    document = story(case["title"], case["text"], nlp)
    lines = tally(Casualties()(document.doc)._.casualties)
    assert [f"{c.status} {c.count} {c.who} {c.caused_by}" for c, _, _ in lines] == case["lines"]
    for _, spans, confidence in lines:
        assert 0 < confidence <= 1
        assert all(document.quote(span) in " ".join(document.article.text.split()) for span in spans)


@pytest.mark.model
def test_sums_over_years_score_low(nlp: Language, paragraphs: Reader) -> None:
    text = "Gun violence has killed 150 people in the city since 2019.\n\nThe blast killed 12 people."
    doc = Casualties()(paragraphs(text, nlp).doc)
    background, own = doc._.casualties
    assert background.confidence < 0.3 < 0.8 < own.confidence


@pytest.mark.model
def test_an_empty_document_has_no_casualties(nlp: Language, paragraphs: Reader) -> None:
    assert Casualties()(paragraphs("", nlp).doc)._.casualties == []
    assert tally([]) == []


def test_words_of_harm_give_terms_of_the_vocabulary() -> None:
    words = harm_words()
    terms = set(vocabulary("casualty-status").terms) | {"struck"}
    for table in (words.verbs, words.acts, words.states, words.nouns, words.counted):
        assert set(table.values()) <= terms
