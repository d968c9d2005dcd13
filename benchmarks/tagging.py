"""What the tagger learns from: documents as words, the words that fill a role marked, and names to change.

Every time a document is shown, its names of people, groups and towns are others, drawn from all documents and from the
list of groups, so that what is learned is how fillers are told of and not who they were.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Doc

from generator.extract.learned.tagger import KINDS, STAGES, TAGS
from generator.extract.pipeline import load_base
from generator.record.groups import groups

_SLOTS = {
    "perpetrators": "perp_ind",
    "organizations": "perp_org",
    "targets": "phys_tgt",
    "victims": "hum_tgt_name",
    "described": "hum_tgt_desc",
    "weapons": "instrument",
}
_PARTS = {"victim": "victims", "suspect": "perpetrators"}
"""The Gun Violence Corpus's parts of people, as tags."""
_CHANGED = ("PERSON", "GPE", "GROUP")
_POSSESSIVE = ("'s", "'")

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """One document to learn from."""

    id: str
    words: list[str]
    paragraphs: list[int]
    """The words with which its paragraphs start."""
    fillers: dict[str, list[Stretch]]
    """The words that fill each role."""
    names: list[tuple[int, int, str]]
    """Its names, each with its sort."""
    told: float | None
    """1 where it tells of an incident, 0 where of none, None where its key leaves that open."""
    kinds: frozenset[str]
    stages: frozenset[str]
    several: bool
    """Whether it tells of more than one incident."""
    several_alike: bool
    """Whether it tells of more than one of a type."""
    named_only: bool
    """True where its key knows people by name and nothing else, so that other words teach nothing."""


def muc_example(doc: Doc, line: Mapping[str, Any]) -> Example:
    """Mark the fillers of a MUC-4 key at every place where one of its wordings stands."""
    folded = [_fold(token.text) for token in doc]
    fillers: dict[str, list[Stretch]] = {}
    for tag, slot in _SLOTS.items():
        mentions = {m for t in line["templates"] for filler in t[slot] for m in filler["mentions"]}
        found = {place for mention in mentions for place in _places(folded, mention)}
        kept: list[Stretch] = []
        for place in sorted(found, key=lambda p: (p[0] - p[1], p)):
            if not any(place[0] < other[1] and other[0] < place[1] for other in kept):
                kept.append(place)
        fillers[tag] = sorted(kept)
    required = Counter(name for t in line["templates"] if not t["optional"] for name in t["type"][:1])
    return Example(
        line["id"],
        [t.text for t in doc],
        [p.start for p in doc._.document.paragraphs],
        fillers,
        _names(doc),
        0.0 if not line["relevant"] else 1.0 if required else None,
        frozenset(k for t in line["templates"] for k in t["type"] if k in KINDS),
        frozenset(s for t in line["templates"] for s in t["stage"] if s in STAGES),
        required.total() > 1,
        any(count > 1 for count in required.values()),
        named_only=False,
    )


def gvc_example(doc: Doc, line: Mapping[str, Any]) -> Example:
    """Mark the victims and suspects whom the Gun Violence Corpus names, wherever their name stands."""
    folded = [_fold(token.text) for token in doc]
    names = _names(doc)
    fillers: dict[str, list[Stretch]] = {tag: [] for tag in TAGS}
    for person in line["participants"]:
        tag = _PARTS.get(person["role"])
        if tag is None or not person.get("name"):
            continue
        first, last = (_fold(person["name"].split()[i]) for i in (0, -1))
        for start, stop, sort in names:
            end = stop - 1 if folded[stop - 1] in ("s", "") else stop
            same = sort == "PERSON" and end > start and folded[end - 1] == last
            if same and (end - start == 1 or folded[start] == first):
                fillers[tag].append((start, end))
    return Example(
        line["id"],
        [t.text for t in doc],
        [p.start for p in doc._.document.paragraphs],
        {tag: sorted(set(places)) for tag, places in fillers.items()},
        names,
        1.0,
        frozenset({"ATTACK"}),
        frozenset({"ACCOMPLISHED"}),
        several=False,
        several_alike=False,
        named_only=True,
    )


