"""What is kept between processes: records as they were read, and what is known of the pages made of them.

It lies in the user's cache folder, never in the collection: a folder that comes from elsewhere brings no cache along.
What is damaged, another version's or another person's is not read, and everything is made anew.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import pickle
import secrets
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from platformdirs import user_cache_path

from generator.build.keys import versions

log = logging.getLogger(f"mkdocs.plugins.{__name__}")

_MARK = b"incident-briefs site 1\n"
# Types of others that our own values are made of. Nothing else is read, whoever has written it.
_ALLOWED = {
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("pathlib", "PosixPath"),
    ("pathlib", "WindowsPath"),
    ("datetime", "date"),
}


def place_of(folder: Path) -> Path:
    """Give the file in which is kept how the site of a collection stands.

    What is known of each record and page lies beside it, under a name that begins with that of this file.
    """
    name = hashlib.blake2b(str(folder.resolve()).encode(), digest_size=12).hexdigest()
    return user_cache_path("incident-briefs") / "sites" / f"{name}.cache"


def beside(place: Path) -> Path:
    """Give a new name for a file beside another."""
    return place.with_name(f"{place.stem}-{secrets.token_hex(6)}.cache")


def clear(place: Path, *, but: Path) -> None:
    """Delete what lies beside a file, but for one."""
    for path in place.parent.glob(f"{place.stem}-*.cache"):
        if path != but:
            path.unlink(missing_ok=True)


def keep(place: Path, value: object) -> None:
    """Keep a value; where that cannot be done, nothing is lost but time."""
    buffer = io.BytesIO()
    _Pickler(buffer, protocol=5).dump(value)
    data = buffer.getvalue()
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(_head(data))
            file.write(data)
        Path(name).replace(place)
    except OSError as error:
        log.info("What is known of the site could not be kept in %s: %s", place, error.strerror)


def recall(place: Path) -> Any:
    """Give back what was kept; None where there is nothing, or nothing to be trusted."""
    try:
        with place.open("rb") as file:
            status = os.fstat(file.fileno())
            is_mine = not hasattr(os, "getuid") or status.st_uid == os.getuid()
            if not is_mine or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                return None
            given = file.read()
    except OSError:
        return None
    head = _head(b"")
    data = given[len(head) :]
    if not given.startswith(_head(data)):
        return None
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except Exception as error:  # whatever is wrong with it, it is only a cache
        log.debug("%s is of no use: %r", place, error)
        return None


def _head(data: bytes) -> bytes:
    version = hashlib.blake2b(versions().encode(), digest_size=16).hexdigest()
    return _MARK + f"{version} {hashlib.blake2b(data, digest_size=16).hexdigest()}\n".encode()


def frozen(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """Make a mapping that cannot be changed; what is kept names this function where one stood."""
    return MappingProxyType(mapping)


class _Pickler(pickle.Pickler):
    """Knows how to write mappings that cannot be changed."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, MappingProxyType):
            return frozen, (dict(value),)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    """Reads our own types and a few plain ones."""

    def find_class(self, module: str, name: str) -> Callable[..., Any]:
        if (module, name) not in _ALLOWED and not module.startswith("generator."):
            raise pickle.UnpicklingError(f"{module}.{name} is none of ours")
        found: Callable[..., Any] = super().find_class(module, name)
        if module.startswith("generator.") and found is not frozen and not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no type")
        return found
