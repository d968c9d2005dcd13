"""The pictures as a reader has them: zoomed, filtered as the browse page is, by keyboard, and opened as files."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from visiting import Visit

pytestmark = pytest.mark.browser


def test_zooming_parts_marks_and_going_back_joins_them(visit: Visit) -> None:
    page = visit.goto("map/")
    marks = page.locator("#map-marks a")
    first = marks.count()
    box = page.locator("#map-picture").get_attribute("viewBox")
    for _ in range(4):
        page.get_by_role("button", name="Zoom in").click()
    assert page.locator("#map-picture").get_attribute("viewBox") != box
    expect(page.get_by_role("button", name="Zoom out")).to_be_enabled()
    page.get_by_role("button", name="All of it").click()
    expect(marks).to_have_count(first)
    assert page.locator("#map-picture").get_attribute("viewBox").split()[:2] == ["0.00", "0.00"]


def test_the_map_and_the_timeline_show_what_is_chosen(visit: Visit) -> None:
    page = visit.goto("browse/?killed=0-")
    expect(page.locator("#browse-list li").first).to_be_visible()
    number = page.locator("#browse-list > li").count()
    page.get_by_role("link", name="Timeline", exact=True).last.click()
    expect(page.locator("#picture-count")).to_contain_text("those chosen")
    labels = page.locator("#timeline-bars a").evaluate_all("all => all.map(a => a.getAttribute('aria-label'))")
    undated = re.search(r"of (\d+) more the year is not known", page.locator("#picture-count").inner_text())
    assert labels
    assert sum(int(label.split(": ")[1].split()[0]) for label in labels) + int(undated[1] if undated else 0) == number
    page.locator("nav.ib-views").get_by_role("link", name="Map").click()
    expect(page.locator("#picture-count")).to_contain_text("those chosen")
    assert page.url.endswith("?killed=0-")
    page.get_by_role("link", name="Change what is chosen").click()
    assert page.url.endswith("browse/?killed=0-")


def test_a_mark_leads_to_its_brief_by_keyboard(visit: Visit) -> None:
    page = visit.goto("map/")
    mark = page.locator("#map-marks a[href*='briefs/']").first
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/briefs/**")


def test_dots_of_the_network_lead_to_briefs(visit: Visit) -> None:
    page = visit.goto("network/")
    page.locator("#network-picture a").first.click()
    page.wait_for_url("**/briefs/**")
