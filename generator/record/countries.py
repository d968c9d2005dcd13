"""Countries: the codes of ISO 3166-1 alpha-2 and the names that news copy uses for them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType


@cache
def countries() -> Mapping[str, str]:
    """Give every country's name by its code."""
    text = resources.files(__package__).joinpath("countries.toml").read_text("utf-8")
    return MappingProxyType({code: str(name) for code, name in tomllib.loads(text).items()})


def is_country(code: str) -> bool:
    """Say whether a code is assigned in ISO 3166-1 alpha-2."""
    return code in countries()


def country_name(code: str) -> str:
    """Give a country's name, or the code itself where it is none."""
    return countries().get(code, code)
