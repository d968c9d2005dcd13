"""Who did it, or is held to have: doers of the deed, claimants, suspects, those who gave the orders, and how surely."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from generator.extract.attribution import is_listed
from generator.extract.mentions import RoleMention
from generator.extract.perpetrators_claims import of_admission, of_allegiance, of_claim, of_membership, of_signature
from generator.extract.perpetrators_law import of_finding_out, of_the_law
from generator.extract.perpetrators_mentions import Maker
from generator.extract.perpetrators_naming import (
    state_name,
)
from generator.extract.syntax import (
    agents,
    is_passive,
    joined,
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
        self.make = Maker(doc)
        self.naming, self.names, self.triggers = self.make.naming, self.make.names, self.make.triggers

    def run(self) -> Iterator[RoleMention]:
        for trigger in self.doc._.triggers:
            if trigger.kind in deliberate_kinds() and trigger.realis not in ("denied",):
                yield from self._of_deed(trigger)
        for token in self.doc:
            if token.pos_ == "AUX":
                yield from of_membership(self.make, token)
                yield from of_finding_out(self.make, token)
            if token.pos_ == "VERB":
                yield from of_claim(self.make, token)
                yield from of_admission(self.make, token)
                yield from of_signature(self.make, token)
                yield from of_allegiance(self.make, token)
                yield from self._of_blame(token)
                yield from self._of_carrying_out(token)
                yield from self._of_violence(token)
            elif token.pos_ in ("NOUN", "PROPN", "ADJ"):
                yield from self._of_apposition(token)
                yield from self._of_instructions(token)
                yield from self._responsible(token)

    # ---------------------------------------------------------------- patterns

    def _of_deed(self, trigger: Trigger) -> Iterator[RoleMention]:
        token = trigger.token
        if token.pos_ == "VERB":
            if is_listed(token, "no_deeds"):
                return
            for doer in agents(token):
                yield from self.make.role(doer, token, base=0.75 if trigger.weight >= 1 else 0.6)
            return
        for doer in objects_of(token, "by"):
            yield from self.make.role(doer, token, base=0.7)
        for child in token.children:
            name = self.names.get(child.i)
            if child.dep_ in ("compound", "poss", "amod", "nmod") and name is not None and name.type == "group":
                yield from self.make.role(child, token, base=0.6)

    def _of_blame(self, verb: Token) -> Iterator[RoleMention]:
        if is_listed(verb, "blame_on"):
            for who in objects_of(verb, "on", "to"):
                name = self.naming.name_at(who) or state_name(who)
                linked = verb.lemma_.lower() in ("link", "tie", "connect", "trace")
                if name is None or name.type in ("agency", "outlet") or (linked and name.type not in ("group",)):
                    continue
                yield from self.make.role(
                    who, verb, base=0.55 if linked else 0.75, role=None if linked else "perpetrator", suspected=True
                )
        yield from of_the_law(self.make, verb)
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
            if is_listed(verb, "identifies"):
                yield from self._identified(verb, who)
                continue
            if verb.lemma_.lower() in ("try", "seek", "hunt", "name") and not of_deed:
                continue
            if of_deed or (
                name is not None and verb.lemma_.lower() in ("arrest", "detain", "suspect", "charge", "convict")
            ):
                yield from self.make.role(who, verb, base=0.7 if of_deed else 0.5, suspected=True)

    def _identified(self, verb: Token, who: Token) -> Iterator[RoleMention]:
        """As in "The gunman was identified as X", "the man held, later identified as X"."""
        # "The man who killed three" is as good as "the gunman", "the man who was shot" is not.
        did = any(
            t.i in self.triggers
            for c in who.children
            if c.dep_ == "relcl" and not is_passive(c)
            for t in c.subtree
        )
        # "Police arrested a man identified as X": that he is identified says nothing yet.
        above = [a for a in who.ancestors if not is_listed(a, "identifies")]
        told = did or not is_listed(who, "plain") or any(is_listed(a, "blame") for a in above)
        told = told or self._is_held(who)
        doer = self._attacker_meant(who) or (is_listed(who, "people") and told)
        for other in self._called(verb):
            if doer and (self.naming.name_at(other) or other.pos_ == "PROPN"):
                yield from self.make.role(other, verb, base=0.8, suspected=True, person=True)
            elif is_listed(other, "people") and self.naming.name_at(who) and not is_listed(other, "plain"):
                yield from self.make.role(who, verb, base=0.8, suspected=True)

    def _is_held(self, who: Token) -> bool:
        """As in "A man was arrested. … Police identified the man as X": the same noun was said to be held before."""
        for token in self.doc[: who.i]:
            held = token.lemma_ == who.lemma_ and token.dep_ in ("nsubjpass", "dobj")
            if held and is_listed(token.head, "blame") and not is_listed(token.head, "identifies"):
                return True
        return False

    def _called(self, verb: Token) -> list[Token]:
        """Give what somebody is identified as, "Leeds resident X" included, where the parse breaks the phrase."""
        found = list(objects_of(verb, "as"))
        if any(self.names.get(t.i) is not None for t in found):
            return found
        # "… named the man who killed three on Monday as X": the parse may hang "as X" on the last verb or name before.
        below = [t for a in verb.subtree if a.lower_ == "as" and a.i > verb.i for t in a.subtree]
        return found + [t for t in below if (n := self.names.get(t.i)) is not None and n.type == "person"][-1:]

    def _attacker_meant(self, who: Token) -> bool:
        """As in "The attacker was shot by police. He was identified as X": the sentence before has the attacker."""
        if who.lower_ not in ("he", "she", "they", "him", "her", "them") or who.sent.start == 0:
            return False
        before = self.doc[who.sent.start - 1].sent
        subject = next((t for t in before if t.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None or not is_listed(subject, "people"):
            return False
        # "A man was arrested. Reports named him as X."
        return not is_listed(subject, "plain") or (subject.dep_ == "nsubjpass" and is_listed(subject.head, "blame"))

    def _suspected_to_be(self, verb: Token) -> Iterator[RoleMention]:
        """As in "A prisoner, suspected to be X"."""
        for be in verb.children:
            if be.dep_ == "xcomp" and be.lemma_ == "be":
                for other in be.children:
                    if other.dep_ == "attr" and self.names.get(other.i) is not None:
                        yield from self.make.role(other, verb, base=0.65, suspected=True)

    def _of_carrying_out(self, verb: Token) -> Iterator[RoleMention]:
        directs = is_listed(verb, "direct")
        if not directs and not is_listed(verb, "carry_out"):
            return
        deeds = [t for p in patients(verb) for t in [p, *p.children] if t.i in self.triggers]
        deeds = [t for t in deeds if self.triggers[t.i].kind in deliberate_kinds() - {"police-operation"}]
        if not deeds:
            return
        for who in agents(verb):
            yield from self.make.role(who, deeds[0], base=0.75, role="director" if directs else "perpetrator")

    def _of_violence(self, verb: Token) -> Iterator[RoleMention]:
        """As in "the car was stopped by hooded men", "rebels hurled charges": people under arms who act."""
        if not is_listed(verb, "violence") or verb.i in self.triggers:
            return
        deeds = [t for t in self.triggers.values() if t.token.sent.start == verb.sent.start]
        if not any(t.kind in deliberate_kinds() for t in deeds):
            return
        for who in agents(verb):
            armed = any(c.lower_ in word_set("perpetrators", "arming") for c in who.lefts)
            if is_listed(who, "people") and (armed or not is_listed(who, "plain")):
                yield from self.make.role(who, verb, base=0.55)

    def _of_instructions(self, noun: Token) -> Iterator[RoleMention]:
        if not is_listed(noun, "instructions"):
            return
        for who in objects_of(noun, "from"):
            name = self.names.get(who.i) or self.naming.group_meant(who)
            if name is not None and name.type in ("group", "person"):
                yield self.make.mention(who, name, noun, 0.7, role="director", evidence=noun.sent)
        verb = noun.head
        if noun.dep_ == "dobj" and verb.pos_ == "VERB":
            for who in objects_of(verb, "from"):
                name = self.names.get(who.i) or self.naming.group_meant(who)
                if name is not None and name.type in ("group", "person"):
                    yield self.make.mention(who, name, noun, 0.7, role="director", evidence=noun.sent)

    def _of_apposition(self, noun: Token) -> Iterator[RoleMention]:
        """As in "The gunman, X", "gunman X", "X, the suspected gunman", "two gunmen, X and Y"."""
        driver = noun.lemma_ == "driver" and any(t.kind == "vehicle-ramming" for t in self.triggers.values())
        if not driver and (not is_listed(noun, "people") or is_listed(noun, "plain")):
            return
        if any(c.lower_ in ("convicted", "former") for c in noun.lefts) and any(c.lower_ == "a" for c in noun.lefts):
            return  # "a convicted murderer": what somebody once did
        found: list[Token] = []
        for child in noun.children:
            if child.dep_ == "appos":
                found.extend(joined(child))
        if noun.dep_ == "appos" and is_listed(noun, "belonging"):
            for group in objects_of(noun, "of"):
                if (known := self.naming.name_at(group)) is not None and known.type == "group":
                    yield from self.make.role(group, noun, base=0.55, role=None, suspected=True)
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
            yield from self.make.role(token, noun, base=0.75)
        if (
            not named
            and noun.pos_ == "NOUN"
            and noun.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "ROOT")
        ):
            armed = any(c.lemma_.lower() in word_set("perpetrators", "group_words") for c in noun.lefts)
            yield from self.make.role(noun, noun, base=0.6 if armed else 0.5)

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
                yield from self.make.role(who, word, base=0.7, suspected=True)
