"""Barriers that a machine can find (axe-core), on every kind of page, in the light and in the dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from visiting import Visit

pytestmark = pytest.mark.browser

PAGES = (
    *("", "browse/", "browse/?kind=bombing", "map/", "timeline/", "network/", "downloads/", "guide/", "method/"),
    *("review/", "404.html", "people/", "places/", "briefs/2021-03-04-ghent-plot/"),
    *("briefs/2021-02-rotterdam-shooting/", "briefs/markup/", "people/marek-sollen/", "groups/northern-dawn/"),
    *("places/belgium/", "kinds/bombing/"),
    *("weapons/firearms/", "targets/tourists/", "sources/canal-wire/"),
)
RUN = "axe.run({resultTypes: ['violations']})"


@pytest.fixture(scope="session")
def axe(repo_root: Path) -> Path:
    script = repo_root / ".cache/axe/node_modules/axe-core/axe.min.js"
    if not script.is_file():
        # It is no Python package, so only `make test` brings it, where there is npm and a registry.
        pytest.skip("axe-core is not here; `make test` gets it with npm")
    return script


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier(visit: Visit, axe: Path, scheme: str) -> None:
    visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # one of its terms
    found = []
    for uri in PAGES:
        page = visit.goto(uri)
        page.evaluate("document.querySelectorAll('.ib details').forEach((e) => { e.open = true })")
        page.add_script_tag(path=axe)
        page.wait_for_timeout(400)  # the theme fades its tabs in; half faded, they have no contrast
        for fault in page.evaluate(RUN)["violations"]:
            found.append((uri, fault["id"], [node["target"] for node in fault["nodes"]][:3]))
    assert found == []
