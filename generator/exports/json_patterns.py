"""The grammars of single values as regular expressions that JSON Schema and JavaScript take (ECMA 262, with `u`)."""

from __future__ import annotations

from generator.record.forms import Form, Group, ListOf, SourceRef
from generator.record.schema import Source, description

ID = r"^(?!(?:con|prn|aux|nul|(?:com|lpt)[0-9])$)[a-z0-9]+(?:-[a-z0-9]+)*$"
"""An id that can be a file's name on every system."""

GRADE = "^[A-F][1-6]$"
"""An Admiralty grade."""

URL = r'^[Hh][Tt][Tt][Pp][Ss]?://[^\s\\<>"/?#]+[^\s\\<>"]*$'
"""An http or https address with a host."""

COUNT = r"^\s*(?:[>~]?0?[0-9]{1,10}|<(?!0+$)0?[0-9]{1,10}|0?[0-9]{1,10}-0?[0-9]{1,10}|several|unknown)\s*$"
"""The count grammar; that a range goes from low to high it cannot see."""

_DAYS = (
    "(?:0[13578]|1[02])(?:-(?:0[1-9]|[12][0-9]|3[01]|XX))?",
    "(?:0[469]|11)(?:-(?:0[1-9]|[12][0-9]|30|XX))?",
    "02(?:-(?:0[1-9]|[12][0-9]|XX))?",
)
_REST = "|".join([*_DAYS, "2[1-4]", "XX(?:-XX)?"])
_POINT = f"(?:(?!0000)[0-9]{{4}}(?:-(?:{_REST}))?|(?!000)[0-9]{{3}}X|(?!00)[0-9]{{2}}XX)[~?%]?"
DATE = rf"^\s*(?:{_POINT}(?:/(?:{_POINT}|\.\.)?)?|(?:\.\.)?/{_POINT})\s*$"
"""EDTF level 1; which years have a 29 February, and that an interval does not end before it starts, it cannot see."""


def path_pattern(type_: type) -> str:
    """Give the expression for the paths of the fields that a record dataclass has, and of all below them."""
    return f"^{_paths(type_)}$"


def _paths(type_: type) -> str:
    return "(?:" + "|".join(field.name + _below(field.form) for field in description(type_)) + ")"


def _below(form: Form) -> str:
    if isinstance(form, Group):
        return rf"(?:\.{_paths(form.type)})?"
    if isinstance(form, ListOf):
        inner = form.item.type if isinstance(form.item, Group) else Source if isinstance(form.item, SourceRef) else None
        # A key is text, brackets included.
        return r"(?:\[[\s\S]*\]" + (rf"(?:\.{_paths(inner)})?" if inner else "") + ")?"
    return ""
