"""The count grammar: how many, said with exactly the certainty that a source has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.errors import RecordError

_FORM = re.compile(r"(?P<mark>[<>~])?(?P<low>[0-9]{1,11})(?:-(?P<high>[0-9]{1,11}))?")
_LIMIT = 10**10
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people or things: `3`, `6-8`, `>3000`, `<5`, `~100`, `several`, `unknown`.

    Build one with `Count.parse`, or with `Count.exactly`, `Count.at_least`…; `str` gives the grammar back.
    """

    low: int | None
    """The least it can be; None where nothing is known."""
    high: int | None
    """The most it can be; None where there is no upper bound."""
    text: str
    """The count grammar, as written in the record."""

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, value: str | int) -> Count:
        """Read the count grammar.

        Raises:
            RecordError: It is no count; the message lists the forms.
        """
        if isinstance(value, int) and not isinstance(value, bool):
            if not 0 <= value < _LIMIT:
                raise RecordError(f"{value} is no count of people or things")
            return cls(value, value, str(value))
        text = str(value).strip()
        if text == "several":
            return cls(2, None, text)
        if text == "unknown":
            return cls(None, None, text)
        match = _FORM.fullmatch(text)
        if not match or int(match["low"]) >= _LIMIT:
            raise RecordError(f"\"{text}\" is not a count; write 3, 6-8, '>3000', '<5', '~100', several or unknown")
        mark, low = match["mark"] or "", int(match["low"])
        if match["high"] is not None:
            high = int(match["high"])
            if mark or not low < high < _LIMIT:
                raise RecordError(f'"{text}" is not a range from low to high')
            return cls(low, high, f"{low}-{high}")
        if mark == ">":
            return cls(low + 1, None, f">{low}")
        if mark == "<":
            if low == 0:
                raise RecordError('"<0" is no count')
            return cls(0, low - 1, f"<{low}")
        return cls(low, low, f"{mark}{low}")

    @classmethod
    def exactly(cls, number: int) -> Count:
        """Give a plain number."""
        return cls.parse(number)

    @classmethod
    def at_least(cls, number: int) -> Count:
        """Give `at least 3`, which the grammar writes as `>2`."""
        return cls.parse(f">{number - 1}") if number > 0 else cls.parse(0)

    @classmethod
    def about(cls, number: int) -> Count:
        """Give a rounded number."""
        return cls.parse(f"~{number}")

    @property
    def is_about(self) -> bool:
        """True for a rounded number."""
        return self.text.startswith("~")

    @property
    def plain(self) -> str | int:
        """The YAML value: an integer where it is one, else text."""
        return int(self.text) if self.text.isdigit() else self.text

    @property
    def best(self) -> int | None:
        """The one number to sort and sum by: the number itself, the bound, or the middle of a range."""
        if self.text in ("several", "unknown"):
            return None
        if self.text.startswith(">"):
            return int(self.text[1:])
        if self.text.startswith("<"):
            return self.high
        if self.low is not None and self.high is not None:
            return (self.low + self.high) // 2
        return self.low

    def in_words(self) -> str:
        """Say it as a reader would: `more than 3,000`, `between 6 and 8`, `about 100`, `several`."""
        if self.text in ("several", "unknown"):
            return self.text if self.text == "several" else "an unknown number"
        mark, number = self.text[0], self.text.lstrip("<>~")
        if mark == ">":
            return f"more than {int(number):,}"
        if mark == "<":
            return f"fewer than {int(number):,}"
        if mark == "~":
            return f"about {int(number):,}"
        if "-" in number:
            low, _, high = number.partition("-")
            return f"between {int(low):,} and {int(high):,}"
        value = int(number)
        return _SMALL[value] if value < len(_SMALL) else f"{value:,}"
