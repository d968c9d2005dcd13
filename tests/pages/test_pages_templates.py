"""Templates that are wrong: the message names the file and the line, and a fault of ours keeps its traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from generator.errors import BriefsError
from generator.pages.environment import fill, make_environment


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n{% if %}", "own/page.html:2: the template is wrong: Expected an expression"),
        (
            "a\nb\n{{ nonsense }}",
            "own/page.html:3: the template page.html cannot be filled in: 'nonsense' is undefined",
        ),
        ("{{ view.nonsense }}", "own/page.html:1: the template page.html cannot be filled in: 'str object' has no"),
        (
            "a\n{{ view() }}",
            "own/page.html:2: the template page.html cannot be filled in: TypeError: 'str' object is not callable",
        ),
        (
            "a\n{{ 1 + view }}",
            "own/page.html:2: the template page.html cannot be filled in: TypeError: unsupported operand",
        ),
        ("\n{{ view | nofilter }}", "own/page.html:2: the template is wrong: No filter named 'nofilter'"),
        (
            "{% include 'gone.html' %}",
            'own/page.html:1: there is no template "gone.html"; it is asked for by page.html',
        ),
        (
            "\n{% include 'part.html' %}",
            "own/part.html:2: the template page.html cannot be filled in: 'x' is undefined",
        ),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "page.html").write_text(text)
    (folder / "part.html").write_text("\n{{ x }}")
    with pytest.raises(BriefsError) as caught:
        fill(make_environment([folder]), ["page.html"], view="words")
    assert str(caught.value).startswith(said)
    assert str(tmp_path) not in str(caught.value)


def test_a_template_that_is_no_text_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"\xff\xfe")
    with pytest.raises(BriefsError, match=r"page\.html"):
        fill(make_environment([tmp_path]), ["page.html"])


def test_a_fault_of_ours_keeps_its_traceback(tmp_path: Path) -> None:
    def broken() -> str:
        raise KeyError("ours")

    (tmp_path / "page.html").write_text("{{ view() }}")
    with pytest.raises(KeyError):
        fill(make_environment([tmp_path]), ["page.html"], view=broken)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("{{ it }}", "&lt;b title=&#34;x&#34;&gt;A &amp; B&#39;s&lt;/b&gt;"),
        ("{{ html }}{{ number }}{{ nothing }}", "<i>&</i>3None"),
        ("{{ turned }}", "a‹RLO›b"),
        ("{{ 'x' if nothing }}", ""),
        ("{% autoescape false %}{{ it }}{{ turned }}{% endautoescape %}", "<b title=\"x\">A & B's</b>a‹RLO›b"),
        ("{% macro m(x, y='<') %}<i>{{ x }}{{ y }}</i>{% endmacro %}{{ m(it[:2]) }}", "<i>&lt;b&lt;</i>"),
        ("{% macro m(x) %}[{{ caller(x) }}]{% endmacro %}{% call(x) m('<') %}{{ x }}{% endcall %}", "[&lt;]"),
        ("{% macro m(x) %}{{ x }}{% endmacro %}{% for c in 'a<' %}{{ m(x=c) }}{% endfor %}", "a&lt;"),
        ("{% block b scoped %}{% macro m(x) %}{{ x }}{% endmacro %}{{ m('<') }}{% endblock %}", "&lt;"),
        ("{{ [it, html] | join('>') }}", "&lt;b title=&#34;x&#34;&gt;A &amp; B&#39;s&lt;/b&gt;&gt;<i>&</i>"),
    ],
)
def test_what_is_written_is_escaped_once_and_what_is_html_is_left(tmp_path: Path, text: str, written: str) -> None:
    (tmp_path / "page.html").write_text(text)
    given = {"it": "<b title=\"x\">A & B's</b>", "html": Markup("<i>&</i>"), "number": 3, "nothing": None}
    assert fill(make_environment([tmp_path]), ["page.html"], turned="a\u202eb", **given) == written


def test_a_macro_called_with_too_much_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{% macro m(x) %}{{ x }}{% endmacro %}\n{{ m(1, 2) }}")
    with pytest.raises(BriefsError, match=r"page\.html:2: .* 'm' takes not more than 1 argument"):
        fill(make_environment([tmp_path]), ["page.html"])


def test_an_edited_template_is_taken_up_and_an_unchanged_one_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{% import 'part.html' as part %}{{ part.say() }}")
    (tmp_path / "part.html").write_text("{% macro say() %}before{% endmacro %}")
    first = make_environment([tmp_path])
    assert fill(first, ["page.html"]) == "before"
    assert make_environment([tmp_path]) is first

    (tmp_path / "part.html").write_text("{% macro say() %}edited{% endmacro %}")
    assert fill(make_environment([tmp_path]), ["page.html"]) == "edited"
    (tmp_path / "part.html").unlink()
    with pytest.raises(BriefsError, match=r'there is no template "part\.html"'):
        fill(make_environment([tmp_path]), ["page.html"])
