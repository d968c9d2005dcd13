"""The whole walk with the real model: an article in, a brief that passes its checks out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.record.text import find_quote
from generator.store import Collection

STORY = """\
Nine killed as car bomb explodes outside police station in Peshawar

PESHAWAR, March 4 — A car bomb exploded outside a police station in the Pakistani city of Peshawar on Tuesday, killing \
nine people and wounding at least 20 others, the police said.

The Pakistani Taliban claimed responsibility for the attack in a statement that was sent to reporters.

"Most of the dead were officers who had just come on duty," said Imran Khattak, a senior police official.
"""

pytestmark = pytest.mark.model


def test_an_article_becomes_a_brief_that_passes_its_checks(site: Path) -> None:
    (site / "article.txt").write_text(STORY, "utf-8")
    added = CliRunner().invoke(main, ["add", "article.txt", "--published", "2014-03-05", "--json"])
    assert added.exit_code == 0, added.output
    (result,) = json.loads(added.stdout)
    main_id = result["incidents"][0]["id"]
    assert result["incidents"][0]["main"]

    collection = Collection.open(site / "briefs")
    record = collection.load().records[main_id]
    assert record.kind == "bombing"
    assert str(record.when.date) == "2014-03-04"
    assert (record.where.place, record.where.country) == ("Peshawar", "PK")
    killed = next(item for item in record.casualties if item.status == "killed")
    assert killed.count.plain == 9
    text = collection.source_text(result["source"]) or ""
    assert record.evidence
    assert all(find_quote(text, one.quote) for quotes in record.evidence.values() for one in quotes)

    checked = CliRunner().invoke(main, ["check"])
    assert checked.exit_code == 0, checked.output
    assert "known already" in CliRunner().invoke(main, ["add", "article.txt"]).stdout


def test_bulk_extraction_says_the_same(site: Path) -> None:
    line = json.dumps({"id": "a", "text": STORY, "published": "2014-03-05"})
    result = CliRunner().invoke(main, ["extract", "--jsonl", "-", "--out", "-"], input=line)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["id"] == "a"
    assert found["incidents"][0]["kind"] == "bombing"
