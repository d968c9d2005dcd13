"""The seed article and its traps: the table of shared/seed/README.md, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.article.reader import read_path
from generator.extract.draft import Draft
from generator.extract.pipeline import Extractor
from generator.record.convert import to_data
from generator.record.text import find_quote

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def seed(shared: Path) -> tuple[str, list[Draft]]:
    article = next(iter(read_path(shared / "seed" / "article.txt")))
    return article.text, Extractor().extract(article)


def everything(drafts: list[Draft]) -> str:
    return repr([{k: v for k, v in to_data(d.record).items() if k != "evidence"} for d in drafts])


def test_quotes_are_found_whatever_the_white_space(seed: tuple[str, list[Draft]]) -> None:
    text, drafts = seed
    quotes = [e.quote for d in drafts for items in d.record.evidence.values() for e in items]
    assert len(quotes) > 20
    assert [q for q in quotes if find_quote(text, q) is None] == []


def test_the_captions_facts_are_kept(seed: tuple[str, list[Draft]]) -> None:
    record = seed[1][0].record
    assert str(record.when.date) == "2015-01-15"
    assert (record.where.place, record.where.region, record.where.country) == ("Verviers", "eastern Belgium", "BE")


@pytest.mark.parametrize("words", ["THYS", "AFP", "Getty", "Must Reads"])
def test_a_photo_credit_is_no_fact(seed: tuple[str, list[Draft]], words: str) -> None:
    assert words not in everything(seed[1])


def test_the_plot_is_a_foiled_plot(seed: tuple[str, list[Draft]]) -> None:
    record = seed[1][0].record
    assert (record.kind, record.outcome, record.stage, record.foiled_by) == (
        "terrorist-plot",
        "foiled",
        "planning",
        "law-enforcement",
    )


def test_two_killed_and_one_injured_in_the_raid(seed: tuple[str, list[Draft]]) -> None:
    rows = {(c.status, str(c.count), c.caused_by) for c in seed[1][0].record.casualties}
    assert rows == {("killed", "2", "response"), ("injured", "1", "response")}


def test_numbers_of_other_incidents_do_not_leak(seed: tuple[str, list[Draft]]) -> None:
    _, drafts = seed
    by_kind = {d.record.kind: d.record for d in drafts[1:]}
    attack = next(d.record for d in drafts[1:] if d.record.where.place == "Paris")
    assert {(c.status, str(c.count)) for c in attack.casualties} == {("killed", "12")}
    assert attack.id == "2015-01-paris-charlie-hebdo-attack"
    assert "hostage-taking" in by_kind
    sieges = [d.record for d in drafts[1:] if d.record.kind == "hostage-taking"]
    assert {("hostage", "several")} <= {(c.status, str(c.count)) for s in sieges for c in s.casualties}


def test_a_link_that_was_set_aside_is_discounted(seed: tuple[str, list[Draft]]) -> None:
    _, drafts = seed
    attack = next(d.record for d in drafts[1:] if d.record.where.place == "Paris")
    links = {(li.relation, li.state) for li in drafts[0].record.links if li.to == attack.id}
    assert links == {("preceded-by", "asserted"), ("linked-to", "discounted")}


def test_al_qaeda_claims_paris_and_not_verviers(seed: tuple[str, list[Draft]]) -> None:
    _, drafts = seed
    attack = next(d.record for d in drafts[1:] if d.record.where.place == "Paris")
    assert not any("qaeda" in p.name.lower() for p in drafts[0].record.perpetrators)
    claimant = next(p for p in attack.perpetrators if "qaeda" in p.name.lower())
    assert (claimant.role, claimant.attribution, claimant.claim) == ("claimant", "claimed", "claimed")


def test_said_is_a_name_of_the_kouachi_family(seed: tuple[str, list[Draft]]) -> None:
    names = {p.name for d in seed[1][1:] for p in d.record.perpetrators}
    assert {"Said Kouachi", "Cherif Kouachi"} <= names


def test_the_speaker_of_a_paragraph_without_quotation_marks(seed: tuple[str, list[Draft]]) -> None:
    quote = next(q for q in seed[1][0].record.quotes if q.speaker == "Thierry Werts")
    assert quote.text.startswith("The investigation made it possible to determine")
    assert (quote.role, quote.told) == ("the prosecutor's spokesman in Belgium", "CNN")


def test_brussels_does_not_place_the_plot(seed: tuple[str, list[Draft]]) -> None:
    assert "Brussels" not in repr(seed[1][0].record.where)


def test_countries_on_alert_are_an_alert(seed: tuple[str, list[Draft]]) -> None:
    _, drafts = seed
    alert = next(r for r in drafts[0].record.responses if r.type == "alert")
    assert set(alert.countries) == {"FR", "GB", "BE", "DE"}
    assert alert.level == "high"
    assert not any(d.record.where.country in ("GB", "DE") for d in drafts)


def test_the_motive_is_kept_as_written(seed: tuple[str, list[Draft]]) -> None:
    assert "Syria and Iran" in (seed[1][0].record.motive or "")


@pytest.mark.parametrize("word", ["January 7", "2015-01-07", "supermarket", "kosher", "Coulibaly"])
def test_world_knowledge_stays_out(seed: tuple[str, list[Draft]], word: str) -> None:
    assert word not in everything(seed[1])
