"""As what a name stands in a brief, in words; of whoever is held responsible, always with how surely."""

from __future__ import annotations

from collections import Counter

from generator.links import Appearance, Entity
from generator.pages.views import Name
from generator.pages.words import word
from generator.record.schema import Perpetrator, Quote, Response, Source, Target, Victim, Weapon
from generator.record.wording import known, phrase, responsibility

NAMED = ("person", "group", "outlet")
"""Categories whose members have parts in a brief, and are not merely what it is about."""


def role(appearance: Appearance) -> Name:
    """Say as what an entity stands in a brief, with the name that it bears there where that is another."""
    match appearance.item:
        case Source() as source:
            title = source.title or source.url or f"source {source.id}"
            return Name(title, note=word("part", appearance.part))
        case Weapon() | Target() as thing:
            return Name(thing.name)
        case _:
            return Name(role_words(appearance))


def role_words(appearance: Appearance) -> str:
    """Say as what an entity stands in a brief; empty where that goes without saying."""
    part = word("part", appearance.part)
    match appearance.item:
        case Perpetrator() as perpetrator if perpetrator.attribution == "cleared":
            return "named, and cleared since"
        case Perpetrator() as perpetrator if perpetrator.attribution == "claimed":
            return responsibility(perpetrator)
        case Perpetrator() as perpetrator:
            return f"{part}: {responsibility(perpetrator)}"
        case Victim() as victim:
            return f"{part}: {phrase('victim-effect', victim.effect)}" if known(victim.effect) else part
        case Quote() as quote:
            return f"{part}, {quote.role}" if quote.role else part
        case Response() as response:
            return f"{part}: {phrase('response-type', response.type)}"
        case Source():
            return {"publisher": "publisher", "cited": "relayed by others"}[appearance.part]
        case _:
            return ""


def roles_of(entity: Entity) -> list[tuple[str, int]]:
    """Give all the parts of an entity with the number of briefs of each, the most frequent first."""
    if entity.category not in NAMED:
        return []
    found = {(appearance.brief, role_words(appearance)) for appearance in entity.appearances}
    counts = Counter(words for _, words in found if words)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
