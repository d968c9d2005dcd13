"""From records and the link graph to pages: one view per kind of page, and templates that escape everything."""

from generator.pages.addresses import brief_uri, page_path, record_uri
from generator.pages.context import About
from generator.pages.environment import template_folders
from generator.pages.problems import may_be_shown, problem_place
from generator.pages.review import Desk
from generator.pages.site import STYLESHEET, Page, Rendered, Site
from generator.pages.views import Download

__all__ = [
    "STYLESHEET",
    "About",
    "Desk",
    "Download",
    "Page",
    "Rendered",
    "Site",
    "brief_uri",
    "may_be_shown",
    "page_path",
    "problem_place",
    "record_uri",
    "template_folders",
]
