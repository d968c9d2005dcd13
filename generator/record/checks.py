"""The checks: small generators that say what is wrong with one incident, and with a collection of them.

What a value may be is read from the field descriptions; the checks here know forms, and hardly a field by its name.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial

from generator.errors import Location
from generator.record.checks_links import check_links
from generator.record.checks_values import check_numbers, check_point
from generator.record.convert import Locate, from_data, nowhere, to_data
from generator.record.forms import FieldPath, Id, ListOf
from generator.record.paths import (
    Address,
    addresses,
    is_absent,
    key_of,
    path_at,
    path_of,
    unknown_step,
    value_at,
)
from generator.record.problem import Problem
from generator.record.reporting import Report as _Report
from generator.record.schema import Incident, Source
from generator.record.text import has_quote
from generator.record.values import did_you_mean, nearest, shown
from generator.record.walk import Place, references, walk

_SUGGESTIONS = 50


def check_incident(
    incident: Incident,
    *,
    stem: str | None = None,
    source_text: Callable[[str], str | None] | None = None,
    locate: Locate = nowhere,
) -> Iterator[Problem]:
    """Find everything wrong with one incident by itself.

    Args:
        incident: The incident; it need not come from a file.
        stem: The stem of its file's name.
        source_text: Gives the kept text of a source by its id, None where it is not kept.
        locate: Tells where a value stands in the file.
    """
    yield from from_data(to_data(incident), locate=locate)[1]
    yield from check_sense(incident, stem=stem, source_text=source_text, locate=locate)


def check_sense(
    incident: Incident,
    *,
    stem: str | None = None,
    source_text: Callable[[str], str | None] | None = None,
    kept: Collection[str] = (),
    locate: Locate = nowhere,
) -> Iterator[Problem]:
    """Find what is wrong with an incident whose single values are right.

    Args:
        incident: The incident.
        stem: The stem of its file's name.
        source_text: Gives the kept text of a source by its id, None where it is not kept.
        kept: Ids of all kept sources, to tell which one was meant.
        locate: Tells where a value stands in the file.
    """
    if stem is not None:
        yield from check_name(incident.id, stem, locate=locate)
    report = _Report(locate, incident)
    places = walk(incident)
    for check in (_duplicates, _dates, _paths, _self_links):
        yield from check(incident, places, report)
    yield from check_point(incident, report)
    yield from check_numbers(incident, report)
    texts = None
    if source_text is not None:
        texts = {source: source_text(source) for source in incident.sources if isinstance(source, str)}
    yield from _sources(incident, texts, kept, report)
    yield from _differing(incident, report)
    meant = {path: addresses(incident, path) for path in incident.evidence}
    yield from _evidence(incident, meant, texts, report)
    yield from _uncited(incident, places, meant, report)


def check_name(id_: str | None, stem: str, *, locate: Locate = nowhere) -> Iterator[Problem]:
    """Say whether an id is other than the stem of its file's name; arguments as for `check_source`."""
    if id_ != stem:
        message = f'the id is "{id_}", but the file is named {stem}.yml; make them the same'
        yield _Report(locate)("id-not-file-name", message, ("id",), suggestion=stem)


def check_source(source: Source, *, stem: str, text: str | None, locate: Locate = nowhere) -> Iterator[Problem]:
    """Find what is wrong with a kept source.

    Args:
        source: The source.
        stem: The stem of its file's name.
        text: The kept text, None where there is none.
        locate: Tells where a value stands in the file.
    """
    yield from check_name(source.id, stem, locate=locate)
    report = _Report(locate)
    if source.reprint_of == stem:
        yield report("self-reprint", "the source is marked as a reprint of itself; delete reprint_of", ("reprint_of",))
    if text is None:
        yield report("missing-text", f"the text of this source, {stem}.txt, is not beside it", ())
    elif source.sha256 and hashlib.sha256(text.encode()).hexdigest() != source.sha256:
        message = f"{stem}.txt is no longer the text that was kept; bring it back, quotes rest on it"
        yield report("source-changed", message, ("sha256",), severity="warning")


