"""An incident of the article on its way from words to a draft."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span

from generator.extract.triggers import Trigger, kind_ranks
from generator.extract.words import word_set
from generator.record.edtf import PartialDate


@dataclass(slots=True)
class Incident:
    """One incident of the article, before it becomes a draft. Assigned by `briefs_clusters` as `doc._.incidents`."""

    number: int
    """0 is the main incident."""
    triggers: list[Trigger] = field(default_factory=list)
    """The words that tell of it."""
    anchors: set[str] = field(default_factory=set)
    """Names it is known by, folded: places, targets."""
    date: PartialDate | None = None
    """A first idea of its date, to compare with; the record's date is chosen later."""
    introduced: Span | None = None
    """The sentence that first tells of it."""
    alongside: bool = False
    """True where it is said to have happened at the time of the one told before it."""
    judged: tuple[str, Span, float] | None = None
    """The kind by what was learned, the sentence that tells of it, and how surely; None where the rules decide."""

    @property
    def kind(self) -> str:
        """The kind that most of its words speak for."""
        votes: dict[str, float] = {}
        for trigger in self.triggers:
            if trigger.token.lemma_.lower() in word_set("clusters", "agents"):
                continue
            votes[trigger.kind] = votes.get(trigger.kind, 0.0) + trigger.weight
        if not votes:
            return self.triggers[0].kind if self.triggers else "other"
        return max(votes, key=lambda kind: (votes[kind], -kind_ranks()[kind]))
