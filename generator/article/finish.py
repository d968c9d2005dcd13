"""The last check of every article that comes in: is there anything to read, and is it English."""

from __future__ import annotations

from generator.article.decode import MOST_TEXT, too_long
from generator.article.language import check_english
from generator.article.model import Article
from generator.errors import ArticleError, Location


def finished(article: Article, location: Location | None = None) -> Article:
    """Give the article back where it can be read.

    Args:
        article: As made.
        location: Where it comes from, for the message.

    Raises:
        ArticleError: It is empty, nothing but page furniture, too long, or not English.
    """
    if len(article.text) > MOST_TEXT:
        raise too_long(len(article.text), location)
    if not any(letter.isalpha() for letter in article.text):
        raise ArticleError("this is empty: there is no text in it; give a file with the article's text", location)
    if not article.blocks:
        raise ArticleError(
            "there is no news in this, only what surrounds an article on its page; give the article's own text",
            location,
        )
    check_english(" ".join(article.text[block.start : block.end] for block in article.blocks), location)
    return article
