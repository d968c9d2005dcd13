from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from generator.document import Document
from generator.extract.mentions import PlaceMention
from generator.extract.places import PlaceFinder, most_specific, where_of

CASES = Path(__file__).parents[1] / "cases" / "places"
Reader = Callable[..., Document]


def cases(*stems: str) -> list[Any]:
    files = {stem: tomllib.loads((CASES / f"{stem}.toml").read_text("utf-8")) for stem in stems}
    return [pytest.param(case, id=f"{stem}: {case['name']}") for stem, data in files.items() for case in data["case"]]


def read(text: str, nlp: Language, paragraphs: Reader) -> Document:
    document = paragraphs(text, nlp)
    PlaceFinder()(document.doc)
    return document


@pytest.mark.model
@pytest.mark.parametrize("case", cases("resolution", "roles", "sites"))
def test_mentions(case: dict[str, Any], nlp: Language, paragraphs: Reader) -> None:
    document = read(case["text"], nlp, paragraphs)
    found: list[PlaceMention] = list(document.doc._.places)
    if "most" in case:
        assert len(found) <= case["most"], [m.span.text for m in found]
    for wanted in case["mentions"]:
        while found and found[0].span.text != wanted["words"]:
            found.pop(0)
        assert found, f"{wanted['words']} not found in order"
        mention = found.pop(0)
        place = mention.place
        assert place.kind == wanted["kind"], mention
        assert place.country == wanted.get("country", place.country), mention
        assert (place.region or "") == wanted.get("region", place.region or ""), mention
        assert wanted.get("least", 0.0) <= mention.confidence <= wanted.get("most", 1.0), mention
        assert (mention.describes.text if mention.describes is not None else None) == wanted.get("describes"), mention


@pytest.mark.model
@pytest.mark.parametrize("case", cases("where"))
def test_where(case: dict[str, Any], nlp: Language, paragraphs: Reader) -> None:
    document = read(case["text"], nlp, paragraphs)
    lead = [m for m in document.doc._.places if document.paragraph_of(m.span) is document.paragraphs[0]]
    found = where_of(lead, document, main=True)
    if "where" not in case:
        assert found is None
        return
    assert found is not None
    wanted = case["where"]
    where = found.where
    assert (where.place, where.region, where.country, where.precision, found.site) == (
        *(wanted.get(name) for name in ("place", "region", "country", "precision")),
        wanted.get("site"),
    )
    if "point" in wanted:
        assert where.point is not None
        assert list(where.point) == wanted["point"]
    assert (where.point is None) == (where.point_from is None)
    assert all(document.quote(span) in " ".join(case["text"].split()) for span in found.spans)


@pytest.mark.model
def test_an_incident_told_in_passing_is_not_placed_by_the_rest_of_the_article(
    nlp: Language, paragraphs: Reader
) -> None:
    document = read("It followed an attack in France.\n\nThe inquiry goes on in Paris.", nlp, paragraphs)
    first = [m for m in document.doc._.places if m.span.start < document.paragraphs[1].start]
    found = where_of(first, document)
    assert found is not None
    assert (found.where.place, found.where.country) == (None, "FR")


@pytest.mark.model
def test_most_specific_prefers_a_site_to_a_town_to_a_country(nlp: Language, paragraphs: Reader) -> None:
    document = read("He opened fire at Al Noor Mosque in Christchurch, New Zealand.", nlp, paragraphs)
    names = []
    mentions = list(document.doc._.places)
    while (chosen := most_specific(mentions)) is not None:
        names.append(chosen.span.text)
        mentions.remove(chosen)
    assert names == ["Al Noor Mosque", "Christchurch", "New Zealand"]
    assert most_specific([]) is None


@pytest.mark.model
def test_the_worked_example_is_in_verviers(nlp: Language, paragraphs: Reader, shared: Path) -> None:
    document = read((shared / "seed" / "article.txt").read_text("utf-8"), nlp, paragraphs)
    found = where_of(document.doc._.places, document, main=True)
    assert found is not None
    assert (found.where.place, found.where.region, found.where.country) == ("Verviers", "eastern Belgium", "BE")
    assert found.where.point == (5.86, 50.59)


@pytest.mark.model
def test_an_empty_document_has_no_places(nlp: Language) -> None:
    assert PlaceFinder()(nlp.make_doc(""))._.places == []
