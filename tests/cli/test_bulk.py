"""Bulk work from the command line: several processes write what one writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main


@pytest.mark.model
def test_two_processes_write_what_one_writes(tmp_path: Path, repo_root: Path) -> None:
    articles = [str(path) for path in sorted((repo_root / "briefs/articles").iterdir())[:4]]
    made = []
    for jobs in ("1", "2"):
        folder = tmp_path / jobs
        folder.mkdir()
        result = CliRunner().invoke(main, ["add", *articles, "--briefs", str(folder), "--jobs", jobs])
        assert result.exit_code == 0, result.output
        made.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.yml")})
    assert made[0] == made[1]
    assert len(made[0]) > len(articles)
