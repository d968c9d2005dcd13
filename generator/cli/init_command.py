"""`briefs init`: a collection of one's own, ready to take articles and to be published."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

import click

from generator.cli.common import Command
from generator.cli.schema_command import keep_schema
from generator.errors import UsageError

EXAMPLES = """
briefs init my-briefs
briefs init my-briefs --name "Fires in Ghent"
briefs init . --add-missing     give a folder that holds something what it lacks
"""

_ROOM = Path(__file__).parent / "scaffold"
# What a folder may hold and still count as empty.
_NOTHING = {".git", ".DS_Store", ".gitattributes"}


@click.command("init", cls=Command, examples=EXAMPLES)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option("--name", help="The site's name; made of the folder's where it is left out.")
@click.option("--add-missing", is_flag=True, help="Take a folder that is not empty, and leave what is there as it is.")
def command(folder: Path, name: str | None, add_missing: bool) -> None:
    """Start a collection in DIR: configuration, a home page, and what checks and publishes it.

    Nothing is ever overwritten; a folder that is not empty is refused without --add-missing.
    """
    from generator.store import Collection

    there = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    if not add_missing and set(there) - _NOTHING:
        found = ", ".join(sorted(set(there) - _NOTHING)[:3])
        raise UsageError(f"{folder} is not empty (it holds {found}); name a new folder, or give --add-missing")
    name = name or re.sub(r"[-_\s]+", " ", folder.resolve().name).strip().capitalize() or "Incident briefs"
    for place, text in _files(" ".join(name.split())).items():
        path = folder / place
        if path.exists() or path.is_symlink():
            click.echo(f"  kept   {place}")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        click.echo(f"  wrote  {place}")
    keep_schema(Collection.open(folder / "briefs"))
    click.echo(f"{folder} is ready. Go there, and then:")
    click.echo("  briefs add ARTICLE     makes briefs of an article, a folder of them or a web address")
    click.echo("  briefs serve           shows the site, and follows your edits")


def _files(name: str) -> Mapping[str, str]:
    """Give the files of a new collection: path -> text."""
    return {
        "mkdocs.yml": _configuration(name),
        "briefs/index.md": re.sub(r"\A# .*", lambda _: f"# {name}", _ours("index.md", "briefs/index.md")),
        "templates/README.md": _text("templates.md"),
        ".gitignore": _text("gitignore.txt"),
        ".github/workflows/site.yml": _text("workflow.yml"),
        ".pre-commit-config.yaml": _text("pre-commit.yml"),
        "requirements.txt": f"incident-briefs=={metadata.version('incident-briefs')}\n",
        "README.md": _text("README.md").replace("{name}", name),
    }


def _configuration(name: str) -> str:
    """Give the configuration of our own site under another name."""
    text = _ours("mkdocs.yml", "mkdocs.yml")
    # JSON's text is YAML's too, whatever is in it.
    text = re.sub(r"^site_name:.*", lambda _: f"site_name: {json.dumps(name, ensure_ascii=False)}", text, flags=re.M)
    head = "# The site: its pages come from briefs/*.yml. See https://www.mkdocs.org/user-guide/configuration/"
    return re.sub(r"\A#.*", lambda _: head, text)


def _text(name: str) -> str:
    return (_ROOM / name).read_text("utf-8")


def _ours(name: str, place: str) -> str:
    """Read a file that our own collection has too: beside the others in the wheel, in its place in a checkout."""
    inside = _ROOM / name
    return (inside if inside.is_file() else Path(__file__).parents[2] / place).read_text("utf-8")
