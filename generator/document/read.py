"""Reading: blocks of an article through the model, paragraph by paragraph, joined to one document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from generator.article import Article
from generator.article.model import BlockKind
from generator.document.casing import body_cases, is_title_case, is_upper, restore
from generator.document.model import Document, Paragraph

# One character for one, so that offsets hold: white space of every width becomes a space, curly quotes straight.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t\n\r", " "
        ),
        **dict.fromkeys("\u2018\u2019\u201b\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f", '"'),
        **dict.fromkeys("\u2010\u2011", "-"),
    }
)
# A full stop, then a capital with no space between, is two sentences run together by a careless page reader.
_GLUED = re.compile(r"(?<=[a-z0-9)\"'][.!?])(?=[A-Z][a-z])")

if not Doc.has_extension("document"):
    Doc.set_extension("document", default=None)


def prepare(text: str) -> str:
    """Bring text to the plain characters that the model was trained on, one for one, so that offsets hold."""
    return text.translate(_PLAIN)


def read(article: Article, nlp: Language) -> Document:
    """Read one article.

    Args:
        article: Text and its blocks.
        nlp: A pipeline with tagger, parser, lemmatizer and named entities.
    """
    return next(read_all([article], nlp))


def read_all(articles: Iterable[Article], nlp: Language) -> Iterator[Document]:
    """Read many articles, in order; lazily, one batch of paragraphs at a time."""
    for article in articles:
        pieces = list(_pieces(article, nlp))
        docs = list(nlp.pipe(text for _, _, text in pieces))
        kept = [(kind, char, doc) for (kind, char, _), doc in zip(pieces, docs, strict=True) if len(doc)]
        merged = Doc.from_docs([doc for _, _, doc in kept], ensure_whitespace=True) if kept else None
        if merged is None:
            merged = nlp.make_doc("")
        paragraphs, start = [], 0
        for kind, char, doc in kept:
            paragraphs.append(Paragraph(kind, start, start + len(doc), char))
            start += len(doc)
        document = Document(article, merged, tuple(paragraphs))
        merged._.document = document
        yield document


def _pieces(article: Article, nlp: Language) -> Iterator[tuple[BlockKind, int, str]]:
    texts = [prepare(article.text[b.start : b.end]) for b in article.blocks]
    bodies = [t for b, t in zip(article.blocks, texts, strict=True) if b.kind != "title" and not is_upper(t)]
    known: dict[str, str] | None = None
    for block, text in zip(article.blocks, texts, strict=True):
        if is_upper(text) or (block.kind == "title" and is_title_case(text)):
            if known is None:
                known = body_cases(bodies)
            text = restore(text, nlp.vocab, known)
        start = 0
        for end in [*(m.start() for m in _GLUED.finditer(text)), len(text)]:
            piece = text[start:end]
            lead = len(piece) - len(piece.lstrip())
            if piece.strip():
                yield block.kind, block.start + start + lead, piece.strip()
            start = end
