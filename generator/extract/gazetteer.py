"""The gazetteer: which places bear a name, in which country, where. Compiled once, looked up in microseconds."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
import weakref
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

PlaceKind = Literal["site", "district", "city", "region", "country", "continent", "sea", "unknown"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the gazetteer has it, or as an article names it where the gazetteer lacks it."""

    name: str
    """Its name in the gazetteer; the article's wording where it is not listed."""
    kind: PlaceKind = "unknown"
    """What it is. Kind region is a first-level region or a county; the precision of a sea is that of a region."""
    country: str | None = None
    """ISO 3166-1 alpha-2; None at sea, across borders, and for Kosovo, which has no code."""
    region: str | None = None
    """The first-level region that it lies in, or that it is."""
    point: tuple[float, float] | None = None
    """Longitude and latitude in degrees; for a region the middle of its towns; None for a country."""
    population: int = 0
    """People living there; 0 where not known."""
    source: str | None = None
    """`geonames` where the gazetteer has it."""
    id: int | None = None
    """Its number in GeoNames."""


_MARKS = re.compile(r"['’‘`´ʻʼʾʿ.]")
_OTHER = re.compile(r"[^\w&]+|_")
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ə": "e", "ǝ": "e", "æ": "ae", "œ": "oe", "þ": "th"}
)
_WORDS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "&": "and"}
_KNOWN = 8192
_ARTICLES = frozenset("al el ar as ash at ad an az".split())


def key(name: str) -> str:
    """Fold a name to what all its spellings share: no accents, no case, spaces for hyphens, `Saint` for `St.`."""
    text = name.casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).translate(
            _LETTERS
        )
    words = _OTHER.sub(" ", _MARKS.sub("", text)).split()
    if len(words) > 1:
        # Only the first word of several: "St. Louis" is a saint's, "Main St" is not.
        words[0] = _WORDS.get(words[0], words[0])
        words = [_WORDS[w] if w == "&" else w for w in words]
        if words[0] == "the":
            words = words[1:]
    return " ".join(words)


_COLUMNS = "SELECT p.name, p.kind, p.country, p.region, p.lon, p.lat, p.population, p.geonames, "
_BY_NAME = _COLUMNS + "n.weight FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?"
_BY_SHORT = _COLUMNS + "1.0 FROM short n JOIN place p ON p.id = n.place WHERE n.text = ?"
_BY_PEOPLE = _COLUMNS + "1.0 FROM people n JOIN place p ON p.id = n.place WHERE n.key = ?"

_Row = tuple[str, PlaceKind, str | None, str | None, float | None, float | None, int, int | None, float]


