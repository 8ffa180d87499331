"""What was made of single runs of signs, remembered: most words of a collection have been met before.

A plain dictionary that is asked by ``map``: a call a word, as of ``lru_cache``, is what analysing a text costs.
"""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

# A longer run is no word that comes again. Runs of a half.
LONGEST, HALF = 40, 1 << 14


class Remembered(dict[str, T]):
    """``self[run]`` is ``make(run)``, made once as long as it is remembered. Any thread may ask.

    In two halves: when this one is full it becomes the older one, from which what is asked for comes back, and the one
    before is forgotten whole. ``make`` never answers None.
    """

    def __init__(self, make: Callable[[str], T], *, half: int = HALF) -> None:
        super().__init__()
        self._make, self._half = make, half
        self._older: dict[str, T] = {}

    def __missing__(self, run: str) -> T:
        made = self._older.get(run)
        if made is None:
            made = self._make(run)
        if len(run) <= LONGEST:
            # Two threads that do this at once forget more than they had to.
            if len(self) >= self._half:
                self._older = dict(self)
                self.clear()
            self[run] = made
        return made
