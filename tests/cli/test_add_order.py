"""The whole way from article to brief, model included: articles of several incidents, added in several orders."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.article import make_article
from generator.article.model import Article
from generator.cli import common
from generator.cli.adding import Adding
from generator.cli.reading import Given
from generator.extract.draft import Draft
from generator.record.schema import Incident
from generator.store import Collection

# Invented: a ferry fire told three times, two bombs of one week in one town, and a raid that recalls one of them.
ARTICLES = (
    """Ferry burns off Port Hollis, nine dead

PORT HOLLIS, England, 4 May 2031 - A fire on the ferry Lady Wren killed nine passengers off Port Hollis on Sunday night.
Captain Orla Venn said that the fire broke out on the car deck. Lifeboats from Port Hollis brought 212 people ashore.
""",
    """Toll of Lady Wren fire rises to eleven

PORT HOLLIS, England, 6 May 2031 - Two more passengers of the ferry Lady Wren have died, which brings the number of
those killed by Sunday's fire off Port Hollis to eleven. Captain Orla Venn was heard by investigators, who look at an
electric van on the car deck.
""",
    """Captain of the Lady Wren questioned again

PORT HOLLIS, England, 9 May 2031 - Captain Orla Venn answered questions about the fire that killed eleven passengers on
her ferry, the Lady Wren, off Port Hollis last Sunday. An electric van on the car deck was the likely cause.
""",
    """Bomb kills six at market in Lyon

LYON, France, 12 May 2031 - A bomb exploded at the Tanner's Market in Lyon on Monday and killed six people. The police
chief, Agnes Morel, said that the bomb lay in a blue suitcase. No group claimed the attack.
""",
    """Second bomb in Lyon kills two at tram depot

LYON, France, 15 May 2031 - A bomb exploded at a tram depot in Lyon on Thursday and killed two drivers. On Monday a bomb
at the Tanner's Market in Lyon had killed six people. The police chief, Agnes Morel, asked for calm.
""",
    """Toll of Tanner's Market bomb rises to seven

LYON, France, 14 May 2031 - A woman of 70 who was hurt by the bomb at the Tanner's Market in Lyon on Monday died on
Wednesday. Seven people have now been killed. The blue suitcase was bought in a shop nearby, Agnes Morel said.
""",
)


@pytest.fixture(scope="module")
def read() -> dict[str, list[Draft]]:
    extractor = common.load_extractor()
    articles = [make_article(text) for text in ARTICLES]
    return {article.id: extractor.extract(article) for article in articles}


def added(folder: Path, read: dict[str, list[Draft]], order: list[int]) -> dict[str, Incident]:
    folder.mkdir()

    def extract(article: Article, name: str) -> list[Draft]:
        return read[article.id]

    adding = Adding(Collection.open(folder), dry_run=False, extract=extract)
    for number in order:
        assert not adding.add(Given(str(number), make_article(ARTICLES[number]))).failed
    loaded = Collection.open(folder).load()
    assert [str(problem) for problem in loaded.problems if problem.severity == "error"] == []
    return dict(loaded.records)


def told(records: dict[str, Incident]) -> set[str]:
    names = {id_: f"{record.sources} {record.kind} {record.when.date}" for id_, record in records.items()}
    names |= {alias: names[id_] for id_, record in records.items() for alias in record.aliases}
    return {
        repr(
            [
                *(getattr(record, field) for field in ("status", "title", "kind", "when", "where", "casualties")),
                *(getattr(record, field) for field in ("victims", "targets", "weapons", "perpetrators", "responses")),
                *(getattr(record, field) for field in ("quotes", "differing", "sources")),
                sorted((link.relation, names[link.to]) for link in record.links),
                sorted((path, q) for path, q in record.evidence.items() if not path.startswith("links")),
            ]
        )
        for record in records.values()
    }


@pytest.mark.parametrize("order", [[5, 4, 3, 2, 1, 0], [4, 1, 5, 0, 3, 2], [2, 3, 0, 5, 1, 4]])
def test_any_order_gives_the_same_briefs(tmp_path: Path, read: dict[str, list[Draft]], order: list[int]) -> None:
    straight = added(tmp_path / "straight", read, list(range(len(ARTICLES))))
    assert told(added(tmp_path / "shuffled", read, order)) == told(straight)


def test_one_incident_is_one_brief_and_two_stay_two(tmp_path: Path, read: dict[str, list[Draft]]) -> None:
    drafts = [r for r in added(tmp_path / "all", read, list(range(6))).values() if r.status == "draft"]
    sources = [make_article(text).id for text in ARTICLES]
    together = {frozenset(sources.index(str(source)) for source in record.sources) for record in drafts}
    assert together == {frozenset({0, 1, 2}), frozenset({3, 5}), frozenset({4})}
