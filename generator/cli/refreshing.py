"""Reading kept articles again, and bringing the briefs that rest on them up to what they are found to say now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli import common
from generator.cli.intake import renamed
from generator.cli.kept import Known, article_of, linking_to, pair, pair_by_links, with_status
from generator.errors import BriefsError, StoreError
from generator.store.base import Said
from generator.store.combine import combine
from generator.store.combine_voice import Voice
from generator.store.match import Matcher
from generator.store.match_links import relink, rescored
from generator.store.match_traits import names_of
from generator.store.update import commit, plan

if TYPE_CHECKING:
    from generator.article.model import Article
    from generator.extract.draft import Draft
    from generator.extract.pipeline import Extractor
    from generator.record.schema import Incident
    from generator.store import Collection
    from generator.store.base import Base
    from generator.store.update import Update

Extract = Callable[["Article", str], "list[Draft]"]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of one brief."""

    id: str
    """Its id."""
    path: Path
    """Its file."""
    update: Update | None = None
    """What becomes of it; None where nothing could be said."""
    stubs: tuple[Incident, ...] = ()
    """New stubs that it links to."""
    message: str = ""
    """What a person should know."""
    failed: bool = False
    """True where something went wrong."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One article, read again."""

    drafts: Mapping[str, Draft]
    """Id of a brief -> what the article says of it, as extracted."""
    names: Mapping[str, str]
    """Wished id -> id of the brief, for the drafts that are known."""
    new: tuple[Draft, ...]
    """Background incidents that no brief is known for."""
    background: tuple[Draft, ...]
    """All that the article only mentions."""


