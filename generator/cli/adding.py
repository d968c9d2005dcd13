"""Adding articles to a collection: known ones passed over before the model is loaded, new ones written whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli import common
from generator.cli.intake import settle, source_of
from generator.cli.schema_command import keep_schema
from generator.errors import BriefsError
from generator.store.match import Matcher, names_of

if TYPE_CHECKING:
    from generator.article.model import Article
    from generator.cli.reading import Given
    from generator.extract.draft import Draft
    from generator.extract.pipeline import Extractor
    from generator.record.schema import Incident
    from generator.store import Collection


@dataclass(frozen=True, slots=True)
class Made:
    """A brief that was written, or would be."""

    record: Incident
    """The record."""
    path: Path
    """Its YAML file."""
    main: bool
    """True where the article is about it, False for a stub."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one article."""

    article: str
    """As the person named it."""
    source: str | None = None
    """The source's id; None where the article could not be read."""
    made: tuple[Made, ...] = ()
    """The briefs, the main one first."""
    message: str = ""
    """Why there are none."""
    failed: bool = False
    """True where something went wrong."""
    known: bool = False
    """True where the collection had the article already."""


class Adding:
    """One run of `briefs add`.

    Args:
        collection: Where the briefs go.
        dry_run: Write nothing, and give what would be made.
    """

    def __init__(self, collection: Collection, *, dry_run: bool) -> None:
        self._collection = collection
        self._dry_run = dry_run
        self._extractor: Extractor | None = None
        self._matcher: Matcher | None = None
        self._sources: set[str] = set()
        self._cited: set[str] | None = None
        self._unreadable = False
        self._ids: list[str] = []

    def add(self, given: Given) -> Result:
        """Add one article; what goes wrong with it stops no other."""
        if given.article is None:
            return Result(given.name, message=str(given.error), failed=True)
        try:
            return self._add(given.name, given.article)
        except BriefsError as error:
            message = str(error) if given.name in str(error) else f"{given.name}: {error}"
            return Result(given.name, given.article.id, message=message, failed=True)

    def _add(self, name: str, article: Article) -> Result:
        known = Result(name, article.id, message="known already; nothing changed", known=True)
        kept = self._collection.known_source(article.id)
        if article.id in self._sources or self._is_known(article.id):
            return known
        if self._extractor is None:
            self._extractor = common.load_extractor()
        drafts = common.extract(self._extractor, article, name)
        if not drafts:
            return Result(name, article.id, message="no incident found; nothing written")
        made = self._preview(drafts) if self._dry_run else self._write(article, drafts, kept=kept)
        if not made:
            return known
        self._sources.add(article.id)
        for one in made:
            self._known_briefs().add(one.record)
        return Result(name, article.id, tuple(made))

    def _is_known(self, source: str) -> bool:
        """Say whether an article is kept and some brief, sound or broken, still rests on it.

        One that is kept although its briefs are gone is read again: whoever wants it gone withdraws the brief.
        """
        if not self._collection.known_source(source):
            return False
        if self._cited is None or source not in self._cited:
            # Read once more where it seems orphaned, since another run may just have written its briefs.
            loaded = self._collection.load()
            self._cited = {s for record in loaded.records.values() for s in record.sources if isinstance(s, str)}
            # A brief that cannot be read may rest on anything; then nothing is made anew beside it.
            self._unreadable = bool(loaded.broken)
        return self._unreadable or source in self._cited

    def _preview(self, drafts: Iterable[Draft]) -> list[Made]:
        made = [Made(d.record, self._collection.path_of(d.record.id), d.main) for d in self._settled(drafts)]
        self._ids += [one.record.id for one in made]
        return made

    def _write(self, article: Article, drafts: Iterable[Draft], *, kept: bool) -> list[Made]:
        # One lock from choosing the ids to writing them, so that two runs side by side never choose the same.
        with self._collection.locked():
            if not kept and self._collection.known_source(article.id):
                return []  # another run has written it meanwhile
            settled = self._settled(drafts)
            paths = self._collection.add_all(
                [(draft.record, draft.confidence) for draft in settled], source=source_of(article), text=article.text
            )
            keep_schema(self._collection)
        return [Made(draft.record, path, draft.main) for draft, path in zip(settled, paths, strict=True)]

    def _settled(self, drafts: Iterable[Draft]) -> list[Draft]:
        return settle(drafts, free=self._free, known=self._known)

    def _free(self, wish: str, avoid: Iterable[str]) -> str:
        return self._collection.free_id(wish, avoid=[*avoid, *self._ids])

    def _known(self, stub: Incident) -> str | None:
        # "A hostage-taking of that month" without a place or a target may be any; only a name makes two of them one.
        if names_of(stub) and (stub.id in self._ids or self._collection.taken(stub.id)):
            return stub.id
        found = self._known_briefs().find(stub)
        return found.id if found else None

    def _known_briefs(self) -> Matcher:
        if self._matcher is None:
            self._matcher = Matcher(self._collection.load().records.values())
        return self._matcher
