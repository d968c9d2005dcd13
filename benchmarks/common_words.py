"""How rare words are in news: `python -m benchmarks.common_words` writes the table that matching compares texts by.

It counts in how many articles each word occurs, over sets on which matching is not measured, and keeps coarse levels
only. A word's level is twice the natural logarithm of how many articles there are for one that has it, rounded.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

from generator.store.similarity import folded_words

_SHARED = Path(__file__).resolve().parents[2] / "shared"
_OUT = Path(__file__).resolve().parents[1] / "generator" / "store" / "data" / "common_words.toml"
_SETS = ("muc4/train.jsonl", "gvdb/dev.jsonl", "5w1h/dev.jsonl")
_LEAST = 3
"""Articles that a word must occur in to be listed."""
_HEAD = """# How common words are in news reports, by the share of articles that have them. Written by
# `python -m benchmarks.common_words`. Level = twice the natural logarithm of the articles for one that has the word;
# words of level 0 are in nearly all of them, and a word that is not listed is as rare as `unlisted` says.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.common_words", description=__doc__)
    parser.add_argument("--shared", type=Path, default=_SHARED, metavar="DIR", help="the folder that holds bench/")
    parser.add_argument("--out", type=Path, default=_OUT, metavar="FILE", help="where to write the table")
    options = parser.parse_args(arguments)
    counts: Counter[str] = Counter()
    articles = 0
    for name in _SETS:
        with (options.shared / "bench" / name).open(encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                counts.update(set(folded_words(f"{article.get('title') or ''} {article['text']}")))
                articles += 1
    options.out.parent.mkdir(exist_ok=True)
    options.out.write_text(_table(counts, articles), "utf-8")
    return 0


def _table(counts: Counter[str], articles: int) -> str:
    levels: dict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= _LEAST and len(word) > 1:
            levels[_level(articles, count)].append(word)
    parts = [_HEAD, f"unlisted = {_level(articles, 1)}\n"]
    for level in sorted(levels):
        words = "\n".join(_lines(sorted(levels[level])))
        parts.append(f'\n[[common]]\nlevel = {level}\nwords = """\n{words}\n"""\n')
    return "".join(parts)


def _level(articles: int, count: int) -> int:
    return round(2 * math.log(articles / count))


def _lines(words: list[str], width: int = 118) -> list[str]:
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


if __name__ == "__main__":
    sys.exit(main())