def _fold(word: str) -> str:
    return "".join(char for char in word.lower() if char.isalnum())


def _places(folded: Sequence[str], mention: str) -> Iterable[Stretch]:
    """Give the places of a wording, articles before it and marks between its words left out."""
    wanted = [f for token in load_base().make_doc(mention.lower()) if (f := _fold(token.text))]
    while wanted and wanted[0] in ("a", "an", "the"):
        wanted = wanted[1:]
    at = [i for i, word in enumerate(folded) if word]
    size = len(wanted)
    for k in range(len(at) - size + 1 if size else 0):
        if folded[at[k]] == wanted[0] and [folded[i] for i in at[k : k + size]] == wanted:
            yield at[k], at[k + size - 1] + 1


def _names(doc: Doc) -> list[tuple[int, int, str]]:
    return [(e.start, e.end, "GROUP" if e.ent_id_ else e.label_) for e in doc.ents]


Pools = Mapping[str, Sequence[Sequence[str]]]


def pools_of(examples: Sequence[Example]) -> Pools:
    """Give the names to draw from: people's and towns' from the documents, groups' from the list of groups."""
    found: dict[str, set[tuple[str, ...]]] = {"PERSON": set(), "GPE": set()}
    for one in examples:
        for start, end, sort in one.names:
            name = tuple(one.words[start:end])
            whole = len(name) > 1 if sort == "PERSON" else True
            if sort in found and len(name) <= 4 and whole and all(w[0].isalpha() for w in name):
                found[sort].add(name)
    listed = [wording for group in groups().values() for wording in group.wordings]
    return {
        **{sort: sorted(names) for sort, names in found.items()},
        "GROUP": [tuple(w.split()) for w in listed if not w.isupper()],
        "SHORT": [(w,) for w in listed if w.isupper() and " " not in w],
    }


def renamed(one: Example, pools: Pools, chance: random.Random) -> Example:
    """Give a document with other names; a name that comes again is changed alike."""
    drawn: dict[tuple[str, str], Sequence[str]] = {}
    new: list[str] = []
    place: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = 0
    for start, stop, sort in [*sorted(n for n in one.names if n[2] in _CHANGED), (len(one.words), len(one.words), "")]:
        while at < start:
            place[at] = len(new)
            new.append(one.words[at])
            at += 1
        if at > start or start == stop:
            continue
        name = _other_name(one.words[start:stop], sort, pools, drawn, chance)
        for i in range(start, stop):
            place[i] = len(new) + min(i - start, len(name) - 1)
        new += name
        ends[stop] = len(new)
        at = stop
    place[len(one.words)] = len(new)

    def moved(stretch: Stretch) -> Stretch:
        start = place[stretch[0]]
        return start, max(start + 1, ends.get(stretch[1], place[stretch[1] - 1] + 1))

    return replace(
        one,
        words=new,
        paragraphs=[place[p] for p in one.paragraphs],
        fillers={tag: [moved(s) for s in stretches] for tag, stretches in one.fillers.items()},
        names=[(*moved((start, end)), sort) for start, end, sort in one.names],
    )


def _other_name(
    own: list[str], sort: str, pools: Pools, drawn: dict[tuple[str, str], Sequence[str]], chance: random.Random
) -> list[str]:
    lead = own[:1] if own[0].lower() == "the" else []
    tail = own[-1:] if own[-1].lower() in _POSSESSIVE else []
    core = own[len(lead) : len(own) - len(tail)]
    if not core:
        return own
    # A surname alone is known by itself; the full name that it belongs to ends with it.
    key = (sort, core[-1].lower() if sort == "PERSON" else " ".join(core).lower())
    if key not in drawn:
        short = sort == "GROUP" and len(core) == 1 and core[0].isupper()
        drawn[key] = chance.choice(pools["SHORT" if short else sort])
    name = drawn[key]
    return [*lead, *(name[-1:] if sort == "PERSON" and len(core) == 1 else name), *tail]
