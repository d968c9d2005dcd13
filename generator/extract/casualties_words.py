"""The words of harm, read once from `data/casualties.toml` into sets and look-ups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.extract.words import words

STATUSES = ("killed", "injured", "hostage", "missing", "arrested")


@dataclass(frozen=True, slots=True)
class HarmWords:
    """Words that say what became of people."""

    verbs: Mapping[str, str]
    """Lemma of a verb -> the status of those it is done to; `struck` where it does not say."""
    acts: Mapping[str, str]
    """Lemma of a verb -> the status of its subject."""
    states: Mapping[str, str]
    """Adjective or participle -> the status of whom it describes."""
    nouns: Mapping[str, str]
    """Lemma of a noun for what was done -> the status of those named with it."""
    counted: Mapping[str, str]
    """Noun, in any form, that a number alone turns into people: `45 deaths`, `20 wounded`."""
    lists: Mapping[str, Mapping[str, frozenset[str]]]
    """All other lists, by section and name."""
    multiples: Mapping[str, int]
    """Adjective -> number: "double murder"."""
    background: re.Pattern[str]
    """Wording of sums over years and places."""
    lately: re.Pattern[str]
    """Wording of sums over weeks and months, which an outbreak's own toll has too."""


@cache
def harm_words() -> HarmWords:
    """Read the word lists."""
    data = words("casualties")

    def by_status(key: str) -> dict[str, str]:
        return {word: status for status in STATUSES for word in data[status].get(key, ())}

    verbs = by_status("verbs") | dict.fromkeys(data["struck"]["verbs"], "struck")
    nouns = by_status("nouns") | dict.fromkeys(data["struck"]["nouns"], "struck")
    lists = {
        section: {key: frozenset(value) for key, value in table.items()}
        for section, table in data.items()
        if section not in STATUSES and section not in ("multiples", "background")
    }
    background, lately = (re.compile("|".join(data["background"][key]), re.IGNORECASE) for key in ("strong", "weak"))
    return HarmWords(
        verbs,
        by_status("acts"),
        by_status("states"),
        nouns,
        by_status("counted"),
        lists,
        data["multiples"],
        background,
        lately,
    )


def listed(section: str, key: str) -> frozenset[str]:
    """Give one list of the file."""
    return harm_words().lists[section][key]
