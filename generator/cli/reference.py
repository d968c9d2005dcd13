"""The commands as the editors' guide lists them, from their own help: `python -m generator.cli.reference` writes them.

The site may not import the command line, so what it shows of it lies in a file among the data of the pages.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from generator.cli import COMMANDS, main
from generator.cli.common import Command

FILE = Path(__file__).parents[1] / "pages" / "data" / "commands.json"
"""Where the guide reads them."""


def reference() -> str:
    """Describe every command as JSON: name, usage, paragraphs of help, options, examples."""
    return json.dumps(list(_commands()), ensure_ascii=False, indent=1) + "\n"


def _commands() -> Iterator[dict[str, Any]]:
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        if not isinstance(command, Command):
            raise TypeError(f"{name} is no command of ours")
        ctx = click.Context(command, info_name=f"briefs {name}")
        paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
        yield {
            "name": name,
            "usage": " ".join(command.get_usage(ctx).removeprefix("Usage: ").split()),
            "about": [" ".join(paragraph.split()) for paragraph in paragraphs],
            "options": [
                {"written": record[0], "help": record[1]}
                for parameter in command.get_params(ctx)
                if isinstance(parameter, click.Option)
                and "--help" not in parameter.opts
                and (record := parameter.get_help_record(ctx))
            ],
            "examples": command.examples,
        }


if __name__ == "__main__":
    FILE.write_text(reference(), "utf-8")
