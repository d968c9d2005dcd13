"""Checks of values that are right one by one and cannot be right together: a point and its country, numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.record.countries import country_name
from generator.record.problem import Problem, Severity
from generator.record.reporting import Report
from generator.record.schema import Incident
from generator.record.territory import NEAR, countries_at, distance
from generator.record.values import did_you_mean

_FAR = 3.0
"""Degrees off its country beyond which a point is a mistake, and nothing at sea or across a border."""


def check_point(incident: Incident, report: Report) -> Iterator[Problem]:
    """Say whether the point cannot be in the country."""
    point, country = incident.where.point, incident.where.country
    if point is None or country is None:
        return
    far = distance(point, country)
    if far <= NEAR:
        return
    lon, lat = point
    found = countries_at(point, but=country)
    if far <= _FAR and not found:
        return  # at sea, not far away
    swapped = f"[{lat:g}, {lon:g}]" if abs(lon) <= 90 and distance((lat, lon), country) <= NEAR else None
    there = f"it seems to be in {' or '.join(map(country_name, sorted(found)))}" if found else "it seems to be at sea"
    hint = f"{did_you_mean(swapped)} Longitude comes first" if swapped else "; correct the point or the country"
    message = f"[{lon:g}, {lat:g}] is not in {country_name(country)}: {there}{hint}"
    severity: Severity = "error" if far > _FAR else "warning"
    yield report("point-outside-country", message, ("where", "point"), severity=severity, suggestion=swapped)


def check_numbers(incident: Incident, report: Report) -> Iterator[Problem]:
    """Find counts that are too low for the people whom the brief names one by one."""
    rows: dict[str, list[int | None]] = defaultdict(list)
    first: dict[str, int] = {}
    for at, row in enumerate(incident.casualties):
        rows[row.status].append(row.count.high)
        first.setdefault(row.status, at)
    named: dict[str, int] = defaultdict(int)
    for victim in incident.victims:
        if victim.effect in rows:
            named[victim.effect] += (victim.count.low or 1) if victim.count else 1
    for status, least in named.items():
        highs = [high for high in rows[status] if high is not None]
        # Where one of the rows has no upper bound, any number of people can be among them.
        if len(highs) == len(rows[status]) and least > sum(highs):
            message = (
                f"{least} victims are listed as {status}, but the casualties add up to {sum(highs)} {status}; "
                "raise the count, or join victims who are the same people"
            )
            yield report("impossible-total", message, ("casualties", first[status]), severity="warning")
    yield from _perpetrators(incident, report)


def _perpetrators(incident: Incident, report: Report) -> Iterator[Problem]:
    if not incident.perpetrators:
        return
    sizes = [
        1 if one.type == "person" and one.size is None else one.size.high if one.size else None
        for one in incident.perpetrators
    ]
    known = [size for size in sizes if size is not None]
    killed = [(at, row) for at, row in enumerate(incident.casualties) if (row.status, row.who) == _DEAD]
    least = sum(row.count.low or 0 for _, row in killed)
    if len(known) == len(sizes) and least > sum(known):
        message = (
            f"{least} perpetrators are counted as killed, but those listed are {sum(known)} in all; "
            "correct the count, or the size of the group"
        )
        yield report("impossible-total", message, ("casualties", killed[0][0]), severity="warning")


_DEAD = ("killed", "perpetrator")
