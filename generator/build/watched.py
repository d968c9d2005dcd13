"""A graph that notes what a page asks it for, so that the page is made again when an answer has changed, and only then.

Nothing is declared: whatever a view looks up is noted while it is made. A view that walks over everything rests on
everything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from generator.links import Entity, EntityIndex, Graph

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Key = tuple[str, ...]
"""What a page asked for: `("graph.records", id)`, `("entity", category, key, "slug")`…"""

EVERYTHING: Key = ("everything",)
"""Noted of a page that walks over a whole collection."""

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")
_D = TypeVar("_D", bound="DataclassInstance")
_MISSING = object()


@dataclass(slots=True)
class Notes:
    """What the page that is being made has asked for so far."""

    asked: set[Key] = field(default_factory=set)
    """Emptied before each page."""
    _questions: dict[Key, dict[object, Key]] = field(default_factory=dict)

    def questions(self, what: Key) -> dict[object, Key]:
        """Give the questions that a mapping has been asked, by its keys: each is made once, and noted ever after."""
        return self._questions.setdefault(what, {})


class WatchedMap(Mapping[_K, _V]):
    """A mapping that notes which of its keys were asked for.

    Args:
        what: What it holds, the first parts of what is noted.
        inner: The mapping itself.
        notes: Where it is noted.
        wrap: What to do with a value before it is handed out.
    """

    __slots__ = ("_inner", "_notes", "_questions", "_what", "_wrap")

    def __init__(self, what: Key, inner: Mapping[_K, _V], notes: Notes, wrap: Callable[[_V], _V] | None = None) -> None:
        self._what, self._inner, self._notes, self._wrap = what, inner, notes, wrap
        self._questions = notes.questions(what)

    def _note(self, key: object) -> None:
        question = self._questions.get(key)
        if question is None:
            question = self._questions[key] = (*self._what, *words_of_key(key))
        self._notes.asked.add(question)

    def __getitem__(self, key: _K) -> _V:
        self._note(key)
        value = self._inner[key]
        return self._wrap(value) if self._wrap else value

    def get(self, key: _K, default: Any = None) -> Any:
        """Give a value, or the default where there is none."""
        self._note(key)
        value = self._inner.get(key, _MISSING)
        if value is _MISSING:
            return default
        return self._wrap(cast(_V, value)) if self._wrap else value

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return key in self._inner

    def __iter__(self) -> Iterator[_K]:
        self._notes.asked.add(EVERYTHING)
        return iter(self._inner)

    def __len__(self) -> int:
        self._notes.asked.add(EVERYTHING)
        return len(self._inner)


class WatchedSet(Collection[str]):
    """A set of names that notes which of them were asked for."""

    __slots__ = ("_inner", "_notes", "_what")

    def __init__(self, what: str, inner: Collection[str], notes: Notes) -> None:
        self._what, self._inner, self._notes = what, inner, notes

    def __contains__(self, name: object) -> bool:
        self._notes.asked.add((self._what, str(name)))
        return name in self._inner

    def __iter__(self) -> Iterator[str]:
        self._notes.asked.add(EVERYTHING)
        return iter(self._inner)

    def __len__(self) -> int:
        self._notes.asked.add(EVERYTHING)
        return len(self._inner)


class _WatchedEntity:
    """An entity that notes which of its parts were looked at: a link to it rests on its slug, and on nothing else."""

    __slots__ = ("_base", "_inner", "_notes", "_questions")

    def __init__(self, inner: Entity, notes: Notes) -> None:
        self._inner, self._notes = inner, notes
        self._base = ("entity", inner.category, inner.key)
        self._questions = notes.questions(self._base)

    def __getattr__(self, name: str) -> Any:
        if name not in ("category", "key"):  # those are what it was found by
            question = self._questions.get(name)
            if question is None:
                question = self._questions[name] = (*self._base, name)
            self._notes.asked.add(question)
        return getattr(self._inner, name)


class WatchedTuple(tuple[_V, ...]):
    """A tuple that notes when it is looked at, whichever way."""

    notes: Notes

    @classmethod
    def of(cls, items: Collection[_V], notes: Notes) -> WatchedTuple[_V]:
        """Watch items."""
        made = cls(items)
        made.notes = notes
        return made

    def __iter__(self) -> Iterator[_V]:
        self.notes.asked.add(EVERYTHING)
        return super().__iter__()

    def __len__(self) -> int:
        self.notes.asked.add(EVERYTHING)
        return super().__len__()

    def __getitem__(self, at: Any) -> Any:
        self.notes.asked.add(EVERYTHING)
        return super().__getitem__(at)


def watch(graph: Graph, notes: Notes) -> Graph:
    """Give the graph as pages are to see it, its questions noted."""
    return watch_fields(graph, "graph", notes, entities=_watch_entities(graph.entities, notes))


def watch_fields(value: _D, name: str, notes: Notes, **instead: Any) -> _D:
    """Give a dataclass with every mapping, set and tuple in it watched, so that a new field of it is watched too.

    Args:
        value: The dataclass.
        name: What it is called in the notes.
        notes: Where it is noted.
        instead: Fields that somebody else has taken care of.
    """
    changed: dict[str, Any] = dict(instead)
    for part in fields(value):
        inner = getattr(value, part.name)
        what = f"{name}.{part.name}"
        if part.name in instead:
            continue
        if isinstance(inner, Mapping):
            changed[part.name] = WatchedMap((what,), inner, notes)
        elif isinstance(inner, frozenset):
            changed[part.name] = WatchedSet(what, inner, notes)
        elif isinstance(inner, tuple):
            changed[part.name] = WatchedTuple.of(inner, notes)
    return replace(value, **changed)


def _watch_entities(index: EntityIndex, notes: Notes) -> EntityIndex:
    proxies: dict[int, Any] = {}

    def entity(inner: Entity) -> Entity:
        found = proxies.get(id(inner))
        if found is None:
            found = proxies[id(inner)] = _WatchedEntity(inner, notes)
        return cast(Entity, found)  # it answers as the entity would

    by_category = {
        name: WatchedMap(("entity", name), those, notes, entity) for name, those in index.by_category.items()
    }
    return watch_fields(index, "entities", notes, by_category=by_category)


def words_of_key(key: object) -> tuple[str, ...]:
    """Give the words by which a key of a mapping is noted."""
    return tuple(str(part) for part in key) if isinstance(key, tuple) else (str(key),)
