"""The commands in the editors' guide: all of them, as their help has them, each with an example that can be run."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import click
import pytest

from generator.cli import COMMANDS, main
from generator.cli.common import Command
from generator.cli.reference import FILE, reference
from generator.links import build
from generator.pages.site import Site


def test_the_file_that_the_guide_reads_is_in_step() -> None:
    assert FILE.read_text("utf-8") == reference(), "run `python -m generator.cli.reference`"


def test_every_command_is_in_the_reference_with_an_example_and_help_for_each_option() -> None:
    found = json.loads(reference())
    assert [one["name"] for one in found] == list(COMMANDS)
    for one in found:
        assert any(line.startswith(f"briefs {one['name']}") for line in one["examples"])
        assert one["about"][0].endswith(".")
        assert [option for option in one["options"] if len(option["help"]) < 10] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_is_one_that_the_command_takes(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert isinstance(command, Command)
    if command.context_settings.get("ignore_unknown_options"):
        return  # its options are MkDocs's
    for line in command.examples:
        # What stands after two blanks says what it does; what stands after a bar or an arrow is another program's.
        typed = line.split("  ")[0].split(" | ")[0].split(" < ")[0]
        words = shlex.split(typed)[2:]
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        assert [word for word in words if word.startswith("--") and word not in known] == [], line


def test_the_guide_shows_them(repo_root: Path) -> None:
    site = Site(graph=build({}, {}), root=repo_root, folders=(repo_root / "templates",))
    (page,) = [page for page in site.pages() if page.uri == "guide"]
    html = page.render(site).html
    for name in COMMANDS:
        assert f'id="command-{name}"' in html
