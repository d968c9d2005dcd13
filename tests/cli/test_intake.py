"""What is kept of an article as a source."""

from __future__ import annotations

import datetime

from generator.article import make_article
from generator.cli.intake import source_of


def test_what_is_kept_of_an_article_says_only_what_is_known() -> None:
    article = make_article("Two shot in Odravia\n\nTwo people were shot.", published=datetime.date(2001, 5, 4))
    source = source_of(article)
    assert source.id == article.sha256[:8]
    assert str(source.published) == "2001-05-04"
    assert source.publisher is None
