"""Small values of the record: paths, quotes, ids, vocabularies, countries, conversion."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_strategies import counts, dates, incidents

from generator.errors import RecordError
from generator.record.convert import from_data, to_data
from generator.record.count import Count
from generator.record.countries import countries, country_name, is_country
from generator.record.edtf import PartialDate
from generator.record.forms import Choice, Form, Group, ListOf
from generator.record.ids import is_id, make_id, slug
from generator.record.paths import addresses, key_of, matches, path_at, path_of, select, unknown_step, value_at
from generator.record.schema import Casualties, Context, Incident, Perpetrator, Response, description
from generator.record.text import clean, find_quote, fold, has_control, has_quote
from generator.record.vocabulary import vocabulary, vocabulary_names
from generator.record.walk import walk

RECORD = Incident(
    id="a",
    title="t",
    tags=("old mill",),
    perpetrators=(Perpetrator(name="ISIS", role="director"), Perpetrator(name="ISIS cell in [x].role")),
    casualties=(
        Casualties(status="killed", count=Count.parse(2), who="suspect"),
        Casualties(status="killed", count=Count.parse(3)),
        Casualties(status="injured", count=Count.parse(1), who="victim"),
    ),
    responses=(Response(type="raid", places=("Paris", "Rome")),),
    context=(Context(text="Europeans fighting in Syria over recent years, he says"),),
)


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("title", 1),
        ("summary", 0),
        ("when.date", 0),
        ("tags[old mill]", 1),
        ("perpetrators", 2),
        ("perpetrators[ISIS]", 1),
        ("perpetrators[ISIS].role", 1),
        ("perpetrators[ISIS].claim", 0),
        ("perpetrators[ISIS cell]", 1),
        ("perpetrators[ISIS cell in [x].role]", 1),
        ("perpetrators[IS]", 0),
        ("casualties[killed]", 1),
        ("casualties[killed suspect]", 1),
        ("casualties[injured]", 1),
        ("casualties[injured].count", 1),
        ("responses[raid].places[Rome]", 1),
        ("context[Europeans  fighting in\nSyria]", 1),
        ("perpetrators[]", 0),
        ("perpetrators[ISIS", 0),
        ("nonsense", 0),
        ("", 0),
    ],
)
def test_a_path_selects_what_it_names(path: str, count: int) -> None:
    assert len(select(RECORD, path)) == count
    assert matches(path, RECORD) is bool(count)


@pytest.mark.parametrize(
    ("path", "step"),
    [
        ("when.dat", "dat"),
        ("perpetrators[ISIS].rol", "rol"),
        ("kind[x]", "kind[x]"),
        ("title.x", "title.x"),
        ("x", "x"),
    ],
)
def test_a_path_that_no_record_can_have_is_told_apart(path: str, step: str) -> None:
    fault = unknown_step(path)
    assert fault is not None
    assert fault[0] == step


def test_the_shortest_path_that_means_one_item_is_given() -> None:
    paths = [path_of("casualties", item, RECORD.casualties) for item in RECORD.casualties]
    assert paths == ["casualties[killed suspect]", "casualties[killed]", "casualties[injured]"]
    assert path_of("context", RECORD.context[0], RECORD.context) == "context[Europeans fighting in Syria over recent]"
    assert key_of(RECORD.casualties[2]) == "injured victim"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(incidents)
def test_every_value_is_found_again_by_its_path(incident: Incident) -> None:
    for place in walk(incident):
        if place.address[0] == "evidence":
            continue
        path = path_at(incident, place.address)
        assert unknown_step(path) is None
        keys = [
            key_of(value_at(incident, place.address[: at + 1]))
            for at, s in enumerate(place.address)
            if s.__class__ is int
        ]
        # Brackets within a key can make a path ambiguous; items of one key are.
        if not any("]" in key for key in keys):
            found = [value_at(incident, address) for address in addresses(incident, path)]
            wanted = place.value if isinstance(place.form, ListOf) else (place.value,)
            assert all(item in found for item in wanted), path


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(incidents)
def test_plain_data_goes_through_json_and_back(incident: Incident) -> None:
    assert from_data(json.loads(json.dumps(to_data(incident)))) == (incident, [])


@given(st.text(alphabet="ab \n\u00a0“”'’—-\u00ade\u0301é…\u200b", max_size=40), st.data())
def test_every_stretch_of_a_text_is_found_as_a_quote(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    start = data.draw(st.integers(0, len(folded)))
    quote = folded[start : data.draw(st.integers(start, len(folded)))]
    if not quote.strip() or unicodedata.combining(quote.strip()[0]):
        return
    assert has_quote(text, quote)
    found = find_quote(text, quote)
    assert found is not None
    assert fold(quote) in fold(text[found[0] : found[1]])
    assert found[0] < found[1] <= len(text)


def test_a_quote_is_found_at_its_place_in_the_text() -> None:
    text = "He said: “It’s\u00a0over—now”."
    assert find_quote(text, '"It\'s over-now"') == (9, 24)
    assert text[9:24] == "“It’s\u00a0over—now”"
    assert find_quote(text, "it is over") is None
    assert find_quote(text, " ") is None


def test_control_characters_are_taken_out_and_line_ends_made_alike() -> None:
    assert clean("a\x00b\r\nc\rd\u2028e\tf\ud800") == "ab\nc\nd\ne\tf"
    assert has_control("a\x1bb")
    assert not has_control("a\tb\nc")


@pytest.mark.parametrize(
    ("date", "place", "kind", "target", "wanted"),
    [
        ("2015-01-15", "Verviers", "terrorist-plot", None, "2015-01-15-verviers-plot"),
        ("../2015-01-15", "Paris", "terrorist-attack", "Charlie Hebdo", "2015-01-paris-charlie-hebdo-attack"),
        ("2015-01~", "Lac-Mégantic", "transport-accident", None, "2015-01-lac-megantic-accident"),
        ("201X", None, "other", None, "2010s-incident"),
        ("2015-XX", "Garissa", "armed-assault", "Garissa University", "2015-garissa-university-armed-assault"),
        (None, None, "fire", None, "fire"),
        ("2015-01-07/2015-01-09", "北京", "bombing", None, "2015-01-07-bombing"),
        ("2015-21", "X" * 90, "bombing", "y " * 60, f"2015-21-{'x' * 40}-y-bombing"),
    ],
)
def test_an_id_says_only_what_is_known(
    date: str | None, place: str | None, kind: str, target: str | None, wanted: str
) -> None:
    made = make_id(PartialDate.parse(date) if date else None, place, kind, target)
    assert made == wanted
    assert is_id(made)


@given(st.text(max_size=120), st.sampled_from(list(vocabulary("kind").terms)), st.none() | dates)
def test_whatever_the_words_an_id_is_one(words: str, kind: str, date: PartialDate | None) -> None:
    assert is_id(make_id(date, words, kind, words))
    kept_by_windows = re.fullmatch(r"con|prn|aux|nul|(com|lpt)\d", slug(words))
    assert slug(words) == "" or is_id(slug(words)) or kept_by_windows


@pytest.mark.parametrize(
    "name", ["con", "nul", "com1", "lpt9", "A", "a--b", "-a", "a-", "a.b", "a_b", "", "a" * 81, "é", "a\n"]
)
def test_what_no_system_takes_as_a_file_name_is_no_id(name: str) -> None:
    assert not is_id(name)


@given(counts)
def test_a_count_reads_back_the_same(count: Count) -> None:
    assert Count.parse(count.plain) == count


@given(
    st.text(max_size=12) | st.integers() | st.sampled_from(["٣", "007", "9" * 5000, "9999-24", "0000", "2015-02-30/.."])
)
def test_what_is_no_count_or_date_is_a_record_error(value: str | int) -> None:
    for parse in (Count.parse, lambda v: PartialDate.parse(str(v))):
        try:
            parsed = parse(value)
        except RecordError:
            continue
        assert str(parsed)


def _vocabularies(form: Form) -> set[str]:
    if isinstance(form, ListOf):
        return _vocabularies(form.item)
    if isinstance(form, Group):
        return set().union(*(_vocabularies(field.form) for field in description(form.type)))
    return {form.vocabulary} if isinstance(form, Choice) else set()


def test_every_vocabulary_is_used_and_every_term_has_a_label_and_a_definition() -> None:
    assert _vocabularies(Group(Incident)) == set(vocabulary_names())
    for name in vocabulary_names():
        assert vocabulary(name).about.endswith(".")
        for term in vocabulary(name):
            assert term.label
            assert term.definition[0].isupper()
            assert term.definition.endswith("."), f"{name}: {term.name}"
            assert term.name == slug(term.name)


def test_terms_after_the_global_terrorism_database_carry_its_codes() -> None:
    for name, count in (("method", 9), ("weapon-type", 13), ("target-type", 22)):
        codes = {int(term.crosswalk["gtd"]) for term in vocabulary(name)}
        assert codes == set(range(1, count + 1))
    assert {t.crosswalk["muc4"] for t in vocabulary("kind") if "muc4" in t.crosswalk} >= {
        "ATTACK",
        "BOMBING",
        "KIDNAPPING",
    }


def test_relations_are_one_anothers_reverse() -> None:
    relations = vocabulary("relation")
    for term in relations:
        assert relations[term.crosswalk["reverse"]].crosswalk["reverse"] == term.name


def test_countries_are_those_of_iso_3166() -> None:
    assert len(countries()) == 249
    assert country_name("NO") == "Norway"
    assert is_country("FR")
    assert not is_country("UK")
    assert country_name("ZZ") == "ZZ"
