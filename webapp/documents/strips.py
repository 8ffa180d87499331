"""A JSON list of a stored text, cut where its items begin, so that a long one is parsed only where it is looked at.

``orjson`` keeps the interpreter until it has parsed all that it was given: for a tenth of a second and more, of a text
of 60,000 blocks, nobody else is answered. A strip takes a third of a millisecond.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

# Bytes of a strip, about.
STRIP = 32_000


@dataclass(frozen=True, slots=True)
class Items:
    """How items are told apart without parsing them.

    ``between`` is found from one's end to the next one's beginning, its group, and nowhere within one. ``begins`` is
    found first in an item where that says at which character of the text it begins.
    """

    between: re.Pattern[bytes]
    begins: re.Pattern[bytes]


# Quotes within strings have a backslash before them; a string that ends with what looks like an end of an item is
# followed by a comma or a bracket, never by the letters of a kind or a name.
BLOCKS = Items(re.compile(rb'\],(\["[a-z])'), re.compile(rb'\["[a-z]+",(\d+)'))
HEADINGS = Items(re.compile(rb'\},(\{"[a-z])'), re.compile(rb'"start":(\d+)'))


class Strips:
    """The items of ``raw``, JSON values with commas between them, in the order of where they begin in the text."""

    def __init__(self, raw: bytes, items: Items) -> None:
        self.raw = raw
        self._cuts = list(_cuts(raw, items.between))
        found = (items.begins.search(raw, at) for at in self._cuts)
        self._starts = [int(one[1]) if one else 0 for one in found]
        self._cuts.append(len(raw) + 1)

    def __len__(self) -> int:
        return len(self._starts)

    def bytes_of(self, strip: int) -> bytes:
        """A strip as it is stored."""
        return self.raw[self._cuts[strip] : self._cuts[strip + 1] - 1]

    def items(self, strip: int) -> list[Any]:
        """A strip's items, parsed."""
        items: list[Any] = orjson.loads(b"[" + self.bytes_of(strip) + b"]")
        return items

    def near(self, start: int, end: int) -> range:
        """The strips whose items may touch ``text[start:end]``."""
        return range(max(0, bisect_right(self._starts, start) - 1), bisect_left(self._starts, end))

    def begins_within(self, strip: int, start: int, end: int) -> bool:
        """Whether all of a strip's items surely begin in ``text[start:end]``; never so of the last one."""
        return strip + 1 < len(self) and self._starts[strip] >= start and self._starts[strip + 1] < end


def _cuts(raw: bytes, between: re.Pattern[bytes]) -> Iterator[int]:
    found, at = bool(raw), 0
    while found:
        yield at
        after = between.search(raw, at + STRIP)
        found, at = after is not None, after.start(1) if after else 0
