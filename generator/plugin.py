"""The MkDocs plugin: carries records to pages and pages to MkDocs. Holds no rules of its own."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.errors import BriefsError, StoreError
from generator.exports.formats import FORMATS
from generator.exports.publication import Publication
from generator.links import build
from generator.pages import (
    STYLESHEET,
    About,
    Desk,
    Download,
    Page,
    Rendered,
    Site,
    brief_uri,
    may_be_shown,
    page_path,
    problem_place,
    record_uri,
    template_folders,
)
from generator.record.problem import Problem
from generator.record.schema import Incident
from generator.store import Collection, Loaded, read_file
from generator.store.history import last_changes
from generator.store.queue import read_queue

log = get_plugin_logger(__name__)

_HOME = "index"
_DATA_FOLDERS = ("sources/", "articles/")
_DATA_SUFFIXES = (".yml", ".yaml")


class BriefsConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves its __init_subclass__ untyped
    """The plugin's options, under `plugins: - briefs:` in mkdocs.yml."""

    templates = config_options.Type(str, default="templates")
    """Folder of the collection's own templates, beside mkdocs.yml; one of ours by the same name gives way."""
    review = config_options.Type(bool, default=False)
    """Whether a built site has the review queue too; while serving there always is one."""


class BriefsPlugin(BasePlugin[BriefsConfig]):  # type: ignore[no-untyped-call]  # the same
    """Makes a page of every brief and of every name in it, and the views over all of them."""

    def __init__(self) -> None:
        super().__init__()
        self._serving = False
        self._folders: tuple[Path, ...] = ()
        self._collection: Collection | None = None
        self._site: Site | None = None
        self._last_good: dict[str, Incident] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether somebody is editing. That this event is handled also keeps the plugin alive between builds."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reload on template edits, and have the theme load our stylesheet."""
        base = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        self._folders = template_folders(base / self.config.templates)
        # Shipped templates are watched too: in a checkout they are what one edits.
        config.watch = [*config.watch, *(str(folder) for folder in self._folders if folder.is_dir())]
        if STYLESHEET not in config.extra_css:
            config.extra_css.append(STYLESHEET)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take the data out of what is copied, and put pages in."""
        _drop_data(files, config)
        self._site = site = self._read(config)
        written = {file.dest_uri: file for file in files if file.src_dir == config.docs_dir}
        for page in site.pages():
            self._add(page, files, written, config)
        if "index.html" not in written:
            self._add(Page(uri=_HOME, title="Home", render=site.home_words, is_view=True), files, written, config)
        for id in sorted(site.graph.whole):
            source = Path(config.docs_dir, f"{id}.yml")
            if source.is_file():
                files.append(File.generated(config, record_uri(id), abs_src_path=str(source)))
        for uri, make in (*site.files(), *self._exports(site, config)):
            files.append(File.generated(config, uri, content=_made(make, uri)))
        for uri, path in site.assets():
            if uri not in written:
                files.append(File.generated(config, uri, abs_src_path=str(path)))
        return files

    def on_pre_template(self, template: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Have the page that says that there is no such page look for it."""
        if template_name != "404.html" or self._site is None:
            return template
        make = self._site.not_found
        template.environment.globals["briefs_not_found"] = lambda base: _safely(lambda: make(base), template_name).html
        return template.environment.from_string(
            '{% extends "main.html" %}{% block content %}{{ briefs_not_found(base_url) | safe }}{% endblock %}'
        )

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put the lists of the home page below the words that people have written there."""
        if page.file.dest_uri != "index.html" or self._site is None:
            return html
        page.meta.setdefault("hide", ["navigation", "toc"])
        return html + _safely(self._site.home, page.file.src_uri).html

    def _add(self, page: Page, files: Files, written: Mapping[str, File], config: MkDocsConfig) -> None:
        inclusion = InclusionLevel.INCLUDED if page.is_view else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, f"{page.uri}.md", content="", inclusion=inclusion)
        if taken := written.get(file.dest_uri):
            log.warning(
                f"{taken.src_uri} stands where the page of {page.title!r} would; "
                "it was kept, and that page was left out. Rename the file to have both."
            )
            return
        file.edit_uri = page.edit
        _HtmlPage(page, file, config)
        files.append(file)

    def _read(self, config: MkDocsConfig) -> Site:
        """Read the collection; what is wrong with it is logged and shown, and never raised."""
        root = Path(config.docs_dir)
        if self._collection is None or self._collection.folder != root:
            self._collection = _opened(root)  # kept between builds: it reads only what has changed
        loaded = self._collection.load()
        for problem in loaded.problems:
            _report(problem, root.parent)
        graph = build(loaded.records, loaded.sources, loaded.names)
        before = {id: record for id, record in self._last_good.items() if id in loaded.broken}
        self._last_good = {**before, **graph.records}
        return Site(
            graph=graph,
            root=root,
            folders=self._folders,
            directory_urls=config.use_directory_urls,
            broken={id: path for id, path in loaded.broken.items() if may_be_shown(path)},
            problems={id: self._shown(loaded.problems_of(id)) for id in (*loaded.records, *loaded.broken)},
            before=before,
            changed=last_changes(root),
            review=self._desk(loaded, root) if self._serving or self.config.review else None,
            about=About(
                title=config.site_name or "",
                base=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
                edit=urljoin(config.repo_url or "", config.edit_uri) if config.edit_uri else "",
                downloads=tuple(Download(format_.file, format_.title, format_.about) for format_ in FORMATS),
            ),
        )

    def _desk(self, loaded: Loaded, root: Path) -> Desk:
        collection = Collection.open(root)
        return Desk(
            problems={id: loaded.problems_of(id) for id in loaded.records},
            confidence=collection.confidence_of,
            disputes=collection.conflicts_of,
            matches=read_queue(root),
            locate=lambda id, address: read_file(root / f"{id}.yml").locate(address),
        )

    def _exports(self, site: Site, config: MkDocsConfig) -> Iterator[tuple[str, Callable[[], str]]]:
        publication = Publication(
            graph=site.graph,
            title=site.about.title,
            page=lambda id: page_path(brief_uri(id), directory_urls=config.use_directory_urls),
            base=site.about.base,
            about=config.site_description or "",
            changed=site.changed,
        )
        for format_ in FORMATS:
            yield format_.file, partial(format_.write, publication)

    def _shown(self, problems: list[Problem]) -> list[Problem]:
        # A published page shows what makes a brief wrong; what might be better is for those who edit it.
        return [problem for problem in problems if self._serving or problem.severity == "error"]


class _HtmlPage(MkDocsPage):
    """A page whose body is HTML already: nothing of it passes through Markdown."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig) -> None:
        # Themes write titles into the page as they are, so they are escaped before a theme sees them.
        super().__init__(html.escape(page.title), file, config)
        self._page = page

    def read_source(self, config: MkDocsConfig) -> None:
        """Give what would be the front matter; search results show the tags, as HTML."""
        self.markdown = ""
        self.meta = {
            "title": html.escape(self._page.title),
            "description": html.escape(self._page.description),
            "tags": [html.escape(tag) for tag in self._page.tags],
            "hide": ["navigation", "tags"],
            "search": {} if self._page.searchable else {"exclude": True},
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make the body."""
        rendered = _safely(self._page.render, self.file.src_uri)
        self.content = rendered.html
        # The heading of the page is what the link that skips the menus leads to; themes list what is below it.
        top = AnchorLink(html.escape(self._page.title), "top", 1)
        top.children = [AnchorLink(html.escape(text), id, 2) for id, text in rendered.headings]
        self.toc = TableOfContents([top])
        self.present_anchor_ids = {"top", *(id for id, _ in rendered.headings)}
        if not rendered.headings:
            self.meta["hide"] = ["navigation", "tags", "toc"]


def _safely(render: Callable[[], Rendered], uri: str) -> Rendered:
    """Make a page, or where that fails one that says so: while serving, an exception would take the whole site down."""
    try:
        return render()
    except BriefsError as error:
        log.warning(f"{uri}: {error}")
        said = str(error)
    except Exception:  # a fault of ours or of an edited template; the traceback says where
        log.exception(f"{uri}: this page could not be made")
        said = "This page could not be made; the log of the build says why."
    return Rendered(f'<h1 id="top">Something is wrong here</h1><p>{html.escape(said)}</p>')


def _opened(root: Path) -> Collection:
    try:
        return Collection.open(root)
    except StoreError as error:
        log.warning(str(error))  # the build goes on, and shows what there is to be read
        return Collection(root)


def _made(make: Callable[[], str], uri: str) -> str:
    return _safely(lambda: Rendered(make()), uri).html


def _report(problem: Problem, base: Path) -> None:
    place = problem_place(problem, base)
    said = f"{place}: {problem.code}: {problem.message}" if place else f"{problem.code}: {problem.message}"
    if problem.severity == "error":
        log.warning(said)
    else:
        log.info(said)


def _drop_data(files: Files, config: MkDocsConfig) -> None:
    for file in list(files):
        if file.src_dir != config.docs_dir:
            continue
        is_data = file.src_uri.startswith(_DATA_FOLDERS) or file.src_uri.endswith(_DATA_SUFFIXES)
        if is_data or any(part.startswith(".") for part in file.src_uri.split("/")):
            files.remove(file)
