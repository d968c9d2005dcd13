"""The headline: told from body text, joined to the kept text, and freed from the name of the site it stood on."""

from __future__ import annotations

import re
from functools import cache

from generator.article.words import content_words, one_of, word_set, words

_MOST = 200
# A headline ends in no full stop, unless an abbreviation or an ellipsis brings one.
_ENDS_OPEN = re.compile(r"(?:[^.,;:]|\b[A-Z]\.|\b(?:Jr|Sr|Inc|Co|Corp|St)\.|\.\.\.)[\"'”’)\]]*$")
_BAR = re.compile(r"\s+[|«»]+\s*|\s+::\s+")
_DASH = re.compile(r"\s+[-–—]\s+|:\s+(?=[A-Z]\w+$)")
# The site's name behind a headline, up to the end of its line.
_SITE_BEHIND = re.compile(r"\s+(?:[|«»]+|::|[-–—])\s+([^\n]{2,80})(?=\n|$)")
_SEPARATOR = re.compile(r"\s+(?:[|«»]+|::|[-–—])\s|\s*:\s[A-Z]")
_DOMAIN = re.compile(r"\b[\w-]{2,}\.(?:com|org|net|tv|news|info|co\.\w\w|\w\w)\b", re.IGNORECASE)
_CALL_SIGN = re.compile(r"[KW][A-Z]{2,3}(?:-TV|-FM|\d{1,2})?\b")


def is_headline(line: str) -> bool:
    """Say whether a line reads as a headline: short, without final punctuation, more than one word."""
    stripped = line.strip()
    if len(stripped) > _MOST or not 2 <= len(stripped.split()) <= 30:
        return False
    return bool(_ENDS_OPEN.search(stripped)) and stripped[0] not in "-–—•*("


def is_alike(line: str, title: str) -> bool:
    """Say whether a line is another headline of the same article."""
    mine, other = content_words(line), content_words(title)
    return len(mine & other) >= max(2, len(mine) // 3)


def keep_with_title(body: str, title: str | None) -> tuple[str, int]:
    """Put a headline that came apart from the text before it.

    Args:
        body: The text as received.
        title: The headline as received.

    Returns:
        The text to keep and the offset at which the headline in it ends; 0 where there is none.
    """
    if not title:
        return body, 0
    found = re.match(r"\s*" + r"\s+".join(map(re.escape, title.split())), body, re.IGNORECASE)
    if found and _ends_there(body, found.end(), title):
        site = _SITE_BEHIND.match(body, found.end())
        return body, site.end() if site and _is_site(site[1]) else found.end()
    return f"{title}\n\n{body}" if body else title, len(title)


def _ends_there(body: str, end: int, title: str) -> bool:
    """Tell a headline that opens the text from a sentence that happens to begin with the same words."""
    rest = body[end:]
    if not rest or re.match(r"[^\S\n]*\n", rest):
        return True
    if re.match(r"[\"'“‘(]?[A-Z0-9]", rest) or _SEPARATOR.match(rest):
        return True
    return len(title.split()) > 3 and bool(re.match(r"\s+[\"'“‘(]?[A-Z0-9]", rest))


@cache
def _site_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{one_of(words('masthead')['site_words'])})\b", re.IGNORECASE)


@cache
def _outlet() -> frozenset[str]:
    return frozenset(alias.lower() for aliases in words("outlets")["outlets"].values() for alias in aliases)


def length_without_site(title: str) -> int:
    """Give the length of a headline without the site's name behind it, as page titles have it.

    Args:
        title: Such as `Man shot in Ceres neighborhood | abc13.com`.
    """
    for match in sorted([*_BAR.finditer(title), *_DASH.finditer(title)], key=lambda m: m.start()):
        rest = _DASH.split(title[match.end() :])[0]
        bar = match.group().strip()[:1] in set("|«»:") and not match.group().startswith(": ")
        if len(title[: match.start()].split()) < 2:
            continue
        if (bar and len(rest.split()) <= 8) or _is_site(rest):
            return match.start()
    return len(title)


def _is_site(part: str) -> bool:
    part = _BAR.split(part.lstrip("|«» "))[0].strip()
    if not part:
        return True
    call_sign = _CALL_SIGN.fullmatch(part) or (_CALL_SIGN.match(part) and part.upper() != part)
    if part.lower() in _outlet() or _DOMAIN.match(part) or call_sign:
        return True
    small = word_set("masthead", "small")
    capital = all(word[0].isupper() or word.lower() in small or not word[0].isalpha() for word in part.split())
    return capital and len(part.split()) <= 8 and bool(_site_word().search(part))
