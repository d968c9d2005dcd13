"""The outlets that a text relays: `CNN reports`, `told Reuters`, `according to the BBC`; known outlets only."""

from __future__ import annotations

import re
from functools import cache

from generator.article.words import folded, one_of, words


@cache
def _names() -> dict[str, str]:
    names = {folded(alias): name for name, aliases in words("outlets")["outlets"].items() for alias in aliases}
    return {f"the {alias}": name for alias, name in names.items()} | names


@cache
def _pattern(*, upper: bool) -> re.Pattern[str]:
    lists = words("outlets")
    named = [alias for names in lists["outlets"].values() for alias in names]
    # "The Times of Israel" is not The Times: the longest name counts, and an article makes each longer.
    aliases = [*named, *(f"The {alias}" for alias in named if not alias.lower().startswith("the "))]
    # Capitals tell an outlet from a common word, so case counts, but for text that is all in capitals.
    shouted = [alias.upper() for alias in aliases if upper or len(alias) > 5]
    outlet = one_of(set(shouted) if upper else {*aliases, *shouted})
    after, before = one_of(lists["verbs"]["after"]), one_of(lists["verbs"]["before"])
    quote = "[\"'“”‘’]?"
    aside = r"(?:\s*,[^,.;]{1,60},|\s+\([^()]{1,40}\)|(?:'s|’s)?\s+[\w ]{0,30}?)?"
    return re.compile(
        rf"\b(?i:{before})\s+(?:(?i:the|u\.s\.|british|state|newspaper|news|agency|broadcaster|outlet|channel|magazine|website|network)\s+){{0,3}}"
        rf"{quote}(?P<told>{outlet})\b"
        rf"|(?<![\w-]){quote}(?P<says>{outlet})\b(?={quote}{aside}\s+(?:has\s+|had\s+|also\s+)?(?i:{after})\b)"
    )


def find_cites(text: str, *, publisher: str | None = None) -> tuple[str, ...]:
    """Find the outlets that a text relays, in order of first mention.

    Args:
        text: What is read of the article.
        publisher: Its own publisher, which it does not relay.
    """
    upper = sum(letter.isupper() for letter in text) > 0.7 * sum(letter.isalpha() for letter in text)
    own = folded(publisher or "")
    found: dict[str, None] = {}
    for match in _pattern(upper=upper).finditer(text):
        name = _names()[folded(match["told"] or match["says"])]
        if folded(name) != own and _names().get(own) != name:
            found.setdefault(name)
    return tuple(found)
