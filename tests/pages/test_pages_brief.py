"""What a brief's page tells, and how: facts, attribution, evidence, links and what was set aside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from page_helpers import Elements, html_of, site_of

from generator.errors import BriefsError
from generator.pages import Site, may_be_shown, template_folders
from generator.pages.environment import shipped_templates
from generator.record.count import Count
from generator.record.problem import Problem
from generator.record.schema import Casualties, Incident, Link, Perpetrator
from generator.record.wording import casualty_cause, casualty_people, responsibility

GHENT, ROTTERDAM = "briefs/2021-03-04-ghent-plot", "briefs/2021-02-rotterdam-shooting"


def section(html: str, id: str) -> str:
    found = re.search(rf'<section [^>]*aria-labelledby="{id}">.*?</section>', html, re.DOTALL)
    assert found, f"there is no section {id}"
    return found[0]


def fact(html: str, id: str) -> str:
    found = re.search(rf'<div class="ib-fact ib-fact-{id}[ "].*?</dd>', html, re.DOTALL)
    assert found, f"there is no fact {id}"
    return Elements(found[0]).words


@pytest.mark.parametrize(
    ("status", "count", "who", "cause", "said"),
    [
        ("killed", "2", "suspect", "response", "two suspects, in the response, not in the incident itself"),
        ("killed", "12", "victim", "incident", "twelve victims"),
        ("killed", "1", "perpetrator", "incident", "one perpetrator, in the incident"),
        ("injured", ">3000", None, None, "more than 3,000 people"),
        ("missing", "unknown", "unknown", "unknown", "an unknown number of people, cause unknown"),
        ("arrested", "6-8", "suspect", "response", "between 6 and 8 suspects"),
        ("hostage", "several", "victim", "incident", "several victims"),
    ],
)
def test_casualties_say_who_and_by_what(status: str, count: str, who: str, cause: str, said: str) -> None:
    row = Casualties(status=status, count=Count.parse(count), who=who, caused_by=cause)

    assert ", ".join(part for part in (casualty_people(row), casualty_cause(row)) if part) == said


@pytest.mark.parametrize(
    ("perpetrator", "said"),
    [
        (Perpetrator(name="X"), "attribution not stated"),
        (Perpetrator(name="X", role="director", attribution="suspected"), "director, suspected"),
        (Perpetrator(name="X", role="claimant", attribution="claimed", claim="claimed"), "claims responsibility"),
        (
            Perpetrator(name="X", role="perpetrator", attribution="reported-as-fact", claim="denied"),
            "reported as fact, denies it",
        ),
    ],
)
def test_responsibility_is_told_with_its_sureness(perpetrator: Perpetrator, said: str) -> None:
    assert responsibility(perpetrator) == said


def test_the_headline_facts_tell_the_incident(fixture_site: Site) -> None:
    html = html_of(fixture_site, GHENT)

    assert "Terrorist plot" in fact(html, "kind")
    assert "Foiled by police; stage reached: planning" in fact(html, "outcome")
    assert "4 March 2021" in fact(html, "date")
    assert "Ghent East Flanders Belgium" in fact(html, "place")
    assert "two suspects in the response, not in the incident itself" in fact(html, "killed")
    assert "victim" not in fact(html, "killed")
    assert "Northern Dawn director, suspected by the authorities" in fact(html, "responsible")
    assert "Iris Vandewalle" not in fact(html, "responsible"), "who has been cleared is not held responsible"


def test_every_quote_of_the_record_is_on_its_page(fixture_site: Site) -> None:
    for record in fixture_site.graph.records.values():
        words = Elements(html_of(fixture_site, f"briefs/{record.id}")).words
        for path, quotes in record.evidence.items():
            for evidence in quotes:
                assert " ".join(evidence.quote.split()) in words, path
        for doubt in record.doubts:
            assert doubt.issue in words


def test_evidence_that_no_value_asks_for_is_shown_all_the_same() -> None:
    from generator.record.schema import Evidence

    record = Incident(id="a", title="A", evidence={"tlp": (Evidence("odd but cited"),)})
    assert "odd but cited" in section(html_of(site_of(record), "briefs/a"), "other")


def test_a_doubt_stands_beside_what_it_is_about(fixture_site: Site) -> None:
    entries = section(html_of(fixture_site, GHENT), "perpetrators").split("<li>")

    (about,) = [entry for entry in entries if "Rests on one unnamed official." in entry]
    assert "Northern Dawn" in about


def test_a_name_of_somebody_held_responsible_never_stands_alone(fixture_site: Site) -> None:
    sure = "suspected by the authorities|claims responsibility|one of several possibilities|suspected|not stated"
    for page in fixture_site.pages():
        html = page.render(fixture_site).html
        if page.uri.startswith(("people/", "groups/")) and page.uri.count("/") == 1 and not page.is_view:
            continue  # its own page names it in the heading, and tells the attribution brief by brief
        for name in ("Marek Sollen", "suspected cell in Ghent"):
            for row in re.split(r"<li|<tr|<div class=\"ib-value\"|<td", html):
                if f">{name}</bdi>" in row and "ib-count" not in row:
                    assert re.search(sure, row), (page.uri, name)


def test_the_home_page_names_no_people(fixture_site: Site) -> None:
    html = fixture_site.home().html

    assert "Northern Dawn" in html
    assert not [person.name for person in fixture_site.graph.entities.all("person") if person.name in html]


def test_who_has_been_cleared_is_said_to_be(fixture_site: Site) -> None:
    html = html_of(fixture_site, GHENT)

    assert "Iris Vandewalle" in section(html, "cleared")
    assert "Iris Vandewalle" not in section(html, "perpetrators")
    assert "named, and cleared since" in html_of(fixture_site, "people/iris-vandewalle")
    assert "Iris Vandewalle" not in html_of(fixture_site, "browse")


def test_links_are_told_with_state_and_sentence_from_both_ends(fixture_site: Site) -> None:
    here, there = section(html_of(fixture_site, GHENT), "related"), section(html_of(fixture_site, ROTTERDAM), "related")

    assert "Preceded by" in here
    assert "(asserted)" in here
    assert "Followed by" in there
    for html in (here, there):
        assert "two weeks after the shooting at a newspaper in Rotterdam" in html


def test_a_discounted_link_is_shown_as_set_aside_and_not_among_the_related(fixture_site: Site) -> None:
    for uri in (GHENT, ROTTERDAM):
        html = html_of(fixture_site, uri)
        assert "Investigators looked for ties to Rotterdam and found none." in section(html, "set-aside")
        assert "Linked to" not in section(html, "related")


def test_a_stub_says_where_it_is_known_from(fixture_site: Site) -> None:
    words = Elements(html_of(fixture_site, ROTTERDAM)).words

    assert "Known only as background." in words
    assert words.index("Foiled plot against the harbour festival in Ghent") < words.index("Five people were killed")


def test_notes_link_to_briefs_and_entities(fixture_site: Site) -> None:
    notes = section(html_of(fixture_site, GHENT), "notes")

    assert '<a href="../2021-02-rotterdam-shooting/" rel="noopener noreferrer">Shooting at a newspaper' in notes
    assert 'href="../../groups/northern-dawn/"' in notes
    assert 'href="../../places/belgium/"' in notes
    assert "javascript" not in notes


def test_an_outlet_tells_what_it_published_and_who_relays_it(fixture_site: Site) -> None:
    words = Elements(html_of(fixture_site, "sources/canal-wire")).words

    assert "published “Police stop attack on Ghent harbour festival, two suspects dead”" in words
    assert "cited by “What is known of the Ghent raid”" in words


def test_counts_and_lists_agree(fixture_site: Site) -> None:
    entities = fixture_site.graph.entities
    index = html_of(fixture_site, "places/index")
    for place in entities.all("place"):
        count = re.search(rf"<bdi>{place.name}</bdi></a>.*?ib-count\">(\d+)<", index, re.DOTALL)
        assert count
        listed = html_of(fixture_site, f"places/{place.slug}").count('class="ib-title"')
        assert int(count[1]) == listed == len(place.briefs)
    rows = html_of(fixture_site, "browse").count('<th scope="row">')
    assert rows == len(fixture_site.graph.records)


def test_addresses_work_without_folders_too(fixture_site: Site) -> None:
    from dataclasses import replace

    flat = replace(fixture_site, directory_urls=False)
    html = html_of(flat, GHENT)
    assert 'href="../kinds/terrorist-plot.html"' in html
    assert 'href="2021-02-rotterdam-shooting.html"' in html
    assert 'href="2021-03-04-ghent-plot/record.yml"' in html
    files = dict(flat.old_addresses())
    assert [uri for uri in files if uri.endswith(".html")] == ["briefs/2021-03-ghent-raid.html"]
    assert 'href="2021-03-04-ghent-plot.html"' in files["briefs/2021-03-ghent-raid.html"]()


def test_the_collections_own_template_goes_before_ours(tmp_path: Path) -> None:
    (tmp_path / "person.html").write_text("<p>{{ view.name }} is a person</p>", "utf-8")
    record = Incident(id="a", title="A", perpetrators=(Perpetrator(name="Ann <Lee>", type="person"),))

    site = site_of(record, own=tmp_path)
    assert html_of(site, "people/ann-lee") == "<p>Ann &lt;Lee&gt; is a person</p>"


@pytest.mark.parametrize(("text", "said"), [("{% if %}", "brief.html:1: "), ("{{ nobody.knows }}", "nobody")])
def test_a_wrong_template_says_where(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "brief.html").write_text(text, "utf-8")

    with pytest.raises(BriefsError) as caught:
        html_of(site_of(Incident(id="a", title="A"), own=tmp_path), "briefs/a")
    assert said in str(caught.value)


def test_an_installed_package_brings_its_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import generator

    beside = shipped_templates()
    assert (beside / "brief.html").is_file()
    (tmp_path / "generator" / "templates").mkdir(parents=True)
    monkeypatch.setattr(generator, "__file__", str(tmp_path / "generator" / "__init__.py"))
    assert template_folders(None) == (tmp_path / "generator" / "templates",)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("id: a\ntitle: [", True),
        ("id: a\ntlp: clear\ntitle: [", True),
        ("id: a\ntlp: amber\ntitle: [", False),
        ("{id: a, 'tlp': \"red\", title: [", False),
        ("id: a\nstatus: withdrawn\ntitle: [", False),
        ("id: a\nstatus: draft\ntitle: [", True),
    ],
)
def test_a_broken_brief_that_may_be_secret_has_no_page(tmp_path: Path, text: str, shown: bool) -> None:
    path = tmp_path / "a.yml"
    path.write_text(text, "utf-8")

    assert may_be_shown(path) is shown


def test_a_broken_brief_shows_its_problems_and_what_it_said_before() -> None:
    problem = Problem("unknown-kind", 'there is no kind "<b>"', "kind")
    other = Incident(id="b", title="B", links=(Link(relation="linked-to", to="a"),))
    broken = {"a": Path("briefs/a.yml")}

    bare = html_of(site_of(other, broken=broken, problems={"a": [problem]}), "briefs/a")
    assert "This brief cannot be read." in bare
    assert "there is no kind &#34;&lt;b&gt;&#34;" in bare

    before = {"a": Incident(id="a", title="What it was")}
    kept = html_of(site_of(other, broken=broken, problems={"a": [problem]}, before=before), "briefs/a")
    assert "What it was" in kept
    assert "cannot be read now" in kept
    assert 'href="../a/"' in html_of(site_of(other, broken=broken), "briefs/b")
