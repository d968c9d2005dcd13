"""One small module per labelled set: how its lines become articles, and how records become its prediction form.

A conversion renames and maps vocabularies. It sees records and gist only, never the text, so it cannot extract.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.sets import fivew, gvc, gvdb, muc4, news

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A set: where its development part lies, who scores it, and the ways in and out."""

    gold: str
    """The gold file, relative to the folder of the sets."""
    mode: str
    """The mode of `score.py`, or `news` for `score_news.py`."""
    article: Callable[[Line], dict[str, Any]]
    """A gold line's own text, title and document date, as an input line of `briefs extract`."""
    predict: Callable[..., dict[str, Any]]
    """An id and the records of one article, the main one first, as a prediction; the gist third, where it is asked."""
    expect: Callable[[Line], dict[str, Any]]
    """A gold line in the form of a prediction, to be read beside one."""
    asks_gist: bool = False
    """True where the set asks what any article is about, and not only those that tell of an incident."""

    def of_output(self, id: str, line: Line | None) -> dict[str, Any]:
        """Give the prediction of what `briefs extract` wrote for an article; None where it wrote nothing."""
        records: Sequence[Line] = line["incidents"] if line else []
        if self.asks_gist:
            return self.predict(id, records, (line or {}).get("gist", {}))
        return self.predict(id, records)


SETS: dict[str, LabelledSet] = {
    "muc4": LabelledSet("muc4/dev.jsonl", "muc4", muc4.article, muc4.predict, muc4.expect),
    "gvc": LabelledSet("gvc/dev.jsonl", "gvc", gvc.article, gvc.predict, gvc.expect),
    "gvdb": LabelledSet("gvdb/dev.jsonl", "gvdb", gvdb.article, gvdb.predict, gvdb.expect),
    "5w1h": LabelledSet("5w1h/dev.jsonl", "5w1h", fivew.article, fivew.predict, fivew.expect, asks_gist=True),
    "news": LabelledSet("news/dev.jsonl", "news", news.article, news.predict, news.expect),
    "plots": LabelledSet("news/plots-dev.jsonl", "news", news.article, news.predict, news.expect),
}
"""All sets by the name that the command line takes."""