def check_collection(
    records: Mapping[str, Incident],
    *,
    others: Collection[str] = (),
    locate: Callable[[str, Address], Location | None] = lambda _id, _address: None,
    refer: Callable[[Incident], Iterable[Place]] = references,
) -> Iterator[Problem]:
    """Find what is wrong between incidents.

    Args:
        records: Incidents by id.
        others: Ids of briefs that exist and could not be read.
        locate: Tells where a value of an incident stands, by id and address.
        refer: Gives the values of an incident that name other briefs, and what they stand in.
    """
    known = {*records, *others}
    owners: dict[str, list[str]] = defaultdict(list)
    for id_, incident in records.items():
        for alias in incident.aliases:
            owners[alias].append(id_)
    leads = known | owners.keys()
    dangling = 0
    for id_, incident in records.items():
        places = refer(incident)
        if not places and not incident.aliases:
            continue
        report = _Report(partial(locate, id_), incident)
        for at, alias in enumerate(incident.aliases):
            taken = "is the id of a brief" if alias in known else ""
            if not taken and owners[alias][0] != id_:
                taken = f"is an alias of {owners[alias][0]} too"
            if taken:
                message = f'the alias "{alias}" {taken}; delete it here or there'
                yield report("alias-collision", message, ("aliases", at))
        for place in places:
            if isinstance(place.form, Id) and place.form.refers and place.value not in leads:
                # Looking through ten thousand ids takes a moment, which a collection of broken links would take often.
                near = nearest(place.value, known) if dangling < _SUGGESTIONS else None
                dangling += 1
                message = f'there is no brief "{place.value}"{did_you_mean(near)}'
                yield report("dangling-link", message, place.address, suggestion=near)
    yield from check_links(records, {old: ids[0] for old, ids in owners.items() if old not in known}, locate)


def _duplicates(incident: Incident, places: list[Place], report: _Report) -> Iterator[Problem]:
    for place in places:
        if isinstance(place.form, ListOf) and len(place.value) > 1:
            seen: set[str] = set()
            for at, item in enumerate(place.value):
                key = key_of(item)
                if key in seen:
                    message = f'"{shown(key)}" is listed twice in {place.field.name}; join the two items'
                    yield report("duplicate-item", message, (*place.address, at))
                seen.add(key)


def _dates(incident: Incident, places: list[Place], report: _Report) -> Iterator[Problem]:
    for place in places:
        earlier = getattr(place.group, place.field.not_before) if place.field.not_before else None
        if earlier is not None and place.value.latest < earlier.earliest:
            message = f"{place.value} is before {place.field.not_before}, which is {earlier}"
            yield report("end-before-date", message, place.address)


def _paths(incident: Incident, places: list[Place], report: _Report) -> Iterator[Problem]:
    for place in places:
        if isinstance(place.form, FieldPath):
            yield from _check_path(place.value, place.address, report)
            # A person may settle a field, or doubt one, by leaving it empty; a named item is a different matter.
            names_item = "[" in place.value and unknown_step(place.value) is None
            if names_item and not addresses(incident, place.value):
                near = _near_item(incident, place.value)
                message = f'"{shown(place.value)}" names an item that is not in this brief{did_you_mean(near)}'
                yield report("unmatched-path", message, place.address, severity="warning", suggestion=near)


def _near_item(incident: Incident, path: str) -> str | None:
    """Give the path of the item that was most likely meant by one that names none."""
    field, bracket, _ = path.partition("[")
    items = getattr(incident, field, ()) if bracket else ()
    named, _, rest = path.rpartition("]")
    near = nearest(f"{named}]", [path_of(field, item, items) for item in items]) if items else None
    return f"{near}{rest}" if near else None


def _check_path(path: str, address: Address, report: _Report) -> Iterator[Problem]:
    fault = unknown_step(path)
    if fault:
        step, names = fault
        near = nearest(step, names)
        message = f'"{shown(path)}" is the path of no field: there is no "{shown(step)}"{did_you_mean(near)}'
        yield report("unknown-path", message, address, suggestion=near)


