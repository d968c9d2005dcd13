"""`briefs add`: what is written, what is said, and what a bad article leaves behind, which is nothing."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.article import fetch, make_article
from generator.cli import main, reading
from generator.extract import many
from generator.store import Collection

STORY = (
    "Bombing in Odravia\n\n"
    "A bombing shook the town of Odravia on Friday morning, and the police said that they were looking for two men.\n"
)
TREES = "The town council of Odravia met on Friday evening and talked about the trees along the river.\n"
MAIN, STUB = "2001-05-04-odravia-bombing", "2000-odravia-fire"

pytestmark = pytest.mark.usefixtures("extractor")


def add(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["add", *arguments], input=given)


def files(site: Path) -> set[str]:
    found = {str(path.relative_to(site / "briefs")) for path in (site / "briefs").rglob("*") if path.is_file()}
    # What can be made anew is no part of the collection.
    return {path for path in found if not path.startswith(".cache")}


def article(site: Path, name: str, text: str = STORY) -> str:
    path = site / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return name


def test_an_article_becomes_a_draft_a_stub_and_a_kept_source(site: Path) -> None:
    result = add(article(site, "a.txt"), "--published", "2001-05-05")
    assert result.exit_code == 0
    source = make_article(STORY).id
    assert files(site) == {
        ".schema.json",
        f"{MAIN}.yml",
        f"{STUB}.yml",
        f".base/{MAIN}.json",
        f".base/{STUB}.json",
        f"sources/{source}.txt",
        f"sources/{source}.yml",
    }
    assert f"briefs/{MAIN}.yml: Bombing in Odravia" in result.stdout
    assert f"briefs/{STUB}.yml: Fire in Odravia (a stub" in result.stdout
    assert "Next: " in result.stdout
    loaded = Collection.open(site / "briefs").load()
    assert str(loaded.records[MAIN].when.date) == "2001-05-05"
    assert str(loaded.sources[source].published) == "2001-05-05"


def test_the_same_article_twice_changes_nothing_and_loads_no_model(site: Path, extractor: Any) -> None:
    name = article(site, "a.txt")
    add(name)
    before = {path: (site / "briefs" / path).read_bytes() for path in files(site)}
    result = add(name, article(site, "again.txt"))
    assert result.exit_code == 0
    assert "known already" in result.stdout
    assert {path: (site / "briefs" / path).read_bytes() for path in files(site)} == before
    assert extractor.loaded == 1


def test_an_article_that_another_run_adds_meanwhile_is_not_written_twice(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, real = article(site, "a.txt"), many.extract

    def slow(*arguments: Any) -> Any:
        monkeypatch.setattr(many, "extract", real)
        assert add(name).exit_code == 0
        return real(*arguments)

    monkeypatch.setattr(many, "extract", slow)
    result = add(name)
    assert result.exit_code == 0
    assert "known already" in result.stdout
    assert set(Collection.open(site / "briefs").load().records) == {MAIN, STUB}


def test_no_incident_is_said_and_nothing_is_written(site: Path) -> None:
    result = add(article(site, "trees.txt", TREES))
    assert result.exit_code == 0
    assert "no incident found" in result.stdout
    assert files(site) == set()


def test_a_folder_goes_on_past_a_bad_article_and_ends_with_a_summary(site: Path) -> None:
    article(site, "in/a.txt")
    article(site, "in/b.txt", TREES)
    article(site, "in/c.txt", "")
    (site / "in" / "d.txt").write_bytes(b"caf\xe9 in Odravia")
    result = add("in")
    assert result.exit_code == 1
    assert f"{MAIN}.yml" in files(site)
    assert "in/c.txt" in result.stderr
    assert "offset 3" in result.stderr
    assert "4 articles: 1 drafts and 1 stubs written, " in result.stdout
    assert "0 known already, 1 without an incident, 2 failed" in result.stdout


def test_an_article_that_extraction_refuses_leaves_nothing(site: Path) -> None:
    result = add(article(site, "a.txt", STORY + "It was unreadable.\n"))
    assert result.exit_code == 1
    assert "a.txt: this cannot be read; write it anew" in result.stderr
    assert files(site) == set()


def test_many_articles_are_summed_up_and_known_ones_not_listed(site: Path) -> None:
    lines = [json.dumps({"text": f"{STORY} Witness number {number} heard it."}) for number in range(8)]
    (site / "feed.jsonl").write_text("\n".join(lines), "utf-8")
    first = add("feed.jsonl")
    assert first.exit_code == 0
    assert "8 articles: 1 drafts and 1 stubs written, 7 about an incident known already" in first.stdout
    assert len(Collection.open(site / "briefs").load().records[MAIN].sources) == 8
    second = add("feed.jsonl")
    assert second.stdout.splitlines() == [
        "8 articles: 0 drafts and 0 stubs written, 0 about an incident known already, 8 known already, "
        "0 without an incident, 0 failed"
    ]


def test_a_second_article_becomes_a_second_source_of_the_brief(site: Path) -> None:
    add(article(site, "a.txt"))
    result = add(article(site, "b.txt", STORY + "More is known today.\n"))
    assert result.exit_code == 0
    assert f"added to briefs/{MAIN}.yml: Bombing in Odravia" in result.stdout
    records = Collection.open(site / "briefs").load().records
    assert set(records) == {MAIN, STUB}
    assert len(records[MAIN].sources) == 2
    assert {quote.source for quote in records[MAIN].evidence["kind"]} == set(records[MAIN].sources)
    assert [link.to for link in records[MAIN].links] == [STUB]
    problems = Collection.open(site / "briefs").load().problems
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_an_article_on_something_else_gets_a_brief_of_its_own_and_the_doubt_is_said(site: Path) -> None:
    add(article(site, "a.txt"), "--published", "2001-05-05")
    other = "A bombing hit the market of Odravia. Traders ran, and shops stayed shut until the evening.\n"
    result = add("--json", article(site, "b.txt", other), "--published", "2001-05-08")
    (said,) = json.loads(result.stdout)
    assert said["incidents"][0]["id"] == f"{MAIN}-2"
    assert said["incidents"][0]["new"] is True
    assert set(Collection.open(site / "briefs").load().records) >= {MAIN, f"{MAIN}-2"}


def test_a_stub_without_a_name_is_never_taken_for_another(site: Path) -> None:
    add(article(site, "a.txt"))
    add(article(site, "b.txt", STORY + "An earlier fire had burned somewhere.\n"))
    assert f"{STUB}-2.yml" in files(site)


def test_a_dry_run_writes_nothing_and_says_what_it_would(site: Path) -> None:
    result = add("--dry-run", article(site, "a.txt"), article(site, "b.txt", STORY + "More is known today.\n"))
    assert result.exit_code == 0
    assert files(site) == set()
    assert f"would write briefs/{MAIN}.yml" in result.stdout
    assert f"would add to briefs/{MAIN}.yml" in result.stdout


def test_json_says_what_was_made(site: Path) -> None:
    result = add("--json", article(site, "a.txt"), article(site, "trees.txt", TREES))
    first, second = json.loads(result.stdout)
    assert first["article"] == "a.txt"
    assert first["source"] == make_article(STORY).id
    assert first["incidents"][0] == {
        "id": MAIN,
        "path": f"briefs/{MAIN}.yml",
        "main": True,
        "status": "draft",
        "kind": "bombing",
        "title": "Bombing in Odravia",
        "new": True,
        "was_stub": False,
    }
    assert [made["main"] for made in first["incidents"]] == [True, False]
    assert second["incidents"] == []
    assert "no incident" in second["message"]


def test_standard_input_and_an_address_are_read(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = add("-", "--url", "https://example.org/1", given=STORY)
    assert result.exit_code == 0
    (source,) = Collection.open(site / "briefs").load().sources.values()
    assert source.url == "https://example.org/1"

    monkeypatch.setattr(fetch, "read_url", lambda url, published: make_article(TREES, url=url, published=published))
    assert "no incident found" in add("https://example.org/2").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a.txt", "trees.txt", "--url", "https://example.org/1"],
        ["https://example.org/2", "--url", "https://example.org/1"],
        ["a.txt", "--url", "javascript:alert(1)"],
        ["a.txt", "--url", "example.org/1"],
        ["a.txt", "--published", "yesterday"],
        ["a.txt", "--published", "2015-02-30"],
        ["a.txt", "--published", "3015-01-16"],
        ["a.txt", "--briefs", "nowhere"],
    ],
)
def test_wrong_usage_is_exit_code_2(site: Path, arguments: list[str]) -> None:
    article(site, "a.txt")
    article(site, "trees.txt", TREES)
    result = add(*arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert files(site) == set()


def test_a_wrong_day_is_answered_with_how_to_write_it(site: Path) -> None:
    assert "YYYY-MM-DD" in add(article(site, "a.txt"), "--published", "16.1.2015").stderr


def test_an_address_that_is_not_fetched_is_not_taken_for_a_file(site: Path) -> None:
    result = add("ftp://example.org/1.html")
    assert result.exit_code == 1
    assert "ftp://example.org/1.html: only http and https" in result.stderr


def test_closed_standard_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (given,) = reading.read(["-"])
    assert "standard input is closed" in str(given.error)


def test_an_address_that_no_browser_would_open_is_not_kept(site: Path) -> None:
    urls = ["https://[", "https://a.example/ b"]
    lines = [{"text": f"{STORY} Witness {number}.", "url": url} for number, url in enumerate(urls)]
    (site / "feed.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert add("feed.jsonl").exit_code == 0
    loaded = Collection.open(site / "briefs").load()
    assert [source.url for source in loaded.sources.values()] == [None, None]


def test_outside_a_collection_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = add(article(tmp_path, "a.txt"))
    assert result.exit_code == 2
    assert "--briefs" in result.stderr


@pytest.mark.parametrize(
    ("name", "data"),
    [("empty.txt", b""), ("blank.txt", b" \n\n"), ("image.txt", b"\x89PNG\r\n\x1a\n\0\0"), ("nul.txt", b"abc\0def")],
)
def test_what_is_no_text_fails_with_its_name(site: Path, name: str, data: bytes) -> None:
    (site / name).write_bytes(data)
    result = add(name)
    assert result.exit_code == 1
    assert name in result.stderr
    assert "Traceback" not in result.output
    assert files(site) == set()


def test_a_missing_file_and_an_empty_folder_fail_and_the_rest_goes_on(site: Path) -> None:
    (site / "hollow").mkdir()
    result = add("gone.txt", "hollow", article(site, "a.txt"))
    assert result.exit_code == 1
    assert "gone.txt" in result.stderr
    assert "hollow" in result.stderr
    assert f"{MAIN}.yml" in files(site)


def test_a_write_that_fails_leaves_nothing_half_written(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = add(article(site, "a.txt"))
    assert result.exit_code == 1
    assert "disk is full" in result.stderr
    assert files(site) == set()


def test_an_article_whose_briefs_are_gone_is_read_again(site: Path) -> None:
    path = article(site, "a.txt")
    assert add(path).exit_code == 0
    (site / "briefs" / f"{MAIN}.yml").unlink()
    (site / "briefs" / f"{STUB}.yml").unlink()
    assert f"briefs/{MAIN}.yml" in add(path).stdout
    assert (site / "briefs" / f"{MAIN}.yml").is_file()
