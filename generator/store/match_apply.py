"""What matching decided, written: briefs that are new, that grow and that go, with the article, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.record.schema import Incident, Source
from generator.store.base import Base, Said
from generator.store.collection import Collection, Scored
from generator.store.combine import Proposal, combine
from generator.store.combine_voice import Voice
from generator.store.files import Write
from generator.store.match import Placing
from generator.store.match_db import Node
from generator.store.match_links import relink, rescored
from generator.store.queue import FILE, Doubt, add_doubts, doubts_from, doubts_to
from generator.store.reader import read_bytes, read_yaml
from generator.store.update import Update, plan
from generator.store.writer import source_to_yaml, to_yaml


@dataclass(frozen=True, slots=True)
class Grown:
    """What becomes of the collection."""

    new: Sequence[Incident]
    """Briefs that are made, in the order of the article's drafts."""
    updates: Sequence[Update]
    """Briefs that grow."""
    gone: Mapping[str, str]
    """Briefs that became part of another: old id -> new id."""
    touched: frozenset[str] = frozenset()
    """Briefs among the updates that a person has worked on."""
    was_stub: frozenset[str] = frozenset()
    """Briefs that were stubs until now."""
    doubts: Sequence[Doubt] = ()
    """Pairs of briefs that may be one incident, which came with this article."""
    reprint_of: str | None = None
    """The kept article that this one repeats."""


