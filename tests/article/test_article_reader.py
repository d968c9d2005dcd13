"""Files, folders and feeds: what is read of each, and one clear error for each thing that can be wrong."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path

import pytest

from generator.article import Article, make_article
from generator.article.reader import (
    find_articles,
    jsonl_lines,
    read_each,
    read_jsonl_line,
    read_path,
    read_stdin,
    read_text,
)
from generator.errors import ArticleError

NEWS = "Two people were shot in Tolmar on Monday night, and one of them has died in hospital, the police said."
MORE = "The other is expected to live. Nobody has been arrested, and the police do not know why they were shot."


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def test_the_seed_article(shared: Path) -> None:
    (article,) = read_path(shared / "seed" / "article.txt")
    kinds = [block.kind for block in article.blocks]
    assert article.id == "accdb2ae"
    assert kinds == ["title", "caption", "body", "body", "body", "body", "body"]
    caption = blocks(article)[1][1]
    assert caption.count(".") == 3
    assert "AFP PHOTO" not in caption
    assert (article.publisher, article.published, article.author, article.dateline) == (None, None, None, None)
    assert article.credit == "JOHN THYS/AFP/Getty Images"
    assert article.cites == ("CNN",)
    assert article.furniture == (
        "AFP PHOTO / JOHN THYS (Photo credit should read JOHN THYS/AFP/Getty Images)",
        "Source: JOHN THYS/AFP/Getty Images",
        "Must Reads",
    )


@pytest.mark.parametrize("name", ["muc4", "gvc", "gvdb", "5w1h", "news"])
def test_no_labelled_article_is_refused(name: str, shared: Path) -> None:
    readings = list(read_each(sorted((shared / "bench" / name).glob("*dev.jsonl"))))
    assert [str(reading.error) for reading in readings if reading.error] == []
    assert len(readings) > 40


def test_labelled_publication_dates_are_found(shared: Path) -> None:
    for path in (shared / "bench" / "news").glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            item = json.loads(line)
            assert str(make_article(item["text"]).published) == str(item["publication_date"]), item["id"]


def test_every_sample_article_is_read(repo_root: Path) -> None:
    paths = list(find_articles([repo_root / "briefs" / "articles"]))
    assert len(paths) >= 20
    for reading in read_each(paths):
        assert reading.error is None
        assert reading.article is not None
        assert reading.article.title
        assert [block.kind for block in reading.article.blocks].count("title") == 1


# Files and folders


def test_a_folder_gives_its_articles_sorted_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "README.md", ".hidden.txt", "a/readme.txt", "photo.png", ".git/x.txt", "c.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(NEWS)
    found = [path.relative_to(tmp_path).as_posix() for path in find_articles([tmp_path])]
    assert found == ["a/z.md", "b.txt", "c.jsonl"]


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no articles in this folder"):
        list(find_articles([tmp_path]))


def test_a_folder_that_cannot_be_read_is_an_error_after_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a/x.txt", "b/y.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(NEWS)
    real = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("a"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found: list[str] = []
    with pytest.raises(ArticleError, match=r"a: this folder cannot be read: Permission denied"):
        found.extend(path.name for path in find_articles([tmp_path]))
    with pytest.raises(ArticleError, match="cannot be read"):
        list(find_articles([tmp_path / "a"]))
    assert next(find_articles([tmp_path])) == tmp_path / "b" / "y.txt"


def test_a_file_that_is_named_may_end_in_anything(tmp_path: Path) -> None:
    path = tmp_path / "story.news"
    path.write_text(NEWS)
    assert [article.text for article in read_path(path)] == [NEWS]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")],
)
def test_every_encoding_that_says_what_it_is(mark: bytes, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(mark + NEWS.encode(encoding))
    assert next(read_path(path)).text == NEWS


def test_line_breaks_of_other_systems_make_no_other_article(tmp_path: Path) -> None:
    (tmp_path / "unix.txt").write_bytes(f"{NEWS}\n\n{MORE}\n".encode())
    (tmp_path / "dos.txt").write_bytes(f"{NEWS}\r\n\r\n{MORE}\r\n".encode())
    assert len({article.id for name in ("unix", "dos") for article in read_path(tmp_path / f"{name}.txt")}) == 1


def test_what_the_person_knows_counts_more_than_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Two shot in Tolmar\n\n8 January 2015\n\n{NEWS}")
    day = datetime.date(2015, 1, 9)
    (article,) = read_path(path, published=day, url="https://example.org/1")
    assert (article.published, article.url) == (day, "https://example.org/1")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.7 ...", "this is a PDF.*\\.txt"),
        (b"PK\x03\x04\x14", "zip archive or an office document"),
        (b"Two shot\x00 in Tolmar", "NUL byte at offset 8"),
        (b"Caf\xe9 attack\nin Tolmar", "not UTF-8: byte 0xE9 at offset 3 \\(line 1\\).*iconv"),
        ("La policía mató a dos hombres en una redada en la ciudad de Tolmar.".encode(), "not English"),
        ("Взрыв прогремел в центре города, погибли два человека, сообщает полиция.".encode(), "not English"),
        (b"Share Tweet Email\n\nAdvertisement", "no news in this"),
        (b"a b " * 1_250_000, "5.0 MB of text is more than the 0.5 MB"),
        (b'{"text": "Two shot in Tolmar"}\n{"text": "Three shot"}', "JSON, not text; save it as .jsonl"),
    ],
    ids=["nothing", "blank", "pdf", "zip", "nul", "latin-1", "spanish", "russian", "furniture", "long", "feed"],
)  # fmt: skip
def test_what_is_wrong_with_a_text_is_said(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ArticleError, match=message) as caught:
        list(read_path(path))
    assert caught.value.location is not None
    assert caught.value.location.path == path


def test_a_long_page_of_a_short_article_is_read_from_standard_input() -> None:
    page = f"<!doctype html><title>Two shot</title><!-- {'x' * 900_000} --><article><p>{NEWS}<p>{MORE}</article>"
    assert NEWS in read_stdin(page.encode()).text
    with pytest.raises(ArticleError, match="MB of text is more than"):
        read_stdin(f"{NEWS} ".encode() * 9000)


def test_a_long_text_in_another_language_is_named() -> None:
    text = "Die Polizei hat am Montag in Tolmar zwei Männer erschossen, die nach ihren Angaben einen Anschlag planten. "
    with pytest.raises(ArticleError, match="reads as German"):
        read_text(text * 4)


def test_english_full_of_names_passes() -> None:
    names = "Hussein Al-Rashid, Yevgeny Ozerov, Nguyen Van Thieu, Jean-Luc Desrosiers, Pádraig Ó Ceallaigh, "
    read_text(f"The dead were named as {names * 6} all of Tolmar. The police said that they had been found in a hotel.")


def test_a_missing_file_and_a_pipe_are_refused_without_waiting(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no such file"):
        list(read_path(tmp_path / "missing.txt"))
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ArticleError, match="not a regular file"):
        list(read_path(tmp_path / "pipe.txt"))


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_text(NEWS)
    first, second = read_each([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert first.error is not None
    assert second.article is not None


def test_standard_input_may_be_text_or_a_page() -> None:
    assert read_stdin(NEWS.encode()).text == NEWS
    html = f"<!doctype html><title>Two shot in Tolmar</title><article><p>{NEWS}</p><p>{MORE}</p></article>"
    assert MORE in read_stdin(html.encode()).text


# Feeds


@pytest.mark.parametrize("key", ["date", "date_publish", "dct", "source_date", "published"])
def test_a_feeds_line_under_common_names(key: str) -> None:
    line = {"id": 7, "headline": "Two shot in Tolmar", "text": NEWS, key: "2015-01-08 00:00:00", "outlet": "Herald"}
    found = read_jsonl_line(json.dumps(line))
    article = found.article
    assert (found.id, article.title, article.publisher) == ("7", "Two shot in Tolmar", "Herald")
    assert article.published == datetime.date(2015, 1, 8)
    assert article.text == f"Two shot in Tolmar\n\n{NEWS}"


def test_a_feed_gives_each_lines_own_id_and_names_the_line_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    first, last = json.dumps({"id": "a", "text": NEWS}), json.dumps({"text": MORE})
    path.write_text("\n".join([first, "", "{not json", "[1]", '{"title": "no text"}', last]))
    readings = list(read_each([path]))
    assert [reading.id for reading in readings] == ["a", None, None, None, None]
    assert [str(reading.error).partition(": ")[0] for reading in readings[1:4]] == [f"{path}:{n}" for n in (3, 4, 5)]
    assert [number.line for number, _ in jsonl_lines(path)] == [1, 3, 4, 5, 6]
    assert "not JSON" in str(readings[1].error)
    assert "not an object" in str(readings[2].error)
    assert "'title'" in str(readings[3].error)


def test_text_that_no_file_can_hold_is_mended() -> None:
    article = read_jsonl_line('{"text": "Two people were shot\\u0000 in Tolmar \\ud800 on Monday."}').article
    assert article.text == "Two people were shot  in Tolmar \ufffd on Monday."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": 5}', 'the "text" of this line is a number, not text'),
        ('{"text": {"en": "x"}}', 'the "text" of this line is an object, not text'),
        ('{"body": " "}', 'the "body" of this line is empty'),
        ('{"title": "x"}', "this line has no \"text\"; it has 'title'"),
    ],
)
def test_a_feeds_line_without_text_is_told_what_stands_in_its_place(line: str, said: str) -> None:
    with pytest.raises(ArticleError) as caught:
        read_jsonl_line(line)
    assert said in str(caught.value)


def test_marks_of_windows_that_were_misread_become_what_they_were() -> None:
    text = "Norwich \x96 Few details were known of \x91the fire\x92 at the mill, the police said.\x81"
    article = read_jsonl_line(json.dumps({"text": text})).article
    assert article.text.strip() == "Norwich – Few details were known of ‘the fire’ at the mill, the police said."
