"""Where matching looks: every draft of a collection by the terms that find it again, in one small SQLite file.

The file is a cache. It lies in `.cache/` of the collection, is brought up to date by looking at which briefs have
changed, and is made anew from the briefs and what lies in `.base/` where it is missing or cannot be read.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from generator.record.edtf import PartialDate
from generator.record.ids import is_id
from generator.record.schema import Incident
from generator.store.base import Said
from generator.store.collection import Collection
from generator.store.listing import BASE, NAMES
from generator.store.match_db import Node, Row, open_index, read_rows
from generator.store.match_traits import Traits, terms_of, traits_of
from generator.store.match_weigh import Verdict, weigh
from generator.store.similarity import Signature

_MOST = 120
"""Drafts that one is compared with, those that share most terms first."""
_AGAIN = 2.0
"""Seconds after which it is looked again which files have changed."""
_COMMON = 2
"""Terms that two articles must share to be compared at all."""
_JUDGED = ("kind", "when", "where", "victims", "perpetrators", "targets")
"""What a person's edit says to matching, whatever the articles had."""


class Index:
    """The drafts of a collection, found by what they have in common.

    Args:
        collection: The collection; its lock is held around `refresh` and what follows from it.
        scratch: Keep changes in memory only.
    """

    def __init__(self, collection: Collection, *, scratch: bool = False) -> None:
        self._collection = collection
        self._db = open_index(collection.folder, scratch=scratch)
        self.rows = read_rows(self._db)
        self._key = collection.names().key
        self._looked = -_AGAIN
        self._folder = 0
        self._others: set[str] = set()
        """Files beside the briefs whose names no brief should have."""
        self._names: set[str] | None = None
        self._signature = lru_cache(maxsize=2048)(self._read_signature)

    # ------------------------------------------------------------ keeping up with the files

    def refresh(self) -> None:
        """Bring the index up to what the collection's files say now.

        Looking at ten thousand files takes longer than all the rest, so within one run it is done again only where
        another run has added something, and every two seconds. Nothing is lost by that: a brief is read anew before it
        is changed.
        """
        now = time.monotonic()
        if now < self._looked + _AGAIN and self._folder_stamp() == self._folder:
            return
        self._looked, self._folder = now, self._folder_stamp()
        if self._names_have_changed():
            for id_ in list(self.rows):
                self.forget(id_)
        stamps = self._stamps()
        for id_ in self.rows.keys() - stamps.keys():
            if self.rows[id_].stamp:
                self.forget(id_)
        changed = [id_ for id_, stamp in stamps.items() if id_ not in self.rows or self.rows[id_].stamp != stamp]
        for id_ in changed:
            self.take(id_, stamps[id_])

    def take(self, id_: str, stamp: str | None = None) -> None:
        """Read one brief into the index, whatever it held of it before."""
        record, base = self._collection.find_record(id_), self._collection.base_of(id_)
        said = dict(base.said_by()) if base else {}
        row = Row(stamp or self._stamp(id_), "broken")
        if record is not None:
            apart = frozenset(link.to for link in record.links if link.relation == "not-same-as")
            lead = next((link.to for link in record.links if link.relation == "duplicate-of"), None)
            state = "withdrawn" if record.status == "withdrawn" else "sound"
            row = Row(row.stamp, state, record.aliases, apart, lead)
            said = _with_judgements(record, said, base.record if base else None)
        self.forget(id_)
        self.rows[id_] = row
        self._names = None
        lists = json.dumps(row.aliases), json.dumps(sorted(row.apart))
        self._db.execute("INSERT INTO brief VALUES (?, ?, ?, ?, ?, ?)", (id_, row.stamp, row.state, *lists, row.lead))
        for source, one in said.items():
            self.add(one.record, one.confidence, source=source, brief=id_, home=id_)
            for brief, other in one.recalled:
                self.add(other.record, other.confidence, source=source, brief=self.current(brief), home=id_)

    def settle(self, id_: str, aliases: tuple[str, ...]) -> None:
        """Count a brief as seen whose drafts the index has already, now that its file is written."""
        row = replace(self.rows.get(id_) or Row("", "sound"), stamp=self._stamp(id_), aliases=aliases)
        self.rows[id_] = row
        if self._names is not None:
            self._names |= {name.casefold() for name in (id_, *aliases)}
        lists = json.dumps(row.aliases), json.dumps(sorted(row.apart))
        values = (id_, row.stamp, row.state, *lists, row.lead)
        self._db.execute("INSERT OR REPLACE INTO brief VALUES (?, ?, ?, ?, ?, ?)", values)

    def current(self, id_: str) -> str:
        """Give the brief that an id leads to, be it an old one."""
        if id_ in self.rows:
            return id_
        return next((brief for brief, row in self.rows.items() if id_ in row.aliases), id_)

    def imagine(self, id_: str) -> None:
        """Count a brief as there that is only looked at before it is made."""
        self.rows.setdefault(id_, Row("", "sound"))
        self._names = None

    def forget(self, id_: str) -> None:
        """Take a brief and its drafts out of the index."""
        self.rows.pop(id_, None)
        self._names = None
        self._db.execute("DELETE FROM brief WHERE id = ?", (id_,))
        self.drop(key for (key,) in self._db.execute("SELECT key FROM node WHERE home = ?", (id_,)).fetchall())

    def drop(self, keys: Iterable[int]) -> None:
        """Take drafts out of the index."""
        for key in list(keys):
            self._db.execute("DELETE FROM node WHERE key = ?", (key,))
            self._db.execute("DELETE FROM term WHERE node = ?", (key,))
            self._db.execute("DELETE FROM edge WHERE one = ? OR other = ?", (key, key))

    def save(self) -> None:
        """Keep the changes; the files are as the index has them."""
        self._db.commit()
        self._folder = self._folder_stamp()

    def undo(self) -> None:
        """Forget the changes since they were last kept."""
        self._db.rollback()
        self.rows = read_rows(self._db)
        self._names = None

    def names(self) -> set[str]:
        """Give every id and alias, in lower case."""
        if self._names is None:
            aliases = {alias for row in self.rows.values() for alias in row.aliases}
            self._names = {name.casefold() for name in (*self.rows, *aliases, *self._others)}
        return self._names

    # ------------------------------------------------------------ drafts

    def add(
        self,
        record: Incident,
        confidence: Mapping[str, float] | None = None,
        *,
        source: str,
        brief: str = "",
        home: str = "",
        published: PartialDate | None = None,
    ) -> Node:
        """Take a draft into the index; one that its article only recalls has the status stub."""
        if published is None and source:
            known = self._collection.find_source(source)
            published = known.published if known else None
        main = record.status != "stub"
        traits = traits_of(record, main=main, published=published, confidence=confidence, key=self._key)
        row = (brief, home, source, record.id, main, json.dumps(traits.to_data()))
        columns = "brief, home, source, wish, main, traits"
        key = self._db.execute(f"INSERT INTO node ({columns}) VALUES (?, ?, ?, ?, ?, ?)", row).lastrowid  # noqa: S608 - our own words
        node = Node(key or 0, brief, home, source, record.id, main, traits)
        terms = terms_of(traits, self.signature_of(source) if main else None)
        self._db.executemany("INSERT OR IGNORE INTO term VALUES (?, ?)", [(term, node.key) for term in terms])
        return node

    def move(self, key: int, brief: str, home: str) -> None:
        """Give a draft to a brief."""
        self._db.execute("UPDATE node SET brief = ?, home = ? WHERE key = ?", (brief, home, key))

    def rename(self, old: str, new: str) -> None:
        """Let what leads to a brief that goes lead to the one in its place."""
        self._db.execute("UPDATE node SET brief = ? WHERE brief = ?", (new, old))

    def nodes_of(self, brief: str) -> list[Node]:
        """Give the drafts that one brief is made of."""
        return list(self._nodes("brief = ? AND home = brief", (brief,)))

    def recalled_beside(self, brief: str) -> list[Node]:
        """Give what the articles of a brief recall that other briefs tell of."""
        return list(self._nodes("home = ? AND brief <> home", (brief,)))

    def nodes_from(self, source: str) -> list[Node]:
        """Give the drafts of one article."""
        return list(self._nodes("source = ?", (source,)))

    def neighbours(self, node: Node) -> list[tuple[Node, Verdict]]:
        """Give the drafts that are the same as one whose article is about it, or may be, with the reasons."""
        compared = self._db.execute("SELECT compared FROM node WHERE key = ?", (node.key,)).fetchone()
        if not compared or not compared[0]:
            self._compare(node)
        found = dict(
            self._db.execute(
                "SELECT other, verdict FROM edge WHERE one = ? UNION SELECT one, verdict FROM edge WHERE other = ?",
                (node.key, node.key),
            )
        )
        nodes = self._nodes(f"key IN ({','.join('?' * len(found))})", tuple(found))
        return [(other, _verdict_from(found[other.key])) for other in nodes]

    def sharing_names(self, node: Node) -> list[Node]:
        """Give the drafts that share a place or target's name with one, of all briefs."""
        terms = terms_of(replace(node.traits, main=False), None)
        return [other for other in self._sharing(terms, 1) if other.key != node.key]

    def signature_of(self, source: str) -> Signature | None:
        """Give the signature of an article; None where it is not kept."""
        return self._signature(source) if source else None

    def learn(self, source: str, text: str) -> Signature:
        """Take the signature of an article that is about to be kept."""
        signature = Signature.of(text)
        self._db.execute("INSERT OR REPLACE INTO text VALUES (?, ?)", (source, signature.to_bytes()))
        self._signature.cache_clear()
        return signature

    # ------------------------------------------------------------ within

    def _compare(self, node: Node) -> None:
        mine = self.signature_of(node.source)
        terms = [term for (term,) in self._db.execute("SELECT term FROM term WHERE node = ?", (node.key,))]
        for other in self._sharing(terms, _COMMON):
            if other.key == node.key or not other.main or (node.source and other.source == node.source):
                continue
            # Always the same way round, so that the reasons are the same whichever of the two came first.
            pair = sorted(((node, mine), (other, self.signature_of(other.source))), key=lambda one: one[0].order)
            verdict = weigh(pair[0][0].traits, pair[1][0].traits, (pair[0][1], pair[1][1]))
            if verdict.decision != "different" or verdict.reprint:
                keys = min(node.key, other.key), max(node.key, other.key)
                self._db.execute("INSERT OR REPLACE INTO edge VALUES (?, ?, ?)", (*keys, _verdict_to(verdict)))
        self._db.execute("UPDATE node SET compared = 1 WHERE key = ?", (node.key,))

    def _sharing(self, terms: Sequence[int] | set[int], least: int) -> list[Node]:
        holders = ",".join("?" * len(terms))
        query = (
            f"SELECT node FROM term WHERE term IN ({holders}) GROUP BY node HAVING COUNT(*) >= ?"  # noqa: S608 - marks
            " ORDER BY COUNT(*) DESC, node LIMIT ?"
        )
        keys = [key for (key,) in self._db.execute(query, (*terms, least, _MOST))]
        return list(self._nodes(f"key IN ({','.join('?' * len(keys))})", tuple(keys)))

    def _nodes(self, where: str, values: Sequence[object]) -> Iterator[Node]:
        query = f"SELECT key, brief, home, source, wish, main, traits FROM node WHERE {where} ORDER BY source, wish"  # noqa: S608 - our own words
        for key, brief, home, source, wish, main, traits in self._db.execute(query, tuple(values)).fetchall():
            yield Node(key, brief, home, source, wish, bool(main), Traits.from_data(json.loads(traits)))

    def _read_signature(self, source: str) -> Signature | None:
        row = self._db.execute("SELECT signature FROM text WHERE source = ?", (source,)).fetchone()
        if row:
            return Signature.from_bytes(row[0])
        text = self._collection.source_text(source)
        return None if text is None else self.learn(source, text)

    def _stamps(self) -> dict[str, str]:
        out: dict[str, str] = {}
        with os.scandir(self._collection.folder) as entries:
            for entry in entries:
                stem, _, suffix = entry.name.rpartition(".")
                if suffix == "yaml" or (suffix == "yml" and (entry.name == NAMES or not is_id(stem))):
                    self._others.add(stem)
                elif suffix == "yml":
                    with suppress(OSError):
                        out[stem] = _stamped(entry.stat())
        return out

    def _names_have_changed(self) -> bool:
        """Say whether the collection says other things of names than it did when the drafts were taken in."""
        names = self._collection.folder / NAMES
        stamp = _stamped(names.stat()) if names.is_file() else ""
        known = self._db.execute("SELECT signature FROM text WHERE source = ?", (NAMES,)).fetchone()
        if stamp == (known[0] if known else ""):
            return False
        self._db.execute("INSERT OR REPLACE INTO text VALUES (?, ?)", (NAMES, stamp))
        self._key = self._collection.names().key
        return True

    def _folder_stamp(self) -> int:
        # Whoever adds an article writes there; the folder of the briefs changes with every lock.
        path = self._collection.folder / BASE
        return path.stat().st_mtime_ns if path.is_dir() else 0

    def _stamp(self, id_: str) -> str:
        return _stamped(self._collection.path_of(id_).stat())


def _with_judgements(record: Incident, said: dict[str, Said], base: Incident | None) -> dict[str, Said]:
    """Let what a person has changed in a brief speak in place of what its articles said."""
    if base is not None:
        changed = {f: getattr(record, f) for f in _JUDGED if getattr(record, f) != getattr(base, f)}
        said = {source: replace(one, record=replace(one.record, **changed)) for source, one in said.items()}
        if "when" in changed:
            said = {source: replace(one, confidence={}) for source, one in said.items()}
    cited = [source for source in record.sources if isinstance(source, str) and source not in said]
    for source in cited or ([] if said else [""]):
        said[source] = Said(record, main=record.status != "stub")
    return said


def _verdict_to(verdict: Verdict) -> str:
    return json.dumps([verdict.decision, verdict.score, verdict.reasons, verdict.reprint])


def _verdict_from(text: str) -> Verdict:
    decision, score, reasons, reprint = json.loads(text)
    return Verdict(decision, score, tuple(reasons), reprint)


def _stamped(stat: os.stat_result) -> str:
    return f"{stat.st_mtime_ns} {stat.st_size}"
