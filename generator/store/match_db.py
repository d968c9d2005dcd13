"""The file of the index that matching looks in, and its rows: drafts, and what is known of briefs."""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.store.match_traits import Traits

FOLDER = ".cache"
"""The folder of what can be made anew, in that of the briefs."""
_FILE = "match.sqlite"
_VERSION = 3
_TABLES = """
CREATE TABLE brief (id TEXT PRIMARY KEY, stamp TEXT, state TEXT, aliases TEXT, apart TEXT, lead TEXT) WITHOUT ROWID;
CREATE TABLE node (
    key INTEGER PRIMARY KEY, brief TEXT, home TEXT, source TEXT, wish TEXT, main INTEGER, traits TEXT,
    compared INTEGER DEFAULT 0
);
CREATE INDEX node_brief ON node (brief);
CREATE INDEX node_home ON node (home);
CREATE INDEX node_source ON node (source);
CREATE TABLE term (term INTEGER, node INTEGER, PRIMARY KEY (term, node)) WITHOUT ROWID;
CREATE INDEX term_node ON term (node);
CREATE TABLE edge (one INTEGER, other INTEGER, verdict TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX edge_other ON edge (other);
CREATE TABLE text (source TEXT PRIMARY KEY, signature BLOB) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Node:
    """One draft: what one article says of one incident."""

    key: int
    """Its number in the index."""
    brief: str
    """The brief that tells of the incident; empty for one that is new."""
    home: str
    """The brief beside which it is kept: that one, or where its article only recalls it, what the article is about."""
    source: str
    """Its article; empty for a brief that rests on none."""
    wish: str
    """The id that extraction wished for it."""
    main: bool
    """True where its article is about it."""
    traits: Traits
    """What matching looks at."""

    @property
    def is_member(self) -> bool:
        """True where it is one of the drafts that its brief is made of."""
        return self.brief == self.home

    @property
    def order(self) -> tuple[str, str]:
        """What breaks ties, and does not depend on when its article came."""
        return self.source, self.wish


@dataclass(frozen=True, slots=True)
class Row:
    """What matching knows of one brief."""

    stamp: str
    """When its file was written, and its size; empty for a brief that is only looked at before it is made."""
    state: str
    """sound, withdrawn or broken."""
    aliases: tuple[str, ...] = ()
    """Its old ids."""
    apart: frozenset[str] = frozenset()
    """Briefs that a person has said are another incident."""
    lead: str | None = None
    """The brief that it is a duplicate of."""


def open_index(folder: Path, *, scratch: bool = False) -> sqlite3.Connection:
    """Open the index of a collection, empty where there is none that can be used.

    Args:
        folder: The collection's folder.
        scratch: Give a copy in memory.
    """
    path = folder / FOLDER / _FILE
    if scratch:
        memory = sqlite3.connect(":memory:")
        with suppress(sqlite3.Error):
            if path.is_file():
                kept = sqlite3.connect(path)
                kept.backup(memory)
                kept.close()
        try:
            return _prepared(memory)
        except sqlite3.Error:
            return _prepared(sqlite3.connect(":memory:"))
    try:
        path.parent.mkdir(exist_ok=True)
        ignore = path.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("# What can be made anew.\n*\n", "utf-8")
        return _prepared(sqlite3.connect(path))
    except (OSError, sqlite3.Error):
        # It was damaged, or written by another version; nothing in it is more than a copy.
        with suppress(OSError):
            path.unlink(missing_ok=True)
    try:
        return _prepared(sqlite3.connect(path))
    except sqlite3.Error:
        return _prepared(sqlite3.connect(":memory:"))


def _prepared(db: sqlite3.Connection) -> sqlite3.Connection:
    """Give a connection with our tables.

    Raises:
        sqlite3.Error: The file is no sound index of ours.
    """
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version not in (0, _VERSION):
        raise sqlite3.DatabaseError("made by another version")
    if version == 0:
        db.executescript(_TABLES)
        db.execute(f"PRAGMA user_version = {_VERSION}")
    # A cache may be lost with the machine's power; it is made anew.
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -65536")
    db.execute("SELECT COUNT(*) FROM brief").fetchone()
    return db


def read_rows(db: sqlite3.Connection) -> dict[str, Row]:
    """Give what is known of each brief."""
    return {
        id_: Row(stamp, state, tuple(json.loads(aliases)), frozenset(json.loads(apart)), lead)
        for id_, stamp, state, aliases, apart, lead in db.execute("SELECT * FROM brief")
    }
