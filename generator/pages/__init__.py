"""From records and the link graph to pages: one view per kind of page, and templates that escape everything."""

from generator.pages.addresses import BRIEFS, brief_uri, page_file, page_path, record_uri
from generator.pages.context import About
from generator.pages.environment import template_folders
from generator.pages.page import Page, PageMemory, Rendered
from generator.pages.problems import may_be_shown, problem_place
from generator.pages.review import Desk
from generator.pages.site import SEARCH_SCRIPT, SEARCH_STYLESHEET, STYLESHEET, Site
from generator.pages.views import Download

__all__ = [
    "BRIEFS",
    "SEARCH_SCRIPT",
    "SEARCH_STYLESHEET",
    "STYLESHEET",
    "About",
    "Desk",
    "Download",
    "Page",
    "PageMemory",
    "Rendered",
    "Site",
    "brief_uri",
    "may_be_shown",
    "page_file",
    "page_path",
    "problem_place",
    "record_uri",
    "template_folders",
]
