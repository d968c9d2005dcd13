"""A site built again after edits is byte for byte the one that a first build makes, and little of it is made anew."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from site_project import Project

from generator.build import builder, kept
from generator.build.builder import Builder
from generator.plugin import BriefsPlugin

GHENT = "2021-03-04-ghent-plot"
NEW = "id: {id}\nstatus: draft\ntitle: Shooting in Ghent\nkind: shooting\nwhere: {{place: Ghent, country: 'BE'}}\n"


class Sites:
    """One collection, built into two folders: again and again into one, from nothing into the other."""

    def __init__(self, project: Project, *, serving: bool) -> None:
        self.project = project
        self.again, self.clean = project.folder / "again", project.folder / "clean"
        self.serving = serving
        self.kept: Builder | None = None
        self.plugin: BriefsPlugin | None = None

    def build(self) -> list[str]:
        """Build both, and give the paths of what was made anew in the one."""
        made: list[str] = []
        plugin, self.kept = self._build(self.again, self.kept, made)
        self._build(self.clean, None, [])
        plugin._builder = None
        return made

    def _build(self, folder: Path, kept: Builder | None, made: list[str]) -> tuple[BriefsPlugin, Builder]:
        config = load_config(str(self.project.folder / "mkdocs.yml"), site_dir=str(folder))
        plugin = config.plugins["briefs"]
        assert isinstance(plugin, BriefsPlugin)
        plugin._serving = self.serving
        plugin._builder = kept
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)
        build(config)
        built = plugin._builder
        assert built is not None
        built.wait()
        assert built.last is not None
        made += built.last.made
        self.plugin = plugin
        return plugin, built

    def edit(self, names: set[str]) -> bool:
        """Take in edits of some files alone, as while serving, and build the other site; say whether that could be."""
        assert self.kept
        assert self.plugin
        self.plugin._builder = self.kept
        is_taken_in = self.kept.edit(names) is not None
        self.kept.wait()
        if not is_taken_in:
            self._build(self.again, self.kept, [])
        # The theme's part of what is made in the second folder is that of the first too.
        self._build(self.clean, None, [])
        return is_taken_in

    def differ(self) -> list[str]:
        """Give the files that are not the same in both."""
        one, other = (self._files(folder) for folder in (self.again, self.clean))
        # While serving, a brief that cannot be read keeps what it said, which a first build cannot know.
        broken = self.kept.broken if self.kept and self.serving else ()
        ignored = {f"briefs/{id}/index.html" for id in broken}
        return sorted(path for path in (one.keys() | other.keys()) - ignored if one.get(path) != other.get(path))

    @staticmethod
    def _files(folder: Path) -> dict[str, bytes]:
        # The archive of the site map holds the time at which it was made.
        files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".gz")
        # So does the home page of the plain theme.
        said = re.compile(rb"Build Date UTC : [^\n]*")
        return {path.relative_to(folder).as_posix(): said.sub(b"", path.read_bytes()) for path in files}


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))


@pytest.fixture(params=[False, True], ids=["build", "serve"])
def sites(project: Project, request: pytest.FixtureRequest) -> Sites:
    sites = Sites(project, serving=request.param)
    sites.build()
    assert sites.differ() == []
    return sites


def edit(project: Project, name: str, old: str, new: str) -> None:
    path = project.briefs / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_nothing_is_made_where_nothing_has_changed(sites: Sites) -> None:
    assert sites.build() == []
    assert sites.differ() == []


def test_an_edit_makes_the_pages_that_show_it_and_no_other(sites: Sites) -> None:
    edit(sites.project, f"{GHENT}.yml", "count: 6-8", "count: 7")
    made = sites.build()

    assert sites.differ() == []
    pages = {path for path in made if path.endswith(".html")}
    assert f"briefs/{GHENT}/index.html" in pages
    assert "briefs/2020-08-17-cargo-ship-fire/index.html" not in pages
    assert not any("mombasa" in path or "shillong" in path for path in pages)


EDITS: dict[str, Callable[[Project], object]] = {
    "title": lambda p: edit(p, f"{GHENT}.yml", "title: Foiled plot", "title: Thwarted plot"),
    "place": lambda p: edit(p, "2021-02-rotterdam-shooting.yml", "place: Rotterdam", "place: Delft"),
    "name": lambda p: edit(p, f"{GHENT}.yml", "Marek Sollen", "Marek Sóllen"),
    "link": lambda p: edit(p, f"{GHENT}.yml", "state: suspected}", "state: discounted}"),
    "source": lambda p: edit(p, "sources/d426d6a1.yml", "publisher: Canal Wire", "publisher: Canal Courier"),
    "alias": lambda p: edit(p, f"{GHENT}.yml", "aliases: [2021-03-ghent-raid]", "aliases: [2021-old]"),
    "secret": lambda p: edit(p, "2021-02-rotterdam-shooting.yml", "id: 2021", "tlp: amber\nid: 2021"),
    "addition": lambda p: (p.briefs / "2022-ghent.yml").write_text(NEW.format(id="2022-ghent"), "utf-8"),
    "deletion": lambda p: (p.briefs / "2021-02-rotterdam-shooting.yml").unlink(),
    "fault": lambda p: (p.briefs / "2020-08-17-cargo-ship-fire.yml").write_text("id: [", "utf-8"),
    "comment": lambda p: edit(p, f"{GHENT}.yml", "# An invented incident", "# An incident of invention"),
    "home page": lambda p: (p.briefs / "index.md").write_text("# Welcome\n\nAll is new.\n", "utf-8"),
    "page of one's own": lambda p: (p.briefs / "about.md").write_text("# About us\n", "utf-8"),
    "view of one's own": lambda p: (p.briefs / "browse.md").write_text("# My table\n", "utf-8"),
    "name of the site": lambda p: p.configure("site_name: Incident briefs", "site_name: Other briefs"),
    "address of the site": lambda p: p.configure(
        "docs_dir: briefs", "docs_dir: briefs\nsite_url: https://example.org/"
    ),
    "pencil": lambda p: p.configure("# edit_uri: ", "edit_uri: "),
    "folders": lambda p: p.configure("use_directory_urls: true", "use_directory_urls: false"),
    "plain theme": lambda p: p.configure("  name: material", "  name: mkdocs\n  highlightjs: false\n  custom_dir: own"),
}


@pytest.mark.parametrize(("name", "sites"), [(n, bool(at % 2)) for at, n in enumerate(EDITS)], indirect=["sites"])
def test_after_any_edit_the_site_is_what_a_first_build_makes(sites: Sites, name: str) -> None:
    (sites.project.folder / "own").mkdir()
    if name == "plain theme":  # which knows none of the options of the other
        text = (sites.project.folder / "mkdocs.yml").read_text("utf-8")
        head, _, rest = text.partition("theme:")
        plugins = rest[rest.index("\nplugins:") :]
        (sites.project.folder / "mkdocs.yml").write_text(f"{head}theme:\n  name: material{plugins}", "utf-8")
    EDITS[name](sites.project)
    sites.build()

    assert sites.differ() == []


def test_a_template_of_ones_own_shows_and_goes_again(sites: Sites) -> None:
    folder = sites.project.folder / "templates"
    folder.mkdir()
    (folder / "entity.html").write_text('<h1 id="top">{{ view.name }}</h1>', "utf-8")
    sites.build()
    assert sites.differ() == []
    assert '<h1 id="top">Northern Dawn</h1>' in (sites.again / "groups/northern-dawn/index.html").read_text("utf-8")

    (folder / "entity.html").write_text('<h1 id="top">{{ view.name }}!</h1>', "utf-8")
    sites.build()
    assert sites.differ() == []
    (folder / "entity.html").unlink()
    sites.build()
    assert sites.differ() == []


def test_what_is_kept_between_processes_is_used_and_gives_the_same(project: Project) -> None:
    assert ": 0 of " not in project.build().stderr
    assert ": 0 of " in project.build().stderr
    edit(project, f"{GHENT}.yml", "count: 6-8", "count: 7")
    assert ": 0 of " not in project.build().stderr
    again = Sites._files(project.site)
    shutil.rmtree(project.folder / ".cache")
    shutil.rmtree(project.site)
    project.build()

    assert Sites._files(project.site) == again


@pytest.mark.parametrize("damage", ["cut", "other bytes", "for everybody", "empty"])
def test_what_is_kept_is_not_trusted_where_it_is_damaged(project: Project, damage: str) -> None:
    project.build()
    found = sorted((project.folder / ".cache").rglob("*.cache"))
    assert len(found) == 2
    for path in found:
        data = path.read_bytes()
        match damage:
            case "cut":
                path.write_bytes(data[:-10])
            case "other bytes":
                path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
            case "for everybody":
                path.chmod(0o666)
            case _:
                path.write_bytes(b"")
    done = project.build()

    assert done.returncode == 0
    assert ": 0 of " not in done.stderr


def settle(project: Project) -> None:
    """Let all files look as if they had been written a while ago."""
    for path in project.briefs.rglob("*"):
        if path.is_file():
            os.utime(path, (1_700_000_000, 1_700_000_000))


def test_where_nothing_has_changed_no_record_is_read(project: Project) -> None:
    settle(project)
    project.build()
    first = Sites._files(project.site)
    (whole,) = (project.folder / ".cache").rglob("*-*.cache")
    whole.write_bytes(b"")  # nobody looks at it
    done = project.build()

    assert ": 0 of " in done.stderr
    assert Sites._files(project.site) == first
    assert project.build("--strict").returncode == 0


CHANGES: dict[str, Callable[[Project], object]] = {
    **{name: EDITS[name] for name in ("title", "source", "name of the site", "page of one's own", "folders")},
    "navigation": lambda p: p.configure("  - guide.md\n", ""),
    "style": lambda p: p.configure("name: material", "name: material\n  direction: rtl"),
    "a page by another hand": lambda p: (p.site / f"briefs/{GHENT}/index.html").write_text("other", "utf-8"),
    "a page that is gone": lambda p: (p.site / f"briefs/{GHENT}/index.html").unlink(),
    "a stray page": lambda p: (p.site / "briefs/stray.html").write_text("other", "utf-8"),
    "no site": lambda p: shutil.rmtree(p.site),
    "nothing known": lambda p: [path.unlink() for path in (p.folder / ".cache").rglob("*-*.cache")],
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_site_that_stood_is_built_again_where_anything_has_changed(project: Project, name: str) -> None:
    settle(project)
    project.build()
    CHANGES[name](project)
    settle(project)
    for path in project.briefs.glob("2*.yml"):
        os.utime(path, (1_600_000_000, 1_600_000_000)) if name in ("title", "source") else None
    assert project.build().returncode == 0
    again = Sites._files(project.site)
    shutil.rmtree(project.folder / ".cache")
    shutil.rmtree(project.site)
    project.build()

    assert again == Sites._files(project.site)


def test_what_is_wrong_is_told_again_though_nothing_has_changed(project: Project) -> None:
    edit(project, f"{GHENT}.yml", "kind: terrorist-plot", "kind: nonsense")
    settle(project)
    project.build()
    done = project.build("--strict")

    assert done.returncode == 1
    assert "nonsense" in done.stderr


def test_nothing_but_our_own_types_is_read(tmp_path: Path) -> None:
    for data in (b"cos\nsystem\n(S'true'\ntR.", b"cgenerator.build.kept\nkeep\n."):
        place = tmp_path / "x.cache"
        place.write_bytes(kept._head(data) + data)
        place.chmod(0o600)
        assert kept.recall(place) is None
    kept.keep(place, {"a": frozenset({1})})
    assert kept.recall(place) == {"a": frozenset({1})}


def test_a_file_changed_by_another_hand_is_mended(project: Project) -> None:
    sites = Sites(project, serving=False)
    sites.build()
    page = sites.again / f"briefs/{GHENT}/index.html"
    page.write_text("other", "utf-8")
    (sites.again / "briefs/stray.html").write_text("other", "utf-8")
    assert sites.kept
    assert sites.kept._output
    sites.kept._output.sure = False
    sites.build()

    assert sites.differ() == []


@pytest.mark.parametrize("seed", range(2))
def test_after_many_edits_the_site_is_what_a_first_build_makes(project: Project, seed: int) -> None:
    sites = Sites(project, serving=bool(seed % 2))
    sites.build()
    chance = random.Random(seed)  # noqa: S311  # to be repeated, not a secret
    for _ in range(6):
        for _ in range(chance.randint(1, 3)):
            _edit_at_random(project, chance)
        sites.build()
        assert sites.differ() == []


def contents(project: Project) -> dict[str, bytes]:
    return {path.relative_to(project.briefs).as_posix(): path.read_bytes() for path in project.briefs.rglob("*.yml")}


def different(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


@pytest.mark.parametrize("name", list(EDITS)[: list(EDITS).index("home page")])
def test_an_edit_that_is_taken_in_gives_what_a_first_build_makes(project: Project, name: str) -> None:
    sites = Sites(project, serving=True)
    sites.build()
    before = contents(project)
    EDITS[name](project)

    assert sites.edit(different(before, contents(project)))
    assert sites.differ() == []


@pytest.mark.parametrize(("seed", "patience"), [(0, 0.0), (1, 100.0), (2, 0.02)])
def test_after_many_edits_taken_in_the_site_is_what_a_first_build_makes(
    project: Project, seed: int, patience: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "_PATIENCE", patience)
    sites = Sites(project, serving=True)
    sites.build()
    chance = random.Random(seed)  # noqa: S311  # to be repeated, not a secret
    for _ in range(6):
        before = contents(project)
        for _ in range(chance.randint(1, 2)):
            _edit_at_random(project, chance)
        sites.edit(different(before, contents(project)))
        assert sites.differ() == []


def _edit_at_random(project: Project, chance: random.Random) -> None:
    briefs = sorted(path for path in project.briefs.glob("2*.yml"))
    path = chance.choice(briefs)
    match chance.randrange(7):
        case 0:
            name = f"20{chance.randint(10, 99)}-ghent"
            (project.briefs / f"{name}.yml").write_text(NEW.format(id=name), "utf-8")
        case 1 if len(briefs) > 3:
            path.unlink()
        case 2 if "aliases" not in path.read_text("utf-8"):
            new = path.with_name(f"{path.stem}-x.yml")
            text = path.read_text("utf-8").replace(f"id: {path.stem}", f"id: {new.stem}\naliases: [{path.stem}]")
            new.write_text(text, "utf-8")
            path.unlink()
        case 3:
            words = ["Ghent", "Rotterdam", "Northern Dawn", "Canal Wire", "shooting", "2021"]
            old, new = chance.sample(words, 2)
            path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
        case 4:
            path.write_text(path.read_text("utf-8").replace("status: reviewed", "status: draft"), "utf-8")
        case 5:
            source = chance.choice(sorted((project.briefs / "sources").glob("*.yml")))
            source.write_text(source.read_text("utf-8").replace("title: ", "title: New ", 1), "utf-8")
        case _:
            path.write_text(path.read_text("utf-8").replace("title: ", "title: Once more ", 1), "utf-8")
