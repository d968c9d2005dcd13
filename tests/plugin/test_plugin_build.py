"""The plugin through real builds: what is in the site, what is not, and what happens to a bad brief."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from site_project import Project

GHENT = "briefs/2021-03-04-ghent-plot"
BROKEN = "id: broken\ntitle: A brief that is not right\nkind: bombimg\nsources: [{title: x}]\n"


def script_data(path: Path) -> Any:
    """Give what a file of the search index hands over."""
    return json.loads(path.read_text("utf-8").removeprefix("briefsSearch(").removesuffix(");\n").partition(",")[2])


class Page(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            if name in ("id", "name") and value:
                self.anchors.add(value)


def dead_links(site: Path) -> list[str]:
    pages = {path: Page(path.read_text("utf-8")) for path in site.rglob("*.html")}
    dead = []
    for path, page in pages.items():
        here = "http://site/" + path.relative_to(site).as_posix().removesuffix("index.html")
        for link in page.links:
            target = urlsplit(urljoin(here, link))
            if target.netloc != "site" or target.scheme != "http":
                continue
            file = site / unquote(target.path).lstrip("/")
            file = file / "index.html" if target.path.endswith("/") else file
            if not file.is_file():
                dead.append(f"{path.relative_to(site)}: {link}")
            elif target.fragment and file in pages and unquote(target.fragment) not in pages[file].anchors:
                # The theme's own checkbox for the table of contents is there under scripts only.
                dead.append(f"{path.relative_to(site)}: {link} has no such anchor")
    return dead


def test_every_link_and_anchor_of_the_site_leads_somewhere(built: Project) -> None:
    assert dead_links(built.site) == []


def test_every_link_leads_somewhere_without_folders_too(project: Project) -> None:
    project.configure("use_directory_urls: true", "use_directory_urls: false")

    assert project.build("--strict").returncode == 0
    assert (project.site / f"{GHENT}.html").is_file()
    assert dead_links(project.site) == []


def test_the_site_has_a_page_of_everything(built: Project) -> None:
    for uri in (
        *(
            GHENT,
            "briefs/2021-02-rotterdam-shooting",
            "browse",
            "kinds",
            "kinds/terrorist-plot",
            "places/belgium-ghent",
        ),
        *("people/marek-sollen", "groups/northern-dawn", "weapons/firearms", "sources/canal-wire"),
    ):
        assert "<h1" in built.page(uri)


def test_the_data_itself_is_not_published_but_for_the_record(built: Project) -> None:
    files = {path.relative_to(built.site).as_posix() for path in built.site.rglob("*") if path.is_file()}

    data = {name for name in files if name.endswith((".yml", ".yaml", ".txt")) and not name.startswith("assets/")}
    assert data == {
        f"briefs/{path.stem}/record.yml" for path in built.briefs.glob("*.yml") if path.stem != "2020-secret"
    }
    original = (built.briefs / "2021-03-04-ghent-plot.yml").read_bytes()
    assert (built.site / GHENT / "record.yml").read_bytes() == original


def test_nothing_of_a_record_that_is_not_for_everybody_is_in_the_site(built: Project) -> None:
    secrets = ("2020-secret", "Zyxburg", "few eyes", "Quiet Otter", "Whisper Weekly", "zyxburg", "quiet-otter")
    for path in built.site.rglob("*"):
        assert not any(secret in path.name for secret in secrets), path
        if path.suffix in (".html", ".json", ".yml", ".xml", ".js", ".csv"):
            text = path.read_text("utf-8")
            assert not [secret for secret in secrets if secret in text], path


def test_an_old_id_redirects(built: Project) -> None:
    html = built.page("briefs/2021-03-ghent-raid")

    assert '<meta http-equiv="refresh" content="0; url=../2021-03-04-ghent-plot/">' in html


def test_only_views_are_in_the_navigation(built: Project) -> None:
    html = built.page("browse")
    nav = html[html.index("md-nav--primary") : html.index("</nav>", html.index("md-nav--primary"))]

    assert "Weapons" in nav
    assert "ghent" not in nav.lower()


def test_the_first_link_skips_the_menus(built: Project) -> None:
    for uri in (GHENT, "browse", "groups/northern-dawn"):
        assert re.search(r'<a href="#top" class="md-skip">', built.page(uri))


def test_the_home_page_has_the_words_of_index_md_and_the_lists(built: Project) -> None:
    html = built.page("")

    assert html.index("Short, checkable accounts") < html.index("Latest incidents") < html.index("Ways in")


def test_a_collection_without_index_md_has_a_home_page(project: Project) -> None:
    (project.briefs / "index.md").unlink()

    assert project.build("--strict").returncode == 0
    assert "Latest incidents" in project.page("")
    assert project.page("").count("<h1") == 1


def test_an_empty_collection_explains_itself(project: Project) -> None:
    for path in project.briefs.rglob("*.yml"):
        path.unlink()

    assert project.build("--strict").returncode == 0
    assert "briefs add ARTICLE" in project.page("")
    assert "There is nothing here yet" in project.page("people")


def test_the_index_of_search_has_every_brief_and_name_and_no_view(built: Project) -> None:
    shown = [entry for path in (built.site / "search").glob("d-*.js") for entry in script_data(path)]
    entries = {entry[0]: entry[1:] for entry in shown}

    assert entries[GHENT][:3] == ["Foiled plot against the harbour festival in Ghent", "4 March 2021", "Ghent, Belgium"]
    assert "Marek Sollen: accomplice, suspected by the authorities" in entries[GHENT][3]
    assert "suspected by the authorities" in entries["people/marek-sollen"][3]
    assert "browse" not in entries


def test_no_page_asks_for_anything_from_elsewhere(built: Project) -> None:
    for path in built.site.rglob("*.html"):
        for tag in re.findall(r"<(?:link|script|img|iframe|source)\b[^>]*>", path.read_text("utf-8")):
            assert not re.search(r"""(?:href|src)=["']?(?:https?:)?//""", tag), (path, tag)


