"""Adding articles to a collection: known ones passed over before the model is loaded, new ones written whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli import common
from generator.cli.intake import source_of
from generator.cli.schema_command import keep_schema
from generator.errors import ArticleError, BriefsError
from generator.store.collection import free_among
from generator.store.match import Matcher, Placing
from generator.store.match_apply import Grown, Growth, is_untouched
from generator.store.queue import Doubt

if TYPE_CHECKING:
    from generator.article.model import Article
    from generator.cli.reading import Given
    from generator.extract.draft import Draft
    from generator.extract.many import Read
    from generator.extract.pipeline import Extractor
    from generator.record.schema import Incident
    from generator.store import Collection

_PATIENCE = 120.0
"""Seconds to wait for another run, which may be looking through a large collection for the first time."""
Extract = Callable[["Article", str], "list[Draft]"]


@dataclass(frozen=True, slots=True)
class Made:
    """A brief that was written, or would be."""

    record: Incident
    """The record."""
    path: Path
    """Its YAML file."""
    main: bool
    """True where the article is about it, False for a stub."""
    new: bool = True
    """False for a brief that was there and has the article as one more source."""
    was_stub: bool = False
    """True for one that was known only as background until now."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one article."""

    article: str
    """As the person named it."""
    source: str | None = None
    """The source's id; None where the article could not be read."""
    made: tuple[Made, ...] = ()
    """The briefs that are new or have grown, the main one first."""
    message: str = ""
    """Why there are none."""
    failed: bool = False
    """True where something went wrong."""
    known: bool = False
    """True where the collection had the article already."""
    gone: tuple[tuple[str, str], ...] = ()
    """Briefs that turned out to be part of another one: old id, new id."""
    doubts: tuple[Doubt, ...] = ()
    """Briefs that may be the same incident, for a person to settle."""
    reprint_of: str | None = None
    """The kept article that this one repeats."""


class Adding:
    """One run of `briefs add`.

    Args:
        collection: Where the briefs go.
        dry_run: Write nothing, and give what would be made.
        extract: Reads the drafts of an article; by default the model does, loaded when it is first needed.
    """

    def __init__(self, collection: Collection, *, dry_run: bool, extract: Extract | None = None) -> None:
        self._collection = collection
        self._dry_run = dry_run
        self._extract = extract or self._with_model
        self._extractor: Extractor | None = None
        self._matcher: Matcher | None = None
        self._previewed: set[str] = set()

    def unread(self, given: Given) -> Article | None:
        """Give an article that is to be read; None for one that could not be got, or that the collection has."""
        return None if given.article is None or self._is_known(given.article.id) else given.article

    def add(self, given: Given, read: Read[Given] | None = None) -> Result:
        """Add one article; what goes wrong with it stops no other.

        Args:
            given: The article.
            read: What was read in it, where that has been done elsewhere.
        """
        if given.article is None:
            return Result(given.name, message=str(given.error), failed=True)
        try:
            return self._add(given.name, given.article, self._extract if read is None else _as_read(read))
        except BriefsError as error:
            message = str(error) if given.name in str(error) else f"{given.name}: {error}"
            return Result(given.name, given.article.id, message=message, failed=True)

    def _add(self, name: str, article: Article, extract: Extract) -> Result:
        known = Result(name, article.id, message="known already; nothing changed", known=True)
        if article.id in self._previewed or self._is_known(article.id):
            return known
        drafts = _distinct(extract(article, name))
        if not drafts:
            return Result(name, article.id, message="no incident found; nothing written")
        # One lock from looking to writing, so that two runs side by side never choose the same id or make two of one.
        with self._collection.locked(wait=_PATIENCE):
            matcher = self._refreshed()
            if self._collection.known_source(article.id) and matcher.knows(article.id):
                return known  # another run has written it meanwhile
            try:
                return self._placed(name, article, drafts, matcher)
            except BaseException:
                matcher.undo()
                raise

    def _placed(self, name: str, article: Article, drafts: Sequence[Draft], matcher: Matcher) -> Result:
        source = source_of(article)
        scored = [(draft.record, draft.confidence) for draft in drafts]
        placing = matcher.place(scored, source=article.id, text=article.text, published=source.published)
        if self._dry_run:
            self._previewed.add(article.id)
            matcher.imagine(placing)
            made = self._preview(drafts, placing)
            return Result(name, article.id, tuple(made), gone=tuple(placing.gone.items()), doubts=placing.doubts)
        grown = Growth(self._collection, placing, scored, source, article.text).grow()
        records = {record.id: record for record in (*grown.new, *(update.record for update in grown.updates))}
        matcher.keep(records, placing.gone, grown.touched)
        keep_schema(self._collection)
        return Result(
            name,
            article.id,
            tuple(self._made(grown, placing)),
            gone=tuple(grown.gone.items()),
            doubts=tuple(grown.doubts),
            reprint_of=grown.reprint_of,
        )

    def _made(self, grown: Grown, placing: Placing) -> list[Made]:
        made = [Made(r, self._collection.path_of(r.id), r.status != "stub") for r in grown.new]
        for update in grown.updates:
            if update.id not in placing.homes.values():
                continue  # only a link of it leads elsewhere now
            main = update.record.status != "stub"
            made.append(Made(update.record, update.path, main, new=False, was_stub=update.id in grown.was_stub))
        return self._in_order(made, placing)

    def _preview(self, drafts: Sequence[Draft], placing: Placing) -> list[Made]:
        made = []
        for draft in drafts:
            home = placing.homes[draft.record.id]
            if home in placing.members:
                record = replace(draft.record, id=home)
                made.append(Made(record, self._collection.path_of(home), draft.main, new=home in placing.new))
        return self._in_order(made, placing)

    def _in_order(self, made: Sequence[Made], placing: Placing) -> list[Made]:
        """Put the article's own briefs first, in its order; what else grows with them comes after."""
        homes = list(dict.fromkeys(placing.homes.values()))
        return sorted(made, key=lambda one: homes.index(one.record.id) if one.record.id in homes else len(homes))

    def _is_known(self, source: str) -> bool:
        """Say whether an article is kept and some brief still rests on it.

        One that is kept although its briefs are gone is read again: whoever wants it gone withdraws the brief.
        """
        if not self._collection.known_source(source):
            return False
        with self._collection.locked(wait=_PATIENCE):
            return self._refreshed().knows(source)

    def _refreshed(self) -> Matcher:
        if self._matcher is None:
            self._matcher = Matcher(
                self._collection,
                is_free=lambda brief: is_untouched(self._collection, brief),
                scratch=self._dry_run,
            )
        self._matcher.refresh()
        return self._matcher

    def _with_model(self, article: Article, name: str) -> list[Draft]:
        if self._extractor is None:
            self._extractor = common.load_extractor()
        return common.extract(self._extractor, article, name)


def _as_read(read: Read[Given]) -> Extract:
    def give(article: Article, name: str) -> list[Draft]:
        if read.error:
            raise ArticleError(f"{name}: {read.error.message}")
        return list(read.drafts)

    return give


def _distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """Give each draft of an article a wish of its own."""
    out: list[Draft] = []
    for draft in drafts:
        wish = free_among(draft.record.id, {other.record.id for other in out})
        out.append(draft if wish == draft.record.id else replace(draft, record=replace(draft.record, id=wish)))
    return out
