"""The site as a reader has it: in a real browser, on a phone, in the dark, by keyboard, without scripts, on paper."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect
from visiting import Visit

pytestmark = pytest.mark.browser

GHENT = "briefs/2021-03-04-ghent-plot/"
KINDS_OF_PAGE = (
    *("", "browse/", "kinds/", "places/", "people/", "groups/", "weapons/", "targets/", "sources/"),
    *(GHENT, "briefs/2021-02-rotterdam-shooting/", "briefs/2020-08-17-cargo-ship-fire/", "briefs/markup/"),
    *("briefs/long-title/", "briefs/right-to-left/", "people/marek-sollen/", "groups/northern-dawn/"),
    *("places/belgium/", "kinds/bombing/", "weapons/firearms/", "sources/canal-wire/", "404.html"),
    *("targets/tourists/", "downloads/", "guide/", "method/", "map/", "timeline/", "network/"),
)
PHONE = {"viewport": {"width": 390, "height": 844}}
DARK, LIGHT = {"color_scheme": "dark"}, {"color_scheme": "light"}

# Contrast of every text with what lies behind it, as WCAG 2 reckons it; those below AA.
CONTRAST = """
() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const solid = (e) => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const light = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => {
      v /= 255;
      return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const low = [];
  for (const e of document.querySelectorAll(".ib *, .md-tabs__link, .md-header__topic, .md-nav--secondary *")) {
    const text = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    const style = getComputedStyle(e);
    if (!text || !e.checkVisibility() || e.closest("[hidden]") || e.closest(".ib-hidden")) continue;
    const [a, b] = [light(parse(style.color)), light(solid(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.7 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) low.push(`${e.className || e.tagName} ${ratio.toFixed(2)}`);
  }
  return low;
}
"""


@pytest.mark.parametrize("uri", KINDS_OF_PAGE)
@pytest.mark.parametrize("visit", [{**PHONE, **LIGHT}, {**PHONE, **DARK}], indirect=True, ids=["light", "dark"])
def test_every_page_fits_a_phone_and_can_be_read(visit: Visit, uri: str) -> None:
    page = visit.goto(uri)

    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0, "the page scrolls sideways"
    page.evaluate("document.querySelectorAll('.ib details').forEach((e) => { e.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert page.evaluate(CONTRAST) == []


@pytest.mark.parametrize("visit", [LIGHT, DARK], indirect=True, ids=["light", "dark"])
def test_colours_follow_the_system(visit: Visit) -> None:
    page = visit.goto(GHENT)
    scheme = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")

    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(int(part) for part in re.findall(r"\d+", colour)[:3])
    assert (brightness < 200) == scheme


def test_a_reader_can_choose_the_colours(visit: Visit) -> None:
    page = visit.goto(GHENT)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")

    for _ in range(2):  # from the system's to light, from light to dark
        page.locator("form[data-md-component=palette] label:visible").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


@pytest.mark.parametrize("visit", [{}, {"java_script_enabled": False}], indirect=True, ids=["scripts", "no scripts"])
def test_evidence_opens_by_keyboard(visit: Visit) -> None:
    page = visit.goto(GHENT)
    mark = page.locator(".ib-fact-date summary")
    quote = page.locator(".ib-fact-date blockquote")

    assert not quote.is_visible()
    mark.focus()
    page.keyboard.press("Enter")
    assert quote.is_visible()
    assert "before dawn on Thursday" in quote.inner_text()
    assert mark.inner_text().startswith("Evidence for Date"), "who hears the page hears whose evidence it is"


def test_everything_is_reached_by_keyboard(visit: Visit) -> None:
    page = visit.goto(GHENT)
    page.evaluate("document.querySelectorAll('.ib details').forEach((e) => { e.open = true })")
    wanted = page.locator(".ib a[href], .ib summary").count()
    where = "[...document.querySelectorAll('.ib a[href], .ib summary')].indexOf(document.activeElement)"
    seen = set()
    for _ in range(wanted + 60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate(where))
    assert seen - {-1} == set(range(wanted))


def test_every_count_leads_to_as_many(visit: Visit) -> None:
    page = visit.goto("kinds/")
    for row in range(page.locator(".ib-list > li").count()):
        item = page.locator(".ib-list > li").nth(row)
        count = int(re.findall(r"\d+", item.locator(".ib-count").inner_text())[0])
        item.locator("a").click()
        expect(page.locator(".ib-timeline > li")).to_have_count(count)
        page.go_back()
        page.wait_for_selector(".ib-count")


@pytest.mark.parametrize("visit", [LIGHT, DARK], indirect=True, ids=["light", "dark"])
def test_on_paper_every_quote_is_open(visit: Visit) -> None:
    page = visit.goto(GHENT)
    page.emulate_media(media="print")

    assert page.locator(".ib-fact-date blockquote").evaluate("e => e.getBoundingClientRect().height") > 0
    assert not page.locator(".md-header").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.ib-doubt')).color") == "rgb(0, 0, 0)"


def test_an_old_address_leads_on(visit: Visit) -> None:
    page = visit.goto("briefs/2021-03-ghent-raid/")
    page.wait_for_url("**/2021-03-04-ghent-plot/")

    assert "harbour festival" in page.locator("h1").inner_text()


def test_a_hostile_record_does_nothing(visit: Visit) -> None:
    page = visit.goto("briefs/markup/")

    assert "{{ 7*7 }}" in page.locator("h1").inner_text()
    page.evaluate("document.querySelectorAll('.ib *').forEach((e) => e.dispatchEvent(new Event('mouseover')))")
    assert page.locator(".ib img, .ib iframe, .ib script:not([type='application/ld+json']), .ib style").count() == 0
    json.loads(page.locator(".ib script").inner_text())
