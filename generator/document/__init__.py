"""An article that has been read: tokens, sentences, paragraphs, and the way back to the article's text."""

from generator.document.model import Document, Paragraph
from generator.document.read import prepare, read, read_all

__all__ = ["Document", "Paragraph", "prepare", "read", "read_all"]
