"""The strict reader: what it takes, what it refuses and where, and that nothing makes it fall over."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import YamlError
from generator.store.reader import LIMIT, StrictError, read_file, read_yaml

HERE = Path("brief.yml")
CASES = Path(__file__).parents[1] / "cases" / "yaml"
REFUSED = sorted((CASES / "refused").glob("*.yml"))
TAKEN = sorted((CASES / "taken").glob("*.yml"))


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_a_refused_file_says_why_and_where(path: Path) -> None:
    # The name is the code, two hyphens, what the case is about; line and column are those of the mark in its comment.
    with pytest.raises(StrictError) as caught:
        read_file(path)
    code = path.stem.split("--")[0]
    place = caught.value.location
    assert caught.value.code == code
    assert place is not None
    wanted = path.read_bytes().split(b"\n")[0].decode().removeprefix("\ufeff")
    assert f"# {place.line}:{place.column}" == wanted.strip(), str(caught.value)


@pytest.mark.parametrize("path", TAKEN, ids=lambda path: path.stem)
def test_a_taken_file_means_what_was_typed(path: Path) -> None:
    data = read_file(path).data
    assert data["given"] == data["typed"], "left: the value as YAML; right: the same between quotes, or as a number"
    assert [type(value) for value in data["given"]] == [type(value) for value in data["typed"]]


def test_windows_line_ends_and_a_byte_order_mark_are_taken() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: b\r\nc:\r\n  - d\r\n", HERE).data == {"a": "b", "c": ["d"]}


def test_every_value_can_be_located() -> None:
    tree = read_yaml("a: b\nc:\n  - d: e\n    f: g\n  - {h: i, j: k}\n", HERE)
    places = {
        ("a",): "1:1",
        ("c",): "2:1",
        ("c", 0): "3:5",
        ("c", 0, "f"): "4:5",
        ("c", 1, "j"): "5:12",
        ("c", 0, "missing", "deeper"): "3:5",
        (): "1:1",
    }
    for address, place in places.items():
        assert str(tree.locate(address)) == f"brief.yml:{place}", address


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.yml"
    path.write_bytes(b"a: b # " + b"x" * LIMIT)
    with pytest.raises(StrictError, match="larger than 1 MiB"):
        read_file(path)


@pytest.mark.parametrize("text", ["[" * 900_000, "{a: " * 200_000, "- " * 500_000, "? " * 500_000])
def test_nothing_nests_so_deep_that_the_process_dies(text: str) -> None:
    script = "import sys, pathlib\nfrom generator.store.reader import *\nread_yaml(sys.stdin.read(), pathlib.Path('x'))"
    done = subprocess.run([sys.executable, "-c", script], input=text, capture_output=True, text=True, check=False)
    assert "more than 12 deep" in done.stderr


def test_the_parser_in_python_takes_and_refuses_the_same() -> None:
    # What is used where PyYAML was built without libyaml.
    script = """
import json, pathlib, sys, yaml
yaml.__with_libyaml__ = False
from generator.store.reader import StrictError, read_file
for name in sys.argv[1:]:
    try:
        print(json.dumps(read_file(pathlib.Path(name)).data))
    except StrictError as error:
        print(error.code, error.location)
"""
    paths = [*REFUSED, *TAKEN, CASES.parent / "records" / "full.yml"]
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, paths)], capture_output=True, text=True, encoding="utf-8", check=True
    )
    for path, said in zip(paths, done.stdout.splitlines(), strict=True):
        try:
            wanted = json.dumps(read_file(path).data)
        except StrictError as error:
            wanted = f"{error.code} {error.location}"
        assert said == wanted


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200),
        st.text(alphabet="ab01 \n\r\t:-?#'\"[]{},|>&*!%@\\~<=.", max_size=200),
    )
)
def test_no_input_raises_anything_but_a_yaml_error(given_text: str | bytes) -> None:
    try:
        tree = read_yaml(given_text, HERE)
    except YamlError as error:
        place = error.location
    else:
        place = tree.locate(("a", 0))
    assert place is not None
    assert place.line
    assert place.column


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab01 \n:-?#'\"[]{},|>\\~", max_size=80))
def test_what_both_read_has_the_same_shape_as_for_a_standard_reader(text: str) -> None:
    try:
        ours = read_yaml(text, HERE).data
        theirs = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - this loader makes nothing but text
    except (YamlError, yaml.YAMLError):
        return
    assert _as_text(ours) == _as_text(theirs)


def _as_text(value: object) -> object:
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    return "" if value in (None, "null", "") else (type(value) is not bool and str(value)) or str(value).lower()


def test_it_is_no_slower_than_two_and_a_half_times_the_bare_c_loader() -> None:
    text = (CASES.parent / "records" / "full.yml").read_text("utf-8")

    def best(read: object) -> float:
        times = []
        for _ in range(7):
            start = time.perf_counter()
            for _ in range(10):
                read(text)  # type: ignore[operator]  # either reader
            times.append(time.perf_counter() - start)
        return min(times)

    bare = best(lambda t: yaml.load(t, Loader=yaml.CSafeLoader))
    assert best(lambda t: read_yaml(t, HERE)) <= 2.5 * bare
