"""A tab of a browser that a test looks at the site with."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page


class Visit:
    """A tab that keeps account of what it asked for and what went wrong in it."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.base = base
        self.page: Page = context.new_page()
        self.foreign: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.faults.append(dialog.message), dialog.dismiss()))

    def _note(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:")):
            self.foreign.append(url)

    def goto(self, uri: str) -> Page:
        self.page.goto(self.base + uri)
        return self.page
