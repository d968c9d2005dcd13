"""The finished values that templates are handed: small frozen things without any rule left in them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.pages.support import EvidenceView, Support
from generator.pages.words import DateView


@dataclass(frozen=True, slots=True)
class Name:
    """Words that may lead somewhere."""

    text: str
    """The words; empty where there is only a note."""
    href: str | None = None
    """Where they lead."""
    note: str = ""
    """What belongs beside them, such as how surely somebody is held responsible."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is known of a fact."""

    name: Name
    """In words."""
    support: Support
    """What stands behind it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the headline facts."""

    id: str
    """A word for the stylesheet."""
    label: str
    """What is told."""
    lines: tuple[Line, ...]
    """What is known."""
    support: Support
    """What stands behind the whole of it."""
    date: DateView | None = None
    """The date, where the fact is one."""
    more: str = ""
    """The anchor of the section that tells more of it."""

    @property
    def is_doubted(self) -> bool:
        """Whether there is more to say of it, or of one of its lines, than the words behind it."""
        return self.support.is_doubted or any(line.support.is_doubted for line in self.lines)


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list: a perpetrator, a target, a response."""

    name: Name
    """What heads it."""
    details: tuple[Name, ...]
    """What is said of it, a few words each."""
    support: Support
    """What stands behind it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A list of items under a heading."""

    id: str
    """Its anchor."""
    title: str
    """Its heading."""
    entries: tuple[Entry, ...]
    """Its items."""
    support: Support
    """What stands behind the whole of it."""


@dataclass(frozen=True, slots=True)
class CasualtyRow:
    """A row of the table of casualties."""

    status: str
    """Killed, injured…"""
    number: str
    """How many, in words."""
    who: str
    """Who they were."""
    cause: str
    """What did it."""
    support: Support
    """What stands behind it."""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Who said what to whom."""

    text: str
    """The words."""
    speaker: Name
    """Who."""
    role: str
    """The speaker's office."""
    told: Name | None
    """To whom."""
    support: Support
    """What stands behind it."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A term that is shown as a badge, always with its words."""

    term: str
    """The term, for the stylesheet."""
    label: str
    """The words."""
    hint: str
    """Its definition."""


@dataclass(frozen=True, slots=True)
class BriefLine:
    """Another brief in a list."""

    title: str
    """Its title."""
    href: str
    """Its page."""
    date: DateView | None
    """When it happened."""
    kind: str
    """What it is about."""
    place: str
    """Where it happened."""
    status: Badge
    """How far an editor has got with it."""
    outcome: Badge | None
    """What became of it."""


@dataclass(frozen=True, slots=True)
class RelatedView:
    """Another brief and how this one stands to it."""

    relation: str
    """In words."""
    state: str
    """How surely, in words."""
    brief: BriefLine | None
    """The other brief; None where there is none yet."""
    id: str
    """The other brief's id."""
    evidence: tuple[EvidenceView, ...]
    """The sentences, in this brief's sources."""
    told_there: tuple[EvidenceView, ...]
    """The sentences by which the other brief says so."""
    doubts: tuple[str, ...]
    """What to know before trusting it."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """An article that the brief rests on."""

    id: str
    """Its anchor."""
    title: str
    """Its headline, or what stands for it."""
    href: str | None
    """Where it was published, when that is an address to send a reader to."""
    publisher: Name | None
    """Who published it."""
    author: str
    """Its byline."""
    published: DateView | None
    """When."""
    cites: tuple[Name, ...]
    """Outlets it relays."""
    grade: str
    """Its Admiralty grade; empty where nobody has graded it."""
    grade_words: str
    """What the grade means."""
    ties: tuple[str, ...]
    """Why it is not independent of the sources before it, in words."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A dated fact of the timeline."""

    date: DateView
    """When."""
    what: str
    """What it is: this incident, how another stands to it, or a report."""
    name: Name
    """Its title."""
    support: Support
    """What stands behind the date."""
    is_here: bool
    """True for this incident itself."""