class Refreshing:
    """One run of `briefs refresh`.

    Args:
        collection: The briefs.
        dry_run: Write nothing, and give what would become of them.
        extract: Reads the drafts of an article; by default the model does, loaded when it is first needed.
    """

    def __init__(self, collection: Collection, *, dry_run: bool, extract: Extract | None = None) -> None:
        self._collection = collection
        self._dry_run = dry_run
        self._extract = extract or self._with_model
        self._loaded = collection.load()
        self._bases: dict[str, Base | None] = {}
        self._readings: dict[str, _Reading] = {}
        self._extractor: Extractor | None = None
        self._matcher: Matcher | None = None
        self._made: list[str] = []
        self._citing: dict[str, list[str]] = defaultdict(list)
        for id_ in [*self._loaded.records, *self._deleted()]:
            for source in self._sources(id_):
                self._citing[source].append(id_)

    def all_ids(self) -> list[str]:
        """Give the briefs that rest on a kept article."""
        return [id_ for id_ in self._loaded.records if self._kept(id_)]

    def has(self, id_: str) -> bool:
        """Say whether there is such a brief, sound or broken."""
        return id_ in self._loaded.records or id_ in self._loaded.broken

    def refresh(self, id_: str) -> Refreshed:
        """Refresh one brief; what goes wrong with it stops no other."""
        path = self._collection.path_of(id_)
        try:
            return self._refresh(id_, path)
        except BriefsError as error:
            return Refreshed(id_, path, message=str(error), failed=True)

    def _refresh(self, id_: str, path: Path) -> Refreshed:
        if id_ in self._loaded.broken:
            problem = next(iter(self._loaded.problems_of(id_)), None)
            raise StoreError(f"{problem}; mend it, and try again" if problem else f"{path} cannot be read")
        kept = self._kept(id_)
        if not kept:
            return Refreshed(id_, path, message="it rests on no kept article; there is nothing to read again")
        found = {source: self._reading(source) for source in kept}
        said = {source: reading.drafts[id_] for source, reading in found.items() if id_ in reading.drafts}
        if not said:
            return Refreshed(
                id_, path, message=f"the incident is no longer found in {' or '.join(kept)}; nothing changed"
            )
        # One lock from choosing the ids of new stubs to writing them.
        with self._collection.locked():
            return self._write(id_, path, {source: (found[source], draft) for source, draft in said.items()})

    def _write(self, id_: str, path: Path, said: Mapping[str, tuple[_Reading, Draft]]) -> Refreshed:
        base = self._base(id_)
        new: list[Draft] = []
        leads = {source: self._leads(reading, draft, new) for source, (reading, draft) in said.items()}
        there = {*self._loaded.records, *self._loaded.broken, *self._made, *(stub.record.id for stub in new)}
        there |= {link.to for link in base.record.links} if base else set()
        found = {source: linking_to(renamed(draft, id_, leads[source]), there) for source, (_, draft) in said.items()}
        if base and base.drafts:
            now = {source: self._said(reading, draft, leads[source]) for source, (reading, draft) in said.items()}
            update = self._plan_several(id_, base, {**base.drafts, **now}, found)
        elif len(found) == 1:
            (draft,) = found.values()
            update = plan(self._collection, id_, with_status(draft, base), draft.confidence)
        else:
            now = {source: Said(draft.record, draft.confidence, draft.main) for source, (_, draft) in said.items()}
            update = self._plan_several(id_, base, now, found)
        linked = {link.to for link in update.record.links}
        stubs = [stub for stub in new if stub.record.id in linked]
        if not self._dry_run:
            commit(self._collection, [update], new=[(stub.record, stub.confidence) for stub in stubs])
        self._made += [stub.record.id for stub in stubs]
        message = "" if base else "nothing is known of what was extracted before, so all of it is yours and stays"
        return Refreshed(id_, path, update, tuple(stub.record for stub in stubs), message)

    def _leads(self, reading: _Reading, draft: Draft, new: list[Draft]) -> dict[str, str]:
        """Give for each draft of an article the brief that tells of it, with new stubs for what none tells of."""
        leads = dict(reading.names)
        for stub in reading.new if draft.main else ():
            leads[stub.record.id] = self._known(stub.record) or self._free(stub, new)
        return leads

    def _said(self, reading: _Reading, draft: Draft, leads: Mapping[str, str]) -> Said:
        """Give what an article says, as extracted, and what it mentions that only other articles' briefs tell of."""
        source = str(draft.record.sources[0])
        elsewhere = []
        for other in reading.background if draft.main else ():
            lead = leads.get(other.record.id)
            base = self._base(lead) if lead else None
            if lead and self._collection.path_of(lead).is_file() and (base is None or source not in base.said_by()):
                elsewhere.append((lead, Said(other.record, other.confidence, other.main)))
        return Said(draft.record, draft.confidence, draft.main, tuple(elsewhere))

    def _plan_several(
        self, id_: str, base: Base | None, said: Mapping[str, Said], found: Mapping[str, Draft]
    ) -> Update:
        """Work out what becomes of a brief of several articles, of which some were read again."""
        voices = []
        for source, one in said.items():
            if source in found:
                record, scores = found[source].record, found[source].confidence
            else:
                leads = self._matching().leads(source)
                record, scores = relink(one.record, leads), rescored(one.confidence, leads)
            voices.append(Voice(source, record, scores, self._loaded.sources.get(source)))
        aliases = base.record.aliases if base else ()
        # Quotes name their article where those of before did.
        alone = not base or all(quote.source is None for quotes in base.record.evidence.values() for quote in quotes)
        now = combine(voices, id=id_, aliases=aliases, alone=alone, key=self._loaded.names.key)
        return plan(self._collection, id_, now.record, now.confidence, drafts=said)

    def _free(self, stub: Draft, new: list[Draft]) -> str:
        id_ = self._collection.free_id(stub.record.id, avoid=[*self._made, *(other.record.id for other in new)])
        new.append(renamed(stub, id_, {}))
        return id_

    def _known(self, stub: Incident) -> str | None:
        """Give the brief that a background incident has already, one that a person has deleted included."""
        if names_of(stub) and (self._collection.taken(stub.id) or self._collection.base_path(stub.id).is_file()):
            return stub.id
        return self._matching().find_recalled(stub)

    def _matching(self) -> Matcher:
        if self._matcher is None:
            self._matcher = Matcher(self._collection, is_free=lambda _: True, scratch=True)
            self._matcher.refresh()
        return self._matcher

    # ------------------------------------------------------------ articles

    def _reading(self, source: str) -> _Reading:
        if source not in self._readings:
            self._readings[source] = self._read(source)
        return self._readings[source]

    def _read(self, source: str) -> _Reading:
        text = self._collection.source_text(source)
        if text is None:
            raise StoreError(f"the text of {source} is not kept any more")
        article = article_of(self._loaded.sources[source], text)
        drafts = self._extract(article, source)
        names = dict(pair(drafts, self._told_by(source)))
        by_id = {names[d.record.id]: d for d in drafts if d.record.id in names}
        for draft in drafts:
            base = self._base(names[draft.record.id]) if draft.main and draft.record.id in names else None
            if base:
                stubs = [d.record for d in drafts if d.record.id not in names]
                names |= pair_by_links(draft.record, base.record, stubs, names.values())
        new = tuple(d for d in drafts if d.record.id not in names and not d.main)
        return _Reading(by_id, names, new, tuple(d for d in drafts if not d.main))

    def _with_model(self, article: Article, name: str) -> list[Draft]:
        if self._extractor is None:
            self._extractor = common.load_extractor()
        return common.extract(self._extractor, article, name)

    def _told_by(self, source: str) -> Iterator[Known]:
        """Give what an article was found to tell of before."""
        for id_ in self._citing[source]:
            base = self._base(id_)
            if base is not None:
                said = base.said_by().get(source)
                if said is not None:
                    yield Known(id_, said)
                    yield from (Known(lead, other) for lead, other in said.recalled)
            elif id_ in self._loaded.records:
                record = self._loaded.records[id_]
                yield Known(id_, Said(record, main=record.status != "stub"))

    # ------------------------------------------------------------ briefs

    def _kept(self, id_: str) -> list[str]:
        base = self._base(id_)
        known = base.said_by() if base else {}
        # One that a person has taken out of the brief is not read for it any more.
        record = self._loaded.records.get(id_)
        cited = [s for s in (record.sources if record else ()) if isinstance(s, str) and s in self._loaded.sources]
        cited = [source for source in cited if self._collection.known_source(source)]
        # An article that a person cites beside the one that was read is theirs.
        return [source for source in cited if source in known] or ([] if known else cited)

    def _sources(self, id_: str) -> list[str]:
        record = self._loaded.records.get(id_)
        base = self._base(id_)
        sources = [*(record.sources if record else ()), *(base.record.sources if base else ())]
        return list(dict.fromkeys(source for source in sources if isinstance(source, str)))

    def _base(self, id_: str) -> Base | None:
        if id_ not in self._bases:
            self._bases[id_] = self._collection.base_of(id_)
        return self._bases[id_]

    def _deleted(self) -> Iterable[str]:
        """Give the ids of briefs that a person has deleted, of which it is still known what was extracted."""
        return [id_ for id_ in self._collection.base_ids() if not self._collection.path_of(id_).exists()]
