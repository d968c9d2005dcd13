"""Whether a text is English: a classifier where there is enough text, common words where there is not."""

from __future__ import annotations

import re

from generator.article.words import word_set, words
from generator.errors import ArticleError, Location

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6000
# With fewer words the classifier guesses; it takes half a second to load, too.
_ENOUGH = 40
_FEW = 6
_ENGLISH_SHARE = 0.2
_LATIN_SHARE = 0.5


def check_english(text: str, location: Location | None = None) -> None:
    """Refuse a text that is surely not English; in doubt it passes.

    Args:
        text: What would be read of the article.
        location: Where it comes from, for the message.

    Raises:
        ArticleError: It is in another language.
    """
    # Case is no sign of a language, and the classifier knows little of wire copy in capitals.
    sample = text[:_SAMPLE].lower()
    language = _other_language(sample)
    if language:
        names = words("english")["names"]
        told = f" (it reads as {names.get(language, language)})" if language != "?" else ""
        raise ArticleError(f"this is not English{told}, and only English is read; add a translation instead", location)


def _other_language(sample: str) -> str | None:
    letters = [letter for letter in sample if letter.isalpha()]
    if letters and sum(letter < "ɐ" for letter in letters) < _LATIN_SHARE * len(letters):
        return "?" if len(letters) < 2 * _ENOUGH else _classified(sample)
    found = _WORD.findall(sample)
    english = sum(word in word_set("english", "english") for word in found)
    if len(found) >= _ENOUGH:
        # English with many names can look like anything: two witnesses are needed to refuse it.
        if english >= _ENGLISH_SHARE * len(found):
            return None
        language = _classified(sample)
        return None if language == "en" else language
    foreign = sum(word in word_set("english", "foreign") for word in found)
    return "?" if len(found) >= _FEW and foreign > 2 * english and foreign >= max(3, len(found) // 5) else None


def _classified(sample: str) -> str:
    import py3langid

    return str(py3langid.classify(sample)[0])