@dataclass(frozen=True, slots=True)
class LocatorView:
    """The part of the map around a brief's place."""

    box: str
    """The part shown, as an SVG view box."""
    left: float
    """Where the part begins, from the left of the map."""
    top: float
    """Where it begins, from the top."""
    width: float
    """Its width."""
    height: float
    """Its height."""
    world: str
    """Link to the outlines of the part."""
    x: float
    """The mark, from the left."""
    y: float
    """The mark, from the top."""
    is_exact: bool
    """False where the mark stands for a region or a whole country."""
    words: str
    """What the picture shows, for those who do not see it."""


@dataclass(frozen=True, slots=True)
class CiteView:
    """How to cite a brief."""

    text: str
    """In words."""
    bibtex: str
    """As BibTeX."""
    ris: str
    """As RIS."""


@dataclass(frozen=True, slots=True)
class Download:
    """The whole collection as a file."""

    uri: str
    """The file, below the site."""
    title: str
    """What its format is called."""
    about: str
    """What is in it and what it is for."""


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One thing wrong in a brief."""

    place: str
    """File, line and column."""
    code: str
    """Name of the fault."""
    message: str
    """What was found, what was expected, what to do."""
    field: str
    """The path of the field."""
    is_error: bool
    """False for what leaves the brief usable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefView:
    """The page of a brief."""

    id: str
    """The brief's id."""
    title: str
    """Its title."""
    status: Badge
    """How far an editor has got with it."""
    kind: Name | None
    """What it is about."""
    outcome: Badge | None
    """What became of it."""
    known_from: tuple[BriefLine, ...]
    """For a stub: the briefs whose articles mention it."""
    summary: str
    """Two or three sentences."""
    summary_support: Support
    """What stands behind title and summary."""
    facts: tuple[Fact, ...]
    """The headline facts."""
    locator: LocatorView | None
    """Where its place is on a small map."""
    more: tuple[Fact, ...]
    """Further facts: method, motive, cause, position."""
    before: tuple[Section, ...]
    """Lists above the casualties: those held responsible, each with attribution, and those cleared."""
    timeline: tuple[Moment, ...]
    """The dated facts around it, the earliest first."""
    after: tuple[Section, ...]
    """Lists below them: victims, targets, weapons, responses."""
    context: Section
    """Background that is no incident."""
    casualties: tuple[CasualtyRow, ...]
    """The table of casualties."""
    casualties_support: Support
    """What stands behind all of it."""
    quotes: tuple[QuoteView, ...]
    """Who said what."""
    related: tuple[RelatedView, ...]
    """Other briefs that this one is linked with."""
    set_aside: tuple[RelatedView, ...]
    """Links that were explored and set aside."""
    links_doubts: tuple[str, ...]
    """What to know about the links as a whole."""
    notes: Markup | None
    """The editor's prose."""
    other: tuple[tuple[str, Support], ...]
    """Evidence and doubts of values that are shown nowhere else."""
    sources: tuple[SourceView, ...]
    """What it rests on."""
    independence: str
    """How many of the sources are independent of each other; empty for a single one."""
    tags: tuple[str, ...]
    """Free keywords."""
    file: str
    """The YAML file to edit, below the collection's folder."""
    yaml: str
    """Link to the YAML; empty where the file says more than everybody may know."""
    json: str
    """Link to the same as JSON."""
    edit: str
    """Where the YAML is edited; empty where nobody has said."""
    changed: DateView | None
    """The day it was last changed, where that is known."""
    cite: CiteView
    """How to cite it."""
    linked_data: Markup
    """The same for readers that are no people, as JSON-LD."""
    has_evidence: bool
    """Whether any value has a quote to open."""
    problems: tuple[ProblemView, ...] = ()
    """What is wrong with it."""
    is_old: bool = False
    """True where the file cannot be read now, and this is what it said before."""
