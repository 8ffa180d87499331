"""Stretches of a text, none of which overlaps another."""

from bisect import bisect_right


class Stretches:
    """Those that were taken so far, by their order: each question costs the logarithm of their number."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def is_free(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` overlaps none of them."""
        at = bisect_right(self._starts, start)
        return (not at or self._ends[at - 1] <= start) and (at == len(self._starts) or end <= self._starts[at])

    def take(self, start: int, end: int) -> bool:
        """Take it where it is free. Whether it was."""
        if not self.is_free(start, end):
            return False
        at = bisect_right(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True
