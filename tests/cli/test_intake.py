"""Which drafts become briefs, under which ids, and how the links between them follow."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from generator.article import make_article
from generator.cli.intake import settle, source_of
from generator.extract.draft import Draft
from generator.record.schema import Doubt, Evidence, Incident, Link


def draft(id: str, *links: str, main: bool = False) -> Draft:
    record = Incident(
        id=id,
        status="draft" if main else "stub",
        title=id,
        links=tuple(Link(relation="preceded-by", to=to, state="asserted") for to in links),
        doubts=tuple(Doubt(about=f"links[preceded-by {to}]", issue="Unclear.") for to in links),
        evidence={f"links[preceded-by {to}]": (Evidence("as before"),) for to in links},
    )
    return Draft(record, {f"links[preceded-by {to}]": 0.7 for to in links}, main)


def settle_among(drafts: list[Draft], taken: set[str], known: dict[str, str] | None = None) -> list[Draft]:
    def free(wish: str, avoid: Iterable[str]) -> str:
        return next(id for id in [wish, f"{wish}-2", f"{wish}-3"] if id not in taken and id not in avoid)

    return settle(drafts, free=free, known=lambda record: (known or {}).get(record.id))


def test_free_ids_stay_as_wished() -> None:
    drafts = [draft("2001-attack", "2000-siege", main=True), draft("2000-siege")]
    assert settle_among(drafts, {"1999-fire"}) == drafts


def test_a_main_incident_whose_id_is_taken_gets_another_and_links_follow() -> None:
    drafts = [draft("2001-attack", main=True), draft("2000-siege", "2001-attack")]
    first, second = settle_among(drafts, {"2001-attack", "2001-attack-2"})
    assert first.record.id == "2001-attack-3"
    assert [link.to for link in second.record.links] == ["2001-attack-3"]
    path = "links[preceded-by 2001-attack-3]"
    assert [doubt.about for doubt in second.record.doubts] == [path]
    assert list(second.record.evidence) == [path]
    assert second.confidence == {path: 0.7}


def test_a_stub_that_the_collection_knows_is_not_written_again_and_links_lead_to_its_brief() -> None:
    drafts = [draft("2001-attack", "2000-siege", main=True), draft("2000-siege")]
    (only,) = settle_among(drafts, {"2000-bank-siege"}, {"2000-siege": "2000-bank-siege"})
    assert [link.to for link in only.record.links] == ["2000-bank-siege"]
    assert list(only.record.evidence) == ["links[preceded-by 2000-bank-siege]"]


def test_two_links_that_come_to_lead_to_one_brief_become_one() -> None:
    drafts = [draft("2001-attack", "2000-siege", "2000-hold-up", main=True), draft("2000-siege"), draft("2000-hold-up")]
    (only,) = settle_among(drafts, set(), {"2000-siege": "2000-bank", "2000-hold-up": "2000-bank"})
    assert [link.to for link in only.record.links] == ["2000-bank"]


def test_a_main_incident_is_written_whatever_the_collection_knows() -> None:
    (only,) = settle_among([draft("2001-attack", main=True)], {"2001-attack"}, {"2001-attack": "2001-attack"})
    assert only.record.id == "2001-attack-2"


def test_two_main_incidents_of_one_wish_get_two_ids() -> None:
    settled = settle_among([draft("2001-attack", main=True), draft("2001-attack", main=True)], set())
    assert [one.record.id for one in settled] == ["2001-attack", "2001-attack-2"]


def test_what_is_kept_of_an_article_says_only_what_is_known() -> None:
    article = make_article("Two shot in Odravia\n\nTwo people were shot.", published=datetime.date(2001, 5, 4))
    source = source_of(article)
    assert source.id == article.sha256[:8]
    assert str(source.published) == "2001-05-04"
    assert source.publisher is None
