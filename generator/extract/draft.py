"""The draft: a proposed incident with its scores, before a person has looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.record.schema import Incident


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed record. Its id is a wish: the store gives a free one."""

    record: Incident
    """What the article says of the incident, with evidence for every value."""
    confidence: Mapping[str, float]
    """Field path -> 0 to 1. Kept in `.base`, never in the YAML."""
    main: bool
    """True for an incident that the article is about, False for one that it only mentions."""
