"""The forms a field's value can take; a field is described once, with one of these, and all else reads that."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """What a value may be; the base of all forms."""


@dataclass(frozen=True, slots=True)
class Text(Form):
    """Plain text, never markup."""

    long: bool = False
    """Written as a folded block in YAML."""
    markdown: bool = False
    """A person's prose: Markdown, sanitised when shown."""


@dataclass(frozen=True, slots=True)
class Id(Form):
    """The id of a brief: `[a-z0-9]+(-[a-z0-9]+)*`, at most 80 characters."""

    refers: bool = False
    """True where it names another brief, one that must be there."""


@dataclass(frozen=True, slots=True)
class Choice(Form):
    """A term of a closed vocabulary."""

    vocabulary: str
    """Name of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Date(Form):
    """EDTF level 1 text, always quoted in YAML."""


@dataclass(frozen=True, slots=True)
class Number(Form):
    """The count grammar."""


@dataclass(frozen=True, slots=True)
class CountryCode(Form):
    """ISO 3166-1 alpha-2, always quoted in YAML."""


@dataclass(frozen=True, slots=True)
class Point(Form):
    """`[longitude, latitude]` in degrees, WGS 84 (RFC 7946)."""


@dataclass(frozen=True, slots=True)
class Grade(Form):
    """An Admiralty grade: reliability A-F and credibility 1-6."""


@dataclass(frozen=True, slots=True)
class WebAddress(Form):
    """An http or https URL."""


@dataclass(frozen=True, slots=True)
class ListOf(Form):
    """A list of values of one form."""

    item: Form
    """The form of each item."""


@dataclass(frozen=True, slots=True)
class Group(Form):
    """A mapping with the fields of one dataclass."""

    type: type
    """A frozen dataclass whose fields are `described`."""


@dataclass(frozen=True, slots=True)
class SourceRef(Form):
    """The id of a kept source, or a mapping with the fields of `Source` typed in place."""


@dataclass(frozen=True, slots=True)
class EvidenceMap(Form):
    """A mapping from field path to a quote, a list of quotes, or mappings with source and quote."""


@dataclass(frozen=True, slots=True)
class FieldPath(Form):
    """The path of a field: `when.date`, `casualties[killed]`, `perpetrators[ISIS].role`."""
