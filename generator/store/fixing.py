"""Mending the files of a collection: what is safe to mend, all of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.store.collection import Collection
from generator.store.files import Write, write_all
from generator.store.fixes import Fix, fix_text
from generator.store.listing import may_be_brief
from generator.store.reader import LIMIT


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file that was mended, or would be."""

    path: Path
    """The file."""
    before: str
    """Its text before."""
    after: str
    """Its text after."""
    fixes: tuple[Fix, ...]
    """What was mended, in order of lines."""
    target: Path
    """The file's new name, where it had the wrong suffix; else its name."""


def fix_files(
    collection: Collection, *, wanted: Callable[[Path], bool] = lambda path: True, dry_run: bool = False
) -> list[Fixed]:
    """Mend the briefs of a collection.

    Args:
        collection: The collection.
        wanted: Says which files may be touched.
        dry_run: Write nothing, and give what would be mended.

    Raises:
        StoreError: A file cannot be written; then nothing has changed.
    """
    if dry_run:
        return list(_fixed(collection, wanted))
    with collection.locked():
        found = list(_fixed(collection, wanted))
        writes = []
        for fixed in found:
            before = fixed.before.encode()
            if fixed.target == fixed.path:
                writes.append(Write(fixed.path, fixed.after.encode(), before))
            else:
                writes += [Write(fixed.target, fixed.after.encode()), Write(fixed.path, None, before)]
        write_all(collection.folder, writes)
    return found


def _fixed(collection: Collection, wanted: Callable[[Path], bool]) -> Iterator[Fixed]:
    loaded = collection.load()
    linked = {link.to for record in loaded.records.values() for link in record.links}
    for path in sorted(collection.folder.iterdir()):
        if path.suffix not in (".yml", ".yaml") or not may_be_brief(path.with_suffix(".yml")):
            continue
        if path.is_symlink() or not path.is_file() or not wanted(path):
            continue
        text = _text(path)
        if text is None:
            continue
        target = path.with_suffix(".yml")
        after, fixes = fix_text(text, target, linked=linked - {path.stem})
        if target != path:
            if os.path.lexists(target):
                continue  # two briefs; which is the right one is for a person to say
            fixes = [Fix(1, f"renamed to {target.name}"), *fixes]
        if fixes:
            yield Fixed(path, text, after, tuple(fixes), target)


def _text(path: Path) -> str | None:
    data = path.read_bytes()
    try:
        return data.decode() if len(data) <= LIMIT else None
    except UnicodeDecodeError:
        return None
