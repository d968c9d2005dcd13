"""Who is who: names of people, groups and organisations, with all wordings of one name brought together.

No coreference model works offline, so this does the little that matters in incident news: surnames after full names,
two people of one family name, a group's abbreviation beside its name, and the groups that the list knows.
"""

from __future__ import annotations

import re
from typing import Any

from rapidfuzz import fuzz
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from generator.document import Document
from generator.extract.mentions import Name, NameType
from generator.extract.names_mend import mend_persons
from generator.extract.words import word_set
from generator.record.groups import groups

Pattern = dict[str, str | list[dict[str, Any]]]
"""A pattern as spaCy's entity ruler takes it."""
_NOT_A_NAME = re.compile(r"[\d@#/]|https?:")


@Language.factory("briefs_names", requires=["doc.ents"], assigns=["doc._.names"])
def make_names(nlp: Language, name: str) -> Names:
    """Build the component."""
    return Names()


def listed_groups(nlp: Language) -> list[Pattern]:
    """Give the list of groups as patterns for spaCy's entity ruler.

    Capital-only wordings are matched as they stand, all others whatever their case.
    """
    patterns: list[Pattern] = []
    for key, group in groups().items():
        for wording in group.wordings:
            tokens = [t.text for t in nlp.make_doc(wording)]
            cased = wording.upper() == wording
            pattern: list[dict[str, Any]] = [{"ORTH": t} if cased else {"LOWER": t.lower()} for t in tokens]
            patterns.append({"label": "ORG", "pattern": pattern, "id": key})
    return patterns


class Names:
    """Groups the entities of a document into names."""

    def __call__(self, doc: Doc) -> Doc:
        """Assign `doc._.names`."""
        document: Document = doc._.document
        mend_persons(doc)
        found: list[Name] = []
        outlets = word_set("names", "outlet") | {o.lower() for o in document.article.cites}
        for span, kind in _entities(doc, outlets):
            known = _match(found, span, kind)
            if known is None:
                text = _clean(span)
                listed = span.ent_id_ or None
                found.append(Name(text, kind, [span], listed))
            else:
                known.mentions.append(span)
                if len(_clean(span).split()) > len(known.text.split()) and known.type == "person":
                    known.text = _clean(span)
        for name in found:
            name.text = _shared_family_name(name, found) or name.text
        doc._.names = found
        return doc


def _entities(doc: Doc, outlets: frozenset[str] | set[str]) -> list[tuple[Span, NameType]]:
    out: list[tuple[Span, NameType]] = []
    for ent in doc.ents:
        if _NOT_A_NAME.search(ent.text) and not ent.ent_id_:
            continue
        if ent.label_ == "PERSON" or (ent.label_ in ("ORG", "GPE", "NORP") and ent.ent_id_):
            span = _trim(ent)
            if span is not None:
                initials = len(span) == 1 and span.text.isupper() and len(span.text) > 2
                person = ent.label_ == "PERSON" and not initials
                out.append((span, "person" if person else "group" if ent.ent_id_ else _kind_of(span, outlets)))
        elif ent.label_ in ("ORG", "NORP"):
            span = _trim(ent)
            if span is not None and (ent.label_ == "ORG" or _kind_of(span, outlets) == "group"):
                out.append((span, _kind_of(span, outlets)))
    return out


def _trim(ent: Span) -> Span | None:
    titles = word_set("names", "titles")
    start, end = ent.start, ent.end
    doc = ent.doc
    while start < end and (doc[start].lower_.rstrip(".") in titles or doc[start].lower_ in ("the", "a", "an")):
        start += 1
    while end > start and (
        doc[end - 1].lower_ in ("'s", "'") or (doc[end - 1].is_punct and doc[end - 1].text not in ").")
    ):
        end -= 1
    if ent.label_ == "PERSON":
        # The recogniser now and then cuts a first name off its family name.
        while ent.sent.start < start < end and _belongs(doc[start - 1], doc[start]):
            start -= 1
    if start >= end:
        return None
    return Span(doc, start, end, label=ent.label, span_id=ent.ent_id) if (start, end) != (ent.start, ent.end) else ent


def _belongs(before: Token, name: Token) -> bool:
    return (
        before.pos_ == "PROPN"
        and before.dep_ == "compound"
        and before.head.i >= name.i
        and not before.ent_type_
        and before.text[:1].isupper()
        and before.lower_.rstrip(".") not in word_set("names", "titles")
    )


def _clean(span: Span) -> str:
    text = " ".join(span.text.split())
    return text.removesuffix("'s").strip(" ,;:'\"")


def _kind_of(span: Span, outlets: frozenset[str] | set[str]) -> NameType:
    if span.ent_id_:
        return "group"
    text = _clean(span).lower()
    if text in outlets or text.removeprefix("the ") in outlets:
        return "outlet"
    parts = set(re.findall(r"[^\W_]+", text))
    if parts & word_set("names", "group"):
        return "group"
    if parts & word_set("names", "agency"):
        return "agency"
    return "organization"


def _match(found: list[Name], span: Span, kind: NameType) -> Name | None:
    text = _clean(span)
    family = [n for n in found if n.type == "person" and " " in n.text and n.text.split()[-1] == text]
    # "Doe" is whoever was called so before, though another of the name was quoted since.
    called = next((n for n in family if any(m.text == text for m in n.mentions)), None)
    if called is not None and kind in ("person", "organization"):
        return called
    if kind == "organization" and len(family) == 1:
        return family[0]  # the recogniser's slip: a family name alone
    if kind == "person":
        tokens = text.split()
        for name in reversed(found):
            if name.type != "person":
                continue
            have = name.text.split()
            if tokens == have or (len(tokens) == 1 and tokens[0] in (have[-1], have[0]) and len(have) > 1):
                return name
            if len(have) == 1 and len(tokens) > 1 and tokens[-1] == have[0]:
                return name
            if (
                len(tokens) > 1
                and len(have) > 1
                and tokens[-1] == have[-1]
                and (tokens[0] == have[0] or fuzz.ratio(text, name.text) > 90)
            ):
                return name
        return None
    for name in reversed(found):
        if name.type == "person":
            continue
        if span.ent_id_ and span.ent_id_ == name.listed:
            return name
        if text.lower() == name.text.lower() or _is_acronym(text, name.text):
            return name
        if kind == "group" and name.type == "group" and " " not in text and name.mentions[0].text.split()[-1] == text:
            return name  # "the Tigers" after "the Tamil Tigers"
    return None


def _is_acronym(short: str, long: str) -> bool:
    if not short.isupper() or not 2 <= len(short) <= 6 or " " in short:
        return False
    return short == "".join(w[0] for w in re.findall(r"[^\W_]+", long) if w[0].isupper())


def _shared_family_name(name: Name, found: list[Name]) -> str | None:
    """For "the two gunmen, Said and Cherif Kouachi" give "Said Kouachi" for the first."""
    if name.type != "person" or " " in name.text:
        return None
    first = name.mentions[0]
    doc = first.doc
    end = first.end
    if end + 1 >= len(doc) or doc[end].lower_ not in ("and", "&"):
        return None
    second = next((n for n in found for m in n.mentions if m.start == end + 1 and n is not name), None)
    if second is None or second.type != "person" or " " not in second.text:
        return None
    before = [doc[i] for i in range(max(0, first.start - 3), first.start)]
    if any(t.tag_ in ("NNS", "NN") and t.lemma_.lower() in word_set("names", "family") for t in before):
        return f"{name.text} {second.text.split()[-1]}"
    return None
