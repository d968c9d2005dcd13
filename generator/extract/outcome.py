"""What it was and what became of it: kind, outcome, stage, and who stopped it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Span, Token

from generator.document import Document
from generator.extract.incidents import Incident
from generator.extract.method import method_of
from generator.extract.ongoing import going_on
from generator.extract.syntax import agents, subjects
from generator.extract.threats import is_threat
from generator.extract.triggers import Trigger, is_purpose, kind_ranks, weight_of
from generator.extract.words import word_set, words

_SHARE = 0.35
"""Least weight of words for a bomb, against those for an explosion, that makes the explosion a bombing."""
_HELD = 1.5
"""Weight of words for hostages from which the shots fired are a part of the hostage-taking."""
_STOPPED = ("foiled", "planned", "threatened", "failed")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A term with the words it rests on."""

    value: str
    """The term."""
    span: Span
    """The sentence to quote."""
    confidence: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Nature:
    """What an incident was and what became of it."""

    kind: Judgement
    outcome: Judgement
    stage: Judgement | None
    foiled_by: Judgement | None
    method: Judgement | None


def nature_of(incident: Incident, document: Document) -> Nature:
    """Decide kind, outcome, stage and who stopped it, from the incident's own triggers."""
    triggers, weighed, stopped = _read(incident, document)
    kind = Judgement(*incident.judged) if incident.judged is not None else _kind(weighed, stopped)
    outcome = _outcome(incident, weighed, kind, stopped, document)
    if kind.value == "terrorist-plot" and outcome.value == "completed":
        outcome = Judgement("foiled" if stopped else "unknown", outcome.span, 0.5)
    found = method_of(kind.value, weighed)
    method = Judgement(found[0], found[1].token.sent, round(0.9 * kind.confidence, 2)) if found else None
    return Nature(kind, outcome, _stage(kind, outcome, triggers), _foiled_by(outcome, triggers), method)


def kind_by_rules(incident: Incident, document: Document) -> str:
    """Give the kind that the rules find for an incident."""
    _, weighed, stopped = _read(incident, document)
    return _kind(weighed, stopped).value


def _read(incident: Incident, document: Document) -> tuple[list[Trigger], list[tuple[Trigger, float]], bool]:
    """Give an incident's words, the same with what each weighs, and whether the deed was stopped."""
    triggers = [t for t in incident.triggers if t.realis not in ("denied", "hypothetical")] or incident.triggers
    weighed = [(t, _place_weight(t, document, main=incident.number == 0)) for t in triggers]
    return triggers, weighed, _stopped(weighed)


def _place_weight(trigger: Trigger, document: Document, *, main: bool) -> float:
    if not main:
        return 1.0
    paragraph = document.paragraph_of(trigger.token)
    if paragraph.kind == "title":
        return 2.0
    bodies = [p for p in document.paragraphs if p.kind == "body"]
    early = paragraph.kind == "caption" or (bodies and paragraph.start <= bodies[min(1, len(bodies) - 1)].start)
    return 1.4 if early else 0.5


def _stopped(weighed: list[tuple[Trigger, float]]) -> bool:
    """Say whether the deed was stopped, or never done: more weight on plans than on deeds."""
    plans = sum(
        w * t.weight for t, w in weighed if t.realis in _STOPPED and t.kind not in ("police-operation", "other")
    )
    plans += sum(1.5 * w * t.weight for t, w in weighed if t.kind == "terrorist-plot")
    raided = any(t.kind == "police-operation" and w > 1.0 for t, w in weighed)
    deeds = sum(
        w * t.weight * (0.4 if raided and t.kind == "shooting" else 1.0)
        for t, w in weighed
        if t.realis == "actual"
        and t.kind not in ("police-operation", "terrorist-plot", "other", "unrest")
        and t.token.lemma_.lower() not in word_set("clusters", "things") | word_set("clusters", "agents")
    )
    return plans > deeds


