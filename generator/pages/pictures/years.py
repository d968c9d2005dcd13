"""The timeline page: how many incidents each year had, as bars that are links, and a table that says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.pages.context import Context
from generator.pages.entity import count_of_briefs
from generator.pages.facets import FACETS, in_order, month_of, rows_uri
from generator.pages.views import Name

SCRIPTS = ("assets/browse-data.js", "assets/pictures.js", "assets/timeline.js")
"""What filters the bars, and draws months where one year is chosen."""
WIDTH, HEIGHT, AXIS = 1000.0, 260.0, 36.0
"""Units of the picture: across, above the axis, and below it."""

_TICKS = 12
_EDGE = 32.0
_GAP = 0.2
# So many years without a brief in a row are drawn as a break, else one old incident would make all bars thin.
_LONG, _BREAK = 8, 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A year."""

    year: str
    """Four digits."""
    x: float
    """Units from the left."""
    y: float
    """Units from the top to the bar's upper end."""
    width: float
    """In units."""
    height: float
    """In units."""
    words: str
    """What it stands for."""
    href: str
    """The briefs of the year."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A year written on the axis."""

    x: float
    """The middle of its bar, or as near to it as leaves room for the words."""
    text: str
    """The year."""


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The timeline page."""

    width: float
    """The width of the picture in units."""
    height: float
    """Its height."""
    base: float
    """The axis, from the top."""
    bars: tuple[Bar, ...]
    """The years that have briefs."""
    ticks: tuple[Tick, ...]
    """The years written below them."""
    rows: tuple[tuple[Name, int], ...]
    """The years and how many briefs each has, the latest first."""
    count: str
    """How many briefs have a year, in words."""
    missing: str
    """How many have none; empty for none."""
    scripts: tuple[str, ...]
    """Links to the facets, and to what draws by them."""
    row_file: str
    """Link to a piece of rows, `{n}` standing for its number."""
    brief: str
    """Link to a brief, `{id}` standing for its id."""
    browse: str
    """Link to the page that filters."""
    map: str
    """Link to the same as a map."""


def timeline_view(context: Context) -> TimelineView:
    """Make the timeline page."""
    months = [month_of(record) for record in in_order(context.graph)]
    counts = Counter(month // 100 for month in months if month)
    browse = context.to.page("browse")
    missing = sum(not month for month in months)
    links = {year: f"{browse}?year={year:04d}" for year in counts}
    return TimelineView(
        width=WIDTH,
        height=HEIGHT + AXIS,
        base=HEIGHT,
        bars=tuple(_bars(counts, links)),
        ticks=tuple(_ticks(counts)),
        rows=tuple((Name(f"{year:04d}", links[year]), counts[year]) for year in sorted(counts, reverse=True)),
        count=count_of_briefs(len(months) - missing),
        missing=count_of_briefs(missing) if missing else "",
        scripts=tuple(context.to.file(uri) for uri in (FACETS, *SCRIPTS)),
        row_file=context.to.file(rows_uri("N")).replace("rows-N", "rows-{n}"),
        brief=context.to.brief("ID").replace("ID", "{id}"),
        browse=browse,
        map=context.to.page("map"),
    )


def _slots(years: Iterable[int]) -> dict[int, int]:
    """Give each year its place on the axis, a long run of empty years shortened to a break."""
    slots: dict[int, int] = {}
    at, before = 0, None
    for year in sorted(years):
        if before is not None:
            at += year - before if year - before <= _LONG else 1 + _BREAK
        slots[year] = at
        before = year
    return slots


def _bars(counts: Counter[int], links: dict[int, str]) -> list[Bar]:
    slots = _slots(counts)
    most = max(counts.values(), default=1)
    step = WIDTH / (max(slots.values(), default=0) + 1)
    bars = []
    for year, count in sorted(counts.items()):
        height = round(max(2.0, (HEIGHT - 10) * count / most), 1)
        words = f"{year:04d}: {count_of_briefs(count)}"
        x, width = round((slots[year] + _GAP / 2) * step, 1), round(step * (1 - _GAP), 1)
        bars.append(Bar(f"{year:04d}", x, round(HEIGHT - height, 1), width, height, words, links[year]))
    return bars


def _ticks(counts: Counter[int]) -> list[Tick]:
    """Write the years that stand alone or begin a run, and of the others as many as there is room for."""
    slots = _slots(counts)
    size = max(slots.values(), default=0) + 1
    step = WIDTH / size
    ticks: list[Tick] = []
    last = -size
    for year, slot in slots.items():
        if slot - last >= size / _TICKS:
            middle = min(max((slot + 0.5) * step, _EDGE), WIDTH - _EDGE)
            ticks.append(Tick(round(middle, 1), f"{year:04d}"))
            last = slot
    return ticks
