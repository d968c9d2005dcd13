"""The house rules that a reader of the repository relies on: what files say, and what the README promises."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator.cli import COMMANDS, main
from generator.cli.common import Command

# Paths of one machine and hosts of registries. The brackets keep this file from naming them itself.
FOREIGN = re.compile(
    r"/wor[k]/|/hom[e]/\w+/|/roo[t]/|/Users/\w+/|pypi[.]org|pythonhosted[.]|registry[.]npmjs|deb[.]debian"
)
PROSE = ("README.md", "CONTRIBUTING.md")


def _files(root: Path) -> list[Path]:
    """List what is or would be under version control; everything but hidden folders where there is no repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if listed.returncode == 0:
        names = [Path(name) for name in listed.stdout.split("\0") if name]
    else:
        names = [path.relative_to(root) for path in root.rglob("*")]
        names = [name for name in names if not any(part.startswith(".") for part in name.parts)]
    return [root / name for name in names if (root / name).is_file()]


def test_no_file_names_a_machine_or_a_registry(repo_root: Path) -> None:
    found = []
    for path in _files(repo_root):
        data = path.read_bytes()
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
            if FOREIGN.search(line):
                found.append(f"{path.relative_to(repo_root)}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", PROSE)
def test_every_chore_that_prose_names_is_a_make_target(name: str, repo_root: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (repo_root / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make\s+([a-z]+)", (repo_root / name).read_text("utf-8"), re.MULTILINE))
    assert named
    assert named <= targets


@pytest.mark.parametrize("name", PROSE)
def test_every_command_that_prose_names_exists(name: str, repo_root: Path) -> None:
    text = (repo_root / name).read_text("utf-8")
    named = set(re.findall(r"(?:`|^|/)briefs ([a-z]+(?:-[a-z]+)*)", text, re.MULTILINE))
    assert named
    assert named <= set(COMMANDS)


def test_the_readme_names_every_command(repo_root: Path) -> None:
    text = (repo_root / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"briefs {name}" not in text] == []


def test_the_pictures_of_the_readme_exist(repo_root: Path) -> None:
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (repo_root / "README.md").read_text("utf-8")):
        assert (repo_root / picture).is_file()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"], prog_name="briefs")
    command = main.get_command(click.Context(main), name)
    assert result.exit_code == 0
    assert isinstance(command, Command)
    assert command.short_help or command.help
    assert any(line.startswith(f"briefs {name}") for line in command.examples)
    assert all(line in result.output for line in command.examples)


def test_make_alone_lists_every_target_that_has_a_comment(repo_root: Path) -> None:
    made = subprocess.run(["make", "--silent"], cwd=repo_root, capture_output=True, text=True, check=True).stdout
    described = re.findall(r"^([a-z-]+):.*## ", (repo_root / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert described
    assert all(f"make {target} " in made for target in described)


def test_the_lock_has_hashes_and_no_host(repo_root: Path) -> None:
    lock = (repo_root / "requirements.lock").read_text("utf-8")
    pins = re.findall(r"^(\S+==\S+)[^\n]*\n((?:    --hash=sha256:[0-9a-f]{64}[ \\]*\n)+)", lock, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", lock, re.MULTILINE))
    assert "http://" not in lock
    assert "https://" not in lock
    assert "\ntorch==" not in lock
