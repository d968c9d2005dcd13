"""`briefs init`, from the package as it is installed: a collection that builds, checks and overwrites nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import main

EVERYTHING = {
    *("mkdocs.yml", "briefs/index.md", "briefs/.schema.json", "templates/README.md", ".gitignore", "README.md"),
    *(".github/workflows/site.yml", ".pre-commit-config.yaml", "requirements.txt"),
}


def init(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["init", *arguments])


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def installed(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it into a folder of its own, without what it depends on."""
    place = tmp_path_factory.mktemp("installed")
    options = ["--no-deps", "--no-index", "--disable-pip-version-check", "--quiet"]
    wheel = [sys.executable, "-m", "pip", "wheel", *options, "--no-build-isolation", "-w", str(place), str(repo_root)]
    subprocess.run(wheel, check=True, capture_output=True, text=True, timeout=300)
    (made,) = place.glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", *options, "--target", str(place / "package"), str(made)]
    subprocess.run(install, check=True, capture_output=True, text=True, timeout=300)
    return place / "package"


def test_from_the_installed_package_it_starts_a_collection_that_builds(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed), "NO_MKDOCS_2_WARNING": "1"}

    def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120)

    made = run("generator", "init", "fires-in-ghent", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert made.stdout.endswith(
        "fires-in-ghent is ready. Go there, and then:\n"
        "  briefs add ARTICLE     makes briefs of an article, a folder of them or a web address\n"
        "  briefs serve           shows the site, and follows your edits\n"
    )
    home = tmp_path / "fires-in-ghent"
    assert files(home) == EVERYTHING
    where = run("generator", "new", "--kind", "fire", "--date", "2015-01", "--place", "Ghent", cwd=home)
    assert "wrote briefs/2015-01-ghent-fire.yml" in where.stdout, where.stderr
    path = home / "briefs/2015-01-ghent-fire.yml"
    assert run("generator", "check", cwd=home).returncode == 1, "it has no source yet"
    path.write_text(
        path.read_text("utf-8").replace("\n# sources:", "\nsources: [{title: A fire}]\n# sources:"), "utf-8"
    )
    assert run("generator", "check", cwd=home).returncode == 0
    built = run("mkdocs", "build", "--strict", cwd=home)
    assert built.returncode == 0, built.stderr
    assert "Fires in ghent" in (home / "site/index.html").read_text("utf-8")
    assert "Fire in Ghent" in (home / "site/briefs/2015-01-ghent-fire/index.html").read_text("utf-8")


def test_the_hook_and_the_workflow_run_commands_that_there_are(tmp_path: Path) -> None:
    init(str(tmp_path / "a"))
    hook = yaml.safe_load((tmp_path / "a/.pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"][0]
    assert hook["entry"] == "briefs check"
    steps = yaml.safe_load((tmp_path / "a/.github/workflows/site.yml").read_text("utf-8"))["jobs"]["build"]["steps"]
    commands = [step["run"].split() for step in steps if step.get("run", "").startswith("briefs ")]
    assert [command[1] for command in commands] == ["check", "build"]
    checked = CliRunner().invoke(main, [*commands[0][1:], "--briefs", str(tmp_path / "a/briefs")])
    assert checked.exit_code == 0, checked.output


@pytest.mark.parametrize("name", ['A "b": c # d', "12", "Ünï — code", "yes", "a\nb"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    assert init(str(tmp_path / "x"), "--name", name).exit_code == 0
    text = (tmp_path / "x/mkdocs.yml").read_text("utf-8")
    (line,) = [line for line in text.split("\n") if line.startswith("site_name")]
    assert yaml.safe_load(line) == {"site_name": " ".join(name.split())}


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = init(str(tmp_path))
    assert result.exit_code == 2
    assert "mine.txt" in result.stderr
    assert files(tmp_path) == {"mine.txt"}


def test_a_fresh_repository_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert init(str(tmp_path)).exit_code == 0


def test_missing_files_are_added_and_the_others_kept(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs/index.md").write_text("mine")
    result = init(str(tmp_path), "--add-missing")
    assert result.exit_code == 0
    assert "kept   README.md" in result.stdout
    assert (tmp_path / "README.md").read_text() == (tmp_path / "briefs/index.md").read_text() == "mine"
    assert files(tmp_path) == EVERYTHING
