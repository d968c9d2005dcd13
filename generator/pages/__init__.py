"""From records and the link graph to pages: one view per kind of page, and templates that escape everything."""

from generator.pages.addresses import record_uri
from generator.pages.environment import template_folders
from generator.pages.problems import may_be_shown, problem_place
from generator.pages.site import STYLESHEET, Page, Rendered, Site

__all__ = [
    "STYLESHEET",
    "Page",
    "Rendered",
    "Site",
    "may_be_shown",
    "problem_place",
    "record_uri",
    "template_folders",
]