def _kind(weighed: list[tuple[Trigger, float]], stopped: bool) -> Judgement:
    votes: dict[str, float] = defaultdict(float)
    best: dict[str, tuple[float, Trigger]] = {}
    agents_seen: set[str] = set()
    for trigger, place in weighed:
        lemma = trigger.token.lemma_.lower()
        agent = lemma in word_set("clusters", "agents")
        if agent and lemma in agents_seen:
            continue
        if agent:
            agents_seen.add(lemma)
        weight = trigger.weight * place * (0.5 if agent else 1.0)
        if trigger.kind == "other" and trigger.weight < 1:
            weight *= 0.2
        if trigger.generic and not agent:
            weight *= 0.5
        votes[trigger.kind] += weight
        if weight > best.get(trigger.kind, (0.0, trigger))[0] or trigger.kind not in best:
            best[trigger.kind] = (weight, trigger)
    if not votes:
        trigger = weighed[0][0]
        return Judgement(trigger.kind, trigger.token.sent, 0.3)
    told = {
        t.kind for t, _ in weighed if t.token.lemma_.lower() not in word_set("clusters", "agents") and t.weight >= 1
    }
    _share_votes(votes, told)
    _credit_armed(votes, best, weighed)
    if stopped and _is_plot(weighed):
        votes["terrorist-plot"] = max(votes.values()) + 1.0
        if "terrorist-plot" not in best:
            best["terrorist-plot"] = max((b for k, b in best.items()), key=lambda pair: pair[0])
            plan = [t for t, _ in weighed if t.realis in _STOPPED and t.kind != "police-operation"]
            if plan:
                best["terrorist-plot"] = (1.0, plan[0])
    ranks = kind_ranks()
    kind = max(votes, key=lambda k: (round(votes[k], 2), -ranks[k]))
    total = sum(votes.values()) or 1.0
    trigger = best[kind][1] if kind in best else weighed[0][0]
    return Judgement(kind, trigger.token.sent, round(min(0.95, 0.45 + 0.5 * votes[kind] / total), 2))


def _credit_armed(
    votes: dict[str, float], best: dict[str, tuple[float, Trigger]], weighed: list[tuple[Trigger, float]]
) -> None:
    """What armed bands are told to have done is an attack, where no nearer word for it is said."""
    armed = [
        t
        for t, _ in weighed
        if any(w.lemma_.lower() in word_set("outcomes", "armed_people") or w.ent_id_ for w in t.token.sent)
    ]
    if votes.get("explosion") and any(t.kind in ("explosion", "bombing") for t in armed):
        votes["bombing"] = votes.get("bombing", 0.0) + votes.pop("explosion")
        best.setdefault("bombing", best["explosion"])
    slain = [t for t in armed if t.kind == "other" and t.token.lemma_.lower() in word_set("outcomes", "killings")]
    strong = [t for t in slain if t.weight >= 1.0]
    if strong and votes.get("other", 0.0) > 0:
        votes["armed-assault"] = votes.get("armed-assault", 0.0) + votes.pop("other")
        best.setdefault("armed-assault", (strong[0].weight, strong[0]))


def _share_votes(votes: dict[str, float], told: set[str]) -> None:
    """General words speak for the special kind that is told beside them."""
    if votes.get("bombing", 0) >= _SHARE * votes.get("explosion", 0) > 0:
        votes["bombing"] += votes.pop("explosion")
    if votes.get("terrorist-attack") and votes.get("armed-assault"):
        votes["terrorist-attack"] += votes.pop("armed-assault") * 0.8
    special = [
        k
        for k in (
            "bombing",
            "shooting",
            "stabbing",
            "vehicle-ramming",
            "hijacking",
            "kidnapping",
            "cyberattack",
            "arson",
            "assassination",
        )
        # Hackers make a hacking of any attack; gunmen may also come with bombs.
        if votes.get(k, 0) >= 0.8 and (k in told or k == "cyberattack")
    ]
    for general in ("armed-assault", "terrorist-attack"):
        if special and votes.get(general) and votes[general] < 2.5 * max(votes[k] for k in special):
            strongest = max(special, key=lambda k: votes[k])
            votes[strongest] += votes[general] * 0.8
            votes[general] *= 0.5
    named = max((k for k in votes if k != "other"), key=lambda k: votes[k], default=None)
    if named is not None and votes.get("other") and votes[named] >= 0.8:
        votes[named] += votes["other"] * 0.5
        votes["other"] *= 0.4
    if votes.get("hostage-taking", 0) >= _HELD:
        for deed in ("shooting", "armed-assault", "police-operation"):
            votes["hostage-taking"] += votes.get(deed, 0.0) * 0.3
            votes[deed] = votes.get(deed, 0.0) * 0.6
    if votes.get("hostage-taking") and votes.get("kidnapping"):
        stronger, weaker = sorted(("hostage-taking", "kidnapping"), key=lambda k: -votes[k])
        votes[stronger] += votes[weaker] * 0.5
    for taking in ("hostage-taking", "kidnapping", "robbery", "armed-assault"):
        # A crew held after a hijacking is part of it.
        if votes.get("hijacking", 0) >= 0.8 and votes.get(taking):
            votes["hijacking"] += votes.pop(taking) * 0.5
    if votes.get("arson") and votes.get("fire"):
        votes["arson"] += votes.pop("fire")
    for cause in ("transport-accident", "natural-disaster", "industrial-accident", "bombing"):
        for effect in ("fire", "explosion", "industrial-accident"):
            if cause != effect and votes.get(cause, 0) >= 1.0 and votes.get(effect, 0) <= 1.5 * votes[cause]:
                votes[cause] += votes.pop(effect, 0.0) * 0.5


