"""The command line: one module a command, each of which parses, calls and prints. Imported by nothing.

Commands are imported when they are called for, and import what is heavy when they run, so that `briefs --help`
answers at once.
"""

from __future__ import annotations

import errno
from importlib import import_module
from typing import Any

import click

from generator.errors import BriefsError, UsageError

COMMANDS = (
    "init",
    "add",
    "new",
    "extract",
    "check",
    "fmt",
    "refresh",
    "resolve",
    "list",
    "show",
    "link",
    "merge",
    "split",
    "same",
    "not-same",
    "rename",
    "export",
    "schema",
    "build",
    "serve",
)
"""In the order of a day's work. The command `not-same` is the object `command` of the module `not_same_command`."""


class Commands(click.Group):
    """The group of all commands, which imports one when it is named and turns our errors into exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names in the order in which a reader should meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"generator.cli.{cmd_name.replace('-', '_')}_command").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; our own errors become a message on standard error and exit code 1, or 2 for wrong usage."""
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise click.UsageError(str(error)) from error
        except BriefsError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever read our output has read enough; click ends quietly
            place = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{place}{error.strerror or error}") from error


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="incident-briefs", prog_name="briefs")
def main() -> None:
    """Turn news articles about incidents into briefs: records that people correct, and a site made from them.

    Begin with `briefs add ARTICLE`, correct the YAML it writes, and look at the page with `briefs serve`.
    """
