"""Text as YAML: in the plainest style that every reader, ours and the standard ones, takes for the same text."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.nodes import ScalarNode

from generator.record.text import clean, has_control
from generator.store.reader import INTEGER_OR_DECIMAL, WORDS

WIDTH = 100
"""Lines of folded text are no longer, but for a longer word."""

# What must be escaped to be seen or to survive: tabs, odd line ends, marks of direction, the byte order mark.
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_ESCAPED = re.compile('["\\\\]|\n|' + _UNSAFE.pattern)
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_BREAK = re.compile("(?<=[^ \n]) (?=[^ \n])")
_FLOW = re.compile(r"[\[\]{},:?]")
_NOT_PLAIN = re.compile(r":(?: |$)| #|\n| $|:[\[\]{},]")
# What YAML 1.1 and 1.2 readers other than PyYAML take for a number or a truth value.
_OTHERS = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|nan|inf)|0o[0-7]+|0x[0-9a-f]+|[-+]?[0-9][0-9_,:.]*(?:e[-+]?[0-9]+)?"
)
_STANDARD: Any = yaml.resolver.Resolver()


def one_line(text: str, *, flow: bool = False, quoted: bool = False) -> str:
    """Write text on one line.

    Args:
        text: Any text.
        flow: True inside `[…]` or `{…}`.
        quoted: True where it is to be quoted even if it need not be.
    """
    text = clean(text) if has_control(text) else text
    if not quoted and is_plain(text, flow=flow):
        return text
    if "\n" in text or _UNSAFE.search(text):
        return '"' + _ESCAPED.sub(_escape, text) + '"'
    return "'" + text.replace("'", "''") + "'"


def block(text: str, indent: int, *, fold: bool) -> str | None:
    """Write text as a block below its key.

    Args:
        text: Any text.
        indent: Columns that its lines are indented.
        fold: True where a long line may be folded.

    Returns:
        The indicator and the lines; None where no block would keep the text.
    """
    text = clean(text) if has_control(text) else text
    if not text or _UNSAFE.search(text) or text[0] in " \n":
        return None
    pad = " " * indent
    if "\n" not in text:
        if not fold or text[-1] == " ":
            return None
        return ">-\n" + "\n".join(pad + line for line in _wrapped(text, WIDTH - indent))
    body, lines = text.removesuffix("\n"), text.removesuffix("\n").split("\n")
    if body.endswith("\n") or any(line and line.isspace() for line in lines):
        return None
    mark = "|-" if body == text else "|"
    return mark + "\n" + "\n".join(pad + line if line else "" for line in lines)


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Say whether text may stand without quotes."""
    if not text or not text[0].isalnum() or _NOT_PLAIN.search(text) or _UNSAFE.search(text):
        return False
    if flow and _FLOW.search(text):
        return False
    if text in WORDS or INTEGER_OR_DECIMAL.fullmatch(text) or _OTHERS.fullmatch(text):
        return False
    return bool(_STANDARD.resolve(ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str")


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in _BREAK.split(text):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    return _NAMED.get(character) or (f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}")