def _self_links(incident: Incident, places: list[Place], report: _Report) -> Iterator[Problem]:
    for place in places:
        refers = isinstance(place.form, Id) and place.form.refers
        if refers and (place.value == incident.id or place.value in incident.aliases):
            message = f'the brief links to itself ("{place.value}"); delete this link'
            yield report("self-link", message, place.address)


def _sources(
    incident: Incident, texts: Mapping[str, str | None] | None, kept: Collection[str], report: _Report
) -> Iterator[Problem]:
    if not incident.sources:
        message = "the brief has no source; add one under sources, a kept one's id or a mapping with url and title"
        yield report("missing-source", message, ("sources",))
    for at, source in enumerate(incident.sources):
        if isinstance(source, str) and texts is not None and texts[source] is None:
            near = nearest(source, kept)
            expected = f"; expected sources/{source}.yml and sources/{source}.txt"
            message = f'no source "{shown(source)}" is kept{did_you_mean(near) or expected}'
            yield report("unknown-source", message, ("sources", at), suggestion=near)


def _differing(incident: Incident, report: _Report) -> Iterator[Problem]:
    known = [source if isinstance(source, str) else key_of(source) for source in incident.sources]
    for at, other in enumerate(incident.differing):
        if other.source not in known:
            near = nearest(other.source, known)
            message = f'"{shown(other.source)}" is not among the sources of this brief{did_you_mean(near)}'
            yield report("source-not-listed", message, ("differing", at, "source"), suggestion=near)


def _evidence(
    incident: Incident,
    meant: Mapping[str, list[Address]],
    texts: Mapping[str, str | None] | None,
    report: _Report,
) -> Iterator[Problem]:
    kept = [source for source in incident.sources if isinstance(source, str)]
    typed = [key_of(source) for source in incident.sources if not isinstance(source, str)]
    for path, quotes in incident.evidence.items():
        address = ("evidence", path)
        faults = list(_check_path(path, address, report))
        yield from faults
        if not faults and all(is_absent(value_at(incident, at)) for at in meant[path]):
            near = _near_item(incident, path)
            hint = did_you_mean(near) or "; delete one or add it"
            message = f'there is evidence for "{shown(path)}", but the brief has no such value{hint}'
            yield report("unmatched-path", message, address, suggestion=near)
        for at, evidence in enumerate(quotes):
            if evidence.source is not None and evidence.source not in (*kept, *typed):
                near = nearest(evidence.source, kept)
                message = f'"{evidence.source}" is not among the sources of this brief{did_you_mean(near)}'
                yield report("unknown-source", message, (*address, at), suggestion=near)
            elif texts is not None and evidence.source not in typed:
                wanted = [evidence.source] if evidence.source else kept
                found = [text for name in wanted if (text := texts[name]) is not None]
                if found and not any(has_quote(text, evidence.quote) for text in found):
                    message = f'"{shown(evidence.quote)}" is not in the kept text of {" or ".join(wanted)}'
                    yield report("quote-not-in-source", message, (*address, at))


def _uncited(
    incident: Incident, places: list[Place], meant: Mapping[str, list[Address]], report: _Report
) -> Iterator[Problem]:
    if not any(isinstance(source, str) for source in incident.sources):
        return  # nothing is kept that could be quoted
    cited = {address for found in meant.values() for address in found}
    # Evidence for a part of a value is evidence for the value, and the other way round.
    above = {address[:length] for address in cited for length in range(1, len(address) + 1)}
    for place in places:
        if not place.field.cited or isinstance(place.form, ListOf):
            continue
        below = (place.address[:length] for length in range(1, len(place.address) + 1))
        if place.address not in above and not any(address in cited for address in below):
            message = (
                f"{path_at(incident, place.address)} has no evidence; quote the words that support it under evidence"
            )
            yield report("no-evidence", message, place.address, severity="warning")
