"""What the components find: small values, each with the words it rests on.

Every component reads the whole document (`doc._.document`) and assigns one list of these to the `Doc`. None of them
decides which incident a mention belongs to; `clusters` and `assemble` do, from the mention's span and trigger.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from spacy.tokens import Doc, Span, Token

from generator.record.count import Count
from generator.record.edtf import PartialDate

if TYPE_CHECKING:
    from generator.extract.gazetteer import Place

NameType = Literal["person", "group", "organization", "agency", "outlet", "place", "other"]


@dataclass(slots=True)
class Name:
    """One entity of the article: a person, group or organisation, with every wording of its name.

    Assigned by `briefs_names` as `doc._.names`.
    """

    text: str
    """The fullest wording in the article: `Said Kouachi`, `Islamic State of Iraq and the Levant`."""
    type: NameType
    """What it is: agency is police, army, ministry, court; outlet is a news medium."""
    mentions: list[Span] = field(default_factory=list)
    """All its wordings, in order, surnames and aliases included."""
    listed: str | None = None
    """Its entry in the list of known groups, where it is one."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression of time, resolved. Assigned by `briefs_dates` as `doc._.dates`."""

    span: Span
    """The expression: `on Thursday night`, `January 15, 2015`, `last month`."""
    date: PartialDate
    """What it means, as precisely as the text allows and no more."""
    relative: bool
    """True where it was resolved against the reference date (weekday, yesterday, last month)."""
    confidence: float
    """0 to 1: how surely it was resolved rightly."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name, resolved. Assigned by `briefs_places` as `doc._.places`."""

    span: Span
    """The name as it stands."""
    place: Place
    """What the gazetteer says of it; a site that the gazetteer lacks has no point."""
    confidence: float
    """0 to 1: how surely it is this place and not another of the name."""
    describes: Span | None = None
    """For "Verviers, which is 70 miles from Brussels": the mention that this one merely describes."""


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """A count of people killed, injured, taken, missing or arrested.

    Assigned by `briefs_casualties` as `doc._.casualties`.
    """

    span: Span
    """The clause or phrase that says it."""
    trigger: Token
    """The word that says what became of them: killed, dead, toll, wounded, hostages, arrested."""
    status: str
    """Term of `casualty-status`."""
    count: Count
    """How many."""
    who: str
    """Term of `casualty-who`: victim, perpetrator, suspect, responder, unknown."""
    caused_by: str
    """Term of `casualty-cause`: incident, response, unknown."""
    confidence: float
    """0 to 1."""
    includes: bool = False
    """True where this number is a part of another ("including three children"), not to be added."""
    total: bool = False
    """True where the text calls it a total, a toll or the like."""


@dataclass(frozen=True, slots=True)
class RoleMention:
    """A person, thing or group in a part of the deed.

    Assigned by `briefs_perpetrators`, `briefs_victims`, `briefs_targets` and `briefs_weapons`, each to the attribute of
    its own name.
    """

    span: Span
    """The noun phrase."""
    name: str
    """What to call it: the name, else the description without articles."""
    type: str | None
    """Term of the role's type vocabulary: `perpetrator-type`, `target-type`, `weapon-type`."""
    trigger: Token | None
    """The verb or noun of the deed that gives it its part."""
    confidence: float
    """0 to 1."""
    effect: str | None = None
    """Term of `victim-effect` or `target-effect`."""
    count: Count | None = None
    """How many, for victims and perpetrators described and not named."""
    role: str | None = None
    """Term of `perpetrator-role`."""
    attribution: str | None = None
    """Term of `attribution`."""
    claim: str | None = None
    """Term of `claim`."""
    evidence: Span | None = None
    """The sentence or clause to quote; the trigger's sentence where None."""
    chosen: bool = False
    """True where the learned reader holds it for a thing of its own, also beside a name that could stand for it."""


@dataclass(frozen=True, slots=True)
class QuoteMention:
    """Words with their speaker. Assigned by `briefs_quotes` as `doc._.quotes`."""

    span: Span
    """The words said, without their quotation marks."""
    cue: Span
    """The words that say who speaks, to be quoted as evidence."""
    speaker: str
    """The name as fully as the article gives it, else the description."""
    role: str | None
    """The speaker's office as the article words it."""
    told: str | None
    """To whom: an outlet, reporters."""
    confidence: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class ResponseMention:
    """Something done about an incident. Assigned by `briefs_responses` as `doc._.responses`."""

    span: Span
    """The clause that says it."""
    trigger: Token
    """The verb or noun: raid, evacuated, surveillance."""
    type: str
    """Term of `response-type`."""
    by: str | None
    """Who, as the source words it."""
    places: tuple[str, ...]
    """Where, as the source words it."""
    countries: tuple[str, ...]
    """ISO codes, for an alert."""
    level: str | None
    """The level of an alert."""
    state: str | None
    """Term of `response-state`."""
    confidence: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class ContextMention:
    """Background that is no incident. Assigned by `briefs_context` as `doc._.context`."""

    span: Span
    """The words."""
    count: Count | None
    """Its number, where it has one."""
    confidence: float
    """0 to 1."""


LISTS = (
    "names",
    "dates",
    "places",
    "casualties",
    "perpetrators",
    "victims",
    "targets",
    "weapons",
    "quotes",
    "responses",
    "context",
    "triggers",
    "incidents",
)
"""The custom attributes of a `Doc` that components assign; each is a list, empty until its component has run."""


def _declare(name: str) -> None:
    """Declare one list. Kept in `user_data`, since a mutable default would be shared by all documents."""

    def get(doc: Doc) -> list[Any]:
        found: list[Any] = doc.user_data.setdefault(f"briefs.{name}", [])
        return found

    def put(doc: Doc, value: list[Any]) -> None:
        doc.user_data[f"briefs.{name}"] = value

    if not Doc.has_extension(name):
        Doc.set_extension(name, getter=get, setter=put)


for _name in LISTS:
    _declare(_name)
