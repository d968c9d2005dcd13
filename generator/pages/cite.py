"""How to cite a brief: in words, as BibTeX and as RIS. Dated by its last change, where that is known."""

from __future__ import annotations

import re

from generator.pages.context import Context
from generator.pages.views import CiteView
from generator.pages.words import date_view, one_line
from generator.record.edtf import PartialDate
from generator.record.schema import Incident

_BIBTEX = re.compile(r"[\\{}%&$#_~^]")
_NAMED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def cite_view(record: Incident, context: Context) -> CiteView:
    """Make all forms of a brief's citation."""
    site, changed = context.about.title, context.changed.get(record.id, "")
    address = context.address(record.id)
    title = one_line(record.title)
    when = date_view(PartialDate.parse(changed)) if changed else None
    said = f"“{title}”. {site}, brief {record.id}" + (f", last changed {when.words}" if when else "")
    bibtex = {
        "title": f"{{{_escape(title)}}}",
        "organization": f"{{{_escape(site)}}}",
        "year": changed[:4],
        "month": changed[5:7],
        "url": address,
        "note": _escape(f"Incident brief {record.id}"),
    }
    ris = {
        "TY": "ELEC",
        "TI": title,
        "PB": site,
        "PY": changed[:4],
        "DA": changed.replace("-", "/"),
        "UR": address,
        "AN": record.id,
        "AB": one_line(record.summary or ""),
    }
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in bibtex.items() if value)
    lines = "".join(f"{tag}  - {value}\n" for tag, value in ris.items() if value)
    return CiteView(
        text=f"{said}. {address}" if address else f"{said}.",
        bibtex=f"@misc{{{record.id},\n{fields}}}",
        ris=f"{lines}ER  - ",
    )


def _escape(text: str) -> str:
    """Escape what TeX would take for a command."""
    return _BIBTEX.sub(lambda match: _NAMED.get(match[0], f"\\{match[0]}"), text)
