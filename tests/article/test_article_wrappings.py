"""What articles come wrapped in: mail, pages, Markdown; what each wrapping says of them, and what it leaves unsaid."""

from __future__ import annotations

import datetime
import json

import pytest

from generator.article import Article
from generator.article.reader import read_eml, read_html, read_markdown
from generator.errors import ArticleError

NEWS = "Two people were shot in Tolmar on Monday night, and one of them has died in hospital, the police said."
MORE = "The other is expected to live. Nobody has been arrested, and the police do not know why they were shot."


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def page(*, head: str = "", body: str = "") -> str:
    news = f"<article>{body}<p>{NEWS}</p><p>{MORE}</p></article>"
    return f"<!doctype html><html><head>{head}</head><body>{news}</body></html>"


# Mail


def mail(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def test_a_newsletter() -> None:
    article = read_eml(
        mail(
            "From: The Tolmar Letter <letter@example.org>",
            "Subject: Two shot in Tolmar",
            "Date: Thu, 8 Jan 2015 23:30:00 +0100",
            "List-Id: <letter.example.org>",
            "Content-Type: text/plain; charset=iso-8859-1",
            "Content-Transfer-Encoding: quoted-printable",
            "",
            "Two people were shot at the Caf=E9 Royal in Tolmar on Monday, and one of them=",
            " has died.",
            "",
            "-- ",
            "The Tolmar Letter, 1 High Street",
        )
    )
    assert (article.publisher, article.author) == ("The Tolmar Letter", None)
    assert article.published == datetime.date(2015, 1, 8)
    assert blocks(article) == [
        ("title", "Two shot in Tolmar"),
        ("body", "Two people were shot at the Café Royal in Tolmar on Monday, and one of them has died."),
    ]


def test_who_forwards_a_mail_is_neither_author_nor_publisher() -> None:
    article = read_eml(
        mail(
            "From: Jane Roe <jane@example.org>",
            "Subject: Fwd: Two shot in Tolmar",
            "Date: Thu, 8 Jan 2015 23:30:00 +0100",
            "",
            "---------- Forwarded message ---------",
            "From: The Tolmar Letter <letter@example.org>",
            "Subject: Two shot in Tolmar",
            "",
            "Posted 7 January 2015",
            "",
            NEWS,
        )
    )
    assert (article.title, article.publisher, article.author) == ("Two shot in Tolmar", None, None)
    assert article.published == datetime.date(2015, 1, 7)
    assert blocks(article)[1:] == [("body", NEWS)]


def test_a_mail_with_a_page_only() -> None:
    head = '<meta property="og:site_name" content="The Tolmar Herald">'
    article = read_eml(mail("From: x@example.org", "Subject: Two shot", "Content-Type: text/html", "", page(head=head)))
    assert (article.title, article.publisher) == ("Two shot", "The Tolmar Herald")
    assert blocks(article)[1:] == [("body", NEWS), ("body", MORE)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"just text", "no mail message"),
        (mail("Subject: x", "Content-Type: image/png", "", "x"), "no text"),
        (mail("Subject: x", "Content-Type: text/plain; charset=klingon", "", "x"), "cannot be read"),
    ],
    ids=["no-mail", "no-text", "charset"],
)
def test_what_is_wrong_with_a_mail_is_said(data: bytes, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        read_eml(data)


# Pages


def test_a_page_says_who_published_it_and_when() -> None:
    head = """<title>Two shot in Tolmar | The Tolmar Herald</title>
        <meta property="og:site_name" content="The Tolmar Herald">
        <meta property="og:title" content="Two shot in Tolmar">
        <meta property="og:url" content="https://example.org/1">
        <meta name="author" content="Jane Doe">
        <meta property="article:published_time" content="2015-01-08T10:00:00+01:00">"""
    caption = "<figcaption>Police guard the street in Tolmar. (Photo: Ana Brand/AFP)</figcaption>"
    article = read_html(page(head=head, body=f"<h1>Two shot in Tolmar</h1><figure><img src=x>{caption}</figure>"))
    assert (article.publisher, article.author, article.url) == (
        "The Tolmar Herald",
        "Jane Doe",
        "https://example.org/1",
    )
    assert article.published == datetime.date(2015, 1, 8)
    assert article.credit == "Ana Brand/AFP"
    assert blocks(article) == [
        ("title", "Two shot in Tolmar"),
        ("caption", "Police guard the street in Tolmar."),
        ("body", NEWS),
        ("body", MORE),
    ]


def test_a_page_says_it_in_linked_data() -> None:
    data = {
        "@graph": [
            {"@type": "Organization", "name": "Not this"},
            {
                "@type": ["NewsArticle"],
                "headline": "Two shot in Tolmar",
                "datePublished": "2015-01-08T10:00:00Z",
                "author": [{"name": "Jane Doe"}, {"name": "John Roe"}],
                "publisher": {"name": "The Tolmar Herald"},
            },
        ]
    }
    linked = [f'<script type="application/ld+json">{text}</script>' for text in ("{broken", json.dumps(data))]
    article = read_html(page(head="".join(linked)))
    assert (article.title, article.publisher) == ("Two shot in Tolmar", "The Tolmar Herald")
    assert article.author == "Jane Doe, John Roe"
    assert article.published == datetime.date(2015, 1, 8)


def test_nothing_is_guessed_of_a_page_that_says_nothing() -> None:
    html = page(head="<title>Two shot in Tolmar</title>", body="<p>Copyright 2024 Example</p>")
    html = html.replace("</body>", "<footer>© 2023</footer></body>")
    article = read_html(html, url="https://www.example.org/two-shot")
    assert (article.publisher, article.published, article.author) == (None, None, None)
    article = read_html(html, url="https://www.example.org/2015/01/08/two-shot")
    assert article.published == datetime.date(2015, 1, 8)


def test_a_page_declares_its_encoding() -> None:
    body = "<p>The Café Royal in Tolmar was closed on Tuesday.</p>"
    html = page(head='<meta charset="windows-1252"><title>Two shot</title>', body=body)
    assert "Café" in read_html(html.encode("cp1252")).text
    assert "Café" in read_html(html.replace("windows-1252", "utf-8").encode()).text
    with pytest.raises(ArticleError, match="not UTF-8"):
        read_html(html.replace("windows-1252", "utf-8").encode("cp1252"))


@pytest.mark.parametrize(
    "html", ["<html><body></body></html>", "<html>", "<!doctype html><p>", "<script>a = 1</script>"]
)
def test_a_page_without_an_article_is_an_error(html: str) -> None:
    with pytest.raises(ArticleError, match="no article was found in this page"):
        read_html(html)


# Markdown


def test_markdown_is_read_as_words() -> None:
    text = f"""---
title: "Two shot in Tolmar"
date: 2015-01-08
publisher: The Tolmar Herald
author: Jane Doe
---
**Two** people were *shot* in [Tolmar](https://example.org/a_(b)) on
Monday, the snake_case agency said. ![A street](x.png)

> "It was `dark`," a witness said.

- {NEWS}

* * *

<p>Ham &amp; eggs</p> cost 2 * 3 in \\*all\\*, the cook said.

[ref]: https://example.org
"""
    article = read_markdown(text)
    assert (article.publisher, article.author) == ("The Tolmar Herald", "Jane Doe")
    assert article.published == datetime.date(2015, 1, 8)
    assert blocks(article) == [
        ("title", "Two shot in Tolmar"),
        ("body", "Two people were shot in Tolmar on Monday, the snake_case agency said."),
        ("body", '"It was dark," a witness said.'),
        ("body", NEWS),
        ("body", "Ham & eggs cost 2 * 3 in *all*, the cook said."),
    ]


@pytest.mark.parametrize("heading", ["# Two shot in Tolmar #\n\n", "Two shot in Tolmar\n====\n"])
def test_markdowns_first_heading_is_the_title(heading: str) -> None:
    assert blocks(read_markdown(heading + NEWS)) == [("title", "Two shot in Tolmar"), ("body", NEWS)]
