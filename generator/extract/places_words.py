"""The words around place names, read once from the data files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists of `data/sites.toml` and `data/sites_grammar.toml`, which say what each is for."""

    sites: frozenset[str]
    """Nouns that make a name a site's."""
    before: frozenset[str]
    """Nouns that stand before the site's name."""
    streets: frozenset[str]
    """Nouns that make a name a street's."""
    numbered: frozenset[str]
    """Roads that are known by number."""
    districts: frozenset[str]
    """Nouns that make a name a quarter's."""
    features: frozenset[str]
    """Nouns that make a name one of nature's."""
    alone: frozenset[str]
    """Sites known by their town's name."""
    landmarks: frozenset[str]
    """Sites with a town's name."""
    private: frozenset[str]
    """Sites that a person's name does not make known."""
    quarters: frozenset[str]
    """Nouns for a side of a town."""
    towns: frozenset[str]
    """Nouns for a town."""
    regions: frozenset[str]
    """Nouns for a region."""
    directions: frozenset[str]
    """Adjectives for a part of a country."""
    within: frozenset[str]
    """Prepositions: there."""
    beside: frozenset[str]
    """Prepositions: close to there."""
    towards: frozenset[str]
    """Prepositions: on the way there."""
    parts: frozenset[str]
    """Nouns before "of" that leave a place a place."""
    seats: frozenset[str]
    """Nouns before "of" that tell of another place."""
    distances: frozenset[str]
    """Units of distance."""
    events: frozenset[str]
    """Nouns for a deed or a mishap."""
    strikes: frozenset[str]
    """Verbs, as lemmas, whose object is where it happened."""
    dwellings: frozenset[str]
    """Nouns for where people live."""
    people: frozenset[str]
    """Nouns for people."""
    refuges: frozenset[str]
    """Sites to which people are brought."""
    brought: frozenset[str]
    """Verbs, as lemmas, for bringing them there."""
    outlets: frozenset[str]
    """Words of a medium's name."""
    police: frozenset[str]
    """Nouns for a town's police."""
    metropolitan: frozenset[str]
    """Words between a town and its police."""
    agencies: frozenset[str]
    """Words of an authority's name."""
    doubtful: frozenset[str]
    """Names that are far more often something else."""


@cache
def words() -> Words:
    """Read the word lists."""
    lists: dict[str, list[str]] = {}
    for name in ("sites", "sites_grammar"):
        text = resources.files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8")
        lists |= tomllib.loads(text)
    return Words(**{f.name: frozenset(lists[f.name]) for f in fields(Words)})
