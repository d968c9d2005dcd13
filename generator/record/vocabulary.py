"""The closed vocabularies: for every term a label and a definition, read from TOML files beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a closed vocabulary."""

    name: str
    """As written in a record."""
    label: str
    """As shown to a reader."""
    definition: str
    """One sentence: when to use it."""
    crosswalk: Mapping[str, str] = field(default_factory=dict)
    """The same thing in other people's schemes: `gtd`, `muc4`, `stix`…"""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of terms, in the order in which a reader meets them."""

    name: str
    """The TOML file's stem: `kind`, `outcome`…"""
    about: str
    """What the vocabulary decides, in one sentence."""
    terms: Mapping[str, Term]
    """Terms by name."""

    def __contains__(self, name: object) -> bool:
        return name in self.terms

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms.values())

    def __getitem__(self, name: str) -> Term:
        return self.terms[name]

    def label(self, name: str) -> str:
        """Give the label of a term, or the name itself with spaces where it is no term."""
        term = self.terms.get(name)
        return term.label if term else name.replace("-", " ")


@cache
def vocabulary(name: str) -> Vocabulary:
    """Read one vocabulary.

    Args:
        name: The stem of a file in `record/vocabularies/`.

    Raises:
        FileNotFoundError: There is no such vocabulary; a programming error.
    """
    text = resources.files(__package__).joinpath("vocabularies", f"{name}.toml").read_text("utf-8")
    data = tomllib.loads(text)
    terms = {
        key: Term(
            key,
            str(value["label"]),
            str(value["definition"]),
            MappingProxyType({k: str(v) for k, v in value.items() if k not in ("label", "definition")}),
        )
        for key, value in data["terms"].items()
    }
    return Vocabulary(name, str(data["about"]), MappingProxyType(terms))


def vocabulary_names() -> list[str]:
    """List every vocabulary there is, by name."""
    folder = resources.files(__package__).joinpath("vocabularies")
    names = [entry.name for entry in folder.iterdir()]
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))
