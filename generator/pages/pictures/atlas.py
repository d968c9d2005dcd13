"""The map page: every brief that has a point, as marks that are links, and a table of countries that says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.links import Graph
from generator.pages.context import Context
from generator.pages.entity import count_of_briefs
from generator.pages.facets import FACETS, in_order, rows_uri
from generator.pages.linked_data import script_json
from generator.pages.pictures.marks import Cluster, clusters, spot
from generator.pages.pictures.projection import HEIGHT, WIDTH
from generator.pages.pictures.world import WORLD
from generator.pages.views import Name
from generator.pages.words import period_view
from generator.record.countries import country_name
from generator.record.wording import place_words

POINTS = "assets/browse/points.js"
"""Where on the map each brief lies, in the order of the facets, as a file of the site."""
SCRIPTS = ("assets/browse-data.js", "assets/pictures.js", "assets/map.js")
"""What filters the marks and zooms the map."""


@dataclass(frozen=True, slots=True)
class MarkView:
    """A mark on the map."""

    x: float
    """Units from the left."""
    y: float
    """Units from the top."""
    radius: float
    """In units."""
    count: int
    """How many briefs it stands for."""
    words: str
    """What it stands for."""
    href: str
    """The brief, or the row of the table that tells of them."""


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country in the table below the map."""

    anchor: str
    """Its anchor on the page."""
    name: Name
    """The country."""
    count: int
    """How many briefs it has."""
    placed: int
    """How many of them are on the map."""


@dataclass(frozen=True, slots=True)
class MapView:
    """The map page."""

    width: float
    """The width of the map in units."""
    height: float
    """Its height."""
    world: str
    """Link to the outlines."""
    marks: tuple[MarkView, ...]
    """The marks, the largest last."""
    rows: tuple[CountryRow, ...]
    """The countries, those with the most briefs first."""
    count: str
    """How many briefs are on the map, in words."""
    missing: str
    """How many have no point and are not; empty for none."""
    scripts: tuple[str, ...]
    """Links to the facets, the points, and what draws by them."""
    row_file: str
    """Link to a piece of rows, `{n}` standing for its number."""
    brief: str
    """Link to a brief, `{id}` standing for its id."""
    browse: str
    """Link to the page that filters."""
    timeline: str
    """Link to the same as a timeline."""


def map_view(context: Context) -> MapView:
    """Make the map page."""
    graph = context.graph
    records = in_order(graph)
    placed = [record for record in records if record.where.point]
    missing = len(records) - len(placed)
    return MapView(
        width=WIDTH,
        height=HEIGHT,
        world=context.to.file(WORLD),
        marks=tuple(_mark(cluster, context) for cluster in clusters(placed)),
        rows=tuple(_rows(context)),
        count=count_of_briefs(len(placed)),
        missing=count_of_briefs(missing) if missing else "",
        scripts=tuple(context.to.file(uri) for uri in (FACETS, POINTS, *SCRIPTS)),
        row_file=context.to.file(rows_uri("N")).replace("rows-N", "rows-{n}"),
        brief=context.to.brief("ID").replace("ID", "{id}"),
        browse=context.to.page("browse"),
        timeline=context.to.page("timeline"),
    )


def points_script(graph: Graph) -> str:
    """Write where each brief lies, in tenths of units from left and top; an empty pair for none."""
    spots = [spot(record) for record in in_order(graph)]
    flat = [[round(x * 10), round(y * 10)] if (x, y) != (0, 0) else [] for x, y in (s or (0, 0) for s in spots)]
    return f"window.briefsPoints = {script_json(flat)};\n"


def _mark(cluster: Cluster, context: Context) -> MarkView:
    first = context.graph.records[cluster.briefs[0]]
    if len(cluster.briefs) == 1:
        date = period_view(first)
        words = ", ".join(part for part in (first.title, date.words if date else "") if part)
        href = context.to.brief(first.id)
    else:
        places = Counter(place_words(context.graph.records[id]) or "elsewhere" for id in cluster.briefs)
        most = sorted(places, key=lambda place: (-places[place], place))
        rest = "" if len(most) <= 2 else " and nearby"
        words = f"{count_of_briefs(len(cluster.briefs))}: {'; '.join(most[:2])}{rest}"
        countries = Counter(context.graph.records[id].where.country or "" for id in cluster.briefs)
        code = min(countries, key=lambda country: (-countries[country], country))
        href = f"#{_anchor(code)}"
    return MarkView(cluster.x, cluster.y, cluster.radius, len(cluster.briefs), words, href)


def _rows(context: Context) -> Iterator[CountryRow]:
    records = context.graph.records.values()
    counts = Counter(record.where.country or "" for record in records)
    placed = Counter(record.where.country or "" for record in records if record.where.point)
    for code in sorted(counts, key=lambda code: (not code, -counts[code], code)):
        name = country_name(code) if code else "Country not stated"
        entity = context.graph.entities.find("place", name) if code else None
        yield CountryRow(_anchor(code), context.entity(entity, name), counts[code], placed[code])


def _anchor(code: str) -> str:
    return f"country-{code.lower() or 'none'}"
