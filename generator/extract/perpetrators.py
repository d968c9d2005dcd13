"""Who did it, or is held to have: doers of the deed, claimants, suspects, those who gave the orders, and how surely."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from generator.extract.attribution import attribution_of, describe, empty_words, is_listed, is_set_apart
from generator.extract.mentions import Name, RoleMention
from generator.extract.numbers import count_of
from generator.extract.syntax import (
    agents,
    core_phrase,
    is_negated,
    joined,
    noun_phrase,
    objects_of,
    patients,
    subjects,
)
from generator.extract.triggers import Trigger, deliberate_kinds
from generator.extract.words import word_set


@Language.factory("briefs_perpetrators", requires=["doc._.triggers", "doc._.names"], assigns=["doc._.perpetrators"])
def make_perpetrators(nlp: Language, name: str) -> Perpetrators:
    """Build the component."""
    return Perpetrators()


class Perpetrators:
    """Finds who is held to have done it."""

    def __call__(self, doc: Doc) -> Doc:
        """Assign `doc._.perpetrators`."""
        if doc._.triggers:
            doc._.perpetrators = list(_Search(doc).run())
        return doc


class _Search:
    """One pass over a document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.names: dict[int, Name] = {i: n for n in doc._.names for m in n.mentions for i in range(m.start, m.end)}
        self.triggers: dict[int, Trigger] = {t.token.i: t for t in doc._.triggers}

    def run(self) -> Iterator[RoleMention]:
        for trigger in self.doc._.triggers:
            if trigger.kind in deliberate_kinds() and trigger.realis not in ("denied",):
                yield from self._of_deed(trigger)
        for token in self.doc:
            if token.pos_ == "VERB":
                yield from self._of_claim(token)
                yield from self._of_allegiance(token)
                yield from self._of_blame(token)
                yield from self._of_carrying_out(token)
            elif token.pos_ in ("NOUN", "PROPN", "ADJ"):
                yield from self._of_apposition(token)
                yield from self._of_instructions(token)
                yield from self._responsible(token)

    def _name_at(self, who: Token) -> Name | None:
        """Give the name that a noun is or carries: in "Houthi rebels" and "members of X" the group answers."""
        name = self.names.get(who.i) or self._group_meant(who)
        if name is not None:
            return name
        if is_listed(who, "people") or is_listed(who, "group_nouns") or who.pos_ == "PROPN":
            for token in core_phrase(who):
                name = self.names.get(token.i)
                if name is not None and name.type == "group":
                    return name
        if is_listed(who, "belonging") or is_listed(who, "mouthpieces"):
            for group in objects_of(who, "of", "from", "for"):
                name = self.names.get(group.i)
                if name is not None and name.type in ("group", "organization"):
                    return name
        for child in who.children:
            name = self.names.get(child.i)
            if child.dep_ == "appos" and name is not None and name.type == "person":
                return name
        return None

    # ---------------------------------------------------------------- patterns

    def _of_deed(self, trigger: Trigger) -> Iterator[RoleMention]:
        token = trigger.token
        if token.pos_ == "VERB":
            if is_listed(token, "no_deeds"):
                return
            for doer in agents(token):
                yield from self._role(doer, token, base=0.75 if trigger.weight >= 1 else 0.6)
            return
        for doer in objects_of(token, "by"):
            yield from self._role(doer, token, base=0.7)
        for child in token.children:
            name = self.names.get(child.i)
            if child.dep_ in ("compound", "poss", "amod", "nmod") and name is not None and name.type == "group":
                yield from self._role(child, token, base=0.6)

    def _of_claim(self, verb: Token) -> Iterator[RoleMention]:
        claims = is_listed(verb, "claim_verbs") or is_listed(verb, "deny")
        if not claims:
            return
        about = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and is_listed(c, "claim_nouns")]
        attack = [
            c
            for c in verb.children
            if c.dep_ == "nsubjpass" and c.i in self.triggers and verb.lemma_.lower() == "claim"
        ]
        involvement = [
            c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in ("involvement", "role", "part")
        ]
        if not about and not attack and not (involvement and is_listed(verb, "deny")):
            return
        denied = is_listed(verb, "deny") or is_negated(verb)
        topic = next((t for n in about for t in objects_of(n, "for", "in")), attack[0] if attack else verb)
        deed = topic if topic.i in self.triggers else next((t for t in topic.subtree if t.i in self.triggers), None)
        for who in agents(verb) or subjects(verb):
            name = self._name_at(who) or self._state(who) or self._unknown(who) or self._self_named(who)
            if name is None and not is_listed(who, "people") and not is_listed(who, "group_nouns"):
                continue
            if name is not None and name.type in ("agency", "outlet"):
                continue
            yield self._mention(
                who,
                name,
                deed or verb,
                0.9 if name else 0.6,
                role="claimant",
                attribution="suspected" if denied else "claimed",
                claim="denied" if denied else "claimed",
                evidence=verb.sent,
            )

    def _of_allegiance(self, verb: Token) -> Iterator[RoleMention]:
        """As in "The suspects belong to X", "affiliated with X": the group stands behind, its part is not said."""
        if not is_listed(verb, "belong"):
            return
        for who in objects_of(verb, "to", "with"):
            name = self.names.get(who.i)
            if name is not None and name.type == "group":
                yield from self._role(who, verb, base=0.5, role=None, suspected=True)

    def _of_blame(self, verb: Token) -> Iterator[RoleMention]:
        if is_listed(verb, "blame_on"):
            for who in objects_of(verb, "on", "to"):
                name = self._name_at(who) or self._state(who)
                linked = verb.lemma_.lower() in ("link", "tie", "connect", "trace")
                if name is None or name.type in ("agency", "outlet") or (linked and name.type not in ("group",)):
                    continue
                yield from self._role(
                    who, verb, base=0.55 if linked else 0.75, role=None if linked else "perpetrator", suspected=True
                )
        if not is_listed(verb, "blame"):
            return
        if verb.lemma_.lower() == "suspect":
            yield from self._suspected_to_be(verb)
        charged = [
            *objects_of(verb, "of", "for", "with", "in", "over", "as", "by"),
            *(c for c in verb.children if c.dep_ in ("xcomp", "advcl", "pcomp")),
        ]
        of_deed = any(is_listed(t, "deed_words") or t.i in self.triggers for c in charged for t in c.subtree)
        for who in patients(verb):
            name = self.names.get(who.i)
            if name is not None and name.type in ("agency", "outlet"):
                continue
            if verb.lemma_.lower() in ("identify", "name"):
                yield from self._identified(verb, who)
                continue
            if verb.lemma_.lower() in ("try", "seek", "hunt", "name") and not of_deed:
                continue
            if of_deed or (
                name is not None and verb.lemma_.lower() in ("arrest", "detain", "suspect", "charge", "convict")
            ):
                yield from self._role(who, verb, base=0.7 if of_deed else 0.5, suspected=True)

    def _identified(self, verb: Token, who: Token) -> Iterator[RoleMention]:
        """As in "The gunman was identified as X", "the man held, later identified as X"."""
        told = not is_listed(who, "plain") or any(is_listed(a, "blame") for a in who.ancestors)
        doer = self._attacker_meant(who) or (is_listed(who, "people") and told)
        for other in objects_of(verb, "as"):
            if doer and (self._name_at(other) or other.pos_ == "PROPN"):
                yield from self._role(other, verb, base=0.8, suspected=True, person=True)
            elif is_listed(other, "people") and self._name_at(who) and not is_listed(other, "plain"):
                yield from self._role(who, verb, base=0.8, suspected=True)

    def _attacker_meant(self, who: Token) -> bool:
        """As in "The attacker was shot by police. He was identified as X": the sentence before has the attacker."""
        if who.lower_ not in ("he", "she", "they") or who.sent.start == 0:
            return False
        before = self.doc[who.sent.start - 1].sent
        subject = next((t for t in before if t.dep_ in ("nsubj", "nsubjpass")), None)
        return subject is not None and is_listed(subject, "people") and not is_listed(subject, "plain")

    def _suspected_to_be(self, verb: Token) -> Iterator[RoleMention]:
        """As in "A prisoner, suspected to be X"."""
        for be in verb.children:
            if be.dep_ == "xcomp" and be.lemma_ == "be":
                for other in be.children:
                    if other.dep_ == "attr" and self.names.get(other.i) is not None:
                        yield from self._role(other, verb, base=0.65, suspected=True)

    def _of_carrying_out(self, verb: Token) -> Iterator[RoleMention]:
        directs = is_listed(verb, "direct")
        if not directs and not is_listed(verb, "carry_out"):
            return
        deeds = [t for p in patients(verb) for t in [p, *p.children] if t.i in self.triggers]
        deeds = [t for t in deeds if self.triggers[t.i].kind in deliberate_kinds() - {"police-operation"}]
        if not deeds:
            return
        for who in agents(verb):
            yield from self._role(who, deeds[0], base=0.75, role="director" if directs else "perpetrator")

    def _of_instructions(self, noun: Token) -> Iterator[RoleMention]:
        if not is_listed(noun, "instructions"):
            return
        for who in objects_of(noun, "from"):
            name = self.names.get(who.i) or self._group_meant(who)
            if name is not None and name.type in ("group", "person"):
                yield self._mention(who, name, noun, 0.7, role="director", evidence=noun.sent)
        verb = noun.head
        if noun.dep_ == "dobj" and verb.pos_ == "VERB":
            for who in objects_of(verb, "from"):
                name = self.names.get(who.i) or self._group_meant(who)
                if name is not None and name.type in ("group", "person"):
                    yield self._mention(who, name, noun, 0.7, role="director", evidence=noun.sent)

    def _of_apposition(self, noun: Token) -> Iterator[RoleMention]:
        """As in "The gunman, X", "gunman X", "X, the suspected gunman", "two gunmen, X and Y"."""
        driver = noun.lemma_ == "driver" and any(t.kind == "vehicle-ramming" for t in self.triggers.values())
        if not driver and (not is_listed(noun, "people") or is_listed(noun, "plain")):
            return
        found: list[Token] = []
        for child in noun.children:
            if child.dep_ == "appos":
                found.extend(joined(child))
        if noun.dep_ == "appos":
            found.extend(joined(noun.head))
        if noun.dep_ in ("compound", "nmod", "amod") and noun.head.i in self.names:
            found.append(noun.head)
        if noun.dep_ == "attr":
            found.extend(subjects(noun.head))
        found.extend(self._names_after(noun))
        named = [t for t in found if (n := self.names.get(t.i)) is not None and n.type in ("person", "group")]
        named = list({self.names[t.i].text: t for t in named}.values())
        for token in named:
            yield from self._role(token, noun, base=0.75)
        if (
            not named
            and noun.pos_ == "NOUN"
            and noun.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "ROOT")
        ):
            armed = any(c.lemma_.lower() in word_set("perpetrators", "group_words") for c in noun.lefts)
            yield from self._role(noun, noun, base=0.6 if armed else 0.45)

    def _names_after(self, noun: Token) -> list[Token]:
        """Names that follow a noun at once ("the two gunmen, X and Y,"), wherever the parse hangs them."""
        doc, at, found = self.doc, noun.i + 1, []
        if at < len(doc) and doc[at].text == ",":
            at += 1
        while at < len(doc) and (name := self.names.get(at)) is not None and name.type == "person":
            found.append(doc[at])
            while at < len(doc) and self.names.get(at) is name:
                at += 1
            if at < len(doc) and doc[at].pos_ in ("VERB", "AUX") and doc[at - 1].text != ",":
                return []
            while at < len(doc) and doc[at].lower_ in (",", "and", "&") and self.names.get(at + 1) is not None:
                at += 1
        return found

    def _responsible(self, word: Token) -> Iterator[RoleMention]:
        """As in "X is responsible for", "X was behind the attack"."""
        if word.lemma_.lower() != "responsible" or word.head.lemma_ != "be":
            return
        if any(t.i in self.triggers for t in objects_of(word, "for")):
            for who in subjects(word.head):
                yield from self._role(who, word, base=0.7, suspected=True)

    # ---------------------------------------------------------------- one mention

    def _role(
        self,
        who: Token,
        trigger: Token,
        *,
        base: float,
        role: str | None = "perpetrator",
        suspected: bool = False,
        person: bool = False,
    ) -> Iterator[RoleMention]:
        name = self._name_at(who) or (self._state(who) if suspected and not person else None)
        if name is None and person:
            # A name that the recogniser took for a town's or missed.
            name = Name(core_phrase(who).text, "person", [core_phrase(who)])
        if name is None:
            if not is_listed(who, "people") or who.pos_ == "PRON" or any(is_listed(c, "responders") for c in who.lefts):
                return
        elif name.type in ("agency", "outlet"):
            return
        if name is None and (is_listed(who, "responders") or describe(who).lower() in empty_words()):
            return
        if name is not None and name.type == "organization" and not suspected and trigger.i in self.triggers:
            return  # "the GIGN shot": an organisation that nobody blames is on the other side
        if is_negated(trigger) or is_set_apart(who):
            return
        confidence = base + (0.1 if name is not None else -0.05)
        attribution = attribution_of(trigger, suspected=suspected or base < 0.5)
        if attribution == "possible":
            confidence -= 0.15
        yield self._mention(
            who, name, trigger, min(confidence, 0.95), role=role, attribution=attribution, evidence=trigger.sent
        )

    @staticmethod
    def _unknown(who: Token) -> Name | None:
        """Whoever claims a deed under a name of its own is a group, also one that nobody has listed."""
        if who.pos_ != "PROPN" or who.ent_type_ in ("PERSON", "GPE", "DATE"):
            return None
        span = core_phrase(who)
        return Name(span.text, "group", [span])

    @staticmethod
    def _self_named(who: Token) -> Name | None:
        """As in "a group calling itself X", "a little-known group called X"."""
        if not is_listed(who, "group_nouns"):
            return None
        for verb in who.children:
            if verb.dep_ in ("acl", "relcl") and verb.lemma_.lower() in ("call", "name", "know", "style", "describe"):
                proper = [t for t in verb.subtree if t.i > verb.i and t.pos_ == "PROPN"]
                if proper:
                    head = next((t for t in proper if t.head not in proper), proper[-1])
                    span = noun_phrase(head)
                    return Name(span.text.removeprefix("the ").removeprefix("The "), "group", [span])
        return None

    @staticmethod
    def _state(who: Token) -> Name | None:
        """A state can be blamed, and can claim or deny; that it acts is most often a response."""
        if who.ent_type_ != "GPE":
            return None
        ent = next(e for e in who.doc.ents if e.start <= who.i < e.end)
        return Name(ent.text.removeprefix("the ").strip(), "organization", [ent])

    def _group_meant(self, who: Token) -> Name | None:
        """As in "The terrorist group" means the armed group named last before it."""
        if not is_listed(who, "group_meant") or not any(c.lower_ in ("the", "that", "this") for c in who.children):
            return None
        if not any(c.lemma_.lower() in word_set("perpetrators", "group_words") for c in who.lefts):
            return None
        before = [(m.start, n) for n in self.doc._.names if n.type == "group" for m in n.mentions if m.start < who.i]
        return max(before, key=lambda pair: pair[0])[1] if before else None

    def _mention(
        self,
        who: Token,
        name: Name | None,
        trigger: Token,
        confidence: float,
        *,
        role: str | None,
        attribution: str | None = None,
        claim: str | None = None,
        evidence: Span | None = None,
    ) -> RoleMention:
        if name is not None:
            span = next((m for m in name.mentions if m.start <= who.i < m.end), self.doc[who.i : who.i + 1])
            kind = "person" if name.type == "person" else "organization"
            count = None
            text = name.text
        else:
            span = noun_phrase(who)
            text = describe(who)
            plural = who.tag_ in ("NNS", "NNPS") or is_listed(who, "group_nouns")
            kind = "group" if plural else "person"
            count = count_of(who) if who.tag_ in ("NNS", "NNPS") else None
        return RoleMention(
            span=span,
            name=text,
            type=kind,
            trigger=trigger,
            confidence=confidence,
            count=count,
            role=role,
            attribution=attribution or attribution_of(trigger),
            claim=claim,
            evidence=evidence,
        )
