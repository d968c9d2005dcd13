"""Editing a brief in place: an item more in one of its lists, and every other byte as a person left it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.errors import Location, StoreError
from generator.record.forms import ListOf
from generator.record.schema import Incident, Link, description
from generator.store.change import change_of
from generator.store.reader import read_yaml
from generator.store.splice import splice


def add_link(text: str, link: Link, *, path: Path = Path("brief")) -> str:
    """Add a link to a brief's text; arguments and errors as for `append_item`."""
    return append_item(text, "links", link, path=path)


def append_item(text: str, field: str, item: Any, *, path: Path = Path("brief")) -> str:
    """Append an item to one of the lists of a brief.

    Args:
        text: The file's text.
        field: The name of a list in the schema.
        item: The item, as the record holds it.
        path: The file, for messages.

    Returns:
        The text with the item, laid out as the list is; all else as it was.

    Raises:
        YamlError: The text is not YAML that we take.
        StoreError: The text is laid out in a way that cannot be edited safely.
    """
    form = next(f.form for f in description(Incident) if f.name == field)
    tree = read_yaml(text, path)
    there = tree.data.get(field) if isinstance(tree.data, dict) else ""
    if isinstance(there, list) and isinstance(form, ListOf):
        change = change_of("insert", (field, len(there)), form.item, item, field)
    elif there is None:
        change = change_of("set", (field,), form, (item,), field)
    else:
        message = f'"{field}" is laid out in a way that cannot be edited safely; add the item by hand'
        raise StoreError(message, tree.locate((field,)) if tree.root else Location(path))
    return splice(text, [change], path=path)
