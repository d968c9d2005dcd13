"""The editorial words of a draft: its title and summary, made of its own facts and of nothing else."""

from __future__ import annotations

from collections import Counter

from generator.extract.incidents import Incident
from generator.extract.words import word_set, words
from generator.record.countries import country_name
from generator.record.schema import Casualties, Perpetrator, When, Where
from generator.record.vocabulary import vocabulary

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
    if place and (region or country) and place.lower() != (region or country or "").lower():
        return f"{noun} in {place}, {region or country}"
    if place or country:
        return f"{noun} in {place or country}"
    return f"{noun} {_preposition(kind)} {target}" if target else noun


def _preposition(kind: str) -> str:
    table = words("outcomes")["prepositions"]
    return str(table.get(kind, "at"))


def _noun(incident: Incident, kind: str) -> str:
    default = str(words("outcomes")["titles"].get(kind, "Incident"))
    if kind not in word_set("outcomes", "specific_titles"):
        return default
    verbs = words("outcomes")["verb_nouns"]
    seen: Counter[str] = Counter()
    for trigger in incident.triggers:
        lemma = trigger.token.lemma_.lower()
        if trigger.kind != kind or lemma in word_set("clusters", "agents") | word_set("clusters", "things"):
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
    title: str, when: When, outcome: str, casualties: tuple[Casualties, ...], perpetrators: tuple[Perpetrator, ...]
) -> str:
    """Say the facts in two or three plain sentences."""
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
