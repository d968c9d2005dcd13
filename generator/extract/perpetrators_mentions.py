"""One mention of somebody held to have done a deed: what to call them, how surely, and on which words it rests."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from generator.extract.attribution import attribution_of, describe, empty_words, is_listed, is_set_apart
from generator.extract.mentions import Name, RoleMention
from generator.extract.numbers import count_of
from generator.extract.perpetrators_naming import Naming, force_name, state_name, struck_unarmed
from generator.extract.syntax import core_phrase, is_negated, noun_phrase, objects_of
from generator.extract.triggers import Trigger


class Maker:
    """Makes the mentions of one document.

    Args:
        doc: The document, with its names and triggers found.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.naming = Naming(doc)
        self.names = self.naming.names
        self.triggers: dict[int, Trigger] = {t.token.i: t for t in doc._.triggers}

    def role(
        self,
        who: Token,
        trigger: Token,
        *,
        base: float,
        role: str | None = "perpetrator",
        suspected: bool = False,
        person: bool = False,
    ) -> Iterator[RoleMention]:
        """Yield the mention of who plays a part in a deed, nothing where they are on the other side or are nobody.

        Args:
            who: The noun.
            trigger: The word of the deed or of the charge.
            base: How surely the pattern tells of a doer.
            role: Term of `perpetrator-role`.
            suspected: True where the pattern is a charge or a suspicion.
            person: True where the pattern wants a person, whom the recogniser may have missed.
        """
        who = _members(who)
        name = self.naming.name_at(who) or (state_name(who) if suspected and not person else None)
        name = name or force_name(who, trigger)
        if name is None and person:
            # A name that the recogniser took for a town's or missed.
            name = Name(core_phrase(who).text, "person", [core_phrase(who)])
        if name is None:
            if (
                not (is_listed(who, "people") or is_listed(who, "belonging"))
                or who.pos_ == "PRON"
                or any(is_listed(c, "responders") for c in who.lefts)
            ):
                return
        elif name.type == "outlet" or (name.type == "agency" and not struck_unarmed(who, trigger)):
            return
        rebels = any(is_listed(c, "group_words") for c in who.lefts)
        if name is None and ((is_listed(who, "responders") and not rebels) or describe(who).lower() in empty_words()):
            return
        on_other_side = name is not None and name.type in ("organization", "agency") and not suspected
        if on_other_side and trigger.i in self.triggers and not struck_unarmed(who, trigger):
            return  # "the GIGN shot": an organisation that nobody blames is on the other side
        if is_negated(trigger) or is_set_apart(who):
            return
        confidence = base + (0.1 if name is not None else -0.05)
        attribution = attribution_of(trigger, suspected=suspected or base < 0.5)
        if attribution == "possible":
            confidence -= 0.15
        yield self.mention(
            who, name, trigger, min(confidence, 0.95), role=role, attribution=attribution, evidence=trigger.sent
        )

    def claimed(self, who: Token, name: Name, deed: Token, confidence: float, evidence: Span) -> RoleMention:
        """Give the mention of somebody who claims a deed."""
        return self.mention(
            who, name, deed, confidence, role="claimant", attribution="claimed", claim="claimed", evidence=evidence
        )

    def mention(
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
        """Give a mention by its name, or where it has none by a description."""
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


def _members(who: Token) -> Token:
    """For "a group of gunmen" give the gunmen."""
    if not is_listed(who, "collectives"):
        return who
    people = [t for t in objects_of(who, "of") if is_listed(t, "people")]
    return people[0] if people else who
