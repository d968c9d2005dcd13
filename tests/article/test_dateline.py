"""A dateline that comes apart from its text is kept with it, so that what rests on it can be quoted."""

from __future__ import annotations

from generator.article import make_article


def test_a_dateline_that_came_apart_is_kept_between_headline_and_text() -> None:
    article = make_article("A bridge fell on Monday.", title="Bridge falls", dateline="PUERTO NUEVO, 5 May 1999 (EFE)")
    assert article.text == "Bridge falls\n\nPUERTO NUEVO, 5 May 1999 (EFE)\n\nA bridge fell on Monday."
    assert [article.text[b.start : b.end] for b in article.blocks] == ["Bridge falls", "A bridge fell on Monday."]


def test_a_dateline_that_the_text_has_is_not_kept_twice() -> None:
    text = "PUERTO NUEVO, May 5 (EFE) -- A bridge fell on Monday."
    assert make_article(text, dateline="Puerto Nuevo,  May 5 (EFE)").text == text
