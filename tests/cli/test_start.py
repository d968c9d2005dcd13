"""The command line answers at once, says what is wrong in a sentence, and hands MkDocs what is MkDocs's."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import COMMANDS, common, main

HEAVY = ("spacy", "trafilatura", "mkdocs", "dateparser", "yaml", "numpy")


def test_help_answers_in_under_a_third_of_a_second(repo_root: Path) -> None:
    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "generator", "--help"], cwd=repo_root, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    # Processor time, the best of several: the program is measured, and not who else is at work on the machine.
    assert min(seconds() for _ in range(5)) < 0.3


def test_help_imports_nothing_heavy(repo_root: Path) -> None:
    code = (
        "import sys; from click.testing import CliRunner; from generator.cli import main;"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=repo_root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_lists_every_command() -> None:
    output = CliRunner().invoke(main, ["--help"]).output
    assert [name for name in COMMANDS if f"\n  {name} " not in output] == []


def test_an_unknown_command_is_wrong_usage() -> None:
    assert CliRunner().invoke(main, ["ad"]).exit_code == 2


def test_the_version_is_the_package_s() -> None:
    from generator import __version__

    assert CliRunner().invoke(main, ["--version"]).output.strip() == f"briefs, version {__version__}"


@pytest.mark.parametrize("name", ["build", "serve"])
def test_build_and_serve_are_mkdocs_in_the_site_s_folder(
    name: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[list[str], Path]] = []

    def run(command: list[str], *, cwd: Path, **_: Any) -> subprocess.CompletedProcess[str]:
        calls.append((command, cwd))
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(common.subprocess, "run", run)
    monkeypatch.chdir(site / "briefs")
    assert CliRunner().invoke(main, [name, "--strict"]).exit_code == 3
    assert calls == [([sys.executable, "-m", "mkdocs", name, "--strict"], site)]
