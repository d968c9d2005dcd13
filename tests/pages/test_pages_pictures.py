"""Pictures: marks that never hide each other, bars that say what the tables say, links set aside not drawn."""

from __future__ import annotations

import itertools
import json
import math
import re

import pytest
from page_helpers import Elements, html_of, site_of

from generator.pages.facets import in_order
from generator.pages.pictures.atlas import points_script
from generator.pages.pictures.marks import clusters
from generator.pages.pictures.projection import HEIGHT, WIDTH, project
from generator.pages.pictures.world import HIGH, WIDE, Part, part_svg, parts, world_svg
from generator.record.edtf import PartialDate
from generator.record.schema import Incident, Link, When, Where


def at(id: str, lon: float, lat: float, country: str = "FR") -> Incident:
    return Incident(id=id, title=f"Incident {id}", where=Where(country=country, point=(lon, lat)))


def dated(id: str, date: str | None, *links: Link) -> Incident:
    return Incident(
        id=id, title=f"Incident {id}", when=When(date=PartialDate.parse(date) if date else None), links=links
    )


SPREAD = [at(f"a{n}", (n * 37) % 360 - 180, (n * 17) % 130 - 55) for n in range(400)]


@pytest.mark.parametrize(
    ("lon", "lat", "x", "y"), [(0, 84, 500, 0), (0, -58, 500, HEIGHT), (180, 0, 1000, None), (-180, 0, 0, None)]
)
def test_the_edges_of_the_map_are_where_they_belong(lon: float, lat: float, x: float, y: float | None) -> None:
    found = project(lon, lat)
    assert found[0] == x
    assert y is None or found[1] == pytest.approx(y, abs=0.1)


def test_what_lies_beyond_the_map_is_put_on_its_edge() -> None:
    assert project(0, -89) == project(0, -58)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in (project(lon, 89) for lon in (-180, 0, 180)))


def test_countries_keep_their_share_of_the_surface() -> None:
    def area(lat: float) -> float:
        corners = [project(lon, lat + up) for lon, up in ((0, 0), (20, 0), (20, 10), (0, 10))]
        pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2

    true = [math.sin(math.radians(lat + 10)) - math.sin(math.radians(lat)) for lat in (0, 60)]
    assert area(60) / area(0) == pytest.approx(true[1] / true[0], rel=0.02)


def test_marks_do_not_lie_on_each_other_and_no_brief_is_lost() -> None:
    found = clusters(SPREAD)
    assert sorted(id for cluster in found for id in cluster.briefs) == sorted(record.id for record in SPREAD)
    for one in found:
        for other in found:
            apart = math.dist((one.x, one.y), (other.x, other.y))
            assert one is other or apart >= (one.radius + other.radius) * 0.9 - 0.2


def test_marks_do_not_depend_on_the_order_of_briefs() -> None:
    assert clusters(SPREAD[::-1]) == clusters([*SPREAD[200:], *SPREAD[:200]]) == clusters(SPREAD)


def test_a_mark_leads_to_its_brief_and_a_cluster_to_its_country() -> None:
    site = site_of(at("one", 100, 40, "CN"), at("two", 2.35, 48.85), at("three", 2.36, 48.86))
    page = Elements(html_of(site, "map"))
    marks = [a for tag, a in page.found if tag == "a" and "aria-label" in a]
    assert [mark["href"] for mark in marks] == ["../briefs/one/", "#country-fr"]
    assert ("tr", {"id": "country-fr"}) in page.found
    assert page.crossed == []


def test_the_points_are_in_the_order_of_the_facets() -> None:
    graph = site_of(at("one", 100, 40), dated("two", "2020-05-05"), at("three", 2.35, 48.85)).graph
    points = json.loads(points_script(graph).removeprefix("window.briefsPoints = ").rstrip(";\n"))
    expected = [[round(n * 10) for n in project(*r.where.point)] if r.where.point else [] for r in in_order(graph)]
    assert points == expected


