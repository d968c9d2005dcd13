"""An extractor without a model, so that what the commands do can be tested in no time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.cli import common
from generator.errors import ArticleError
from generator.extract.draft import Draft
from generator.extract.gist import Gist
from generator.record.edtf import PartialDate
from generator.record.schema import Evidence, Incident, Link, When, Where

if TYPE_CHECKING:
    from generator.article.model import Article


class FakeExtractor:
    """Finds a bombing with its forerunner where an article has the word, nothing where it has not."""

    loaded = 0

    def __init__(self) -> None:
        FakeExtractor.loaded += 1

    def read(self, article: Article) -> tuple[list[Draft], Gist]:
        return self.extract(article), Gist(what=article.title)

    def extract(self, article: Article) -> list[Draft]:
        if "unreadable" in article.text:
            raise ArticleError("this cannot be read; write it anew")
        if "faulty" in article.text:
            raise KeyError("oops")
        if "bombing" not in article.text:
            return []
        day = article.published
        main = Incident(
            id="2001-05-04-odravia-bombing",
            title="Bombing in Odravia",
            kind="bombing",
            outcome="completed",
            when=When(date=PartialDate.of_day(day) if day else None),
            where=Where(place="Odravia", country="FR", precision="city"),
            links=(Link(relation="preceded-by", to="2000-odravia-fire", state="asserted"),),
            sources=(article.id,),
            evidence={"kind": (Evidence("A bombing"),)},
        )
        stub = Incident(
            id="2000-odravia-fire",
            status="stub",
            title="Fire in Odravia",
            kind="fire",
            where=Where(place=None if "somewhere" in article.text else "Odravia"),
            sources=(article.id,),
        )
        return [Draft(main, {"kind": 0.9}, True), Draft(stub, {"kind": 0.5}, False)]


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch) -> type[FakeExtractor]:
    """Put the fake in the place of the model."""
    FakeExtractor.loaded = 0
    monkeypatch.setattr(common, "load_extractor", FakeExtractor)
    return FakeExtractor


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty collection and go there."""
    (tmp_path / "briefs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("docs_dir: briefs\nsite_name: Test\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path
