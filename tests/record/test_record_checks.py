"""The checks: every case in tests/cases/invalid is named for its one fault, and yields that and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import Location
from generator.record.checks import check_collection, check_incident, check_source
from generator.record.convert import from_data, to_data
from generator.record.forms import Choice, Group, ListOf
from generator.record.schema import Evidence, Incident, Link, Perpetrator, Source, description
from generator.record.vocabulary import vocabulary
from generator.store import Collection, Loaded

INVALID = Path(__file__).parents[1] / "cases" / "invalid"
CASES = sorted(path for path in INVALID.glob("*.yml") if not path.stem.startswith("neighbour"))
MARK = "# <--"


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return Collection.open(INVALID).load()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_bad_brief_yields_the_problem_it_is_named_for(path: Path, loaded: Loaded) -> None:
    problems = loaded.problems_of(path.stem)
    assert [problem.code for problem in problems] == [path.stem], "\n".join(map(str, problems))
    # The line at fault bears a mark, with the suggestion after it; a brief without one is at fault as a whole.
    lines = path.read_text("utf-8").splitlines()
    marked = [(number, line) for number, line in enumerate(lines, 1) if MARK in line]
    number, line = marked[0] if marked else (2, "")
    place = problems[0].location
    assert place is not None
    assert (place.path, place.line) == (path, number)
    assert place.column
    assert (problems[0].suggestion or "") == line.partition(MARK)[2].strip()
    assert str(problems[0]) == f"{path}:{number}:{place.column}: {path.stem}: {problems[0].message}"


def test_a_case_without_fault_has_none_and_a_bad_one_stops_no_other(loaded: Loaded) -> None:
    assert loaded.problems_of("neighbour") == []
    assert "neighbour" in loaded.records
    assert "unknown-kind" in loaded.broken
    assert len(loaded.records) + len(loaded.broken) == len(list(INVALID.glob("*.yml")))


def test_every_vocabulary_field_refuses_a_word_that_is_no_term() -> None:
    for field in description(Incident):
        form = field.form.item if isinstance(field.form, ListOf) else field.form
        inner = description(form.type) if isinstance(form, Group) else (field,)
        for leaf in [leaf for leaf in inner if isinstance(leaf.form, Choice)]:
            value = "nonsense" if leaf is field else {leaf.name: "nonsense"}
            data = {"id": "a", "title": "t", field.name: [value] if isinstance(field.form, ListOf) else value}
            codes = {problem.code for problem in from_data(data)[1]}
            assert f"unknown-{leaf.name.replace('_', '-')}" in codes


def test_a_term_given_by_its_label_is_recognised() -> None:
    _, problems = from_data({"id": "a", "title": "t", "foiled_by": vocabulary("foiled-by").label("law-enforcement")})
    assert problems[0].suggestion == "law-enforcement"


def test_an_incident_made_by_a_program_is_checked_for_its_terms_too() -> None:
    found = list(check_incident(Incident(id="a", title="t", kind="bombin", sources=("s",))))
    assert [(problem.code, problem.suggestion) for problem in found] == [
        ("unknown-kind", "bombing"),
        ("no-evidence", None),
    ]


def test_all_problems_are_reported_in_one_pass() -> None:
    data = {"id": "A", "kind": "x", "when": {"date": "2015-13"}, "where": {"country": "ZZ", "point": [1]}, "foo": 1}
    incident, problems = from_data(data)
    assert incident is None
    codes = {problem.code for problem in problems}
    assert codes == {"bad-id", "missing-field", "unknown-kind", "bad-date", "bad-country", "bad-point", "unknown-key"}


@pytest.mark.parametrize("data", [None, [], "text", 3, {"title": []}, {"links": {}}, {"evidence": [1]}, {1: 2}])
def test_data_of_any_shape_gives_problems_and_no_exception(data: object) -> None:
    incident, problems = from_data(data)  # type: ignore[arg-type]  # what a file may hold
    assert incident is None
    assert problems


def test_a_quote_is_found_whatever_its_white_space_and_quotation_marks() -> None:
    incident = Incident(id="a", title="t", kind="fire", sources=("s",), evidence={"kind": (Evidence('a "big" fire'),)})
    assert list(check_incident(incident, source_text=lambda _: "It was a\u00a0“big”\n  fire.")) == []


def test_a_quote_may_stand_in_any_source_unless_it_names_one() -> None:
    texts = {"s1": "one", "s2": "two"}
    record = Incident(id="a", title="t", kind="fire", sources=("s1", "s2"), evidence={"kind": (Evidence("two"),)})
    assert list(check_incident(record, source_text=texts.get)) == []
    named = Incident(id="a", title="t", kind="fire", sources=("s1", "s2"), evidence={"kind": (Evidence("two", "s1"),)})
    assert [p.code for p in check_incident(named, source_text=texts.get)] == ["quote-not-in-source"]


def test_evidence_for_a_part_covers_the_whole_and_the_other_way_round() -> None:
    group = Perpetrator(name="ISIS", role="director")
    for path in ("perpetrators", "perpetrators[ISIS]", "perpetrators[ISIS].role"):
        record = Incident(id="a", title="t", perpetrators=(group,), sources=("s",), evidence={path: (Evidence("x"),)})
        assert list(check_incident(record)) == [], path


def test_two_briefs_cannot_have_one_alias_and_a_link_may_lead_to_an_alias() -> None:
    one = Incident(id="one", title="t", aliases=("old",))
    two = Incident(id="two", title="t", aliases=("old",), links=(Link(relation="part-of", to="old"),))
    found = list(check_collection({"one": one, "two": two}, locate=lambda id_, _: Location(Path(id_), 1, 1)))
    assert [(p.code, str(p.location)) for p in found] == [("alias-collision", "two:1:1")]


def test_a_link_to_a_brief_that_cannot_be_read_does_not_dangle() -> None:
    one = Incident(id="one", title="t", links=(Link(relation="part-of", to="two"),))
    assert list(check_collection({"one": one}, others={"two"})) == []


def test_a_source_whose_text_has_changed_is_noticed() -> None:
    source = Source(id="s", sha256="00")
    assert [p.code for p in check_source(source, stem="s", text="x")] == ["source-changed"]
    assert [p.code for p in check_source(source, stem="s", text=None)] == ["missing-text"]


def test_no_source_is_a_reprint_of_itself() -> None:
    source = Source(id="s", reprint_of="s")
    assert [p.code for p in check_source(source, stem="s", text="x")] == ["self-reprint"]


def test_the_worked_example_has_no_errors(shared: Path) -> None:
    text = (shared / "seed" / "article.txt").read_text("utf-8")
    loaded = Collection.open(shared / "seed").load()
    for incident in loaded.records.values():
        found = list(check_incident(incident, stem=incident.id, source_text=lambda _: text))
        assert [problem for problem in found if problem.severity == "error"] == []
    assert from_data(to_data(incident))[0] == incident
