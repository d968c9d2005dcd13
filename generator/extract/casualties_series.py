"""Persons named one after the other, each with an age or a town, found by the order of the words alone."""

from __future__ import annotations

from spacy.tokens import Doc, Token


def row_of_names(name: Token) -> list[Token]:
    """Give a person's name and those in a row with it: "X, 12, of Ashford; Y, 34; and Z", however it is parsed.

    Args:
        name: A word of the first name.
    """
    row, sure = [name], 1
    doc, at, stop = name.doc, _last_of(name) + 1, name.sent.end
    while name.ent_type_ == "PERSON" and at < stop:
        start = at
        while at < stop and _is_between(doc, at):
            at += 1
        starts = start < at < stop and doc[at].ent_type_ == "PERSON" and doc[at].ent_iob_ == "B"
        last = _last_of(doc[at]) if starts else at
        # "killed X, Y said": the speaker is in no row; nor is "X, Y's father".
        if not starts or (doc[last].dep_ in ("nsubj", "poss", "compound", "agent") and doc[last].head != name.head):
            break
        row.append(doc[last])
        at = last + 1
        # A comma alone makes no row ("By X, Y"), but for one that ends in "and Z".
        if any(t.text.isdigit() or t.lower_ in (";", "and", "&") for t in doc[start:last]):
            sure = len(row)
    return row[:sure]


def _last_of(name: Token) -> int:
    at = name.i
    while at + 1 < len(name.doc) and name.nbor(at + 1 - name.i).ent_iob_ == "I":
        at += 1
    return at


def _is_between(doc: Doc, at: int) -> bool:
    """Say whether a word may stand between two names of a row: a comma, an age, "of" and a town."""
    token, before = doc[at], doc[at - 1].lower_
    if token.text.isdigit() or token.lower_ in (",", ";", "(", ")", "and", "&", "of", "both", "all"):
        return True
    # "X, 12, of Clinton" has a town that may look like a person.
    return before == "of" or (token.ent_type_ == "GPE" and before != "and") or token.ent_iob_ == "I"
