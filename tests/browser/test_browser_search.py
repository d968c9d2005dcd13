"""The search box in a real browser: what it finds, how it is used, and that it works from a disk too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page
from visiting import Visit

pytestmark = pytest.mark.browser

GHENT = "briefs/2021-03-04-ghent-plot/"


def search(page: Page, words: str) -> Locator:
    """Type words into the search box, and give the results."""
    box = page.get_by_role("searchbox", name="Search all briefs")
    box.click()
    box.fill("")
    box.press_sequentially(words)
    page.locator(f".ib-search-panel[data-query='{words}']").wait_for()
    return page.locator(".ib-search-results li")


@pytest.fixture
def from_disk(browser: Browser, site_folder: Path) -> Iterator[Visit]:
    context = browser.new_context()
    visit = Visit(context, f"file://{site_folder}/")
    yield visit
    context.close()
    assert visit.foreign == []
    assert visit.faults == []


@pytest.mark.parametrize("words", ["harbour festival", "Sollen", "Northern Dawn", "two weeks after", "plot ghent"])
@pytest.mark.parametrize("uri", ["", "browse/", GHENT, "groups/northern-dawn/", "404.html"])
def test_the_search_box_of_every_page_finds_a_brief(visit: Visit, uri: str, words: str) -> None:
    results = search(visit.goto(uri), words)

    results.locator("a[href$='/briefs/2021-03-04-ghent-plot/']").first.wait_for()


@pytest.mark.parametrize("words", ["Ghnet", "Gent", "GHÉNT", "harbor festval", "Rotterdamm", "northen dawn"])
def test_misspelled_and_accented_words_find_their_brief(visit: Visit, words: str) -> None:
    results = search(visit.goto(""), words)

    results.locator("a[href*='/briefs/2021-0']").first.wait_for()


def test_search_works_from_a_disk(from_disk: Visit) -> None:
    page = from_disk.page
    page.goto(f"{from_disk.base}index.html")
    search(page, "harbour festival").locator("a[href$='/briefs/2021-03-04-ghent-plot/index.html']").click()
    page.wait_for_url("file://**/2021-03-04-ghent-plot/index.html")

    search(page, "Rotterdam").locator("a[href*='rotterdam-shooting']").first.wait_for()


def test_results_are_inert_and_tell_kind_date_place_and_how_surely(visit: Visit) -> None:
    page = visit.goto("")
    search(page, "Bobby").locator("a[href*='markup']").first.wait_for()
    assert page.locator(".ib-search :is(img, iframe, script, style, svg, [onload], [onclick], [onerror])").count() == 0

    result = search(page, "harbour festival").first
    assert result.locator(".ib-search-facts span").all_inner_texts() == [
        "Terrorist plot",
        "4 March 2021",
        "Ghent, Belgium",
    ]
    person = search(page, "Marek Sollen").filter(has=page.locator("a[href*='/people/']"))
    assert "suspected by the authorities" in person.inner_text()


def test_results_are_narrowed_by_kind_country_and_year(visit: Visit) -> None:
    page = visit.goto("")
    results = search(page, "the police raid attack shooting bombing plot Northern Dawn")
    everything = results.count()
    kinds = page.locator(".ib-search-filters select[name=kind] option")
    name, _, count = str(kinds.nth(1).inner_text()).rpartition(" ")
    page.locator(".ib-search-filters select[name=kind]").select_option(name)

    page.wait_for_function(f"document.querySelectorAll('.ib-search-results li').length === {count.strip('()')}")
    assert results.count() <= everything


def test_the_box_is_used_by_keyboard_alone(visit: Visit) -> None:
    page = visit.goto("browse/")
    page.keyboard.press("/")
    page.keyboard.type("harbour festival")
    page.locator(".ib-search-panel[data-query='harbour festival']").wait_for()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.tagName") == "A"
    page.keyboard.press("Escape")
    assert not page.locator(".ib-search-panel").is_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_nothing_found_is_said(visit: Visit) -> None:
    page = visit.goto("")
    search(page, "qqqqzzzz")

    assert page.locator(".ib-search-said").inner_text() == "Nothing found."


def test_an_address_may_bring_a_query(visit: Visit) -> None:
    page = visit.goto("?q=harbour+festival")

    page.locator(".ib-search-results a[href*='ghent-plot']").first.wait_for()


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("visit", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True)
def test_the_results_fit_the_window(visit: Visit, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 800})
    page = visit.goto("")
    search(page, "harbour").first.wait_for()

    box = page.locator(".ib-search-panel").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
