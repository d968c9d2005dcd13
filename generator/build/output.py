"""The built files: kept over MkDocs' cleaning of the site's folder, and written only where they differ.

Before MkDocs cleans, the folders that hold our files are put aside under a hidden name, which it leaves alone;
afterwards they are put back below what it has written meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ASIDE = ".briefs-aside"
"""The hidden folder in which files wait."""


File = tuple[bytes, int, int]
"""A file as it was written: a digest of its bytes, its size in bytes, and its time in nanoseconds on the disk."""


@dataclass(slots=True)
class Output:
    """The files of ours in the site's folder."""

    folder: Path
    """The site's folder."""
    files: dict[str, File] = field(default_factory=dict)
    """Every file that we wrote, by its path below the folder."""
    others: set[str] = field(default_factory=set)
    """Files of MkDocs' in folders of ours."""
    sure: bool = False
    """Whether the files are known to be as we wrote them; else they are looked at first."""

    def stow(self) -> None:
        """Put our folders aside. What an interrupted build left there is not trusted."""
        aside = self.folder / ASIDE
        if aside.exists():
            shutil.rmtree(aside)
        tops = sorted({path.partition("/")[0] for path in self.files})
        if not tops or not self.folder.is_dir():
            self.files.clear()
            return
        self._look()
        aside.mkdir()
        for top in tops:
            if (self.folder / top).exists():
                (self.folder / top).rename(aside / top)

    def put_back(self) -> None:
        """Bring our folders back, and what MkDocs has written into folders of the same names with them."""
        aside = self.folder / ASIDE
        self.others = set()
        if not aside.is_dir():
            return
        for kept in sorted(aside.iterdir()):
            fresh = self.folder / kept.name
            if fresh.is_dir():
                for path in list(_files_in(fresh)):
                    place = kept / path
                    place.parent.mkdir(parents=True, exist_ok=True)
                    (fresh / path).replace(place)
                    self.others.add(f"{kept.name}/{path}")
                    self.files.pop(f"{kept.name}/{path}", None)
                shutil.rmtree(fresh)
            elif fresh.exists():
                kept.unlink()
                self.files.pop(kept.name, None)
                continue
            kept.rename(fresh)
        aside.rmdir()

    def write(self, path: str, data: bytes) -> bool:
        """Write a file, unless it is there and the same.

        Args:
            path: Its path below the site's folder.
            data: What it is to hold.

        Returns:
            Whether it was written.
        """
        digest = hashlib.blake2b(data, digest_size=12).digest()
        known = self.files.get(path)
        if known and known[0] == digest:
            return False
        place = self.folder / path
        try:
            file = place.open("wb")
        except FileNotFoundError:  # its folder is new; to look for it before each of ten thousand files takes longer
            place.parent.mkdir(parents=True, exist_ok=True)
            file = place.open("wb")
        with file:
            file.write(data)
            file.flush()
            self.files[path] = digest, len(data), os.fstat(file.fileno()).st_mtime_ns
        return True

    def keep_only(self, paths: Collection[str]) -> int:
        """Remove every file of ours but these.

        Returns:
            How many were removed.
        """
        gone = [path for path in self.files if path not in paths]
        for path in gone:
            del self.files[path]
            self._remove(path)
        return len(gone)

    def _look(self) -> None:
        """Remove from our folders what is not ours, and forget what is not as we wrote it."""
        if self.sure:
            for path in self.others:
                self._remove(path)
            return
        there: set[str] = set()
        for top in sorted({path.partition("/")[0] for path in self.files}):
            for path, status in list(_walk(self.folder / top, top)):
                known = self.files.get(path)
                if known and known[1:] == (status.st_size, status.st_mtime_ns):
                    there.add(path)
                else:
                    self._remove(path)
        self.files = {path: known for path, known in self.files.items() if path in there}
        self.sure = True

    def _remove(self, path: str) -> None:
        place = self.folder / path
        place.unlink(missing_ok=True)
        for parent in place.parents:
            if parent == self.folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()


def _walk(place: Path, name: str) -> Iterator[tuple[str, os.stat_result]]:
    """Give a file, or all files of a folder, by their paths."""
    if place.is_symlink() or not place.exists():
        return
    if not place.is_dir():
        yield name, place.stat()
        return
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), f"{name}/{entry.name}")
            else:
                yield f"{name}/{entry.name}", entry.stat(follow_symlinks=False)


def _files_in(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if not path.is_dir():
            yield path.relative_to(folder).as_posix()
