"""What can be said of a candidate that may tell its part: its head, what governs it, the words about it, the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from generator.extract.belonging import incident_of
from generator.extract.learned.candidates import Candidate, role_of
from generator.extract.learned.masking import joined_masks, masks
from generator.extract.syntax import is_passive
from generator.extract.triggers import Trigger
from generator.extract.words import word_set, words

_FIELDS = ("perpetrators", "victims", "targets", "weapons")
_CONTENT = ("NOUN", "VERB", "ADJ")


@cache
def _classes() -> dict[str, frozenset[str]]:
    """Give the word lists of the rules, as classes of nouns."""
    out = {key: word_set("perpetrators", key) for key in ("people", "group_nouns", "responders", "belonging", "plain")}
    for name in ("targets", "weapons"):
        for kind, heads in words(name)["types"].items():
            out[f"{name}:{kind}"] = frozenset(head.rsplit(" ", 1)[-1] for head in heads)
    return out


@cache
def _class_of(lemma: str) -> tuple[str, ...]:
    return tuple(name for name, listed in _classes().items() if lemma in listed)


class Features:
    """Gives the features of candidates of one document."""

    def __init__(self, doc: Doc, relevance: float) -> None:
        self.doc = doc
        self.masks = masks(doc)
        self.relevance = relevance
        self.triggers: dict[int, Trigger] = {t.token.i: t for t in doc._.triggers}
        self.by_sentence: dict[int, list[Trigger]] = {}
        for trigger in doc._.triggers:
            self.by_sentence.setdefault(trigger.token.sent.start, []).append(trigger)
        self.proposed: dict[int, set[str]] = {}
        for field in _FIELDS:
            for mention in getattr(doc._, field):
                sign = f"{role_of(mention, field)}{int(mention.confidence * 5)}"
                self.proposed.setdefault(mention.span.root.i, set()).add(sign)
        self.kinds = Counter(t.kind for t in doc._.triggers if t.weight >= 1)
        self.sorts = {
            i: (n.type, bool(n.listed)) for n in doc._.names for m in n.mentions for i in range(m.start, m.end)
        }
        self.order = {s.start: i for i, s in enumerate(doc.sents)}
        self.about: dict[int, list[str]] = {}

    def of(self, candidate: Candidate) -> Iterator[str]:
        """Yield the features of a candidate."""
        head, span = candidate.head, candidate.span
        known = self.masks
        sort, listed = self.sorts.get(head.i, ("", False))
        phrase = joined_masks(known, span)
        what = known[head.i]
        classes = _class_of(head.lemma_.lower()) if head.pos_ == "NOUN" else ()
        yield "*"
        yield f"r{min(9, int(self.relevance * 10))}"
        yield f"s {candidate.shape} {sort} {listed}"
        yield f"h {what}"
        yield f"t {head.tag_} {head.ent_type_} {sort}"
        yield f"p {phrase}"
        yield f"n {candidate.shape} {min(5, len(span))}"
        for i in range(span.start, span.end):
            if i != head.i:
                yield f"m {known[i]}"
        for name in classes:
            yield f"c {name}"
        before = next((c for c in head.lefts if c.dep_ in ("det", "poss", "nummod")), None)
        yield f"d {'' if before is None else before.lower_ if before.dep_ == 'det' else before.dep_}"
        sorts = [*classes, sort or head.ent_type_ or what]
        for sign in self.proposed.get(head.i, ()):
            yield f"x {sign}"
            yield f"x {sign} {candidate.shape}"
        if head.i not in self.proposed:
            yield "x -"
        yield from self._governed(head, sorts)
        for step in (-2, -1):
            at = span.start + step
            yield f"w{step} {known[at] if at >= 0 else '-'}"
        for step in (0, 1):
            at = span.end + step
            yield f"w+{step} {known[at] if at < len(self.doc) else '-'}"
        yield from self._sentence(head)
        for name in sorts:
            yield f"cr {name} {int(self.relevance * 4)}"
        if self.kinds:
            yield f"k {self.kinds.most_common(1)[0][0]} {sorts[0]}"

    def _governed(self, head: Token, sorts: list[str]) -> Iterator[str]:
        below = head
        while below.dep_ in ("conj", "appos") and below.head != below:
            below = below.head
        if below is not head:
            yield f"g joined {head.dep_} {self.masks[below.i]}"
        above, path = below.head, below.dep_
        if path == "pobj":
            path = f"pobj:{above.lower_}"
            above = above.head
        if above.pos_ in ("VERB", "AUX") and is_passive(above):
            path += ":p"
        gov = self.masks[above.i] if above is not below else "ROOT"
        yield f"g {path}"
        yield f"g {gov}"
        yield f"g {path} {gov}"
        for name in sorts:
            yield f"g {path} {gov} {name}"
            yield f"g {path} {name}"
        trigger = self.triggers.get(above.i)
        sign = f"{trigger.kind} {trigger.realis}" if trigger is not None else "-"
        yield f"gt {path} {sign}"
        yield f"gt {sign} {sorts[0]}"
        for child in above.children:
            if child.dep_ in ("nsubj", "nsubjpass", "dobj", "agent", "neg") and child.i != below.i:
                yield f"a {path} {child.dep_} {self.masks[child.i]}"
                yield f"a {gov} {child.dep_} {self.masks[child.i]}"
        for child in head.children:
            if child.dep_ in ("appos", "relcl", "acl", "prep", "poss"):
                yield f"b {child.dep_} {self.masks[child.i]}"
        higher = next((a for a in above.ancestors if a.pos_ == "VERB"), None)
        if higher is not None:
            yield f"gg {self.masks[higher.i]}"
            yield f"gg {above.dep_} {self.masks[higher.i]} {sorts[0]}"

    def _sentence(self, head: Token) -> Iterator[str]:
        start = head.sent.start
        if start not in self.about:
            found = [f"o {min(6, self.order.get(start, 9))}"]
            here = self.by_sentence.get(start, ())
            found += [f"st {t.kind} {t.realis}" for t in here] or ["st -"]
            found += [
                f"sw {self.masks[t.i]}" for t in head.sent if t.pos_ in _CONTENT and not self.masks[t.i].startswith("@")
            ]
            self.about[start] = found
        yield from self.about[start]
        number = incident_of(head)
        yield f"i {'-' if number is None else min(number, 1)}"