@dataclass(slots=True)
class Growth:
    """One article on its way into a collection.

    Args:
        collection: The collection, locked.
        placing: Where the article's drafts belong.
        drafts: The drafts with their scores.
        source: The article.
        text: Its text.
    """

    collection: Collection
    placing: Placing
    drafts: Sequence[Scored]
    source: Source
    text: str
    _bases: dict[str, Base | None] = field(default_factory=dict)
    _sources: dict[str, Source | None] = field(default_factory=dict)
    _untouched: dict[str, bool] = field(default_factory=dict)

    def grow(self) -> Grown:
        """Work everything out and write it.

        Raises:
            StoreError: Something stands in the way; then nothing has changed.
        """
        self.source = replace(self.source, reprint_of=self.placing.reprints.get(self.source.id or ""))
        scored: list[Scored] = []
        bases: dict[str, Base] = {}
        updates: list[Update] = []
        stubs: set[str] = set()
        touched: set[str] = set()
        for brief, nodes in self.placing.members.items():
            proposal, said = self._proposal(brief, nodes)
            if brief in self.placing.new:
                scored.append((proposal.record, proposal.confidence))
                bases[brief] = _base(proposal, said)
            else:
                updates.append(self._update(brief, proposal, said))
                bases[brief] = updates[-1].base
                if not self._is_untouched(brief):
                    touched.add(brief)
                before = self._base(brief)
                if before and before.record.status == "stub" and proposal.record.status != "stub":
                    stubs.add(brief)
        wishes = list(dict.fromkeys(self.placing.homes.values()))
        scored.sort(key=lambda one: wishes.index(one[0].id) if one[0].id in wishes else len(wishes))
        self.collection.add_all(
            scored,
            source=self.source,
            text=self.text,
            edits={update.id: (update.before, update.after) for update in updates},
            bases=bases,
            free=self.placing.new,
            gone={brief: read_bytes(self.collection.path_of(brief)) for brief in self.placing.gone},
            others=[*self._reprinted(), *self._queue()],
        )
        return Grown(
            [record for record, _ in scored],
            updates,
            self.placing.gone,
            frozenset(touched),
            frozenset(stubs),
            self.placing.doubts,
            self.source.reprint_of,
        )

    def _proposal(self, brief: str, nodes: Sequence[Node]) -> tuple[Proposal, dict[str, Said]]:
        said = {node.source: one for node in nodes if (one := self._said(node)) is not None}
        for node in self.placing.recalled[brief]:
            other = self._said(node)
            if node.source in said and other is not None:
                lead = self.placing.leads[node.source][node.wish]
                about = said[node.source]
                said[node.source] = replace(about, recalled=(*about.recalled, (lead, other)))
        voices = [
            Voice(source, relink(one.record, leads), rescored(one.confidence, leads), self._source(source))
            for source, one in said.items()
            for leads in [self.placing.leads[source]]
        ]
        aliases = {old for old, new in self.placing.gone.items() if new == brief}
        aliases |= {alias for old in aliases for alias in self._aliases(old)}
        alone = True
        if brief not in self.placing.new:
            aliases |= set(self._aliases(brief))
            alone = {node.source for node in nodes} == set(said) and self._is_untouched(brief)
        return combine(voices, id=brief, aliases=aliases, alone=alone, key=self.collection.names().key), said

    def _said(self, node: Node) -> Said | None:
        """Give what an article says, as it was extracted; None for a record that a person wrote."""
        if not node.home:
            return next(Said(record, scores, node.main) for record, scores in self.drafts if record.id == node.wish)
        base = self._base(node.home)
        said = base.said_by().get(node.source) if base else None
        if said is None or node.is_member:
            return replace(said, recalled=()) if said else None
        return next((one for _, one in said.recalled if one.record.id == node.wish), None)

    def _update(self, brief: str, proposal: Proposal, said: Mapping[str, Said]) -> Update:
        if not self._is_untouched(brief):
            return plan(self.collection, brief, proposal.record, proposal.confidence, drafts=said)
        # Nobody has written in it, so it is written as if its articles had come all at once.
        path = self.collection.path_of(brief)
        after = to_yaml(proposal.record).encode()
        return Update(brief, path, read_bytes(path), after, proposal.record, _base(proposal, said), ())

    def _reprinted(self) -> list[Write]:
        """Mark articles that were kept before the one that they repeat."""
        writes = []
        for source, original in self.placing.reprints.items():
            known = self.collection.find_source(source)
            if source == self.source.id or known is None or known.reprint_of:
                continue
            path = self.collection.source_path(source)
            before = path.read_bytes()
            after = _with_reprint(before, original, path)
            if after is not None:
                writes.append(Write(path, after, before))
        return writes

    def _queue(self) -> list[Write]:
        path = self.collection.folder / FILE
        before = path.read_bytes() if path.is_file() else None
        known = doubts_from(before or b"")
        there = {*self.placing.new, *self.placing.members}

        def is_there(id_: str) -> bool:
            return id_ in there or (id_ not in self.placing.gone and self.collection.path_of(id_).is_file())

        after = add_doubts(known, self.placing.doubts, gone=self.placing.gone, is_there=is_there)
        return [] if after == known else [Write(path, doubts_to(after), before)]

    def _is_untouched(self, brief: str) -> bool:
        if brief not in self._untouched:
            self._untouched[brief] = is_untouched(self.collection, brief)
        return self._untouched[brief]

    def _base(self, brief: str) -> Base | None:
        if brief not in self._bases:
            self._bases[brief] = self.collection.base_of(brief)
        return self._bases[brief]

    def _aliases(self, brief: str) -> tuple[str, ...]:
        record = self.collection.find_record(brief)
        return record.aliases if record else ()

    def _source(self, source: str) -> Source | None:
        if source == self.source.id:
            return self.source
        if source not in self._sources:
            known = self.collection.find_source(source)
            original = self.placing.reprints.get(source)
            if known and original and not known.reprint_of:
                known = replace(known, reprint_of=original)
            self._sources[source] = known
        return self._sources[source]


def is_untouched(collection: Collection, brief: str) -> bool:
    """Say whether a brief's file is byte for byte what the generator wrote last."""
    base = collection.base_of(brief)
    try:
        return base is not None and collection.path_of(brief).read_bytes() == to_yaml(base.record).encode()
    except OSError:
        return False


def _base(proposal: Proposal, said: Mapping[str, Said]) -> Base:
    return Base(proposal.record, dict(proposal.confidence), dict(said))


def _with_reprint(before: bytes, original: str, path: Path) -> bytes | None:
    """Give a kept source's file with the mark of a reprint; None where its layout does not allow it."""
    line = source_to_yaml(Source(reprint_of=original)).encode()
    after = before + (b"" if before.endswith(b"\n") else b"\n") + line
    data = {**read_yaml(before.decode(), path).data, "reprint_of": original}
    return after if read_yaml(after.decode(), path).data == data else None
