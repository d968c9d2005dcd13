"""Short reports on invented incidents, and a collection that takes them in without a language model."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.article import Article
from generator.cli.adding import Adding, Result
from generator.cli.reading import Given
from generator.extract.draft import Draft
from generator.record.count import Count
from generator.record.edtf import PartialDate
from generator.record.schema import (
    Casualties,
    Evidence,
    Incident,
    Link,
    Perpetrator,
    Target,
    Victim,
    When,
    Where,
)
from generator.store import Collection


def incident(given: Mapping[str, Any], *, source: str = "0a1b2c3d", text: str = "", main: bool = True) -> Incident:
    """Make a draft's record from a few plain values."""
    date, place, count = given.get("date"), given.get("place"), given.get("count")
    casualties = Casualties(status="killed", count=Count.parse(count), who="victim") if count else None
    quote = Evidence(text.strip().split("\n")[0] or "words")
    record = Incident(
        id=given.get("id", "2031-incident"),
        status="draft" if main else "stub",
        title=given.get("title", "Incident"),
        kind=given.get("kind"),
        when=When(date=PartialDate.parse(date) if date else None),
        where=Where(
            place=place,
            country=given.get("country"),
            precision="city" if place else None,
            point=tuple(given["point"]) if "point" in given else None,
        ),
        victims=tuple(Victim(name=name, effect="killed") for name in given.get("killed", ())),
        perpetrators=tuple(Perpetrator(name=name, type="person") for name in given.get("suspects", ())),
        targets=tuple(Target(name=name) for name in given.get("targets", ())),
        casualties=(casualties,) if casualties else (),
        links=tuple(Link(relation="preceded-by", to=to, state="asserted") for to in given.get("links", ())),
        sources=(source,),
    )
    paths = ["kind"] if record.kind else []
    paths += ["when.date"] if date else []
    paths += ["where"] if place or given.get("country") else []
    paths += ["casualties[killed]"] if casualties else []
    paths += [f"victims[{name}]" for name in given.get("killed", ())]
    paths += [f"perpetrators[{name}]" for name in given.get("suspects", ())]
    paths += [f"links[preceded-by {to}]" for to in given.get("links", ())]
    object.__setattr__(record, "evidence", dict.fromkeys(paths, (quote,)))
    return record


@dataclass(slots=True)
class Report:
    """An article with what is to be read from it."""

    text: str
    """Its text; the first line is quoted for every value."""
    about: Mapping[str, Any]
    """Its main incident."""
    recalls: tuple[Mapping[str, Any], ...] = ()
    """Incidents that it only mentions."""
    published: str = "2031-05-06"
    """When it was published."""

    @property
    def article(self) -> Article:
        """The article."""
        return Article(text=self.text.strip(), published=datetime.date.fromisoformat(self.published))

    @property
    def drafts(self) -> list[Draft]:
        """What extraction would make of it."""
        told = [(self.about, True), *((one, False) for one in self.recalls)]
        return [
            Draft(incident(given, source=self.article.id, text=self.text, main=main), {"kind": 0.9}, main)
            for given, main in told
        ]


@dataclass(slots=True)
class Desk:
    """A collection that reports are added to."""

    folder: Path
    """Its folder."""
    reports: dict[str, Report] = field(default_factory=dict)

    @property
    def collection(self) -> Collection:
        """The collection."""
        return Collection.open(self.folder)

    def add(self, *reports: Report, dry_run: bool = False, fails: str = "") -> list[Result]:
        """Add reports in one run; a failure fails the test, but for one that is expected."""
        for report in reports:
            self.reports[report.article.id] = report
        adding = Adding(self.collection, dry_run=dry_run, extract=lambda article, _: self.reports[article.id].drafts)
        results = [adding.add(Given(report.text[:20], report.article)) for report in reports]
        messages = [result.message for result in results if result.failed]
        assert all(fails and fails in message for message in messages), messages
        return results

    def records(self) -> Mapping[str, Incident]:
        """Give the briefs; any error fails the test."""
        loaded = self.collection.load()
        assert [str(problem) for problem in loaded.problems if problem.severity == "error"] == []
        return loaded.records

    def files(self) -> dict[str, bytes]:
        """Give what is on disk, but for what can be made anew."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and ".cache" not in path.parts
        }


def facts(records: Mapping[str, Incident]) -> set[str]:
    """Give what briefs say in a form that does not depend on their ids."""
    aliases = {alias: id_ for id_, record in records.items() for alias in record.aliases}
    names = {id_: f"<{' '.join(sorted(map(str, r.sources)))} {r.kind} {r.when.date}>" for id_, r in records.items()}
    names |= {alias: names[id_] for alias, id_ in aliases.items()}

    def told(record: Incident) -> str:
        links = sorted((link.relation, names[link.to], str(link.state)) for link in record.links)
        evidence = sorted((path, quotes) for path, quotes in record.evidence.items() if not path.startswith("links"))
        fields = [record.status, record.kind, record.when, record.where, record.victims, record.perpetrators]
        fields += [record.casualties, record.differing, record.sources, record.title, record.targets, links, evidence]
        return repr(fields)

    return {told(record) for record in records.values()}
