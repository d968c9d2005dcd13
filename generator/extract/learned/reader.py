"""The learned reader beside the rules: it weighs what they propose and adds what they missed where it trusts itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from generator.extract.attribution import attribution_of, describe, is_listed
from generator.extract.belonging import incident_of
from generator.extract.incidents import Incident
from generator.extract.learned.candidates import FIELDS, ROLES, Candidate, key_of, role_of
from generator.extract.learned.evidence import signs
from generator.extract.learned.groups import Group, chosen, groups_of
from generator.extract.learned.kinds import settle_kinds
from generator.extract.learned.tagger import tags_of
from generator.extract.learned.trust import TO_ADD, TO_DROP, trust_in
from generator.extract.learned.weights import Weights, load_weights, sigmoid
from generator.extract.mentions import Name, RoleMention
from generator.extract.numbers import count_of
from generator.extract.relevance import incident_score
from generator.extract.syntax import clause_head
from generator.extract.targets import kind_of_target
from generator.extract.triggers import Trigger
from generator.extract.victims_naming import name_of, type_of
from generator.extract.weapons import kind_of_weapon

_FLOORS = {"perpetrators": 0.45, "organizations": 0.45, "victims": 0.45, "targets": 0.5, "weapons": 0.55}
"""The least confidence with which a mention becomes an item of the record, as in `roles`."""


def weigh(doc: Doc) -> None:
    """Set the four lists of role mentions and the kinds anew, where the document is of a sort that was learned from."""
    trust = trust_in(doc)
    if doc._.incidents and trust >= TO_ADD:
        _Weighing(doc, load_weights(), trust).run()


def _start(mention: RoleMention) -> int:
    return mention.span.start


def _reworded(mention: RoleMention, span: Span | None) -> RoleMention:
    """Give a mention that is no name in the wording that was chosen, articles and numbers before it left out."""
    head = mention.span.root
    if span is None or head.pos_ != "NOUN" or head.ent_type_ or mention.claim is not None:
        return mention
    start = span.start
    while start < head.i and (span.doc[start].dep_ in ("det", "nummod", "quantmod") or span.doc[start].like_num):
        start += 1
    chosen = span.doc[start : span.end]
    return replace(mention, span=chosen, name=chosen.text)


class _Weighing:
    """One pass over a document."""

    def __init__(self, doc: Doc, weights: Weights, trust: float) -> None:
        self.doc = doc
        self.weights = weights
        self.trust = trust
        self.tags = tags_of(doc)
        self.groups = groups_of(doc, sigmoid(weights.relevance_of(doc, incident_score(doc))), self.tags)
        self.names: dict[int, Name] = {i: n for n in doc._.names for m in n.mentions for i in range(m.start, m.end)}

    def run(self) -> None:
        settle_kinds(self.doc, may_drop=self.trust >= TO_DROP)
        self.main: Incident = self.doc._.incidents[0]
        found: dict[str, list[RoleMention]] = {field: [] for field in ROLES if field not in FIELDS}
        for role in ROLES:
            field = FIELDS.get(role, role)
            mine = [m for m in getattr(self.doc._, field) if role_of(m, field) == role]
            found[field] += self._of_role(role, mine)
        for field, mentions in found.items():
            setattr(self.doc._, field, [self._homed(m, _FLOORS[field]) for m in sorted(mentions, key=_start)])

    def _of_role(self, role: str, mine: list[RoleMention]) -> Iterator[RoleMention]:
        floor = sigmoid(self.weights.floors[role])
        values = signs(self.groups, role, self.weights.roles[role], self.tags) @ self.weights.mixes[role]
        scores = [sigmoid(float(value)) for value in values]
        picked = chosen([g.key for g in self.groups], [g.heads for g in self.groups], scores, floor)
        best: dict[int, float] = {}
        for group, score in zip(self.groups, scores, strict=True):
            for head in group.heads:
                best[head] = max(best.get(head, 0.0), score)
        taken = {m.span.root.i for m in mine} | {key_of(m.name) for m in mine}
        worded = {c.head.i: c.span for i in picked for c in self.groups[i].places}
        for mention in mine:
            weighed = self._weighed(mention, role, best.get(mention.span.root.i), floor)
            # Of things the rules' wording was measured to be the better one, of people the chosen one.
            reword = role == "perpetrators" and self.trust >= TO_DROP
            yield _reworded(weighed, worded.get(mention.span.root.i)) if reword else weighed
        for i in picked:
            group = self.groups[i]
            if taken & group.heads or group.key in taken:
                continue
            confidence = self.trust * min(0.95, self._confidence(role, scores[i], floor))
            if confidence >= _FLOORS[role]:
                missed = self._mention(role, self._place(role, group), round(confidence, 3))
                if missed is not None:
                    yield missed

    def _homed(self, mention: RoleMention, floor: float) -> RoleMention:
        """Give a sure mention to the main incident where its clause belongs to one that got no stub."""
        if mention.confidence < floor or incident_of(mention.trigger or mention.span) is not None:
            return mention
        evidence = mention.evidence or (mention.trigger or mention.span).sent
        return replace(mention, trigger=self.main.triggers[0].token, evidence=evidence)

    @staticmethod
    def _confidence(role: str, score: float, floor: float) -> float:
        """Give the confidence for a probability; the least that makes a role becomes the least that makes an item."""
        least = _FLOORS[role]
        return max(score, least) if score >= floor else least * score / floor

    def _weighed(self, mention: RoleMention, role: str, score: float | None, floor: float) -> RoleMention:
        if score is None or mention.claim is not None:
            return mention  # who claimed or denied a deed is known from the claim, whoever did it
        learned = min(0.95, self._confidence(role, score, floor))
        mixed = mention.confidence + self.trust * (learned - mention.confidence)
        if self.trust < TO_DROP:
            mixed = max(mixed, mention.confidence)
        return replace(mention, confidence=round(mixed, 3), chosen=score >= floor)

    def _place(self, role: str, group: Group) -> Candidate:
        """Give the place that speaks most for the role: its sentence is what the record will quote."""
        table = self.weights.roles[role]
        sums = [float(table[own].sum()) for own in group.own]
        return group.places[max(range(len(sums)), key=lambda i: sums[i])]

    def _mention(self, role: str, candidate: Candidate, confidence: float) -> RoleMention | None:
        head, span = candidate.head, candidate.span
        name = self.names.get(head.i)
        trigger = self._trigger(head)
        mention = RoleMention(span, span.text, None, trigger, confidence, evidence=span.sent, chosen=True)
        if role == "targets":
            return replace(mention, type=kind_of_target(head))
        if role == "weapons":
            return replace(mention, type=kind_of_weapon(head, span))
        if role == "victims":
            known = name_of(head)
            if known is not None:
                _, span, text = known
                mention = replace(mention, span=span, name=text)
            return replace(mention, type=type_of(head, span))
        if name is not None and (name.type == "outlet" or (name.type == "agency" and role != "organizations")):
            return None
        attribution = attribution_of(trigger) if trigger is not None else None
        mention = replace(mention, role="perpetrator", attribution=attribution)
        if role == "organizations":
            return replace(mention, name=name.text if name is not None else span.text, type="organization")
        if name is not None:
            return replace(mention, name=name.text, type="person") if name.type == "person" else None
        plural = head.tag_ in ("NNS", "NNPS") or is_listed(head, "group_nouns")
        return replace(
            mention,
            name=describe(head) if candidate.shape == "core" else span.text,
            type="group" if plural else "person",
            count=count_of(head) if plural else None,
        )

    def _trigger(self, head: Token) -> Token | None:
        """Give the word of the deed that stands nearest, in the same clause first."""
        here: list[Trigger] = [t for t in self.doc._.triggers if t.token.sent.start == head.sent.start]
        if not here:
            return None
        clause = clause_head(head)
        return min(here, key=lambda t: (clause_head(t.token) != clause, abs(t.token.i - head.i))).token
