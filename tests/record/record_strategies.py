"""Hypothesis strategies for records, built from the field descriptions, so that a new field is tested at once."""

from __future__ import annotations

import datetime
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from generator.record.count import Count
from generator.record.countries import countries
from generator.record.edtf import PartialDate
from generator.record.forms import (
    Choice,
    CountryCode,
    Date,
    EvidenceMap,
    FieldPath,
    Form,
    Grade,
    Group,
    Id,
    ListOf,
    Number,
    Point,
    SourceRef,
    Text,
    WebAddress,
)
from generator.record.ids import is_id
from generator.record.schema import Evidence, Incident, Source, description
from generator.record.text import has_control
from generator.record.vocabulary import vocabulary

# Words that some YAML reader or template engine would make something else of.
AWKWARD = [
    "NO", "no", "Yes", "on", "y", "null", "~", "true", "False", "12:30", "1_000", "0o17", "0x1F", "1e3",
    "007", "-3", "5.10", "2015-01-15", "2001-12-14t21:59:43.10-05:00", ".inf", ".nan", "=", "<<", "- a",
    "-", "--- a", "...", "? b", "! c", "!!int 3", "&a b", "*a", "# d", "a # b", "a #b", "a: b", "a:",
    ": a", "'", '"', "it's", '"x"', "[a]", "{a: b}", "{{ x }}", "{% y %}", "|", ">-", "%TAG", "@x",
    "`x`", "a, b", " a", "a ", "  a  b  ", "\n a", "a\n", "a\n\n", "a\n\nb", "a\n b", "a \nb", "a\tb",
    "\u202egnp.exe", "شارلي إبدو", "🧨 bomb 👩‍👩‍👧", "\u00a0a\u00a0", "a\u2028b", "\u0085", "\ufeffa",
    "\\n", "\\", "é", "e\u0301",
]  # fmt: skip

texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(min_size=1, max_size=40),
    st.text(alphabet="ab :#'\"-[]{},|>&*!%@\n\\", min_size=1, max_size=30),
    st.lists(st.text(alphabet="abcdefghij,.'é—", min_size=1, max_size=12), min_size=1, max_size=60).map(" ".join),
).filter(lambda text: bool(text.strip()) and not has_control(text))
ids = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True).filter(is_id)
days = st.dates(datetime.date(1800, 1, 1), datetime.date(2100, 12, 31)).map(str)
dates = st.one_of(
    days,
    days.map(lambda d: d[:7]),
    days.map(lambda d: d[:4] + "~"),
    days.map(lambda d: d[:3] + "X"),
    days.map(lambda d: f"../{d}"),
    days.map(lambda d: f"{d}/.."),
    st.sampled_from(["2015-21", "2015-24", "19XX", "2015-01-XX?", "2015-XX", "2015-01/2015-02%"]),
).map(PartialDate.parse)
numbers = st.integers(0, 10**9)
counts = st.one_of(
    numbers.map(str),
    numbers.map(lambda n: f">{n}"),
    numbers.map(lambda n: f"<{n + 1}"),
    numbers.map(lambda n: f"~{n}"),
    numbers.map(lambda n: f"{n}-{n + 2}"),
    st.sampled_from(["several", "unknown"]),
).map(Count.parse)
points = st.tuples(
    st.floats(-180, 180).map(lambda degrees: round(degrees, 7)),
    st.floats(-90, 90).map(lambda degrees: round(degrees, 7)),
)
quotes = st.lists(st.builds(Evidence, texts, st.none() | ids), min_size=1, max_size=3).map(tuple)


def of_form(form: Form) -> st.SearchStrategy[Any]:
    """Give a strategy for the values of a form."""
    match form:
        case Choice():
            return st.sampled_from(list(vocabulary(form.vocabulary).terms))
        case ListOf():
            return st.lists(of_form(form.item), max_size=3).map(tuple)
        case Group():
            return groups(form.type)
        case SourceRef():
            return ids | groups(Source).filter(lambda source: source != Source())
        case EvidenceMap():
            return st.dictionaries(texts, quotes, max_size=3).map(MappingProxyType)
        case Date():
            return dates
        case Number():
            return counts
        case Point():
            return points
        case CountryCode():
            return st.sampled_from(list(countries()))
        case Grade():
            return st.from_regex(r"[A-F][1-6]", fullmatch=True)
        case Id():
            return ids
        case WebAddress():
            return ids.map(lambda name: f"https://example.org/{name}?a=1&b=%20#c")
        case Text() | FieldPath():
            return texts
    raise AssertionError(f"no strategy for {form}")


def groups(type_: type) -> st.SearchStrategy[Any]:
    """Give a strategy for the instances of a record dataclass."""
    fields = description(type_)
    required = {f.name: of_form(f.form) for f in fields if f.required}
    optional = {f.name: of_form(f.form) for f in fields if not f.required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda values: type_(**values))


incidents: st.SearchStrategy[Incident] = groups(Incident)
sources: st.SearchStrategy[Source] = groups(Source)
