"""The search index: how words are folded, what is in it, and that it stays small where the collection grows."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.links import Graph, build
from generator.record.edtf import PartialDate
from generator.record.schema import Incident, Perpetrator, When, Where
from generator.search import SearchMemory, search_files
from generator.search.fold import fold, terms_of
from generator.store import Collection

ZURICH = Incident(
    id="2001-zurich-bombing",
    title="Bombing in Zürich",
    status="reviewed",
    kind="bombing",
    when=When(date=PartialDate.parse("2001-05-04")),
    where=Where(place="Zürich", country="CH"),
    perpetrators=(
        Perpetrator(name="al-Qaeda", type="organization", attribution="suspected"),
        Perpetrator(name="Jan Novák", type="person", attribution="cleared"),
    ),
)
SECRET = Incident(id="2001-secret", title="Quiet Otter in Zyxburg", tlp="amber", kind="bombing")


def graph_of(*records: Incident) -> Graph:
    return build({record.id: record for record in records}, {})


def data(text: str) -> Any:
    name, _, rest = text.removeprefix("briefsSearch(").removesuffix(");\n").partition(",")
    assert json.loads(name)
    return json.loads(rest)


def terms(files: dict[str, str]) -> dict[str, str]:
    return {t: p for path, text in files.items() if path.startswith("search/t-") for t, p in data(text).items()}


def documents(files: dict[str, str]) -> Iterator[list[str]]:
    for path, text in files.items():
        if path.startswith("search/d-"):
            yield from data(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zürich", ["zurich"]),
        ("Łódź", ["lodz"]),
        ("Straße", ["strasse"]),
        ("al-Qa'ida", ["alqaida", "al", "qaida"]),
        ("the O’Brien bombing", ["obrien", "bombing"]),
        ("İzmir", ["izmir"]),
        ("Đà Nẵng", ["da", "nang"]),
        ("Пожар в Москве", ["пожар", "в", "москве"]),
        ("2015-01-15", ["20150115", "2015", "01", "15"]),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    assert terms_of(text) == set(expected)


def test_the_script_folds_letters_as_the_index_does(repo_root: Path) -> None:
    script = (repo_root / "templates/assets/search-results.js").read_text("utf-8")
    words = tomllib.loads((repo_root / "generator/search/data/words.toml").read_text("utf-8"))
    pairs = re.findall(r'"(\w)": "(\w+)"', script[script.index("var LETTERS") : script.index("var SHOWN")])

    assert dict(pairs) == words["letters"]
    assert all(fold(letter) == written for letter, written in pairs)


def test_a_group_is_found_by_every_wording_of_its_name() -> None:
    found = terms(search_files(graph_of(ZURICH), SearchMemory()))

    assert {"qaeda", "qaida", "zurich", "switzerland", "bombing"} <= found.keys()


def test_what_is_not_for_everybody_is_in_no_file_of_the_index() -> None:
    with_secret = search_files(graph_of(ZURICH, SECRET), SearchMemory())

    assert with_secret == search_files(graph_of(ZURICH), SearchMemory())
    assert "zyxburg" not in "".join(with_secret.values()).lower()


def test_nobody_is_shown_as_responsible_without_how_surely() -> None:
    shown = {entry[0]: entry[4] for entry in documents(search_files(graph_of(ZURICH), SearchMemory()))}

    assert shown["briefs/2001-zurich-bombing"] == "al-Qaeda: suspected"
    assert shown["groups/al-qaeda"] == "held responsible: suspected"
    assert shown["people/jan-novak"] == "named, and cleared since"


def test_titles_are_data() -> None:
    title = "</script><img src=x onerror=alert(1)> \u2028 & {{ 7*7 }}"
    files = search_files(graph_of(Incident(id="x", title=title)), SearchMemory())

    assert not re.search("[<>&\u2028]", "".join(files.values()))
    assert next(iter(documents(files)))[1] == " ".join(title.split())


def test_what_is_remembered_changes_nothing(repo_root: Path) -> None:
    loaded = Collection.open(repo_root / "tests/cases/site/briefs").load()
    memory = SearchMemory()
    for left_out in (None, *list(loaded.records)[:3]):
        graph = build({id: record for id, record in loaded.records.items() if id != left_out}, loaded.sources)
        assert search_files(graph, memory) == search_files(graph, SearchMemory())


def test_an_empty_collection_has_an_index() -> None:
    files = search_files(graph_of(), SearchMemory())

    assert data(files["search/index.js"])["documents"] == 0


def test_files_are_named_in_ascii_whatever_the_words() -> None:
    files = search_files(graph_of(Incident(id="x", title="Пожар в Москве 東京 كابول")), SearchMemory())

    assert all(path.isascii() for path in files)
    assert {"пожар", "москве", "東京", "كابول"} <= terms(files).keys()
