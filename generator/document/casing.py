"""Case restored: headlines in Title Case and wire copy in capitals, brought to the case of running text.

A cased model reads `Twelve Killed In Paris` badly. The article's own body is the best witness of how a word is written;
the model's vector table, whose keys are cased and stand in order of frequency, is the second.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from spacy.vocab import Vocab

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_UPPER_SHARE = 0.7
_TITLE_SHARE = 0.6
_SHORT = frozenset(
    "a an and as at but by for from in into of off on or out over per the to under up via vs with".split()
)
_ALWAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december".split()
)


@lru_cache(maxsize=2)
def _ranks(vocab: Vocab) -> dict[int, int]:
    return {key: rank for rank, key in enumerate(vocab.vectors.keys())}


def is_upper(text: str) -> bool:
    """Say whether a stretch of text is set in capitals."""
    words = _WORD.findall(text)
    return len(words) > 3 and sum(w.isupper() for w in words) / len(words) >= _UPPER_SHARE


def is_title_case(text: str) -> bool:
    """Say whether most words that headline style would capitalise have a capital."""
    words = [w for w in _WORD.findall(text)[1:] if w.lower() not in _SHORT]
    return len(words) > 2 and sum(w[0].isupper() for w in words) / len(words) >= _TITLE_SHARE


def body_cases(bodies: Iterable[str]) -> dict[str, str]:
    """Learn from running text how each word is written.

    Args:
        bodies: Paragraphs in ordinary case.

    Returns:
        Lower-cased word -> the form it has most often, sentence starts not counted.
    """
    seen: dict[str, Counter[str]] = {}
    for body in bodies:
        starts_sentence = True
        end = 0
        for match in _WORD.finditer(body):
            gap = body[end : match.start()]
            starts_sentence = starts_sentence if end == 0 else bool(re.search(r"[.!?:“\"]", gap))
            word = match.group()
            if not (starts_sentence and word[0].isupper()):
                seen.setdefault(word.lower(), Counter())[word] += 1
            end = match.end()
            starts_sentence = False
    return {low: forms.most_common(1)[0][0] for low, forms in seen.items()}


def restore(text: str, vocab: Vocab, known: dict[str, str]) -> str:
    """Bring text in capitals or Title Case to the case of running text.

    Args:
        text: A headline or a paragraph.
        vocab: The model's vocabulary, whose vector keys are cased and ranked.
        known: Forms learned with `body_cases`.

    Returns:
        Text of the same length, so that offsets hold.
    """
    upper = is_upper(text)
    if not upper and not is_title_case(text):
        return text
    ranks, strings = _ranks(vocab), vocab.strings
    unknown = len(ranks)

    def rank(word: str) -> int:
        return ranks.get(strings[word], unknown) if word in strings else unknown

    def form(match: re.Match[str]) -> str:
        word, low = match.group(), match.group().lower()
        if len(low) != len(word):
            return word
        start = match.start() == 0 or text[: match.start()].rstrip()[-1:] in (".", "!", "?")
        if low in known:
            best = known[low]
            if len(best) == len(word):
                return best[0].upper() + best[1:] if start else best
        if low in _ALWAYS:
            return low.capitalize()
        capital = low.capitalize()
        if not upper and word.isupper() and len(word) > 1:
            return word
        if not upper and not word[0].isupper():
            return word
        if low in _SHORT or len(low) == 1:
            chosen = low if low != "i" else "I"
        else:
            low_rank, capital_rank, upper_rank = rank(low), rank(capital), rank(low.upper())
            bracketed = text[match.start() - 1 : match.start()] in ("(", "[") and match.end() < len(text)
            if upper and ((bracketed and text[match.end()] in ")]") or upper_rank < min(low_rank, capital_rank)):
                return low.upper()
            chosen = capital if capital_rank * 2 < low_rank or low_rank == unknown else low
        return chosen.capitalize() if start else chosen

    return _WORD.sub(form, text)