def test_the_outlines_are_small_and_draw_nothing_outside_the_map() -> None:
    assert len(world_svg()) < 45_000
    assert "lM" not in world_svg()


def test_a_part_of_the_world_is_a_few_kilobytes_and_has_nothing_beyond_its_edges() -> None:
    assert max(len(part_svg(part)) for part in parts()) < 9_000
    paris = Part.around(*project(2.35, 48.85))
    land = re.search(r' d="([^"]*)"', part_svg(paris))
    assert land
    spots = []
    for ring in land[1].rstrip("z").split("z"):
        start, _, steps = ring.removeprefix("M").partition("l")
        x, y = map(int, re.findall("-?[0-9]+", start))
        numbers = [int(n) for n in re.findall("-?[0-9]+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            spots.append((x / 10, y / 10))
    assert len(spots) > 300
    assert all(-2 <= x - paris.left <= WIDE + 2 and -2 <= y - paris.top <= HIGH + 2 for x, y in spots)


def test_a_place_lies_well_within_the_part_around_it() -> None:
    for lon, lat in itertools.product(range(-180, 181, 12), range(-56, 85, 10)):
        x, y = project(lon, lat)
        part = Part.around(x, y)
        assert part in set(parts())
        assert part.left + WIDE / 5 <= x <= part.left + 4 * WIDE / 5 or part.left in (0, WIDTH - WIDE)
        assert part.top + HIGH / 5 <= y <= part.top + 4 * HIGH / 5 or part.top in (0, HEIGHT - HIGH)


def test_the_timeline_has_a_bar_and_a_row_for_each_year() -> None:
    site = site_of(*(dated(f"b{n}", date) for n, date in enumerate(["1880", "2019-03", "2019-05-02", "2021", None])))
    page = Elements(html_of(site, "timeline"))
    bars = [a["aria-label"] for tag, a in page.found if tag == "a" and "aria-label" in a]
    assert bars == ["1880: one brief", "2019: two briefs", "2021: one brief"]
    links = [a["href"] or "" for tag, a in page.found if tag == "a" and "aria-label" not in a]
    assert [href[-4:] for href in links if "browse/?year=" in href] == ["2021", "2019", "1880"]
    assert "Of one brief the year is not known" in page.words


def test_the_network_draws_links_and_not_those_that_were_set_aside() -> None:
    site = site_of(
        dated("a", "2019", Link(relation="followed-by", to="b", state="asserted")),
        dated("b", "2020", Link(relation="linked-to", to="c", state="discounted")),
        dated("c", "2021"),
    )
    page = Elements(html_of(site, "network"))
    assert [a["href"] for tag, a in page.found if tag == "a" and "aria-label" in a] == ["../briefs/a/", "../briefs/b/"]
    assert sum(tag == "line" and "x1" in a and a["x1"] != "0" for tag, a in page.found) == 1
    assert "Incident c" not in page.words


@pytest.mark.parametrize("uri", ["map", "timeline", "network"])
def test_a_collection_without_briefs_has_its_pictures_all_the_same(uri: str) -> None:
    assert Elements(html_of(site_of(), uri)).crossed == []


def test_a_brief_shows_where_its_place_lies() -> None:
    page = Elements(html_of(site_of(at("one", 2.35, 48.85)), "briefs/one"))
    (picture,) = [a for tag, a in page.found if tag == "svg" and (a.get("aria-label") or "").startswith("Map")]
    left, top, width, height = map(float, (picture["viewbox"] or "").split())
    x, y = project(2.35, 48.85)
    (image,) = [a for tag, a in page.found if tag == "image"]
    assert [float(image[name] or "") for name in ("x", "y", "width", "height")] == [left, top, width, height]
    assert image["href"] in {f"../../{part.uri}" for part in parts()}
    assert left < x < left + width
    assert top < y < top + height
    assert "svg" not in [tag for tag, _ in Elements(html_of(site_of(dated("two", None)), "briefs/two")).found]
