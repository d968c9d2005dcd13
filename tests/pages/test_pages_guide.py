"""The editors' guide and the page on the method: in step with the schema, true in every example, and linked."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from page_helpers import Elements, html_of, site_of

from generator.pages import Page, Site
from generator.pages.forms import form_views, guide_words, say_form
from generator.record.checks import check_incident
from generator.record.convert import from_data
from generator.record.forms import Form, ListOf, Text
from generator.record.paths import select
from generator.record.schema import Incident, Source, description
from generator.record.vocabulary import vocabulary, vocabulary_names
from generator.store import read_yaml

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def guide() -> str:
    return html_of(site_of(), "guide")


@pytest.fixture(scope="module")
def method() -> str:
    return html_of(site_of(), "method")


@pytest.fixture(scope="module")
def example() -> Incident:
    yaml = "".join(piece["yaml"] for piece in guide_words()["example"]["pieces"])
    incident, problems = from_data(read_yaml(yaml, Path("example.yml")).data)
    assert incident is not None, problems
    return incident


def ids(html: str) -> list[str]:
    return [attributes["id"] or "" for _, attributes in Elements(html).found if "id" in attributes]


def page_of(site: Site, uri: str) -> Page:
    (page,) = [page for page in site.pages() if page.uri == uri]
    return page


def forms_of(type_: type) -> list[Form]:
    found: list[Form] = []
    for field in description(type_):
        form = field.form.item if isinstance(field.form, ListOf) else field.form
        found += [form, *(forms_of(form.type) if hasattr(form, "type") else [])]
    return found


def test_every_field_is_there_with_its_help(guide: str) -> None:
    anchors, words = ids(guide), Elements(guide).words
    for type_, above in ((Incident, "field"), (Source, "source")):
        for field in description(type_):
            assert f"{above}-{field.name}" in anchors
            assert field.help in words
            inner: Any = field.form.item if isinstance(field.form, ListOf) else field.form
            for below in description(inner.type) if hasattr(inner, "type") else ():
                assert f"{above}-{field.name}-{below.name}" in anchors


def test_every_term_is_there_with_label_and_definition(guide: str) -> None:
    anchors, words = ids(guide), Elements(guide).words
    for name in vocabulary_names():
        assert name in anchors
        assert vocabulary(name).about in words
        for term in vocabulary(name):
            assert f"{name}-{term.name}" in anchors
            assert f"{term.name} {term.label} {term.definition}" in words


@pytest.mark.parametrize("uri", ["guide", "method"])
def test_ids_are_unique_headings_are_there_and_links_lead_somewhere(uri: str) -> None:
    rendered = page_of(site_of(), uri).render(site_of())
    anchors = ids(rendered.html)
    assert len(anchors) == len(set(anchors))
    headed = re.findall(r'<h2 id="([^"]+)">(.*?)</h2>', rendered.html)
    assert tuple(headed) == rendered.headings
    links = [attributes["href"] or "" for tag, attributes in Elements(rendered.html).found if tag == "a"]
    assert [link for link in links if link.startswith("#") and link[1:] not in anchors] == []


def test_the_example_is_a_brief_without_fault(example: Incident) -> None:
    article = guide_words()["example"]["article"].strip() + "\n"
    (source,) = example.sources
    assert source == hashlib.sha256(article.encode()).hexdigest()[:8]
    assert list(check_incident(example, source_text=lambda id: article if id == source else None)) == []


def test_the_paths_of_the_guide_are_paths_of_the_example(example: Incident, guide: str) -> None:
    paths = guide_words()["paths"]
    lists = [f.name for f in description(Incident) if isinstance(f.form, ListOf) and not isinstance(f.form.item, Text)]
    assert set(paths) <= set(lists)
    for path in paths.values():
        assert len(select(example, path)) == 1
        assert path in Elements(guide).words


def test_the_evidence_that_the_guide_shows_is_of_the_example(example: Incident, guide: str) -> None:
    (shown,) = re.findall(r"<code>(evidence:.*?)</code>", guide, re.DOTALL)
    data = read_yaml(shown, Path("shown.yml")).data
    incident, problems = from_data({"id": "a", "title": "t", **data})
    assert problems == []
    assert incident is not None
    for path, quotes in incident.evidence.items():
        assert [quote.quote for quote in quotes] == [quote.quote for quote in example.evidence[path]]
        assert {quote.source for quote in quotes} <= {None, *example.sources}


def test_dates_and_counts_are_said_as_on_the_pages(guide: str) -> None:
    words = Elements(guide).words
    for said in (
        *("'2015-01~' about January 2015", "'../2015-01-15' on or before 15 January 2015", "'2015-21' spring 2015"),
        *("'>3000' more than 3,000", "6-8 between 6 and 8", "'~100' about 100", "'<5' fewer than 5"),
    ):
        assert said in words


def test_every_form_of_the_schema_has_words_that_lead_to_them() -> None:
    explained = {f"#{view.id}" for view in form_views()} | {f"#{view.section}" for view in form_views() if view.section}
    for form in forms_of(Incident) + forms_of(Source):
        name = say_form(form)
        assert name.text
        assert name.href in explained | {f"#{vocabulary}" for vocabulary in vocabulary_names()}


def test_a_form_without_words_says_itself_what_it_is() -> None:
    class Colour(Form):
        """A colour of the rainbow."""

    assert say_form(Colour()).text == "A colour of the rainbow."
    assert say_form(Colour()).href is None


def test_the_method_page_says_how_surely_whence_and_what_not(method: str) -> None:
    words = Elements(method).words
    assert [term.label for term in vocabulary("attribution") if term.definition not in words] == []
    for said in ("completely reliable", "truth not judged", "GeoNames", "CC BY 4.0", "No rate of correctness"):
        assert said in words


def test_the_home_page_leads_to_both_and_they_to_each_other(fixture_site: Site, guide: str, method: str) -> None:
    home = fixture_site.home().html
    assert 'href="guide/"' in home
    assert 'href="method/"' in home
    assert 'href="../method/"' in guide
    assert 'href="../guide/"' in method


def test_both_are_in_the_navigation_and_the_schema_is_not_in_the_site(tmp_path: Path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "briefs").mkdir()
    shutil.copy(ROOT / "briefs/index.md", tmp_path / "briefs")
    shutil.copy(ROOT / "briefs/.schema.json", tmp_path / "briefs")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "site/browse/index.html").read_text("utf-8")
    assert '<a href="../guide/" class="md-tabs__link">' in html
    assert '<a href="../method/" class="md-tabs__link">' in html
    assert [path for path in (tmp_path / "site").rglob("*") if "schema" in path.name] == []
