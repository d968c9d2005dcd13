"""What came in: text, title, publisher, URL, publication date; reads files, mail, pages and feeds of articles."""

from generator.article.make import make_article
from generator.article.model import Article, Block, Dateline

__all__ = ["Article", "Block", "Dateline", "make_article"]
