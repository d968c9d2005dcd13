"""Combining what several articles say: what agrees, what is new, what differs, and which value is preferred."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from match_samples import incident

from generator.record.checks import check_incident
from generator.record.edtf import PartialDate
from generator.record.names import Names, Naming
from generator.record.schema import Differing, Evidence, Incident, Source
from generator.store.combine import Proposal, combine
from generator.store.combine_voice import Voice


def voice(source: str, *, day: str = "2031-05-06", grade: str | None = None, main: bool = True, **given: Any) -> Voice:
    notes = Source(id=source, published=PartialDate.parse(day), grade=grade, reprint_of=given.pop("reprint_of", None))
    record = incident(given, source=source, text=f"words of {source}", main=main)
    return Voice(source, record, dict.fromkeys(record.evidence, 0.8), notes)


def combined(*voices: Voice, **options: Any) -> Incident:
    return proposal(*voices, **options).record


def proposal(*voices: Voice, **options: Any) -> Proposal:
    found = combine(voices, id="brief", **options)
    for turn in range(len(voices)):
        turned = (*voices[turn:], *voices[:turn])
        for order in (turned, turned[::-1]):
            assert combine(order, id="brief", **options) == found, "the order of articles must not matter"
    faults = [p for p in check_incident(found.record) if p.severity == "error"]
    assert faults == []
    return found


def test_one_article_is_taken_as_it_is() -> None:
    one = voice("a", kind="bombing", count=3)
    assert combined(one).casualties == one.record.casualties
    assert combined(one).evidence == one.record.evidence


def test_what_agrees_is_supported_by_each_article() -> None:
    record = combined(voice("a", kind="bombing", count=3), voice("b", kind="bombing", count=3))
    assert record.evidence["kind"] == (Evidence("words of a", "a"), Evidence("words of b", "b"))
    assert {quote.source for quote in record.evidence["casualties[killed]"]} == {"a", "b"}
    assert record.differing == ()
    assert set(record.sources) == {"a", "b"}


def test_a_later_toll_is_preferred_and_the_earlier_one_stands_beside_it() -> None:
    record = combined(voice("a", count=12), voice("b", day="2031-05-08", count=17))
    assert str(record.casualties[0].count) == "17"
    assert record.differing == (Differing(about="casualties[killed].count", value="12", source="a"),)
    assert record.evidence["casualties[killed]"] == (Evidence("words of b", "b"),)
    assert record.evidence["differing[casualties[killed].count]"] == (Evidence("words of a", "a"),)


def test_a_better_grade_counts_more_than_a_later_day() -> None:
    record = combined(voice("a", count=12, grade="B2"), voice("b", day="2031-05-08", count=17))
    assert str(record.casualties[0].count) == "12"


def test_at_least_twelve_and_twelve_do_not_differ() -> None:
    record = combined(voice("a", count=12), voice("b", day="2031-05-08", count=">11"))
    assert record.differing == ()


def test_a_vague_count_makes_way_for_a_number() -> None:
    record = combined(voice("a", count=12), voice("b", day="2031-05-08", count="several"))
    assert str(record.casualties[0].count) == "12"


def test_a_toll_is_not_counted_twice_where_only_one_says_what_did_it() -> None:
    one, other = voice("a", count=3), voice("b", count=3)
    object.__setattr__(other.record.casualties[0], "caused_by", "incident")
    assert len(combined(one, other).casualties) == 1


def test_the_day_that_most_articles_have_is_preferred_and_made_finer() -> None:
    voices = [
        voice("a", date="2031-05-05"),
        voice("b", date="2031-05"),
        voice("c", day="2031-06-01", date="2031-06-01"),
    ]
    record = combined(*voices)
    assert str(record.when.date) == "2031-05-05"
    assert record.differing == (Differing(about="when.date", value="2031-06-01", source="c"),)


def test_a_place_is_taken_whole_from_one_article() -> None:
    voices = [
        voice("a", place="Karzan", country="IQ", point=[44.0, 36.0]),
        voice("b", country="IQ"),
        voice("c", day="2031-05-09", place="Marrick", country="GB"),
        voice("d", place="Karzan", country="IQ", point=[44.0, 36.0]),
    ]
    record = combined(*voices)
    assert (record.where.place, record.where.country, record.where.point) == ("Karzan", "IQ", (44.0, 36.0))
    assert record.differing == (Differing(about="where.place", value="Marrick", source="c"),)
    assert {quote.source for quote in record.evidence["where"]} == {"a", "b", "d"}


def test_a_surname_and_the_whole_name_are_one_person() -> None:
    record = combined(voice("a", killed=["Tolan"]), voice("b", killed=["Mira Tolan", "Ivo Karlan"]))
    assert sorted(victim.name for victim in record.victims) == ["Ivo Karlan", "Mira Tolan"]
    assert {quote.source for quote in record.evidence["victims[Mira Tolan]"]} == {"a", "b"}


def test_names_that_the_collection_says_are_one_are_one_item() -> None:
    key = Names([Naming(name="Free Coast", wordings=("FC",))]).key
    record = combined(voice("a", suspects=["FC"]), voice("b", suspects=["Free Coast"]), key=key)
    assert len(record.perpetrators) == 1


def test_a_reprint_is_a_source_and_no_confirmation() -> None:
    voices = [voice("a", count=12), voice("b", count=12, reprint_of="a"), voice("c", count=12)]
    record = combined(*voices)
    assert set(record.sources) == {"a", "b", "c"}
    assert {quote.source for quote in record.evidence["casualties[killed]"]} == {"a", "c"}


def test_an_article_that_only_recalls_an_incident_adds_nothing_to_one_that_tells_of_it() -> None:
    record = combined(voice("a", kind="bombing", count=3), voice("b", kind="bombing", count=40, main=False))
    assert record.sources == ("a",)
    assert str(record.casualties[0].count) == "3"
    assert record.status == "draft"


def test_links_are_joined_and_never_lead_to_the_brief_itself() -> None:
    voices = [voice("a", links=["old", "other"]), voice("b", links=["other", "brief"])]
    record = combined(*voices, aliases=["old"])
    assert [link.to for link in record.links] == ["other"]
    assert record.aliases == ("old",)
    assert {quote.source for quote in record.evidence["links[preceded-by]"]} == {"a", "b"}


def test_akin_kinds_do_not_differ_and_others_do() -> None:
    record = combined(voice("a", kind="bombing"), voice("b", kind="explosion"), voice("c", kind="kidnapping"))
    assert [other.value for other in record.differing] == ["kidnapping"]


def test_an_attack_is_not_the_police_operation_that_ended_it() -> None:
    later = voice("b", kind="police-operation", day="2031-05-09")
    assert combined(voice("a", kind="shooting"), later).kind == "shooting"
    assert combined(later).kind == "police-operation"


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_every_value_has_words_of_a_source_that_says_so(chance: random.Random) -> None:
    voices = [
        voice(
            name,
            day=f"2031-05-{chance.randint(1, 28):02}",
            kind=chance.choice(["bombing", "shooting"]),
            date=f"2031-05-{chance.randint(1, 5):02}",
            place=chance.choice(["Karzan", "Marrick"]),
            country="IQ",
            killed=chance.sample(["Mira Tolan", "Ivo Karlan", "Odo Brask"], 2),
            count=chance.randint(1, 5),
        )
        for name in ("a", "b", "c", "d")
    ]
    record = combined(*voices)
    said = {v.source: v.record for v in voices}
    for other in record.differing:
        if other.about == "casualties[killed].count":
            assert str(said[other.source].casualties[0].count) == other.value
    for quote in record.evidence["casualties[killed]"]:
        assert said[quote.source or ""].casualties == record.casualties
    for quote in record.evidence["when.date"]:
        assert said[quote.source or ""].when.date == record.when.date
