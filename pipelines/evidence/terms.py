"""How rare a question's words are in what may be searched: IDF from the index, kept for a short time."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

from pipelines.index.protocol import Index
from pipelines.types import Scope

SECONDS = 60.0
ENTRIES = 20_000

_Key = tuple[str, frozenset[str], str]


class TermWeights:
    """IDF of words, cached per organisation, sources and word for a minute. Thread-safe."""

    def __init__(self, index: Index, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._index = index
        self._clock = clock
        self._lock = Lock()
        self._kept: OrderedDict[_Key, tuple[float, float]] = OrderedDict()

    def idf(self, scope: Scope, words: Sequence[str]) -> dict[str, float]:
        """``log(1 + (N - n + .5) / (n + .5))`` by word, highest for an unknown one. Raises what the index raises."""
        known, missing = self._known(scope, words)
        if missing:
            known |= self._fetch(scope, missing)
        return known

    def _known(self, scope: Scope, words: Sequence[str]) -> tuple[dict[str, float], list[str]]:
        now, known, missing = self._clock(), {}, []
        with self._lock:
            for word in words:
                value, until = self._kept.get((scope.org_id, scope.source_ids, word), (0.0, 0.0))
                if until > now:
                    known[word] = value
                else:
                    missing.append(word)
        return known, missing

    def _fetch(self, scope: Scope, words: list[str]) -> dict[str, float]:
        total, counts = self._index.term_counts(scope, words)
        fresh = {word: _idf(total, counts.get(word, 0)) for word in words}
        until = self._clock() + SECONDS
        with self._lock:
            for word, value in fresh.items():
                self._kept[scope.org_id, scope.source_ids, word] = (value, until)
            while len(self._kept) > ENTRIES:
                self._kept.popitem(last=False)
        return fresh


def _idf(total: int, having: int) -> float:
    return math.log(1 + (max(0, total - having) + 0.5) / (having + 0.5))
