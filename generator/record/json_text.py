"""Data as JSON for programs and for people: a field a line, and of a list of mappings an item a line.

Python writes indented JSON value by value, and what stands on one line in one go: three times as fast, and a difference
between two such files still shows the field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

encode = json.JSONEncoder(ensure_ascii=False).encode
"""Writes a value on one line."""


def json_text(data: Mapping[str, Any]) -> str:
    """Write a mapping as a file."""
    return "{\n" + ",\n".join([f" {encode(name)}: {_lines(value)}" for name, value in data.items()]) + "\n}\n"


def _lines(value: Any) -> str:
    if type(value) is list and value and type(value[0]) is dict:
        return "[\n" + ",\n".join([f"  {encode(item)}" for item in value]) + "\n ]"
    return encode(value)
