"""What an incident is: schema 1 as frozen dataclasses. Every field is described once, here, and only here.

The checker, the writer, the JSON Schema, the page order and the editors' guide all read these descriptions, so adding a
field touches this module, a template and one case. Absent means unknown: `None`, `()` or an empty mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from types import MappingProxyType
from typing import Any

from generator.record.count import Count
from generator.record.edtf import PartialDate
from generator.record.forms import (
    Choice,
    CountryCode,
    Date,
    EvidenceMap,
    FieldPath,
    Form,
    Grade,
    Group,
    Id,
    ListOf,
    Number,
    Point,
    SourceRef,
    Text,
    WebAddress,
)

SCHEMA = 1
"""The number of this schema."""


@dataclass(frozen=True, slots=True)
class FieldDescription:
    """All that is said of one field."""

    name: str
    """As written in YAML."""
    form: Form
    """What its value may be."""
    help: str
    """One sentence for the person who edits."""
    label: str
    """As shown to a reader."""
    key: bool
    """True where it is part of the natural key that names an item of its list."""
    required: bool
    """True where a record without it is an error."""
    cited: bool
    """True where a value, or each item of a list, should rest on words of a kept source."""
    not_before: str
    """Name of the date in the same group that this one may not come before; empty for none."""


def described(
    form: Form,
    help: str,
    *,
    label: str = "",
    key: bool = False,
    required: bool = False,
    cited: bool = False,
    not_before: str = "",
    default: Any = None,
) -> Any:
    """Declare a dataclass field together with its description."""
    metadata = {
        "form": form,
        "help": help,
        "label": label,
        "key": key,
        "required": required,
        "cited": cited,
        "not_before": not_before,
    }
    if isinstance(form, ListOf):
        return field(default=(), metadata=metadata)
    if isinstance(form, EvidenceMap):
        return field(default_factory=lambda: MappingProxyType({}), metadata=metadata)
    if required and default is None:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)


@cache
def description(type_: type) -> tuple[FieldDescription, ...]:
    """List the descriptions of a record dataclass's fields, in file order."""
    return tuple(
        FieldDescription(
            f.name,
            f.metadata["form"],
            f.metadata["help"],
            f.metadata["label"] or f.name.replace("_", " "),
            f.metadata["key"],
            f.metadata["required"] and f.default is MISSING,
            f.metadata["cited"],
            f.metadata["not_before"],
        )
        for f in fields(type_)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When it happened."""

    date: PartialDate | None = described(Date(), "The day, or as much of the date as is known, in EDTF.", cited=True)
    end: PartialDate | None = described(Date(), "The last day, where it lasted longer than one.", not_before="date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where it happened."""

    place: str | None = described(Text(), "The most specific named place: a site, a town, a district.")
    region: str | None = described(Text(), "The region, as the source words it.")
    country: str | None = described(CountryCode(), "The country, ISO 3166-1 alpha-2, quoted.")
    precision: str | None = described(Choice("precision"), "How exact the place is.")
    point: tuple[float, float] | None = described(Point(), "Longitude and latitude, degrees.")
    point_from: str | None = described(Text(), "Where the point comes from, such as geonames; never the article.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapon:
    """What it was done with."""

    name: str = described(Text(), "The weapon, as the source words it.", key=True, required=True)
    type: str | None = described(Choice("weapon-type"), "The weapon's type.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A thing, site or institution struck or meant to be struck."""

    name: str = described(Text(), "The target, as the source words it.", key=True, required=True)
    type: str | None = described(Choice("target-type"), "The target's type.")
    effect: str | None = described(Choice("target-effect"), "What became of it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Perpetrator:
    """A person, group or organisation held to have done it, and how surely."""

    name: str = described(Text(), "The name, or the description where no name is known.", key=True, required=True)
    type: str | None = described(Choice("perpetrator-type"), "A person, a group or an organisation.")
    role: str | None = described(Choice("perpetrator-role"), "What part it is held to have had.")
    attribution: str | None = described(Choice("attribution"), "How surely, in the source's own terms.")
    claim: str | None = described(Choice("claim"), "Whether it claims the deed.")
    size: Count | None = described(Number(), "How many they were.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """A person or people struck, named or described."""

    name: str = described(Text(), "The name, or the description where no name is given.", key=True, required=True)
    type: str | None = described(Choice("target-type"), "Whom or what they belong to.")
    effect: str | None = described(Choice("victim-effect"), "What became of them.")
    count: Count | None = described(Number(), "How many, where a description stands for several people.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualties:
    """How many people were killed, injured, taken; who they were and what did it."""

    status: str = described(Choice("casualty-status"), "What became of them.", key=True, required=True)
    count: Count = described(Number(), "How many: 3, 6-8, '>3000', '<5', '~100', several, unknown.", required=True)
    who: str | None = described(Choice("casualty-who"), "Who they were.", key=True)
    caused_by: str | None = described(
        Choice("casualty-cause"),
        "What did it: the incident itself, or the response to it.",
        label="caused by",
        key=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What somebody did about it."""

    type: str = described(Choice("response-type"), "The kind of response.", key=True, required=True)
    by: str | None = described(Text(), "Who, as the source words it.", key=True)
    places: tuple[str, ...] = described(ListOf(Text()), "Where.")
    countries: tuple[str, ...] = described(ListOf(CountryCode()), "In which countries.")
    level: str | None = described(Text(), "The level of an alert, as the source words it.")
    state: str | None = described(Choice("response-state"), "Whether it is over.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Background that is no incident."""

    text: str = described(Text(long=True), "The fact, in a sentence.", key=True, required=True)
    count: Count | None = described(Number(), "Its number, where it has one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Who said what to whom."""

    speaker: str = described(Text(), "Who said it.", key=True, required=True)
    role: str | None = described(Text(), "The speaker's office, as the source words it.")
    told: str | None = described(Text(), "To whom.")
    text: str = described(Text(long=True), "The words, as the source gives them.", key=True, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An edge to another brief, with its reason."""

    relation: str = described(Choice("relation"), "How this incident stands to the other.", key=True, required=True)
    to: str = described(Id(refers=True), "The id of the other brief.", key=True, required=True)
    state: str | None = described(Choice("link-state"), "How surely; discounted means explored and set aside.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something about a field that a reader should know before trusting it."""

    about: str = described(FieldPath(), "The path of the field.", key=True, required=True)
    issue: str = described(Text(long=True), "What is doubtful.", key=True, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """Another value that a source has for a field; the brief's own value is the preferred one."""

    about: str = described(FieldPath(), "The path of the field.", key=True, required=True)
    value: str = described(Text(), "The value, as the field would have it.", key=True, required=True)
    source: str = described(Text(), "The id of the source that says so.", key=True, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article as cited by an incident; kept ones lie in `briefs/sources/<id>.yml` beside their text."""

    id: str | None = described(Text(), "The first 8 hex digits of the text's SHA-256.", key=True)
    title: str | None = described(Text(), "The headline.")
    publisher: str | None = described(Text(), "Who published it; absent where the text does not say.")
    author: str | None = described(Text(), "The byline.")
    published: PartialDate | None = described(Date(), "When it was published.")
    url: str | None = described(WebAddress(), "Where it was published.")
    language: str | None = described(Text(), "ISO 639-1 code of its language.")
    sha256: str | None = described(Text(), "SHA-256 of the kept text, hexadecimal.")
    cites: tuple[str, ...] = described(ListOf(Text()), "Outlets that it relays.")
    credit: str | None = described(Text(), "The photo credit; not the news source.")
    furniture: tuple[str, ...] = described(ListOf(Text()), "Page furniture, kept out of facts and search.")
    grade: str | None = described(Grade(), "Admiralty grade, F6 unless a person raised it.")
    reprint_of: str | None = described(
        Text(), "The id of the kept source that it repeats; a reprint confirms nothing.", label="reprint of"
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a source that support a value."""

    quote: str
    """As they stand in the source, white space folded."""
    source: str | None = None
    """The source's id; None where the record has one source only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One act at one place and time: a record, and the brief made from it."""

    id: str = described(Id(), "The file's stem; stable for life.", required=True)
    status: str = described(Choice("status"), "How far an editor has got with it.", default="draft")
    tlp: str = described(
        Choice("tlp"), "Traffic Light Protocol 2.0; anything but clear stays unpublished.", label="TLP", default="clear"
    )
    title: str = described(Text(), "A headline of one's own: what, where.", required=True)
    summary: str | None = described(Text(long=True), "Two or three sentences for a hurried reader.")
    aliases: tuple[str, ...] = described(ListOf(Id()), "Old ids; they redirect here.")
    tags: tuple[str, ...] = described(ListOf(Text()), "Free keywords.")
    kind: str | None = described(Choice("kind"), "What the record is about.", cited=True)
    outcome: str | None = described(Choice("outcome"), "What became of the deed.")
    stage: str | None = described(Choice("stage"), "How far they got.")
    foiled_by: str | None = described(Choice("foiled-by"), "Who stopped it.", label="foiled by")
    when: When = described(Group(When), "When it happened.", default=When())
    where: Where = described(Group(Where), "Where it happened.", cited=True, default=Where())
    method: str | None = described(Choice("method"), "The attack type, after the Global Terrorism Database.")
    weapons: tuple[Weapon, ...] = described(ListOf(Group(Weapon)), "What it was done with.")
    targets: tuple[Target, ...] = described(ListOf(Group(Target)), "Things, sites and institutions struck.")
    perpetrators: tuple[Perpetrator, ...] = described(
        ListOf(Group(Perpetrator)), "Who is held to have done it.", cited=True
    )
    victims: tuple[Victim, ...] = described(ListOf(Group(Victim)), "People struck.")
    motive: str | None = described(Text(), "Why, as the source has it.")
    cause: str | None = described(Text(), "What brought it about, for accidents and disasters.")
    casualties: tuple[Casualties, ...] = described(
        ListOf(Group(Casualties)), "How many were killed, injured, taken.", cited=True
    )
    responses: tuple[Response, ...] = described(ListOf(Group(Response)), "What was done about it.")
    context: tuple[Context, ...] = described(ListOf(Group(Context)), "Background that is no incident.")
    quotes: tuple[Quote, ...] = described(ListOf(Group(Quote)), "Who said what to whom.")
    links: tuple[Link, ...] = described(ListOf(Group(Link)), "Other briefs, with the reason.")
    doubts: tuple[Doubt, ...] = described(ListOf(Group(Doubt)), "What to know before trusting a field.")
    differing: tuple[Differing, ...] = described(
        ListOf(Group(Differing)), "What other sources say instead, beside the preferred value."
    )
    notes: str | None = described(Text(long=True, markdown=True), "An editor's prose: Markdown, with [[links]].")
    sources: tuple[str | Source, ...] = described(
        ListOf(SourceRef()), "Ids of kept sources, or sources typed in place."
    )
    evidence: Mapping[str, tuple[Evidence, ...]] = described(EvidenceMap(), "Field path: the words that support it.")
    keep: tuple[str, ...] = described(ListOf(FieldPath()), "Field paths that a person has settled.")
