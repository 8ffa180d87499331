"""The headings above a place of a text, for naming what stands there."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipelines.types import Heading


class Above:
    """The headings above any place of a text, found in one walk over them: a text may have a table under each."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        self._headings = headings
        self._starts = [one.start for one in headings]
        self._outer = list(_outer(headings))

    def named(self, at: int) -> str:
        """Those above an offset as words, innermost last, after the first of the text."""
        chain: list[int] = []
        here: int | None = bisect_right(self._starts, at) - 1
        while here is not None and here >= 0:
            chain.append(here)
            here = self._outer[here]
        if self._headings and self._starts[0] <= at and chain[-1] != 0:
            chain.append(0)
        return "\n".join(self._headings[n].text for n in reversed(chain))


def _outer(headings: Sequence[Heading]) -> Iterator[int | None]:
    """For each heading the one that it stands under."""
    opened: list[int] = []
    for at, heading in enumerate(headings):
        while opened and headings[opened[-1]].level >= heading.level:
            opened.pop()
        yield opened[-1] if opened else None
        opened.append(at)