class Gazetteer:
    """Looks names up in the compiled gazetteer.

    Args:
        path: The compiled file; the one in the user's cache directory where None, compiled there on first use.
    """

    def __init__(self, path: Path | None = None) -> None:
        if path is None:
            # Imported late: compiling needs the city library, looking up does not.
            from generator.extract.gazetteer_build import compiled

            path = compiled()
        self.path = path
        self._db = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._known: dict[str, tuple[tuple[Place, float], ...]] = {}
        self._finalizer = weakref.finalize(self, self._db.close)

    def close(self) -> None:
        """Close the file; the gazetteer cannot be used after that."""
        self._finalizer()

    def find(self, name: str, *, country: str | None = None, region: str | None = None) -> list[Place]:
        """List the places of a name, likeliest first.

        Countries come before towns, then the more populous first; a name that a place bears only in some other language
        counts for little.

        Args:
            name: As written: `Gdansk`, `St. Louis`, `Calif.`, `UK`.
            country: Only places in this country.
            region: Only places in this region, or this region itself.
        """
        places = [place for place, _ in self.weighed(name)]
        if country is not None:
            places = [place for place in places if place.country == country]
        if region is not None:
            wanted = key(region)
            places = [place for place in places if place.region is not None and key(place.region) == wanted]
        return places

    def weighed(self, name: str) -> tuple[tuple[Place, float], ...]:
        """List the places of a name, likeliest first, each with a weight.

        The weight is the number of its people; far less where the place bears the name only in some other language.
        """
        known = self._known.get(name)
        if known is None:
            # A bound, so that reading many articles does not fill the memory; names come back soon or never.
            if len(self._known) >= _KNOWN:
                self._known.clear()
            known = self._known[name] = self._weigh(name)
        return known

    def _weigh(self, name: str) -> tuple[tuple[Place, float], ...]:
        folded = key(name)
        found = self._rows(_BY_SHORT, name) + self._rows(_BY_NAME, folded)
        words = folded.split()
        if not found and len(words) > 1 and words[0] in _ARTICLES:
            found = self._rows(_BY_NAME, " ".join(words[1:]))
        weights: dict[Place, tuple[bool, float]] = {}
        for row in found:
            place, rank = _place(row), _rank(row, name)
            weights[place] = max(rank, weights.get(place, rank))
        return tuple(_towns_first([(p, weights[p][1]) for p in sorted(weights, key=weights.__getitem__, reverse=True)]))

    def people(self, word: str) -> Place | None:
        """Give the country or region of an adjective or demonym: `Belgian`, `Britons`, `Chechen`."""
        folded = key(word)
        plain = folded.removesuffix("s")
        for form in (folded, plain, plain.removesuffix("e")):
            rows = self._rows(_BY_PEOPLE, form)
            if rows:
                return _place(rows[0])
        return None

    def country(self, name: str) -> str | None:
        """Give the ISO code for a country's name, abbreviation, adjective or people, or for a constituent country.

        Args:
            name: Such as `Belgium`, `Belgian`, `Britons`, `U.S.`, `England`, `Burma`.
        """
        rows = self._rows(_BY_SHORT, name) + self._rows(_BY_NAME, key(name))
        for row in rows:
            if row[1] == "country":
                return row[2]
        people = self.people(name)
        if people is not None:
            return people.country
        return next((row[2] for row in rows if row[1] == "region" and row[2] in ("GB", "PS") and row[8] >= 1.0), None)

    def country_name(self, code: str) -> str | None:
        """Give the name by which a country is shown."""
        row = self._db.execute("SELECT name FROM place WHERE kind = 'country' AND country = ?", (code,)).fetchone()
        return str(row[0]) if row else None

    def _rows(self, query: str, value: str) -> list[_Row]:
        rows: list[_Row] = self._db.execute(query, (value,)).fetchall()
        return rows


def _rank(row: _Row, name: str) -> tuple[bool, float]:
    whole = row[1] in ("country", "continent", "sea") or (row[1] == "region" and row[2] is None)
    # "St. Louis" is rather the one that is written so than "Saint-Louis".
    exact = 2.0 if row[0] == name else 1.0
    return whole and row[8] >= 1.0, max(row[6], 1000) * row[8] * exact


def _place(row: _Row) -> Place:
    name, kind, country, region, lon, lat, population, geonames, _ = row
    point = None if lon is None or lat is None else (lon, lat)
    return Place(name, kind, country, region, point, population, "geonames" if geonames else None, geonames)


def _towns_first(places: list[tuple[Place, float]]) -> list[tuple[Place, float]]:
    """Put a town before the region that is named after it: "in Kandahar" means the town unless it says "province"."""
    for i, (place, weight) in enumerate(places):
        if place.kind != "region" or place.country is None:
            continue
        for j in range(i + 1, len(places)):
            town, own = places[j]
            if (
                town.kind == "city"
                and (town.country, town.region) == (place.country, place.region)
                and own * 20 > weight
            ):
                # The town takes the region's weight too, so that whoever weighs them sees the same order.
                places[i : j + 1] = [(town, weight), (place, own), *places[i + 1 : j]]
                break
    return places


@cache
def gazetteer() -> Gazetteer:
    """Give the gazetteer that all components share."""
    return Gazetteer()
