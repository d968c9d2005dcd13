"""The house order: what the reader returns never changes, comments stay with their field, and twice is once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from record_strategies import incidents

from generator.record.convert import from_data
from generator.record.schema import Incident, Source
from generator.store.fixes import fix_text
from generator.store.fmt import format_text
from generator.store.reader import StrictError, read_file, read_yaml
from generator.store.writer import MODELINE, to_yaml

HERE = Path("brief.yml")
CASES = Path(__file__).parents[1] / "cases"
FMT = sorted((CASES / "fmt").glob("*.yml"))
TAKEN = sorted((CASES / "yaml/taken").glob("*.yml"))
COMMENT = re.compile(r"#~[^\n]*")


@pytest.mark.parametrize("path", FMT, ids=lambda path: path.stem)
def test_a_case_is_brought_into_the_house_order(path: Path) -> None:
    # A case is a file as somebody typed it, and below the line of equals signs what it is to become.
    given_, wanted = path.read_bytes().decode().split("# =====\n")
    assert format_text(given_, HERE) == wanted
    assert format_text(wanted, HERE) == wanted
    assert read_yaml(given_, HERE).data == read_yaml(wanted, HERE).data


@pytest.mark.parametrize("path", sorted((CASES / "records").glob("*.yml")), ids=lambda path: path.stem)
def test_what_the_program_writes_is_in_order_already(path: Path) -> None:
    text = path.read_text("utf-8")
    assert format_text(text, path) == text


@pytest.mark.parametrize("path", TAKEN, ids=lambda path: path.stem)
def test_a_file_of_any_layout_keeps_what_it_says(path: Path) -> None:
    text = path.read_text("utf-8")
    assert read_yaml(format_text(text, path), path).data == read_file(path).data


def test_a_file_that_is_no_yaml_is_refused() -> None:
    with pytest.raises(StrictError):
        format_text("id: [\n", HERE)


def test_a_source_has_an_order_of_its_own_and_no_line_for_editors() -> None:
    assert format_text("url: https://x.org\n# t\ntitle: t\nid: a\n", HERE, type_=Source) == (
        "id: a\n# t\ntitle: t\nurl: https://x.org\n"
    )


def shuffled(incident: Incident, data: st.DataObject) -> str:
    """Write a record as a careless hand might: fields in any order, comments and empty lines anywhere."""
    lines = to_yaml(incident, comments=False).split("\n")[:-1]
    starts = [at for at, line in enumerate(lines) if re.match(r"[a-z_]+:", line)]
    chunks = [lines[start:stop] for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True)]
    lines = [line for chunk in data.draw(st.permutations(chunks)) for line in chunk]
    wanted = read_yaml("\n".join(lines) + "\n", HERE).data
    for number in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(lines)))
        what = data.draw(st.sampled_from(["line", "end", "gap"]))
        columns = data.draw(st.integers(0, 6))
        new = list(lines)
        if what == "gap":
            new.insert(at, "")
        elif what == "line":
            new.insert(at, f"{' ' * columns}#~{number}")
        elif at < len(lines):
            new[at] = f"{new[at]}  #~{number}"
        try:
            if read_yaml("\n".join(new) + "\n", HERE).data == wanted:
                lines = new
        except StrictError:
            continue
    return "\n".join(lines) + "\n"


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(incidents, st.data())
def test_whatever_the_record_and_its_comments_nothing_is_lost(incident: Incident, data: st.DataObject) -> None:
    text = shuffled(incident, data)
    after = format_text(text, HERE)
    read = read_yaml(after, HERE).data
    assert read == read_yaml(text, HERE).data
    assert Counter(COMMENT.findall(after)) == Counter(COMMENT.findall(text))
    assert format_text(after, HERE) == after
    order = [field for field in to_yaml(incident, comments=False).split("\n") if re.match(r"[a-z_]+:", field)]
    found = [line for line in after.split("\n") if re.match(r"[a-z_]+:", line)]
    assert [line.split(":")[0] for line in found] == [line.split(":")[0] for line in order]
    comments = [line for line in text.split("\n") if line.endswith(tuple(COMMENT.findall(text))) and ": " in line]
    assert [line for line in comments if line.strip() not in map(str.strip, after.split("\n"))] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(incidents, st.data())
def test_mending_changes_nothing_of_a_record_without_fault(incident: Incident, data: st.DataObject) -> None:
    text = shuffled(incident, data)
    after, _ = fix_text(text, Path(f"{incident.id}.yml"))
    assert from_data(read_yaml(after, HERE).data) == from_data(read_yaml(text, HERE).data)
    assert Counter(COMMENT.findall(after)) == Counter(COMMENT.findall(text))
    assert fix_text(after, Path(f"{incident.id}.yml")) == (after, [])
    assert MODELINE in after


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab01 \n:-?#'\"[]{},|>\\~", max_size=80) | st.text(max_size=60))
def test_any_text_keeps_what_it_says_or_is_refused(text: str) -> None:
    try:
        before = read_yaml(text, HERE).data
    except StrictError:
        before = None
    assume(before is not None)
    assert read_yaml(format_text(text, HERE), HERE).data == before
