"""What a collection says of names in its entities.yml: it wins over the list of groups, and keeps namesakes apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.links import Graph, build
from generator.record.names import Names, Naming
from generator.record.schema import Incident, Perpetrator, Quote, Victim
from generator.store import Collection

ONE = Incident(id="2001-one", title="One", perpetrators=(Perpetrator(name="Jan Novak", type="person"),))
TWO = Incident(id="2002-two", title="Two", perpetrators=(Perpetrator(name="Jan Novak", type="person"),))
GROUPS = Incident(
    id="2003-three",
    title="Three",
    perpetrators=(Perpetrator(name="Daesh", type="organization"), Perpetrator(name="Red Sun", type="group")),
)


def graph_of(*records: Incident, names: Names | None = None) -> Graph:
    return build({record.id: record for record in records}, {}, names or Names())


def test_a_wording_leads_to_the_name_that_the_collection_gives() -> None:
    names = Names([Naming(name="Sol Rojo", wordings=("Red Sun",)), Naming(name="Daesh")])
    groups = graph_of(GROUPS, names=names).entities.by_category["group"]
    assert sorted(entity.name for entity in groups.values()) == ["Daesh", "Sol Rojo"]
    assert next(e for e in groups.values() if e.name == "Sol Rojo").aliases == ("Red Sun",)


def test_without_a_word_of_the_collection_the_list_of_groups_holds() -> None:
    groups = graph_of(GROUPS).entities.by_category["group"]
    assert sorted(entity.name for entity in groups.values()) == ["Islamic State", "Red Sun"]


def test_two_people_of_one_name_are_kept_apart() -> None:
    names = Names(
        [
            Naming(name="Jan Novak (driver)", wordings=("Jan Novak",), briefs=("2001-one",)),
            Naming(name="Jan Novak (mayor)", wordings=("Jan Novak",), briefs=("2002-two",)),
        ]
    )
    entities = graph_of(ONE, TWO, names=names).entities
    assert [entity.name for entity in entities.all("person")] == ["Jan Novak (driver)", "Jan Novak (mayor)"]
    found = [entities.of_perpetrator(record.perpetrators[0], record.id) for record in (ONE, TWO)]
    assert [entity.briefs if entity else () for entity in found] == [("2001-one",), ("2002-two",)]


def test_a_family_name_alone_means_the_full_name_of_its_brief() -> None:
    record = Incident(
        id="2004-four",
        title="Four",
        perpetrators=(Perpetrator(name="Novak", type="person"),),
        victims=(Victim(name="Rosa Novak"),),
    )
    entities = graph_of(ONE, record).entities
    assert [entity.name for entity in entities.all("person")] == ["Jan Novak", "Rosa Novak"]
    found = entities.of_perpetrator(record.perpetrators[0], record.id)
    assert found is not None
    assert found.name == "Rosa Novak"


def test_a_family_name_that_two_people_of_a_brief_bear_stays_by_itself() -> None:
    record = Incident(
        id="2005-five",
        title="Five",
        victims=(Victim(name="Rosa Novak"), Victim(name="Jan Novak")),
        quotes=(Quote(speaker="Ada Novak", text="No."),),
        perpetrators=(Perpetrator(name="Novak", type="person"),),
    )
    assert len(graph_of(record).entities.all("person")) == 4


FILE = """\
names:
  - name: Sol Rojo
    wordings: [Red Sun]
  - name: Jan Novak (driver)
    wordings: [Jan Novak]
    briefs: [2001-one]
"""
BRIEF = "id: 2001-one\ntitle: One\nsources:\n  - title: An article\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "2001-one.yml").write_text(BRIEF, encoding="utf-8")
    return tmp_path


def test_the_file_of_names_is_read_and_is_no_brief(folder: Path) -> None:
    (folder / "entities.yml").write_text(FILE, encoding="utf-8")
    loaded = Collection.open(folder).load()
    assert loaded.problems == []
    assert list(loaded.records) == ["2001-one"]
    assert loaded.names.key("Red Sun") == loaded.names.key("Sol Rojo")
    assert loaded.names.key("Jan Novak") != loaded.names.key("Jan Novak", "2001-one")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("[2001-one]", "[2001-on]", "unknown-brief", 6),
        ("[Jan Novak]\n    briefs: [2001-one]", "[Jan Novak, Red Sun]", "double-name", 4),
        ("wordings: [Red Sun]", "wording: [Red Sun]", "unknown-key", 3),
        ("name: Sol Rojo", "nom: Sol Rojo", "missing-field", 2),
        ("names:", "names: [", "not-yaml", 2),
    ],
)
def test_what_is_wrong_in_it_is_said_with_its_line(folder: Path, old: str, new: str, code: str, line: int) -> None:
    (folder / "entities.yml").write_text(FILE.replace(old, new), encoding="utf-8")
    problems = Collection.open(folder).load().problems
    found = {problem.code: problem.location.line if problem.location else 0 for problem in problems}
    assert code in found
    assert found[code] == line


def test_while_it_is_broken_the_names_stay_as_they_were(folder: Path) -> None:
    (folder / "entities.yml").write_text(FILE, encoding="utf-8")
    collection = Collection.open(folder)
    before = collection.load().names
    (folder / "entities.yml").write_text("names: [", encoding="utf-8")
    assert collection.load().names == before


def test_no_brief_can_have_its_name(folder: Path) -> None:
    (folder / "entities.yml").write_text(FILE, encoding="utf-8")
    assert Collection.open(folder).free_id("entities") == "entities-2"