def test_the_pencil_opens_the_yaml(project: Project) -> None:
    project.configure("# edit_uri: ", "edit_uri: ")

    assert project.build("--strict").returncode == 0
    assert 'href="https://example.org/edit/main/briefs/2021-03-04-ghent-plot.yml"' in project.page(GHENT)
    assert 'rel="edit"' not in project.page("groups/northern-dawn")
    assert 'href="https://example.org/edit/main/briefs/index.md"' in project.page("")


def test_titles_are_escaped_before_the_theme_sees_them(project: Project, repo_root: Path) -> None:
    case = (repo_root / "tests/cases/pages/markup.yml").read_text("utf-8")
    (project.briefs / "markup.yml").write_text(case, "utf-8")
    assert project.build().returncode == 0

    for path in project.site.rglob("*.html"):
        html = path.read_text("utf-8")
        assert not re.search(r"<script[^>]*>\s*alert", html, re.IGNORECASE), path
        assert not re.search(
            r"<(img|svg|iframe|style|b|u|em)\b[^>]*(onerror|onload|onclick|evil|display:none)", html
        ), path
        assert "7*7" in html or "49" not in re.sub(r"<svg.*?</svg>|<script.*?</script>", "", html, flags=re.DOTALL)
    head = project.page("briefs/markup").split("</head>")[0]
    assert "<title>&lt;/title&gt;&lt;script&gt;alert(&quot;title&quot;)" in head
    for path in (project.site / "search").glob("*.js"):
        assert not re.search("[<>&\u2028]", path.read_text("utf-8")), "it is data, whoever reads it"


def test_a_broken_brief_shows_its_problems_and_takes_nothing_else_down(project: Project) -> None:
    (project.briefs / "broken.yml").write_text(BROKEN, "utf-8")
    done = project.build()

    assert done.returncode == 0
    assert "briefs/broken.yml:3:7: unknown-term" in done.stderr or "briefs/broken.yml:3:" in done.stderr
    html = project.page("briefs/broken")
    assert "This brief cannot be read." in html
    assert "bombimg" in html
    assert str(project.folder) not in html
    assert "Foiled plot" in project.page(GHENT)


def test_a_broken_brief_fails_a_strict_build(project: Project) -> None:
    (project.briefs / "broken.yml").write_text(BROKEN, "utf-8")
    (project.briefs / "worse.yml").write_text("id: worse\ntitle: [\n", "utf-8")
    done = project.build("--strict")

    assert done.returncode == 1
    assert "briefs/broken.yml:3:" in done.stderr
    assert "briefs/worse.yml:" in done.stderr, "all problems are told in one pass"


