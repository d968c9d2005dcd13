"""A small article with two briefs, as the tests of the store write it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.record.schema import Evidence, Incident, Link, Source
from generator.store import Collection

TEXT = "Fire in Oldbridge\r\n\r\nA fire broke out at the old mill.\u00a0Nobody was hurt."
ID = hashlib.sha256(TEXT.encode()).hexdigest()[:8]
SOURCE = Source(id=ID, title="Fire in Oldbridge", sha256=hashlib.sha256(TEXT.encode()).hexdigest())
MAIN = Incident(
    id="mill-fire",
    title="Mill fire",
    kind="fire",
    links=(Link(relation="preceded-by", to="barn-fire"),),
    sources=(ID,),
    evidence={"kind": (Evidence("A fire broke out"),)},
)
STUB = Incident(id="barn-fire", status="stub", title="Barn fire", sources=(ID,))


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


EVERYTHING = {
    "mill-fire.yml",
    "barn-fire.yml",
    f"sources/{ID}.txt",
    f"sources/{ID}.yml",
    ".base/mill-fire.json",
    ".base/barn-fire.json",
}


def add_both(collection: Collection) -> list[Path]:
    return collection.add_all([(MAIN, {"kind": 0.9}), (STUB, {})], source=SOURCE, text=TEXT)
