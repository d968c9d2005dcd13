"""`briefs refresh` and `briefs resolve`: what a new extraction brings, and what of the person's it never touches."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import common, main
from generator.cli.kept import article_of
from generator.errors import ArticleError
from generator.extract.draft import Draft
from generator.extract.gist import Gist
from generator.record.count import Count
from generator.record.edtf import PartialDate
from generator.record.schema import Casualties, Evidence, Incident, Link, Source, When, Where
from generator.store import Collection

if TYPE_CHECKING:
    from generator.article.model import Article

STORY = (
    "Bombing in Odravia\n\n"
    "A bombing killed two people in the town of Odravia on Friday. A fire had killed nobody there a year before.\n"
)
MAIN, STUB = "2001-05-04-odravia-bombing", "2000-odravia-fire"
BOMBING, BEFORE = "A bombing killed two people", "A fire had killed nobody there a year before"

Reread = Callable[[list[Draft]], list[Draft]]


def drafts_of(article: Article) -> list[Draft]:
    """Give what the extractor of these tests finds, before it learns anything."""
    bombing = Incident(
        id=MAIN,
        title="Bombing in Odravia",
        kind="bombing",
        when=When(date=PartialDate.parse("2001-05-04")),
        where=Where(place="Odravia", country="FR", precision="city"),
        casualties=(Casualties(status="killed", count=Count.exactly(2), who="victim"),),
        links=(Link(relation="preceded-by", to=STUB, state="asserted"),),
        sources=(article.id,),
        evidence={
            "kind": (Evidence(BOMBING),),
            "casualties[killed]": (Evidence("killed two people"),),
            f"links[preceded-by {STUB}]": (Evidence(BEFORE),),
        },
    )
    fire = Incident(
        id=STUB,
        status="stub",
        title="Fire in Odravia",
        kind="fire",
        where=Where(place="Odravia"),
        sources=(article.id,),
        evidence={"kind": (Evidence(BEFORE),)},
    )
    return [Draft(bombing, {"kind": 0.9}, True), Draft(fire, {"kind": 0.5}, False)]


class Learning:
    """An extractor whose findings a test can change."""

    reread: Reread = staticmethod(lambda drafts: drafts)

    def read(self, article: Article) -> tuple[list[Draft], Gist]:
        return type(self).reread(drafts_of(article)), Gist(what=article.title)


@pytest.fixture
def briefs(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a collection with one article in it."""
    monkeypatch.setattr(common, "load_extractor", Learning)
    monkeypatch.setattr(Learning, "reread", staticmethod(lambda drafts: drafts))
    (site / "a.txt").write_text(STORY)
    assert run("add", "a.txt", "--published", "2001-05-05").exit_code == 0
    return site / "briefs"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def learn(monkeypatch: pytest.MonkeyPatch, change: Callable[[Incident], Incident], *, at: int = 0) -> None:
    """Let the extractor find something else of one of the incidents from now on."""

    def reread(drafts: list[Draft]) -> list[Draft]:
        return [replace(d, record=change(d.record)) if n == at else d for n, d in enumerate(drafts)]

    monkeypatch.setattr(Learning, "reread", staticmethod(reread))


def killed(number: int) -> Callable[[Incident], Incident]:
    count = Casualties(status="killed", count=Count.exactly(number), who="victim")
    return lambda record: replace(record, casualties=(count,))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_nothing_new_changes_not_a_byte(briefs: Path) -> None:
    edit(briefs / f"{MAIN}.yml", "title: Bombing", "title:   Bombing")
    before = contents(briefs)
    result = run("refresh")
    assert result.exit_code == 0
    assert contents(briefs) == before
    assert "2 briefs: 0 changed, 2 left as they are, 0 conflicts open, 0 failed" in result.stdout


