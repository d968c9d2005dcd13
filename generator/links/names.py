"""Names as the graph compares them: what is a name and what a description, one key for its spellings, one slug."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources

from generator.record.ids import slug
from generator.record.names import Names
from generator.record.text import fold

_RESERVED = frozenset({"index", "readme"})


@cache
def words(name: str) -> frozenset[str]:
    """Give one of the word lists of `data/names.toml`."""
    return frozenset(str(word) for word in _toml("names")[name])


_NAMES = Names()


def key(name: str) -> str:
    """Give what all spellings of a name share, where no collection has a say in it."""
    return _NAMES.key(name)


def same_words(one: str, other: str) -> bool:
    """Say whether two spellings differ in nothing that a reader need be told: case, quotes, a leading "the"."""
    return fold(one).casefold().removeprefix("the ") == fold(other).casefold().removeprefix("the ")


@lru_cache(maxsize=65536)
def is_name(text: str, *, least: int = 1) -> bool:
    """Tell a proper name from a description such as "a man in his thirties".

    A script without capital letters is given the benefit of the doubt.

    Args:
        text: The words.
        least: How many words a name must have at the least.
    """
    tokens = [token.strip(".,;:()[]\"'“”‘’") for token in fold(text).split()]
    tokens = [token for token in tokens if token]
    if len(tokens) > 1 and tokens[0].casefold() == "the":
        del tokens[0]
    if not least <= len(tokens) <= 10 or not any(c.isalpha() for c in text):
        return False
    if tokens[0].casefold() in words("plain") and (len(tokens) == 1 or not _is_capital(tokens[1])):
        return False
    if not _is_capital(tokens[0]) and tokens[0] not in words("leading"):
        return False
    return _is_capital(tokens[-1]) and all(_is_capital(t) or t in words("small") for t in tokens[1:])


def is_organisation(text: str) -> bool:
    """Say whether a name has a word that only organisations have, such as ministry or police."""
    return any(token.strip(".,") in words("organisation") for token in text.casefold().split())


def distinct_slugs(names: Iterable[tuple[str, str]], *, taken: Collection[str] = _RESERVED) -> dict[str, str]:
    """Give every name a slug of its own.

    Where two names would share one, the first in order of their keys has it, and the others carry four hex digits of
    their key's hash: a third that comes later changes neither.

    Args:
        names: Pairs of key and name.
        taken: Slugs that nothing may have, in lower case.

    Returns:
        The slugs by key.
    """
    given: dict[str, str] = {}
    used = set(taken)
    for name_key, name in sorted(names):
        wanted = chosen = _slug(name) or f"x-{_digest(name_key)[:8]}"
        size = 4
        while chosen in used:
            chosen = f"{wanted}-{_digest(name_key)[:size]}"
            size += 4
        used.add(chosen)
        given[name_key] = chosen
    return given


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


_slug = lru_cache(maxsize=65536)(slug)


def _is_capital(token: str) -> bool:
    """Say whether a token has a capital letter anywhere, is a number, or is in a script that knows no case."""
    return any(c.isupper() or c.isdigit() or (c.isalpha() and c.lower() == c.upper()) for c in token)


@cache
def _toml(name: str) -> Mapping[str, list[str]]:
    text = resources.files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
