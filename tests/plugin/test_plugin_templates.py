"""A template that breaks while somebody types, or before: the site stays, and the page and the log say where."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from site_project import Project

GHENT = "briefs/2021-03-04-ghent-plot"
# Builds again as the server does: the same plugin, whose templates have changed meanwhile.
REBUILD = """
import pathlib
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config('mkdocs.yml')
config.plugins.on_startup(command='serve', dirty=False)
template = pathlib.Path('templates/brief.html')
pages = pathlib.Path('site/briefs/2021-03-04-ghent-plot/index.html')
for number, text in enumerate(['{% if %}', 'fine again {{ view.title }}', 'a\\n{{ view.nonsense }}']):
    template.write_text(text)
    build(config)
    pathlib.Path(f'{number}.html').write_bytes(pages.read_bytes())
"""


def test_a_template_that_breaks_is_shown_and_mended_on_the_next_save(project: Project) -> None:
    (project.folder / "templates").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", REBUILD],
        cwd=project.folder,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    first, second, third = ((project.folder / f"{number}.html").read_text("utf-8") for number in range(3))
    assert "templates/brief.html:1: the template is wrong" in first, "at start-up too"
    assert "fine again" in second
    assert "templates/brief.html:2: the template brief.html cannot be filled in" in third
    assert "nonsense" in third
    assert "templates/brief.html:2: the template brief.html cannot be filled in" in done.stderr
    assert str(project.folder) not in first + third


def test_every_template_may_break_and_the_build_goes_on(project: Project, repo_root: Path) -> None:
    (project.folder / "templates").mkdir()
    for path in (repo_root / "templates").glob("*.html"):
        (project.folder / "templates" / path.name).write_text("{% if %}")
    done = project.build()

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "templates/brief.html:1: the template is wrong" in project.page(GHENT)
    assert project.build("--strict").returncode == 1


def test_a_folder_that_cannot_be_opened_ends_in_words_and_no_traceback(project: Project) -> None:
    code = (
        "import sys\n"
        "from generator.errors import StoreError\n"
        "from generator.store import Collection\n"
        "def refuse(folder):\n"
        "    raise StoreError(f'{folder} cannot be read: Permission denied')\n"
        "Collection.open = refuse\n"
        "from mkdocs.__main__ import cli\n"
        "cli(['build'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project.folder, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "cannot be read: Permission denied" in " ".join(done.stderr.split())
