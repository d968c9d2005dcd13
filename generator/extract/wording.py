"""The editorial words of a draft: its title and summary, made of its own facts and of nothing else."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Span, Token

from generator.extract.incidents import Incident
from generator.extract.syntax import clause_head, noun_phrase
from generator.extract.triggers import weight_of
from generator.extract.words import word_set, words
from generator.record.countries import country_name
from generator.record.kinds import akin
from generator.record.schema import Casualties, Perpetrator, When, Where
from generator.record.vocabulary import vocabulary

_LONGEST = 26
"""Words of the article, at most, that a summary repeats."""
_KILLED = {
    "killed": "killed",
    "injured": "injured",
    "hostage": "taken hostage",
    "missing": "missing",
    "arrested": "arrested",
}


def title_of(incident: Incident, kind: str, outcome: str, where: Where, target: str | None) -> str:
    """Make a title such as `Foiled plot in Verviers, Belgium` or `Attack on Charlie Hebdo, Paris`."""
    noun = _noun(incident, kind)
    if outcome in ("foiled", "failed") and kind != "police-operation":
        noun = f"{outcome.capitalize()} {noun[0].lower()}{noun[1:]}"
    elif outcome == "threatened":
        noun = f"Threatened {noun[0].lower()}{noun[1:]}"
    country = country_name(where.country) if where.country else None
    place = where.place or where.region
    if target and place and target.lower() not in place.lower():
        return f"{noun} {_preposition(kind)} {target}, {place}"
    # A state or a province tells more than the country, where the article names it.
    region = where.region if where.place and where.region and where.region[0].isupper() else None
    at = "at" if where.precision == "exact" and where.place else "in"
    if place and (region or country) and place.lower() != (region or country or "").lower():
        return f"{noun} {at} {place}, {region or country}"
    if place or country:
        return f"{noun} in {place or country}"
    return f"{noun} {_preposition(kind)} {target}" if target else noun


def _preposition(kind: str) -> str:
    table = words("outcomes")["prepositions"]
    return str(table.get(kind, "at"))


def told_as(incident: Incident) -> Span | None:
    """Give the words that tell of a recalled incident, by which a reader knows which one is meant: at most a clause."""
    real = [t for t in incident.triggers if weight_of(t) > 0 and t.token.lemma_.lower() not in _agents()]
    if not real:
        return None
    first = incident.introduced
    here = [t for t in real if first is None or first.start <= t.token.i < first.end] or real
    token = max(here, key=lambda t: (t.weight, -t.token.i)).token
    head = clause_head(token)
    if head.dep_ in ("relcl", "acl") and head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head  # "X, who had been shot in 1963": with whom it was
    spans = [_reach(head)] if head.pos_ in ("VERB", "AUX", "NOUN", "PROPN") and head.dep_ != "xcomp" else []
    spans += [_reach(token), noun_phrase(token)]
    return next((span for span in spans if len(span) <= _LONGEST and span.start <= token.i < span.end), None)


def _reach(token: Token) -> Span:
    """Give a word with all that hangs on it, loose punctuation at the ends left out."""
    start, end = token.left_edge.i, token.right_edge.i + 1
    while start < token.i and (token.doc[start].is_punct or token.doc[start].dep_ in ("cc", "mark")):
        start += 1
    while end - 1 > token.i and (token.doc[end - 1].is_punct or token.doc[end - 1].is_space):
        end -= 1
    return token.doc[start:end]


def _agents() -> frozenset[str]:
    return word_set("clusters", "agents")


def _own_noun(incident: Incident, kind: str) -> str | None:
    """Give the noun that the article has for a recalled deed: "suicide attack", "car bombing", "Hurricane Ida"."""
    for trigger in incident.triggers:
        token = trigger.token
        if token.pos_ not in ("NOUN", "PROPN") or token.lemma_.lower() in _agents() or weight_of(trigger) <= 0:
            continue
        if token.lemma_.lower() in word_set("clusters", "things") or not akin(trigger.kind, kind):
            continue
        before: list[str] = []
        for word in reversed(token.doc[max(token.sent.start, token.i - 2) : token.i]):
            if word.pos_ != "NOUN" or word.dep_ != "compound" or not word.is_lower:
                break
            before.insert(0, word.lower_)
        if before:
            return " ".join([*before, token.lemma_.lower()]).capitalize()
    return None


def _storm(incident: Incident) -> str | None:
    """Give a storm its name: "Hurricane Ida", "Typhoon Haiyan"."""
    for trigger in incident.triggers:
        token = trigger.token
        after = token.doc[token.i + 1 : token.i + 2]
        named = token.lemma_.lower() in word_set("outcomes", "moving") and token.text[:1].isupper()
        if named and len(after) and after[0].pos_ == "PROPN" and after[0].is_title:
            return f"{token.text} {after[0].text}"
    return None


def _noun(incident: Incident, kind: str) -> str:
    default = str(words("outcomes")["titles"].get(kind, "Incident"))
    storm = _storm(incident) if kind == "natural-disaster" else None
    own = _own_noun(incident, kind) if incident.number else None
    if storm or own:
        return storm or own or default
    if kind not in word_set("outcomes", "specific_titles"):
        return default
    verbs = words("outcomes")["verb_nouns"]
    seen: Counter[str] = Counter()
    for trigger in incident.triggers:
        lemma = trigger.token.lemma_.lower()
        if trigger.kind != kind or lemma in _agents() | word_set("clusters", "things"):
            continue
        noun = verbs.get(lemma) or (lemma if trigger.token.pos_ == "NOUN" else None)
        if noun is None:
            continue
        compound = next(
            (
                c.text.lower()
                for c in trigger.token.lefts
                if c.dep_ == "compound" and c.pos_ == "NOUN" and c.i == trigger.token.i - 1
            ),
            "",
        )
        seen[f"{compound} {noun}".strip()] += 1 + (trigger.weight >= 1)
    if not seen:
        return default
    noun = seen.most_common(1)[0][0]
    return noun[0].upper() + noun[1:]


def summary_of(
    title: str,
    when: When,
    casualties: tuple[Casualties, ...],
    perpetrators: tuple[Perpetrator, ...],
    told: str | None = None,
) -> str:
    """Say the facts in two or three plain sentences.

    Args:
        title: The title.
        when: Its date.
        casualties: Who was harmed, counted.
        perpetrators: Who is held responsible.
        told: The article's own words for an incident that it only recalls.
    """
    first = title
    if when.date is not None:
        joiner = " " if when.date.is_interval or when.date.precision != "day" else " on "
        said = when.date.in_words()
        if when.date.precision in ("month", "year", "season", "decade") and not said.startswith(("about", "perhaps")):
            joiner = " in "
        first = f"{title},{joiner}{said}" if joiner == " " else f"{title}{joiner}{said}"
    sentences = [f"{first}."]
    counted = tuple(row for row in casualties if row.count.text != "0")
    if counted:
        sentences.append(_casualties(counted))
    named = [p for p in perpetrators if p.attribution not in ("cleared",)][:2]
    if named:
        label = vocabulary("attribution").label
        held = " and ".join(f"{p.name} ({label(p.attribution).lower()})" if p.attribution else p.name for p in named)
        sentences.append(f"Held responsible: {held}.")
    if told:
        sentences.append(f'The source recalls it so: "{told}".')
    return " ".join(sentences)


def _casualties(casualties: tuple[Casualties, ...]) -> str:
    parts: list[str] = []
    for row in casualties:
        count = row.count.in_words()
        who = (
            f" {row.who}{'' if row.count.text == '1' else 's'}"
            if row.who in ("perpetrator", "suspect", "responder")
            else ""
        )
        how = " in the response" if row.caused_by == "response" else ""
        parts.append(f"{count}{who} {_KILLED.get(row.status, row.status)}{how}")
    text = "; ".join(parts)
    return text[0].upper() + text[1:] + "."
