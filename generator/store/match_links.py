"""Links that follow the incidents they lead to, in field paths too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from generator.record.schema import Incident

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def relink(incident: Incident, names: Mapping[str, str]) -> Incident:
    """Give an incident with the ids that it links to changed, in field paths too.

    Args:
        incident: A draft's record.
        names: Old id -> new id.
    """
    links = [replace(link, to=names.get(link.to, link.to)) for link in incident.links]
    return replace(
        incident,
        links=tuple({(link.relation, link.to): link for link in links}.values()),
        doubts=tuple(replace(doubt, about=rename_path(doubt.about, names)) for doubt in incident.doubts),
        keep=tuple(rename_path(path, names) for path in incident.keep),
        evidence={rename_path(path, names): quotes for path, quotes in incident.evidence.items()},
    )


def rename_path(path: str, names: Mapping[str, str]) -> str:
    """Give a field path with the ids of links in it changed."""
    if not path.startswith("links["):
        return path
    return _ID.sub(lambda match: names.get(match[0], match[0]), path)


def rescored(confidence: Mapping[str, float], names: Mapping[str, str]) -> dict[str, float]:
    """Give the scores of a draft's values with the ids of links in their paths changed."""
    return {rename_path(path, names): score for path, score in confidence.items()}
