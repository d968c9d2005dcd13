"""Which person a word names: one key for the full name, the surname and the first name of one person."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from generator.extract.casualties_people import is_misread_name, is_surely_people
from generator.extract.casualties_words import listed


def person_key(token: Token) -> str | None:
    """Give what tells a named person from others: the whole name as `doc._.names` or the entities have it."""
    key = _keys(token.doc).get(token.i)
    bare = token.pos_ == "PROPN" and token.tag_ == "NNP" and (token.ent_type_ == "" or is_misread_name(token))
    if key is None and bare and not is_surely_people(token) and not (token.is_sent_start and _is_in_title(token)):
        parts = [c.lower_ for c in token.lefts if c.dep_ == "compound" and c.pos_ == "PROPN"] + [token.lower_]
        known = sorted(set(_keys(token.doc).values()))
        return next((k for k in known if _is_short_for(parts, k.split())), " ".join(parts))
    return key


def _is_in_title(token: Token) -> bool:
    document = token.doc._.document
    return document is not None and document.paragraph_of(token).kind == "title"


def _keys(doc: Doc) -> dict[int, str]:
    known: dict[int, str] | None = doc.user_data.get("briefs person keys")
    if known is not None:
        return known
    keys: dict[int, str] = {}
    for name in doc._.names:
        if name.type == "person":
            for mention in name.mentions:
                keys.update(dict.fromkeys(range(mention.start, mention.end), name.text.lower()))
    full: list[list[str]] = []
    for ent in doc.ents:
        if ent.label_ == "PERSON" and ent.start not in keys and ent.root.i not in keys:
            parts = [t.lower_ for t in ent if t.is_alpha or "-" in t.text or "'" in t.text[1:-1]]
            while len(parts) > 1 and parts[0] in listed("people", "nouns"):
                parts.pop(0)
            while len(parts) > 1 and parts[-1].rstrip(".") in listed("people", "name_ends"):
                parts.pop()
            if not parts:
                continue
            # A surname or first name alone is the person of that name met last.
            same = next((f for f in reversed(full) if _is_short_for(parts, f)), None)
            if same is None:
                full.append(parts)
            keys.update(dict.fromkeys(range(ent.start, ent.end), " ".join(same or parts)))
    doc.user_data["briefs person keys"] = keys
    return keys


def _is_short_for(parts: list[str], full: list[str]) -> bool:
    """Say whether a name is another or a part of it: "Maza Marquez", "Maza" and "Miguel" of "Miguel Maza Marquez"."""
    if len(parts) == 1:
        return parts[0] in (full[0], full[-1])
    return parts == full or (len(parts) < len(full) and parts[-1] == full[-1] and set(parts) <= set(full))


def distinct_names(keys: Iterable[str]) -> set[str]:
    """Drop from some keys of persons those that are short for another."""
    names = set(keys)
    return {n for n in names if not any(n != o and _is_short_for(n.split(), o.split()) for o in names)}
