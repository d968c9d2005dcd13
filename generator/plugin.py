"""The MkDocs plugin: carries records to pages and pages to MkDocs. Holds no rules of its own."""

from __future__ import annotations

import html
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from watchdog.events import FileModifiedEvent

from generator.build.builder import Builder
from generator.build.engine import Report
from generator.build.frame import DOWNLOADS, Frame
from generator.build.order import left_by
from generator.build.shells import Shells, Words, words_of
from generator.build.staging import is_data, stage
from generator.build.watching import Stamps, Watcher, stamps_of
from generator.pages import SEARCH_SCRIPT, SEARCH_STYLESHEET, STYLESHEET, About, Page, problem_place, template_folders
from generator.record.problem import Problem

log = get_plugin_logger(__name__)

_FIRST, _LAST = 100, -100


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
        self._builder: Builder | None = None
        self._docs = ""
        self._staging: Path | None = None
        self._beacon: Path | None = None
        self._watcher: Watcher | None = None
        self._others: tuple[str, ...] = ()
        self._seen: Stamps = {}
        self._is_alone = True
        self._folders: tuple[Path, ...] = ()
        self._nav: Navigation | None = None
        self._env: jinja2.Environment | None = None
        self._files: Files | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether somebody is editing. That this event is handled also keeps the plugin alive between builds."""
        self._serving = command == "serve"

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Watch the collection ourselves: MkDocs looks at each of its files twice a second, however many there are.

        An edit of briefs alone is taken in without a build by MkDocs, which would read all of its own anew.
        """
        self._beacon = beacon = Path(tempfile.mkdtemp(prefix="briefs_"))
        server.unwatch(config.docs_dir)
        server.watch(str(beacon))
        watched = {emitter.watch.path: emitter for emitter in server.observer.emitters}
        emitter = watched[str(beacon)]
        self._watcher = watcher = Watcher(
            Path(config.docs_dir), lambda: emitter.queue_event(FileModifiedEvent(str(beacon / "changed")))
        )
        themes = [folder for folder in config.theme.dirs if os.path.abspath(folder) in watched]  # noqa: PTH100  # as MkDocs
        self._others = tuple(filter(None, (config.config_file_path, *config.watch, *themes)))
        self._seen = stamps_of(self._others)
        build = server.builder
        server.builder = lambda: None if self._is_taken_in(watcher.take()) else build()
        watcher.start()
        return server

    def _is_taken_in(self, changed: set[str]) -> bool:
        """Take in an edit of briefs; False where MkDocs has to build."""
        seen, self._seen = self._seen, stamps_of(self._others)
        if not (changed and self._is_alone and self._seen == seen):
            return False
        # What an editor wrote for a moment while it saved, and took away again, is nothing to anybody.
        written, folder = self._built.written, Path(self._docs)
        changed = {name for name in changed if is_data(name) or name in written or (folder / name).exists()}
        if not all(map(is_data, changed)):
            return False
        start = time.monotonic()
        try:
            report = self._built.edit(changed)
        except Exception:  # a file that came and went meanwhile, say: a whole build starts from what is there
            log.debug("The edit could not be taken in by itself", exc_info=True)
            return False
        if report:
            log.info(f"{_written(report)} in {time.monotonic() - start:.2f} seconds")
        return report is not None

    def on_shutdown(self) -> None:
        """Clear away what was made for MkDocs alone."""
        if self._watcher:
            self._watcher.stop()
        if self._beacon:
            shutil.rmtree(self._beacon, ignore_errors=True)
        if self._staging:
            shutil.rmtree(self._staging, ignore_errors=True)
            self._staging = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reload on template edits, and have the theme load our styles and the search box."""
        # Another plugin may have a hand in pages, and is asked by MkDocs only.
        self._is_alone = all(plugin is self for plugin in config.plugins.values())
        base = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        self._folders = template_folders(base / self.config.templates)
        # Shipped templates are watched too: in a checkout they are what one edits.
        config.watch = [*config.watch, *(str(folder) for folder in self._folders if folder.is_dir())]
        for stylesheet in (STYLESHEET, SEARCH_STYLESHEET):
            if stylesheet not in config.extra_css:
                config.extra_css.append(stylesheet)
        if SEARCH_SCRIPT not in map(str, config.extra_javascript):
            config.extra_javascript.append(SEARCH_SCRIPT)
        return config

    @event_priority(_LAST)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Save our files from being cleaned away, and keep the data from being listed file by file."""
        if self._builder is None or self._builder.root != Path(config.docs_dir):
            self._builder = Builder(Path(config.docs_dir), report=_report, fault=_fault)
        self._builder.start(Path(config.site_dir))
        self._docs = config.docs_dir
        self._staging = self._staging or Path(tempfile.mkdtemp(prefix="briefs_"))
        stage(Path(config.docs_dir), self._staging)
        config.docs_dir = str(self._staging)

    @event_priority(_FIRST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the pages in that navigation lists; all others are written at the end."""
        config.docs_dir = self._docs
        for file in files:
            if file.src_dir == str(self._staging):
                file.src_dir = self._docs
        builder = self._built
        written = {file.dest_uri: file for file in files if file.src_dir == config.docs_dir}
        frame = Frame(
            folders=self._folders,
            directory_urls=config.use_directory_urls,
            serving=self._serving,
            written={uri: file.src_uri for uri, file in written.items()},
            about=About(
                title=config.site_name or "",
                base=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
                edit=urljoin(config.repo_url or "", config.edit_uri) if config.edit_uri else "",
                downloads=DOWNLOADS,
            ),
            description=config.site_description or "",
            review=self.config.review,
        )
        views = builder.read(frame)
        for page in views:
            file = File.generated(config, f"{page.uri}.md", content="", inclusion=InclusionLevel.INCLUDED)
            _HtmlPage(page, file, config, builder)
            files.append(file)
        for uri, path in builder.assets():
            if uri not in written:
                files.append(File.generated(config, uri, abs_src_path=str(path)))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation for the pages that are written at the end."""
        self._nav, self._files = nav, files
        return nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Keep the theme for the pages that are written at the end."""
        self._env = env
        return env

    def on_pre_template(
        self, template: jinja2.Template, *, template_name: str, config: MkDocsConfig
    ) -> jinja2.Template:
        """Have the page that says that there is no such page look for it."""
        if template_name != "404.html":
            return template
        template.environment.globals["briefs_not_found"] = self._built.not_found
        return template.environment.from_string(
            '{% extends "main.html" %}{% block content %}{{ briefs_not_found(base_url) | safe }}{% endblock %}'
        )

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put the lists of the home page below the words that people have written there."""
        if page.file.dest_uri != "index.html":
            return html
        page.meta.setdefault("hide", ["navigation", "toc"])
        return html + self._built.home().html

    @event_priority(_LAST)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Keep views that will show what was edited in a moment."""
        self._built.themed(page.file.dest_uri, page.file.src_uri.removesuffix(".md"), output)
        return output

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Name our pages in the site map."""
        return self._built.sitemap(output, config.site_url or "") if template_name == "sitemap.xml" else output

    @event_priority(_FIRST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write every page that is not there as it should be."""
        urls = config.use_directory_urls
        shells = Shells(lambda words: self._themed(words, config), directory_urls=urls, tried=self._built.tried)
        report = self._built.finish(shells)
        log.info(_written(report))

    def on_build_error(self, *, error: Exception) -> None:
        """Put back what was saved from cleaning: the next build goes on from there."""
        if self._builder:
            self._builder.give_up()

    @property
    def _built(self) -> Builder:
        return left_by("on_pre_build", self._builder)

    def _themed(self, words: Words, config: MkDocsConfig) -> str:
        """Have the theme render a page, as MkDocs does it."""
        nav, files, env = left_by("on_nav", self._nav), left_by("on_nav", self._files), left_by("on_env", self._env)
        uri = f"{words.folder}/{words.name}.md" if words.folder else f"{words.name}.md"
        file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = words.edit
        page = _ThemedPage(words, file, config)
        page.active = True
        context = get_context(nav, files, config, page)
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        output = env.get_template("main.html").render(context)
        return config.plugins.on_post_page(output, page=page, config=config)


class _ThemedPage(MkDocsPage):
    """A page whose words are there already: nothing of it passes through Markdown."""

    def __init__(self, words: Words, file: File, config: MkDocsConfig) -> None:
        super().__init__(words.title, file, config)
        self._show(words)

    def _show(self, words: Words) -> None:
        hidden = ["navigation", "tags"] if words.headings else ["navigation", "tags", "toc"]
        # Themes write titles into the page as they are; these have been escaped.
        self.meta = {"title": words.title, "description": words.description, "hide": hidden}
        self.markdown = ""
        self.content = words.content
        # The heading of the page is what the link that skips the menus leads to; themes list what is below it.
        top = AnchorLink(words.title, "top", 1)
        top.children = [AnchorLink(text, id, 2) for id, text in words.headings]
        self.toc = TableOfContents([top])
        self.present_anchor_ids = {"top", *(id for id, _ in words.headings)}


class _HtmlPage(_ThemedPage):
    """A view: MkDocs puts it into the theme like its own pages, since navigation tells which one it is."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig, builder: Builder) -> None:
        MkDocsPage.__init__(self, html.escape(page.title), file, config)
        self._page, self._builder = page, builder

    def read_source(self, config: MkDocsConfig) -> None:
        """Make the page; MkDocs asks for its words first."""
        self._show(words_of(self._page, self._builder.view(self._page)))
        if not self._page.searchable:
            self.meta["search"] = {"exclude": True}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Do nothing: it has been made."""


def _written(report: Report) -> str:
    return f"{len(report.made)} of {report.pages} pages and files written, {report.removed} removed"


def _report(problem: Problem, base: Path) -> None:
    place = problem_place(problem, base)
    said = f"{place}: {problem.code}: {problem.message}" if place else f"{problem.code}: {problem.message}"
    if problem.severity == "error":
        log.warning(said)
    else:
        log.info(said)


def _fault(message: str, *, with_traceback: bool = False) -> None:
    if with_traceback:
        log.exception(message)
    else:
        log.warning(message)
