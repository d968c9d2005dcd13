"""Armed, militant and criminal groups that news names: the name each is known by, and its other wordings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Group:
    """A group that the list knows."""

    name: str
    """How a page calls it."""
    wordings: tuple[str, ...]
    """Every wording that means it and nothing else; capitals only are meant in capitals only."""


@cache
def groups() -> Mapping[str, Group]:
    """Give every listed group by its entry's stable name."""
    text = resources.files(__package__).joinpath("groups.toml").read_text("utf-8")
    entries = tomllib.loads(text).items()
    return MappingProxyType({stem: Group(entry["name"], tuple(entry["wordings"])) for stem, entry in entries})
