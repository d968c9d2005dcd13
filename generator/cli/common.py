"""What several commands share: help with an example, options, the collection's folder, and how results are printed."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.errors import ArticleError, UsageError

if TYPE_CHECKING:
    from generator.article.model import Article
    from generator.extract.draft import Draft
    from generator.extract.pipeline import Extractor

FEW = 5
"""Articles that are read without a progress bar."""

_Item = TypeVar("_Item")
_Command = TypeVar("_Command", bound=Callable[..., Any])


class Command(click.Command):
    """A command whose help ends with examples, each on a line of its own."""

    def __init__(self, *args: Any, examples: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples.strip().splitlines()

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples after everything else."""
        with formatter.section("Examples"):
            for line in self.examples:
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")


def find_site(start: Path | None = None) -> Path:
    """Find the nearest folder, upwards, that holds `mkdocs.yml`.

    Raises:
        UsageError: There is none.
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise UsageError(f"no mkdocs.yml in {start} or above it; go to the collection, or name its folder with --briefs")


def find_briefs(given: Path | None) -> Path:
    """Give the folder of briefs: the one that was named, else `briefs/` beside the nearest `mkdocs.yml`.

    Raises:
        UsageError: There is no such folder.
    """
    folder = given or Path(shorten(find_site() / "briefs"))
    if not folder.is_dir():
        raise UsageError(f"{shorten(folder)} is not a folder; create it, or name another with --briefs")
    return folder


def shorten(path: Path) -> str:
    """Write a path as a person in the current folder would."""
    resolved, here = path.resolve(), Path.cwd().resolve()
    return str(resolved.relative_to(here)) if resolved.is_relative_to(here) else str(path)


def briefs_option(command: _Command) -> _Command:
    """Add `--briefs DIR`."""
    return click.option(
        "--briefs",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="The folder of briefs. By default briefs/ beside the nearest mkdocs.yml, upwards.",
    )(command)


def json_option(command: _Command) -> _Command:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of words.")(command)


class Term(click.ParamType[str]):
    """A term of a closed vocabulary, read only when needed; a wrong one is answered with the nearest right one."""

    name = "term"

    def __init__(self, vocabulary: str) -> None:
        self._vocabulary = vocabulary

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check one value."""
        from generator.record.vocabulary import vocabulary

        terms = list(vocabulary(self._vocabulary).terms)
        if value not in terms:
            near = get_close_matches(value, terms, n=1)
            hint = f'did you mean "{near[0]}"?' if near else f"use one of {', '.join(terms)}"
            self.fail(f'"{value}" is no {self._vocabulary}; {hint}', param, ctx)
        return value


class Day(click.ParamType[datetime.date]):
    """A day in the past, written YYYY-MM-DD; by tomorrow, since it is tomorrow already somewhere on earth."""

    name = "day"

    def convert(
        self, value: str | datetime.date, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Check one value."""
        if isinstance(value, datetime.date):
            return value
        try:
            day = datetime.datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f'"{value}" is no day; write it as YYYY-MM-DD, such as 2015-01-16', param, ctx)
        if day > datetime.date.today() + datetime.timedelta(days=1):
            self.fail(f"{day} is still to come; give the day on which the article was published", param, ctx)
        return day


def counted(number: int, what: str) -> str:
    """Write a number with what it counts, in the plural where it is not one."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def print_json(value: Any) -> None:
    """Print JSON for other programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def load_extractor() -> Extractor:
    """Load the language model and all that reads with it; takes about a second."""
    from generator.extract.pipeline import Extractor

    return Extractor()


def extract(extractor: Extractor, article: Article, name: str) -> list[Draft]:
    """Extract from one of many articles, whose name an error begins with.

    Raises:
        ArticleError: The article cannot be read, or extraction broke down over it.
    """
    from generator.extract import many

    try:
        return many.extract(extractor, article)[0]
    except ArticleError as error:
        raise ArticleError(f"{name}: {error.message}") from error


@contextmanager
def progress(items: Iterable[_Item], number: int | None) -> Iterator[Iterable[_Item]]:
    """Show how far reading many articles has got, how many a second, and the time left; nothing for a few.

    Args:
        items: What is read.
        number: How many there are; None where that is unknown, and then nothing is shown.
    """
    start = time.monotonic()
    read = count(1)

    def rate(item: _Item | None) -> str | None:
        return None if item is None else f"{next(read) / max(time.monotonic() - start, 0.001):.1f} articles a second"

    hidden = number is None or number <= FEW
    with click.progressbar(
        items, length=number, label="Reading", file=sys.stderr, hidden=hidden, show_pos=True, item_show_func=rate
    ) as shown:
        yield shown


def run_mkdocs(*arguments: str) -> int:
    """Run MkDocs as a process of its own, in the folder of the site, and give its exit code."""
    command = [sys.executable, "-m", "mkdocs", *arguments]
    # The theme's notice about its successors would push what matters off the screen.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=find_site(), env=environment, check=False)  # noqa: S603 - own words, no shell
    return done.returncode
