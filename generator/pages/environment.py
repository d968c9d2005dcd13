"""The Jinja environment: everything escaped, nothing undefined, and the collection's own templates before ours."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

import generator
from generator.errors import BriefsError, Location
from generator.pages import compiling
from generator.pages.compiling import PageEnvironment, flag

_JINJA = {Path(module.__file__ or "").parent for module in (jinja2, markupsafe)}
_OURS = {Path(compiling.__file__)}


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
    """Make the environment that renders all pages, or give the last one where no template has changed since.

    Args:
        folders: Where to look for templates; the first that has one by a name wins.
    """
    return _environment(tuple(folders), tuple(_stamps(folders)))


@lru_cache(maxsize=2)
def _environment(folders: tuple[Path, ...], _: tuple[object, ...]) -> Environment:
    """Make one. It looks at no template twice: whoever asks for an environment has looked at all of them before."""
    return PageEnvironment(
        loader=FileSystemLoader(folders),
        auto_reload=False,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=flag,
    )


def _stamps(folders: Sequence[Path]) -> Iterator[tuple[str, int, int, int]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            try:
                status = path.stat()
            except OSError:  # it has gone meanwhile; the next build sees that
                continue
            yield str(path), status.st_mtime_ns, status.st_size, status.st_ino


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
        return _choose(env, tuple(names)).render(**values)
    except TemplateSyntaxError as error:
        raise BriefsError(
            f"the template is wrong: {error.message}", _place(env, error.filename, error.lineno)
        ) from error
    except TemplateNotFound as error:
        message = f'there is no template "{error.name or names[0]}"; it is asked for by {names[0]}'
        raise BriefsError(message, _line_of(env, error)) from error
    except TemplateError as error:
        message = f"the template {names[0]} cannot be filled in: {error.message}"
        raise BriefsError(message, _line_of(env, error)) from error
    except UnicodeDecodeError as error:
        raise BriefsError(f"the template {names[0]}, or one that it uses, is not UTF-8; save it as UTF-8") from error
    except Exception as error:
        # Whatever went wrong in a template's own expression: a number called, two things added that are not alike.
        place = _line_of(env, error)
        if place is None:
            raise  # it went wrong in our code, and the traceback is what tells where
        message = f"the template {names[0]} cannot be filled in: {type(error).__name__}: {error}"
        raise BriefsError(message, place) from error


@lru_cache(maxsize=256)
def _choose(env: Environment, names: tuple[str, ...]) -> Template:
    """Give the first template that there is; where none is, Jinja says so each time anew."""
    return env.select_template(list(names))


def _line_of(env: Environment, error: BaseException) -> Location | None:
    """Give the line of the template in which an error came up; None where it came up in what the template called."""
    # Jinja rewrites the traceback so that its frames are lines of templates.
    frames = traceback.extract_tb(error.__traceback__)
    places = [_place(env, frame.filename, frame.lineno) for frame in frames]
    last = max((at for at, place in enumerate(places) if place), default=None)
    if last is None:
        return None
    # What comes after it may be Jinja's own, and what shows marks of direction in every value.
    others = (Path(frame.filename) for frame in frames[last + 1 :])
    is_theirs = all(path.parent in _JINJA or path in _OURS for path in others)
    return places[last] if is_theirs else None


def _place(env: Environment, file: str | None, line: int | None) -> Location | None:
    """Name a line of a template from the folder of templates on, without telling where that lies on this machine."""
    for folder in env.loader.searchpath if isinstance(env.loader, FileSystemLoader) and file else []:
        path, home = Path(file or ""), Path(folder)
        if path.is_relative_to(home):
            return Location(home.name / path.relative_to(home), line or 0)
    return None


def find_asset(folders: Sequence[Path], name: str) -> Path:
    """Find a file of `assets/`, the collection's own before ours."""
    found = [folder / "assets" / name for folder in folders if (folder / "assets" / name).is_file()]
    return found[0] if found else folders[-1] / "assets" / name