def _is_plot(weighed: list[tuple[Trigger, float]]) -> bool:
    plotted = any(t.kind == "terrorist-plot" for t, _ in weighed)
    attack = any(
        t.kind in ("terrorist-attack", "armed-assault") and t.realis in _STOPPED and not is_threat(t.token)
        for t, _ in weighed
    )
    special = [t for t, _ in weighed if t.kind in set(words("outcomes")["keeps_kind"]) and t.weight >= 1.0]
    nearby = any(c.lemma_.lower() in word_set("outcomes", "plot_words") for t, _ in weighed for c in t.token.sent)
    return plotted or (attack and not special) or (nearby and attack)


def _outcome(
    incident: Incident, weighed: list[tuple[Trigger, float]], kind: Judgement, stopped: bool, document: Document
) -> Judgement:
    lead = [t for t, w in weighed if w > 1.0] or [t for t, _ in weighed]
    main = [t for t in lead if weight_of(t) > 0]
    if stopped or kind.value == "terrorist-plot":
        for value in ("foiled", "failed", "threatened"):
            for trigger in [t for t, _ in weighed]:
                if trigger.realis == value or _says(trigger.token.sent, value):
                    return Judgement(value, trigger.token.sent, 0.75)
    caught = next((t for t in lead if t.token.lemma_.lower() in word_set("outcomes", "caught")), None)
    if kind.value == "police-operation" and caught is not None:
        return Judgement("foiled", caught.token.sent, 0.55)
    if all(t.realis in ("failed",) for t in main) and main:
        return Judgement("failed", main[0].token.sent, 0.6)
    threats = [t for t in lead if _is_threat(t)]
    if threats and not any(t.realis == "actual" and t.weight >= 1 and not _is_threat(t) for t in lead):
        return Judgement("threatened", threats[0].token.sent, 0.6)
    if incident.number == 0:
        going = going_on(lead, document)
        if going is not None:
            return Judgement("ongoing", going, 0.55)
    best = max(lead, key=lambda t: weight_of(t)) if lead else incident.triggers[0]
    return Judgement("completed", best.token.sent, 0.8)


def _is_threat(trigger: Trigger) -> bool:
    token = trigger.token
    return (
        trigger.realis == "threatened"
        or token.lemma_.lower() in word_set("outcomes", "threat_nouns")
        or (token.dep_ == "compound" and token.head.lemma_.lower() in word_set("outcomes", "threat_nouns"))
    )


def _says(sentence: Span, value: str) -> bool:
    """Say whether a sentence words an outcome; "to prevent" and "must prevent" only wish for it."""
    return any(t.lemma_.lower() in word_set("outcomes", value) and not is_purpose(t) for t in sentence)


def _stage(kind: Judgement, outcome: Judgement, triggers: list[Trigger]) -> Judgement | None:
    if outcome.value == "completed" or outcome.value == "ongoing":
        return Judgement("executed", outcome.span, outcome.confidence)
    if outcome.value == "failed":
        return Judgement("at-target", outcome.span, 0.5)
    if outcome.value in ("foiled", "abandoned"):
        plan = next((t for t in triggers if t.realis == "planned"), None)
        at_target = any(t.kind == "bombing" and t.realis == "foiled" for t in triggers) or any(
            token.lemma_.lower() in word_set("outcomes", "disarmed") for token in outcome.span
        )
        if kind.value != "terrorist-plot" and at_target:
            return Judgement("at-target", outcome.span, 0.5)
        return Judgement("planning", plan.token.sent if plan else outcome.span, 0.6)
    return None


def _foiled_by(outcome: Judgement, triggers: list[Trigger]) -> Judgement | None:
    if outcome.value != "foiled":
        return None
    table = words("kinds")["foiled_by"]
    doers: list[Token] = []
    for trigger in triggers:
        for above in trigger.token.ancestors:
            if above.pos_ == "VERB":
                doers.extend(agents(above) or subjects(above))
    for token in [*doers, *(t for t in outcome.span if t.pos_ in ("NOUN", "PROPN"))]:
        for lemma in (token.lemma_.lower(), *(c.lemma_.lower() for c in token.lefts)):
            for term, listed in table.items():
                if lemma in listed:
                    return Judgement(term, outcome.span, 0.6)
        # "A counter-terrorism raid that prevented an attack": the raid is the police's.
        if token.lemma_.lower() in ("raid", "operation", "arrest"):
            return Judgement("law-enforcement", outcome.span, 0.6)
    return None
