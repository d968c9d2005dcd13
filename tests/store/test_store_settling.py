"""What people settle: two briefs joined without losing a word of theirs, one parted, and what is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from generator.errors import StoreError
from generator.record.convert import to_data
from generator.record.count import Count
from generator.record.edtf import PartialDate
from generator.record.problem import Problem
from generator.record.schema import Casualties, Evidence, Incident, Link, Perpetrator, Source, When, Where
from generator.store import Collection
from generator.store.settling import chosen, join, part

ONE, TWO = "2001-05-odravia-bombing", "2001-05-04-marlow-attack"


def told(id: str, text: str, day: str, killed: int, **rest: object) -> tuple[Incident, Source]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(id=digest[:8], title=text[:20], published=PartialDate.parse(day), sha256=digest)
    record = Incident(
        id=id,
        title=f"Bombing told on {day}",
        kind="bombing",
        when=When(date=PartialDate.parse("2001-05-04")),
        where=Where(place="Odravia", country="FR", precision="city"),
        casualties=(Casualties(status="killed", count=Count.parse(killed), who="victim"),),
        sources=(digest[:8],),
        evidence={"casualties[killed]": (Evidence(f"{killed} were killed"),), "kind": (Evidence("A bomb"),)},
        **rest,  # type: ignore[arg-type]  # fields of the record, by name
    )
    return record, source


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    collection = Collection.open(tmp_path)
    for id, text, day, killed in (
        (ONE, "A bomb went off in Odravia. First 2 were killed there.", "2001-05-05", 2),
        (TWO, "A bomb shook Odravia, it is known now. In all 3 were killed.", "2001-05-09", 3),
    ):
        record, source = told(id, text, day, killed)
        collection.add_all([(record, {"kind": 0.9})], source=source, text=text)
    return collection


def errors(collection: Collection) -> list[Problem]:
    return [problem for problem in collection.load().problems if problem.severity == "error"]


def edit(collection: Collection, id: str, old: str, new: str) -> None:
    path = collection.path_of(id)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_joined_briefs_have_both_sources_and_the_later_toll_with_the_other_beside_it(collection: Collection) -> None:
    done = join(collection, ONE, TWO)
    record = collection.find_record(ONE)
    assert record == done.record
    assert len(record.sources) == 2
    assert record.aliases == (TWO,)
    assert record.casualties[0].count == Count.parse(3)
    assert [(other.about, other.value) for other in record.differing] == [("casualties[killed].count", "2")]
    assert not collection.path_of(TWO).exists()
    assert collection.base_of(TWO) is None
    assert (done.conflicts, done.kept) == ((), None)
    assert errors(collection) == []


def test_what_people_wrote_in_either_stays(collection: Collection) -> None:
    edit(collection, ONE, "kind: bombing", "kind: explosion  # the inquest says so")
    edit(collection, TWO, "kind: bombing", "kind: bombing\ncause: a leaking pipe")
    done = join(collection, ONE, TWO)
    text = collection.path_of(ONE).read_text("utf-8")
    assert "kind: explosion  # the inquest says so" in text
    assert "cause: a leaking pipe" in text
    assert done.kept is not None
    assert "cause: a leaking pipe" in done.kept.read_text("utf-8")
    assert errors(collection) == []


def test_where_people_wrote_differently_the_one_that_stays_stands_and_the_other_is_told(collection: Collection) -> None:
    edit(collection, ONE, "kind: bombing", "kind: explosion")
    edit(collection, TWO, "kind: bombing", "kind: fire")
    done = join(collection, ONE, TWO)
    assert done.record.kind == "explosion"
    assert [(conflict.path, conflict.proposed) for conflict in done.conflicts] == [("kind", "fire")]
    assert collection.conflicts_of(ONE) != ()


def test_a_link_between_the_two_goes_with_the_one(collection: Collection) -> None:
    with collection.path_of(ONE).open("a", encoding="utf-8") as file:
        file.write(f"links:\n  - relation: duplicate-of\n    to: {TWO}\n")
    assert join(collection, ONE, TWO).record.links == ()
    assert errors(collection) == []


def test_a_brief_written_without_an_article_can_be_joined_too(collection: Collection) -> None:
    hand = Incident(
        id="2001-hand",
        title="By hand",
        perpetrators=(Perpetrator(name="Red Dawn"),),
        sources=(Source(title="A book"),),
    )
    collection.write_new(hand, {})
    collection.base_path("2001-hand").unlink()
    record = join(collection, ONE, "2001-hand").record
    assert [p.name for p in record.perpetrators] == ["Red Dawn"]
    assert len(record.sources) == 2
    assert record.title == "Bombing told on 2001-05-05"


def test_what_is_parted_again_says_what_it_said_before(collection: Collection) -> None:
    before = to_data(collection.find_record(ONE))  # type: ignore[arg-type]  # it is there
    second = collection.find_record(TWO)
    join(collection, ONE, TWO)
    done = part(collection, ONE, str(second.sources[0]) if second else "")
    rest = to_data(done.rest)
    assert rest.pop("aliases") == [TWO]
    rest["evidence"] = {path: said["quote"] for path, said in rest["evidence"].items()}  # each now names its article
    assert rest == before
    assert done.record.casualties == (second.casualties if second else None)
    assert done.record.links == (Link(relation="not-same-as", to=ONE),)
    assert errors(collection) == []


def test_a_person_value_survives_the_parting(collection: Collection) -> None:
    source = str(collection.find_record(TWO).sources[0])  # type: ignore[union-attr]  # it is there
    join(collection, ONE, TWO)
    edit(collection, ONE, "kind: bombing", "kind: explosion  # mine")
    part(collection, ONE, source)
    assert "kind: explosion  # mine" in collection.path_of(ONE).read_text("utf-8")


def test_what_cannot_be_is_refused_and_nothing_changes(collection: Collection) -> None:
    edit(collection, TWO, "status: draft", "status: withdrawn")
    only = str(collection.find_record(ONE).sources[0])  # type: ignore[union-attr]  # it is there
    before = {path: path.read_bytes() for path in collection.folder.rglob("*") if path.is_file()}
    for act, said in (
        (lambda: join(collection, ONE, ONE), "one brief"),
        (lambda: join(collection, ONE, TWO), "withdrawn"),
        (lambda: join(collection, TWO, ONE), "withdrawn"),
        (lambda: join(collection, ONE, "2001-05-odravia"), "did you mean"),
        (lambda: part(collection, ONE, only), "only source"),
        (lambda: part(collection, ONE, "12345678"), only),
    ):
        with pytest.raises(StoreError, match=said):
            act()
    assert {path: path.read_bytes() for path in collection.folder.rglob("*") if path.is_file()} == before


def test_two_that_a_person_has_told_apart_are_not_joined(collection: Collection) -> None:
    with collection.path_of(TWO).open("a", encoding="utf-8") as file:
        file.write(f"links:\n  - relation: not-same-as\n    to: {ONE}\n")
    with pytest.raises(StoreError, match="not the same"):
        join(collection, ONE, TWO)


def test_the_one_with_more_work_in_it_stays(collection: Collection) -> None:
    assert chosen(collection, ONE, TWO) == (ONE, TWO)
    edit(collection, TWO, "status: draft", "status: reviewed")
    assert chosen(collection, ONE, TWO) == (TWO, ONE)