def test_a_link_to_no_brief_names_the_line(project: Project) -> None:
    path = project.briefs / "2018-campaign-of-the-northern-dawn.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("to: 2019-11-23-mombasa-depot-bombing", "to: 2019-mombasa"), "utf-8")
    done = project.build("--strict")

    assert done.returncode == 1
    assert re.search(r"briefs/2018-campaign-of-the-northern-dawn\.yml:\d+:\d+: dangling-link", done.stderr)


def test_a_hand_written_page_is_kept_and_told_of(project: Project) -> None:
    (project.briefs / "browse.md").write_text("# My own table\n", "utf-8")
    done = project.build()

    assert "browse.md stands where the page of 'Browse' would" in done.stderr
    assert "My own table" in project.page("browse")
    assert project.build("--strict").returncode == 1


def test_a_template_that_is_wrong_costs_only_its_pages(project: Project) -> None:
    (project.folder / "templates").mkdir()
    (project.folder / "templates/brief.html").write_text("{{ view.nonsense }}", "utf-8")
    done = project.build()

    assert done.returncode == 0
    assert "Something is wrong here" in project.page(GHENT)
    assert "Northern Dawn" in project.page("groups/northern-dawn")
    assert project.build("--strict").returncode == 1


def test_the_plain_theme_works(project: Project) -> None:
    path = project.folder / "mkdocs.yml"
    head, _, rest = path.read_text("utf-8").partition("\ntheme:")
    plugins = rest[rest.index("\nplugins:") :]
    path.write_text(f"{head}\ntheme:\n  name: mkdocs\n  highlightjs: false\n{plugins}", "utf-8")
    done = project.build("--strict")

    assert done.returncode == 0, done.stderr
    assert dead_links(project.site) == []
    assert "<title>Foiled plot against the harbour festival in Ghent - Incident briefs</title>" in project.page(GHENT)


def test_properdocs_builds_the_same_site(project: Project, built: Project) -> None:
    done = project.build("--strict", engine="properdocs")

    assert done.returncode == 0, done.stderr
    ours = {path.relative_to(built.site) for path in built.site.rglob("*.html")}
    assert {path.relative_to(project.site) for path in project.site.rglob("*.html")} == ours
    article = re.compile(r'<div class="ib ib-brief">.*?</article>', re.DOTALL)
    assert article.findall(project.page(GHENT)) == article.findall(built.page(GHENT))


def test_a_build_never_loads_a_language_model(project: Project) -> None:
    code = (
        "import sys\n"
        "from mkdocs.commands.build import build\n"
        "from mkdocs.config import load_config\n"
        "build(load_config('mkdocs.yml'))\n"
        "print([name for name in ('spacy', 'trafilatura', 'dateparser', 'numpy') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project.folder, capture_output=True, text=True, timeout=120)

    assert done.stdout.strip().endswith("[]"), done.stderr


@pytest.mark.parametrize("broken", ["id: 2021-03-04-ghent-plot\ntitle: [\n", "\x00", "kind: [[[[", ""])
def test_while_serving_a_brief_that_breaks_keeps_what_it_said(project: Project, broken: str) -> None:
    code = (
        "import pathlib, sys\n"
        "from mkdocs.commands.build import build\n"
        "from mkdocs.config import load_config\n"
        "def rebuild():\n"
        "    config = load_config('mkdocs.yml')\n"
        "    config.plugins.on_startup(command='serve', dirty=False)\n"
        "    build(config)\n"
        "rebuild()\n"
        "path = pathlib.Path('briefs/2021-03-04-ghent-plot.yml')\n"
        "good = path.read_bytes()\n"
        "path.write_text(sys.argv[1])\n"
        "rebuild()\n"
        "page = pathlib.Path('site/briefs/2021-03-04-ghent-plot/index.html')\n"
        "pathlib.Path('broken.html').write_bytes(page.read_bytes())\n"
        "path.write_bytes(good)\n"
        "rebuild()\n"
    )
    argument = broken.replace("\x00", "\x01")
    done = subprocess.run(
        [sys.executable, "-c", code, argument], cwd=project.folder, capture_output=True, text=True, timeout=120
    )

    assert done.returncode == 0, done.stderr
    html = (project.folder / "broken.html").read_text("utf-8")
    assert "This brief cannot be read now." in html
    assert "Two suspects were killed in the raid" in html
    assert "cannot be read" not in project.page(GHENT)