def test_what_extraction_learned_comes_in_and_what_a_person_wrote_stays(
    briefs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = briefs / f"{MAIN}.yml"
    edit(path, "title: Bombing in Odravia", "title: The bombing of Odravia   # ours")
    text = path.read_text("utf-8")
    learn(monkeypatch, killed(3))
    result = run("refresh", MAIN)
    assert result.exit_code == 0
    assert path.read_text("utf-8") == text.replace("count: 2", "count: 3")
    assert f"briefs/{MAIN}.yml: 1 change\n  set casualties[killed].count\n" in result.stdout
    assert run("refresh").stdout.startswith("2 briefs: 0 changed")


def test_a_dry_run_shows_a_diff_and_writes_nothing(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(briefs)
    learn(monkeypatch, killed(3))
    result = run("refresh", "--dry-run")
    assert contents(briefs) == before
    assert f"--- briefs/{MAIN}.yml\n+++ briefs/{MAIN}.yml\n@@ " in result.stdout
    assert "\n-    count: 2\n+    count: 3\n" in result.stdout
    assert "1 would be changed" in result.stdout


def disputed(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let a person and the extractor say different things of one number."""
    path = briefs / f"{MAIN}.yml"
    edit(path, "count: 2", "count: 5  # I was there")
    learn(monkeypatch, killed(3))
    return path


def test_a_conflict_is_reported_and_stays_open_until_it_is_settled(
    briefs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = disputed(briefs, monkeypatch)
    before = path.read_bytes()
    result = run("refresh")
    assert result.exit_code == 1
    assert path.read_bytes() == before
    assert "conflict: casualties[killed].count: yours 5, proposed 3 (before: 2)" in result.stdout
    assert '"killed two people"' in result.stdout
    command = f"briefs resolve {MAIN} 'casualties[killed].count' --take mine|theirs|VALUE"
    assert command in result.stdout
    again = run("refresh", "--json")
    assert again.exit_code == 1
    expected = {
        "id": MAIN,
        "field": "casualties[killed].count",
        "base": 2,
        "mine": 5,
        "proposed": 3,
        "quote": "killed two people",
    }
    (refreshed,) = (one for one in json.loads(again.stdout) if one["id"] == MAIN)
    assert refreshed["conflicts"] == [expected]
    assert refreshed["changes"] == []
    listed = run("resolve")
    assert listed.exit_code == 1
    assert command in listed.stdout
    assert json.loads(run("resolve", "--json").stdout) == [expected]


@pytest.mark.parametrize(("take", "count"), [("mine", "5"), ("theirs", "3"), ("6-8", "6-8"), ("7", "7")])
def test_a_settled_conflict_is_not_asked_again(
    briefs: Path, monkeypatch: pytest.MonkeyPatch, take: str, count: str
) -> None:
    path = disputed(briefs, monkeypatch)
    run("refresh")
    text = path.read_text("utf-8")
    result = run("resolve", MAIN, "casualties[killed].count", "--take", take)
    assert result.exit_code == 0, result.output
    assert path.read_text("utf-8") == text.replace("count: 5", f"count: {count}")
    assert run("resolve").exit_code == 0
    assert run("refresh").exit_code == 0
    learn(monkeypatch, killed(4))
    # Something new is asked of whoever has a word of their own, and told to whoever has none.
    assert run("refresh").exit_code == (0 if take == "theirs" else 1)


def test_an_edit_by_hand_and_a_kept_path_settle_a_conflict_too(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = disputed(briefs, monkeypatch)
    run("refresh")
    edit(path, "count: 5", "count: 4")
    assert run("resolve").exit_code == 0
    assert run("refresh").exit_code == 0
    edit(path, "count: 4", "count: 5")
    path.write_text(path.read_text("utf-8") + "\nkeep: ['casualties[killed]']\n", "utf-8")
    learn(monkeypatch, killed(9))
    assert run("refresh").exit_code == 0
    assert run("resolve").exit_code == 0


def test_a_conflict_of_which_extraction_says_nothing_more_is_closed(
    briefs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disputed(briefs, monkeypatch)
    assert run("refresh").exit_code == 1
    learn(monkeypatch, lambda record: replace(record, casualties=()))
    assert run("refresh").exit_code == 0
    assert run("resolve").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (("nowhere",), 'no brief "nowhere"', 2),
        (("../briefs",), "no brief", 2),
        ((MAIN, "kind"), "go together", 2),
        ((MAIN, "--take", "mine"), "go together", 2),
        ((MAIN, "kind", "--take", "mine"), '"kind" is no open conflict; what is open there is casualties', 1),
        ((STUB, "kind", "--take", "mine"), '"kind" is no open conflict; nothing is open there', 1),
        ((MAIN, "casualties[killed].count", "--take", "many"), '"many" is not a count', 1),
    ],
)
def test_what_cannot_be_settled_is_refused_and_changes_nothing(
    briefs: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str, code: int
) -> None:
    disputed(briefs, monkeypatch)
    run("refresh")
    before = contents(briefs)
    result = run("resolve", *arguments)
    assert result.exit_code == code
    assert said in result.stderr
    assert contents(briefs) == before


def test_new_ids_rename_nothing_and_double_no_stub(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path.name for path in briefs.glob("*.yml")}

    def reread(drafts: list[Draft]) -> list[Draft]:
        bombing, fire = (d.record for d in drafts)
        link = replace(bombing.links[0], to="2000-05-fire")
        paths = {path.replace(STUB, "2000-05-fire"): quotes for path, quotes in bombing.evidence.items()}
        bombing = replace(bombing, id="2001-odravia-attack", title="Attack", links=(link,), evidence=paths)
        fire = replace(
            fire, id="2000-05-fire", where=Where(), title="Fire", when=When(date=PartialDate.parse("2000-05"))
        )
        return [replace(drafts[0], record=bombing), replace(drafts[1], record=fire)]

    monkeypatch.setattr(Learning, "reread", staticmethod(reread))
    result = run("refresh")
    assert result.exit_code == 0, result.output
    assert {path.name for path in briefs.glob("*.yml")} == before
    loaded = Collection.open(briefs).load()
    assert loaded.records[MAIN].title == "Attack"
    assert loaded.records[MAIN].links == (Link(relation="preceded-by", to=STUB, state="asserted"),)
    assert str(loaded.records[STUB].when.date) == "2000-05"
    assert not [p for p in loaded.problems if p.severity == "error"]


def add_flood(drafts: list[Draft]) -> list[Draft]:
    bombing = drafts[0].record
    link = Link(relation="preceded-by", to="1999-odravia-flood", state="asserted")
    flood = replace(drafts[1].record, id=link.to, title="Flood", kind="natural-disaster", evidence={})
    return [
        replace(drafts[0], record=replace(bombing, links=(*bombing.links, link))),
        drafts[1],
        Draft(flood, {}, False),
    ]


def test_a_background_incident_that_is_new_becomes_a_stub_once(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Learning, "reread", staticmethod(add_flood))
    result = run("refresh")
    assert "wrote 1999-odravia-flood: Flood (a stub: only mentioned)" in result.stdout
    assert run("check").exit_code == 0
    before = contents(briefs)
    assert run("refresh").exit_code == 0
    assert contents(briefs) == before


def test_a_stub_and_a_link_that_a_person_deleted_stay_deleted(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Learning, "reread", staticmethod(add_flood))
    run("refresh")
    (briefs / "1999-odravia-flood.yml").unlink()
    path = briefs / f"{MAIN}.yml"
    edit(path, "  - relation: preceded-by\n    to: 1999-odravia-flood\n    state: asserted\n", "")
    assert run("check").exit_code == 0
    before = contents(briefs)
    assert run("refresh").exit_code == 0
    assert contents(briefs) == before


def test_without_a_base_everything_is_the_persons(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = briefs / f"{MAIN}.yml"
    (briefs / ".base" / f"{MAIN}.json").write_text("{broken")
    before = path.read_bytes()
    learn(monkeypatch, killed(3))
    result = run("refresh", MAIN)
    assert result.exit_code == 0
    assert path.read_bytes() == before
    assert "all of it is yours" in result.stdout
    # From now on it is known what extraction said.
    learn(monkeypatch, lambda record: replace(killed(3)(record), outcome="completed"))
    run("refresh", MAIN)
    assert b"outcome: completed" in path.read_bytes()


def test_an_article_that_a_person_took_out_is_not_read_again(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = briefs / f"{MAIN}.yml"
    path.write_text(re.sub(r"sources: \[.*\]", "sources: [{title: A book}]", path.read_text("utf-8")), "utf-8")
    before = path.read_bytes()
    learn(monkeypatch, killed(3))
    result = run("refresh", MAIN)
    assert "rests on no kept article" in result.stderr
    assert path.read_bytes() == before


def test_one_bad_brief_stops_no_other(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learn(monkeypatch, lambda record: replace(record, outcome="completed"), at=1)
    (briefs / f"{MAIN}.yml").write_text("id: [a\n")
    (briefs / "typed.yml").write_text("id: typed\ntitle: By hand\nsources:\n  - title: A book\n")
    result = run("refresh", MAIN, STUB, "typed")
    assert result.exit_code == 1
    assert f"briefs/{MAIN}.yml:2:1: not-yaml" in result.stderr
    assert "briefs/typed.yml: it rests on no kept article" in result.stderr
    assert "outcome: completed" in (briefs / f"{STUB}.yml").read_text("utf-8")
    assert run("refresh", "nowhere").exit_code == 2


def test_an_article_that_cannot_be_read_any_more_is_named(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: list[Draft]) -> list[Draft]:
        raise ArticleError("this cannot be read")

    monkeypatch.setattr(Learning, "reread", staticmethod(fail))
    before = contents(briefs)
    assert run("refresh").exit_code == 1
    monkeypatch.setattr(Learning, "reread", staticmethod(lambda _: []))
    result = run("refresh")
    assert result.exit_code == 0
    assert "no longer found" in result.stderr
    assert contents(briefs) == before


def test_a_layout_that_cannot_be_edited_is_left_with_what_to_do(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = briefs / f"{MAIN}.yml"
    data: dict[str, Any] = json.loads((briefs / ".base" / f"{MAIN}.json").read_bytes())["record"]
    path.write_text(json.dumps(data))
    learn(monkeypatch, killed(3))
    result = run("refresh", MAIN)
    assert result.exit_code == 1
    assert (
        "casualties[killed].count is laid out in a way that cannot be edited safely; set it to 3 by hand"
        in result.stderr
    )


def test_a_brief_of_several_articles_is_read_again_as_a_whole(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (briefs.parent / "b.txt").write_text(STORY + "\nThe police of Odravia said on Saturday that nobody was held.\n")
    assert run("add", "b.txt", "--published", "2001-05-06").exit_code == 0
    path = briefs / f"{MAIN}.yml"
    record = Collection.open(briefs).load().records[MAIN]
    assert len(record.sources) == 2
    before = contents(briefs)
    result = run("refresh")
    assert result.exit_code == 0, result.output
    assert contents(briefs) == before
    edit(path, "title: Bombing in Odravia", "title: The bombing   # ours")
    said = Collection.open(briefs).base_of(MAIN)
    learn(monkeypatch, killed(3))
    run("refresh", MAIN)
    text = path.read_text("utf-8")
    assert "title: The bombing   # ours" in text
    assert "count: 3" in text
    now = Collection.open(briefs).base_of(MAIN)
    assert said is not None
    assert now is not None
    assert now.drafts.keys() == said.drafts.keys()
    assert {one.record.casualties[0].count.text for one in now.drafts.values()} == {"3"}
    # What each article says stays as it was extracted.
    assert {one.record.id for one in now.drafts.values()} == {MAIN}
    assert [one.recalled for one in now.drafts.values()] == [one.recalled for one in said.drafts.values()]
    assert not [p for p in Collection.open(briefs).load().problems if p.severity == "error"]


@pytest.mark.parametrize("title", ["Bombing in Odravia", "A headline that a person has corrected", None])
def test_a_kept_text_is_read_as_it_is(title: str | None) -> None:
    article = article_of(Source(id="x", title=title, published=PartialDate.parse("2001-05")), STORY)
    assert article.text == STORY
    assert article.title == (title or "Bombing in Odravia")
    assert article.published is None


def test_a_second_process_waits_for_the_first(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learn(monkeypatch, killed(3))
    results: list[Result] = []
    with Collection.open(briefs).locked():
        thread = threading.Thread(target=lambda: results.append(run("refresh", MAIN)))
        thread.start()
        time.sleep(0.3)
        assert b"count: 2" in (briefs / f"{MAIN}.yml").read_bytes()
    thread.join(20)
    assert results[0].exit_code == 0
    assert b"count: 3" in (briefs / f"{MAIN}.yml").read_bytes()
