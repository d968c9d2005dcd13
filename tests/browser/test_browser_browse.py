"""The page that filters all briefs: counts and lists agree, the address holds it all, and files say what is shown."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from visiting import Visit

pytestmark = pytest.mark.browser


def results(page: Page) -> Locator:
    page.locator("#browse-app:not([hidden])").wait_for()
    expect(page.locator("#browse-count")).to_have_text(re.compile(r"^(All|\d+ of) [\d,]+ briefs?$"))
    return page.locator("#browse-list > li")


def facet(page: Page, name: str) -> Locator:
    """Open a facet, and give its options that are shown."""
    details = page.locator(f"details.ib-facet:has(#browse-{name})")
    if not details.evaluate("e => e.open"):
        details.locator("summary").click()
    return page.locator(f"#browse-{name} > li:visible")


def taken(page: Page, kind: str) -> str:
    with page.expect_download() as download:
        page.locator(f".ib-take button[value={kind}]").click()
    return Path(download.value.path()).read_text("utf-8")


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_the_table_is_complete_without_scripts(visit: Visit) -> None:
    page = visit.goto("browse/")

    assert not page.locator("#browse-app").is_visible()
    assert page.locator(".ib-browse-table tbody tr:visible").count() == 9
    assert "Nine briefs, the latest first." in page.locator("#browse-plain").inner_text()


def test_everything_is_there_from_the_start(visit: Visit) -> None:
    page = visit.goto("browse/")

    expect(results(page)).to_have_count(9)
    assert page.locator("#browse-count").inner_text() == "All 9 briefs"
    assert not page.locator("#browse-plain").is_visible()


@pytest.mark.parametrize("name", ["kind", "year", "country", "outcome", "group", "weapon", "status"])
def test_a_count_and_the_list_it_leads_to_agree(visit: Visit, name: str) -> None:
    page = visit.goto("browse/")
    results(page)
    for at in range(facet(page, name).count()):
        option = facet(page, name).nth(at)
        number = int(option.locator(".ib-count").inner_text())
        option.locator("input").check()
        expect(results(page)).to_have_count(number)
        assert page.locator("#browse-count").inner_text() in (f"{number} of 9 briefs", "All 9 briefs")
        option.locator("input").uncheck()
        expect(results(page)).to_have_count(9)


def test_several_filters_go_together_and_stand_in_the_address(visit: Visit) -> None:
    page = visit.goto("browse/")
    results(page)
    facet(page, "country").filter(has_text="Belgium").locator("input").check()
    facet(page, "country").filter(has_text="Kenya").locator("input").check()
    expect(results(page)).to_have_count(3)
    facet(page, "kind").filter(has_text="Bombing").locator("input").check()

    expect(results(page)).to_have_count(1)
    assert "country=BE&country=KE" in page.url
    page.reload()
    expect(results(page)).to_have_count(1)
    page.go_back()
    expect(results(page)).to_have_count(3)
    page.locator(".ib-chip", has_text="Kenya").click()
    expect(results(page)).to_have_count(2)
    page.get_by_role("button", name="Clear all").click()
    expect(results(page)).to_have_count(9)
    assert page.url.endswith("browse/")


def test_months_open_below_their_year_in_order(visit: Visit) -> None:
    page = visit.goto("browse/?year=2021")
    results(page)

    options = [text.split("\n")[0] for text in facet(page, "year").all_inner_texts()]
    assert options[:3] == ["2021", "March 2021", "February 2021"]
    facet(page, "year").filter(has_text="March 2021").locator("input").check()
    expect(results(page)).to_have_count(1)
    years = [int(text[:4]) for text in options if text[:4].isdigit()]
    assert years == sorted(years, reverse=True)


def test_words_find_without_accents_and_in_names(visit: Visit) -> None:
    page = visit.goto("browse/?text=GH%C3%89NT")
    expect(results(page)).to_have_count(1)
    page.locator("input[name=text]").fill("northern dawn foiled")
    expect(results(page)).to_have_count(1)
    expect(page).to_have_url(re.compile("text=northern[+]dawn[+]foiled"))
    page.locator("input[name=text]").fill("nothing like this")
    expect(page.locator("#browse-none")).to_be_visible()
    assert page.locator("#browse-count").inner_text() == "0 of 9 briefs"


def test_a_range_of_casualties_filters_and_sorts(visit: Visit) -> None:
    page = visit.goto("browse/")
    results(page)
    page.locator("details.ib-facet:has([name=killed-least]) > summary").click()
    page.locator("input[name=killed-least]").fill("3000")
    page.locator("input[name=killed-least]").press("Tab")
    shown = results(page)
    expect(page.locator(".ib-chip")).to_have_text(re.compile("3000 or more"))
    assert "killed=3000-" in page.url
    assert shown.count() == 1
    page.goto(visit.base + "browse/?sort=-killed")
    assert "3,000" in results(page).first.inner_text() or "1,5" in results(page).first.inner_text()


def test_an_address_with_nonsense_in_it_shows_everything(visit: Visit) -> None:
    page = visit.goto("browse/?kind=%3Cscript%3Ealert(1)%3C/script%3E&sort=x&year=abc&killed=x&page=99&changed=soon")

    expect(results(page)).to_have_count(9)
    assert page.url.endswith("browse/?page=99")


def test_files_say_exactly_what_is_shown(visit: Visit) -> None:
    page = visit.goto("browse/?country=BE&sort=title")
    titles = results(page).locator(".ib-title").all_inner_texts()
    rows = list(csv.DictReader(io.StringIO(taken(page, "csv"))))
    records: list[dict[str, Any]] = json.loads(taken(page, "json"))

    assert [row["title"] for row in rows] == [record["title"] for record in records] == titles
    assert [row["id"] for row in rows] == [record["id"] for record in records]
    assert all(record["page"].startswith(visit.base) for record in records)
    held = "; ".join(name for record in records for name in record["responsible"])
    assert "Marek Sollen (accomplice, suspected by the authorities)" in held


def test_results_are_inert_and_lead_to_their_briefs(visit: Visit) -> None:
    page = visit.goto("browse/?text=markup")
    page.goto(visit.base + "browse/")
    shown = results(page)
    assert page.locator("#browse-list :is(img, script, iframe, svg, style)").count() == 0
    assert "{{ 7*7 }}" in page.locator("#browse-list").inner_text()
    shown.first.locator("a").click()
    page.locator(".ib-brief h1").wait_for()


@pytest.mark.parametrize("width", [390, 768, 1024, 1280])
def test_the_page_fits_every_width(visit: Visit, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 800})
    page = visit.goto("browse/?kind=bombing")
    results(page)

    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_the_filters_work_by_keyboard_and_keep_their_place(visit: Visit) -> None:
    page = visit.goto("browse/")
    results(page)
    facet(page, "kind").first.locator("input").focus()
    page.keyboard.press("Space")
    expect(page.locator(".ib-chip")).to_have_count(1)
    assert page.evaluate("document.activeElement.name") == "kind"
    page.locator(".ib-chip").focus()
    page.keyboard.press("Enter")
    expect(results(page)).to_have_count(9)
    assert page.evaluate("document.activeElement.id") == "browse-count"
