"""What else pages tell: timelines, sources that repeat each other, differing values, citations, parts of long lists."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from page_helpers import Elements, html_of, site_of

from generator.links import build
from generator.pages import About, Desk, Site
from generator.pages.addresses import Addresses
from generator.pages.browse import LIMIT as ROWS
from generator.pages.cite import cite_view
from generator.pages.context import Context
from generator.pages.entity import LIMIT as BRIEFS
from generator.pages.facets import month_of
from generator.pages.index import LIMIT as NAMES
from generator.pages.sources import independence
from generator.record.count import Count
from generator.record.edtf import PartialDate
from generator.record.problem import Problem
from generator.record.schema import (
    Casualties,
    Differing,
    Doubt,
    Evidence,
    Incident,
    Link,
    Perpetrator,
    Source,
    When,
    Where,
)

GHENT = "briefs/2021-03-04-ghent-plot"
SECRETS = ("2020-secret", "Zyxburg", "few eyes", "Quiet Otter", "Whisper Weekly")


def section(html: str, id: str) -> str:
    found = re.search(rf'<section [^>]*aria-labelledby="{id}">.*?</section>', html, re.DOTALL)
    return found[0] if found else ""


def on(day: str) -> When:
    return When(date=PartialDate.parse(day))


def read_script(text: str, call: str) -> Any:
    start = text.index(call) + len(call)
    return json.loads(text[start : text.rindex("}" if call.endswith("= ") else "]") + 1])


def test_the_timeline_is_in_the_order_of_dates_and_leaves_out_what_was_set_aside() -> None:
    links = (
        Link(relation="preceded-by", to="early"),
        Link(relation="linked-to", to="early"),
        Link(relation="linked-to", to="aside", state="discounted"),
        Link(relation="not-same-as", to="other"),
    )
    told = Source(title="What was told", publisher="The Wire", published=PartialDate.parse("2015-02-02"))
    record = Incident(id="a", title="A", when=on("2015-02-01"), links=links, sources=(told,))
    others = [Incident(id=id, title=id.title(), when=on("2014-01")) for id in ("early", "aside", "other")]

    words = Elements(section(html_of(site_of(record, *others), "briefs/a"), "timeline")).words
    assert words == (
        "Timeline January 2014 Preceded by, linked to: Early 1 February 2015 This incident: A "
        "2 February 2015 Reported: What was told The Wire"
    )


def test_one_date_alone_is_no_timeline() -> None:
    assert section(html_of(site_of(Incident(id="a", title="A", when=on("2015"))), "briefs/a"), "timeline") == ""


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ([{"publisher": "A"}], ""),
        ([{"publisher": "A"}, {"publisher": "B"}], "Two sources; none is known to rest on another."),
        ([{"publisher": "The A"}, {"publisher": "a"}], "which are not independent"),
        ([{"publisher": "A"}, {"publisher": "B", "cites": ("A",)}], "which are not independent"),
        ([{"publisher": "A", "cites": ("B",)}, {"publisher": "B"}], "which are not independent"),
        ([{"cites": ("Wire",)}, {"cites": ("Wire",)}, {"publisher": "C"}], "of which two are independent"),
        ([{"id": "1" * 8, "publisher": "A"}, {"publisher": "B", "reprint_of": "1" * 8}], "which are not independent"),
        ([{"publisher": "B", "reprint_of": "1" * 8}, {"id": "1" * 8, "publisher": "A"}], "which are not independent"),
        ([{}, {}], "Two sources; none is known to rest on another."),
    ],
)
def test_sources_that_rest_on_each_other_count_once(sources: list[dict[str, Any]], said: str) -> None:
    assert said in independence([Source(**source) for source in sources])
    if not said:
        assert independence([Source(**source) for source in sources]) == ""


def test_a_reprint_says_that_it_confirms_nothing() -> None:
    kept = {"11111111": Source(id="11111111", title="First"), "22222222": Source(id="22222222", reprint_of="11111111")}
    record = Incident(id="a", title="A", sources=("11111111", "22222222"))

    html = html_of(site_of(record, sources=kept), "briefs/a")
    assert "repeats source 1, so it confirms nothing" in section(html, "sources")


def test_what_another_source_says_stands_beside_the_value() -> None:
    record = Incident(
        id="a",
        title="A",
        when=on("2015-01-01"),
        casualties=(Casualties(status="killed", count=Count.parse("3"), who="victim"),),
        sources=("11111111", "22222222"),
        differing=(
            Differing(about="casualties[killed].count", value="5", source="22222222"),
            Differing(about="when.date", value="2015-01-02", source="22222222"),
        ),
    )
    sources = {"11111111": Source(id="11111111", title="One"), "22222222": Source(id="22222222", title="Two <b>")}
    html = html_of(site_of(record, sources=sources), "briefs/a")

    assert "Sources differ: count 5 , says Two <b>" in Elements(section(html, "casualties")).words
    assert 'href="#source-2"' in section(html, "casualties")
    date = html[html.index('ib-fact-date"') : html.index("</dd>", html.index('ib-fact-date"'))]
    assert "Sources differ: date 2015-01-02 , says Two" in Elements(date).words
    killed = html[html.index("ib-fact-killed") : html.index("</dd>", html.index("ib-fact-killed"))]
    assert "Sources differ" in killed


def test_a_citation_is_dated_from_the_record_and_escaped_for_its_readers() -> None:
    record = Incident(id="a", title="50% of {all} & more_#1", summary="Two\nlines")
    about = About(title="Site", base="https://example.org/")
    context = Context(build({"a": record}, {}), Addresses("briefs/a"), about=about, changed={"a": "2021-05-01"})
    cite = cite_view(record, context)

    assert (
        cite.text == "“50% of {all} & more_#1”. Site, brief a, last changed 1 May 2021. https://example.org/briefs/a/"
    )
    assert r"title = {{50\% of \{all\} \& more\_\#1}}" in cite.bibtex
    assert "  year = {2021},\n  month = {05},\n" in cite.bibtex
    assert cite.ris.startswith("TY  - ELEC\n")
    assert "AB  - Two lines\n" in cite.ris
    assert cite.ris.endswith("ER  - ")


def test_a_citation_says_nothing_that_is_not_known() -> None:
    record = Incident(id="a", title="A")
    cite = cite_view(record, Context(build({"a": record}, {}), Addresses("briefs/a")))

    assert cite.text == "“A”. Incident briefs, brief a."
    assert "year" not in cite.bibtex
    assert "UR" not in cite.ris


def test_linked_data_is_json_and_names_nobody_who_is_held_responsible(fixture_site: Site) -> None:
    html = html_of(fixture_site, GHENT)
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data = json.loads(text)

    assert data["about"]["startDate"] == "2021-03-04"
    assert data["about"]["location"]["address"]["addressCountry"] == "Belgium"
    assert [name for name in ("Sollen", "Northern Dawn", "Vandewalle") if name in text] == []


def test_linked_data_cannot_end_its_script() -> None:
    html = html_of(site_of(Incident(id="a", title="</script><script>alert(1)</script> \u2028")), "briefs/a")
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)

    assert "<" not in text
    assert json.loads(text)["name"].startswith("</script>")


def test_a_record_can_be_taken_along_unless_it_says_more_than_everybody_may_know() -> None:
    open_, secret = Incident(id="a", title="A"), Incident(id="s", title="S", tlp="red")
    link = Link(relation="linked-to", to="s")
    said = {"links[linked-to s]": (Evidence("words of the link"),)}
    half = Incident(id="b", title="B", links=(link,), evidence=said, doubts=(Doubt(about="links", issue="Which?"),))
    site = site_of(open_, secret, half)

    assert 'href="record.yml"' in html_of(site, "briefs/a").replace("../a/", "")
    html = html_of(site, "briefs/b")
    assert "record.yml" not in html
    assert "words of the link" not in html
    assert "words of the link" not in site.record_json("b")
    assert json.loads(site.record_json("a"))["title"] == "A"


def test_no_file_of_the_site_tells_of_a_secret_record(fixture_site: Site) -> None:
    for uri, make in files_of(fixture_site).items():
        assert not [secret for secret in SECRETS if secret in uri + make()], uri


def test_last_changed_and_edit_are_told_where_they_are_known(fixture_site: Site) -> None:
    record = Incident(id="a", title="A")
    bare = html_of(site_of(record), "briefs/a")
    assert "Last changed" not in bare
    assert "ib-edit" not in bare
    about = About(edit="https://example.org/edit/")
    html = html_of(site_of(record, about=about, changed={"a": "2021-05-01"}), "briefs/a")
    assert 'Last changed on <time datetime="2021-05-01">1 May 2021</time>' in html
    assert 'href="https://example.org/edit/a.yml"' in html


@pytest.mark.parametrize(
    ("date", "month"),
    [
        *(("2015-11-13", 201511), ("2015-11", 201511), ("2015", 201500)),
        *(("201X", 0), ("../2015-01-15", 0), ("2015-21", 201500)),
    ],
)
def test_only_what_is_known_of_a_date_is_filtered_by(date: str, month: int) -> None:
    assert month_of(Incident(id="a", title="A", when=on(date))) == month


def files_of(site: Site) -> dict[str, Callable[[], str]]:
    """Give every file of a site that is no page."""
    rows = {uri: partial(site.rows_script, uri, ids) for uri, ids in site.rows()}
    copies = {f"briefs/{id}/record.json": partial(site.record_json, id) for id in site.graph.records}
    return {**dict(site.files()), **dict(site.old_addresses()), **dict(site.outlines()), **rows, **copies}


def facets_of(site: Site) -> Mapping[str, Any]:
    return dict(read_script(files_of(site)["assets/browse/facets.js"](), "window.briefsFacets = "))


def test_facets_and_rows_are_of_the_same_briefs_in_the_same_order(fixture_site: Site) -> None:
    facets = facets_of(fixture_site)
    rows = read_script(files_of(fixture_site)["assets/browse/rows-0.js"](), "window.briefsRows(0, ")

    assert facets["count"] == len(rows) == len(fixture_site.graph.records)
    for at, row in enumerate(rows):
        record = fixture_site.graph.records[row[0]]
        assert row[1] == record.title
        kind = facets["kind"][at]
        assert (facets["terms"]["kind"][kind][0] if kind >= 0 else None) == record.kind
        assert facets["month"][at] == month_of(record)


def test_facets_and_rows_end_no_script() -> None:
    who = Perpetrator(name="</Script>", type="group")
    site = site_of(Incident(id="a", title="</script>\u2028", perpetrators=(who,)))
    for uri, make in files_of(site).items():
        if uri.endswith(".js"):
            assert not set("<>\u2028") & set(make()), uri


def many(number: int) -> list[Incident]:
    where = Where(place="Ghent", country="BE")
    return [
        Incident(id=f"x-{at}", title=f"Case {at}", when=on(f"{2000 + at % 3}"), where=where, kind="bombing")
        for at in range(number)
    ]


def test_no_page_grows_without_bound() -> None:
    site = site_of(*many(2 * ROWS + 5))
    pages = {page.uri: page for page in site.pages()}
    tables = [uri for uri in pages if uri.startswith("browse/")]

    assert tables == ["browse/2002", "browse/2001", "browse/2000"]
    rows = {uri: pages[uri].render(site).html.count('<th scope="row">') for uri in tables}
    assert sum(rows.values()) == 2 * ROWS + 5
    assert max(rows.values()) <= ROWS
    front = pages["browse"].render(site).html
    assert front.count('<th scope="row">') == 0
    assert all(f'href="../{uri}/"' in front or f'href="{uri.removeprefix("browse/")}/"' in front for uri in tables)
    belgium = [uri for uri in pages if re.fullmatch(r"places/belgium(/\d+)?", uri)]
    assert len(belgium) == -(-(2 * ROWS + 5) // BRIEFS)
    assert sum(pages[uri].render(site).html.count('class="ib-title"') for uri in belgium) == 2 * ROWS + 5
    assert 'rel="next"' in pages["places/belgium"].render(site).html


def test_a_long_index_has_parts() -> None:
    names = ["".join(chr(97 + int(digit)) for digit in f"{at:04d}").capitalize() for at in range(NAMES + 3)]
    who = tuple(Perpetrator(name=f"Group {name}", type="group", attribution="claimed") for name in names)
    site = site_of(Incident(id="a", title="A", perpetrators=who))
    pages = {page.uri: page for page in site.pages()}

    first, second = (pages[uri].render(site).html for uri in ("groups/index", "groups/index/2"))
    assert first.count('class="ib-count"') + second.count('class="ib-count"') == NAMES + 3
    assert 'href="index/2/"' in first
    assert 'aria-current="page"' in second


def test_search_results_and_descriptions_say_how_surely(fixture_site: Site) -> None:
    pages = {page.uri: page for page in fixture_site.pages()}
    person = pages["people/marek-sollen"]

    assert "suspected by the authorities" in person.description
    assert any("suspected by the authorities" in tag for tag in person.tags)
    assert "cleared" in pages["people/iris-vandewalle"].description


def test_an_entity_says_all_its_parts_and_leads_to_its_briefs(fixture_site: Site) -> None:
    html = html_of(fixture_site, "kinds/terrorist-plot")
    assert 'href="../../browse/?kind=terrorist-plot"' in html
    assert 'href="../../browse/?country=BE"' in html_of(fixture_site, "places/belgium")
    target = Elements(html_of(fixture_site, "targets/tourists")).words
    assert "the harbour festival" in target


def test_the_review_queue_says_what_settles_each_thing() -> None:
    draft = Incident(
        id="a",
        title="A <b>",
        kind="bombing",
        when=on("2015"),
        doubts=(Doubt(about="kind", issue="Is it?"),),
    )
    done = Incident(id="b", title="B", status="reviewed", when=on("2016"))
    stale = Problem("quote-not-in-source", "the words are gone", "evidence.kind")
    scores = {"a": {"when.date": 0.3, "kind": 0.9, "motive": 0.1}, "b": {"when.date": 0.1}}
    dispute = type("Dispute", (), {"path": "kind", "mine": "bombing", "proposed": None})()
    known = {"reasons": ("same day",), "if_same": "briefs merge a b", "if_different": "briefs not-same a b"}
    match = type("Match", (), {"one": "a", "other": "b", **known})()
    secret = type("Match", (), {"one": "a", "other": "hidden", **known})()
    desk = Desk(
        problems={"a": [stale]},
        confidence=lambda id: scores[id],
        disputes=lambda id: [dispute] if id == "a" else [],
        matches=[match, secret],
    )
    site = site_of(draft, done, review=desk)
    html = html_of(site, "review")

    names = ("conflicts", "matches", "stale", "unsure", "doubts", "drafts")
    said = {id: Elements(section(html, id)).words for id in names}
    assert "briefs resolve a 'kind' --take mine|theirs" in said["conflicts"]
    assert "same day briefs merge a b — or briefs not-same a b" in said["matches"]
    assert said["matches"].count("briefs merge") == 1, "a brief that is not published is not told of"
    assert "the words are gone" in said["stale"]
    assert "“2015” (30% sure)" in said["unsure"]
    assert "B" not in said["unsure"], "a person has looked at it"
    assert "motive" not in said["unsure"], "there is nothing to keep or delete"
    assert "Is it? briefs/a.yml" in said["doubts"]
    assert "A <b>" in said["drafts"]
    (page,) = [page for page in site.pages() if page.uri == "review"]
    assert page.is_volatile
    assert not page.searchable
    assert 'href="review/"' in site.home().html


def test_a_site_without_a_review_queue_leads_to_none(fixture_site: Site) -> None:
    assert "review" not in [page.uri for page in fixture_site.pages()]
    assert "review queue" not in fixture_site.home().html


def test_an_empty_review_queue_says_so() -> None:
    done = Incident(id="b", title="B", status="reviewed")
    assert "Nothing waits." in html_of(site_of(done, review=Desk()), "review")


@pytest.mark.parametrize(("base", "action"), [("/", "/browse/"), ("", "/browse/"), ("/x", "/x/browse/")])
def test_a_page_that_is_not_there_searches(fixture_site: Site, base: str, action: str) -> None:
    assert f'action="{action}"' in fixture_site.not_found(base).html
