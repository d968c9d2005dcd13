"""The Jinja environment: everything escaped, nothing undefined, and the collection's own templates before ours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup

import generator
from generator.errors import BriefsError, Location
from generator.pages.words import show_marks


def shipped_templates() -> Path:
    """Give the folder of the project's own templates: in the wheel, or beside the package in a checkout."""
    package = Path(generator.__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def template_folders(own: Path | None) -> tuple[Path, ...]:
    """Give the folders to look templates up in, in order.

    Args:
        own: The collection's own folder of templates, which need not exist.
    """
    shipped = shipped_templates()
    if own is None or not own.is_dir() or own.resolve() == shipped.resolve():
        return (shipped,)
    return own, shipped


def make_environment(folders: Sequence[Path]) -> Environment:
    """Make the environment that renders all pages.

    Args:
        folders: Where to look for templates; the first that has one by a name wins.
    """
    return _environment(tuple(folders))


@lru_cache(maxsize=4)
def _environment(folders: tuple[Path, ...]) -> Environment:
    """Make one, and keep it: it reads a template again when the template's file has changed."""
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_flag,
    )


def _flag(value: object) -> object:
    """Show marks of direction in text; what is HTML already has been through here."""
    return show_marks(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def fill(env: Environment, names: Sequence[str], **values: Any) -> str:
    """Fill in a template.

    Args:
        env: The environment.
        names: Names of templates; the first that there is is taken.
        values: What it is given.

    Raises:
        BriefsError: The template is wrong, or asks for what it is not given; with file and line where they are known.
    """
    try:
        return env.select_template(list(names)).render(**values)
    except TemplateSyntaxError as error:
        place = Location(Path(error.filename), error.lineno) if error.filename else None
        raise BriefsError(f"the template is wrong: {error.message}", place) from error
    except TemplateError as error:
        raise BriefsError(f"the template {names[0]} cannot be filled in: {error.message}") from error


def find_asset(folders: Sequence[Path], name: str) -> Path:
    """Find a file of `assets/`, the collection's own before ours."""
    found = [folder / "assets" / name for folder in folders if (folder / "assets" / name).is_file()]
    return found[0] if found else folders[-1] / "assets" / name
