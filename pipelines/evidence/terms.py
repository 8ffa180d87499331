"""How rare a question's words are in what may be searched: IDF from the index, kept for a short time."""

import math
import time
from collections.abc import Callable, Sequence
from threading import Lock

from cachetools import TTLCache

from pipelines.index.protocol import Index
from pipelines.types import Scope

SECONDS = 60.0
ENTRIES = 20_000

_Key = tuple[str, frozenset[str], str]


class TermWeights:
    """IDF of words, cached per organisation, sources and word for a minute. Thread-safe."""

    def __init__(self, index: Index, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._index = index
        self._lock = Lock()
        self._kept = TTLCache[_Key, float](ENTRIES, SECONDS, timer=clock)

    def idf(self, scope: Scope, words: Sequence[str]) -> dict[str, float]:
        """``log(1 + (N - n + .5) / (n + .5))`` by word, highest for an unknown one. Raises what the index raises."""
        keys = {word: (scope.org_id, scope.source_ids, word) for word in words}
        with self._lock:
            known = {word: value for word, key in keys.items() if (value := self._kept.get(key)) is not None}
        missing = [word for word in keys if word not in known]
        return known | self._fetch(scope, missing) if missing else known

    def _fetch(self, scope: Scope, words: list[str]) -> dict[str, float]:
        total, counts = self._index.term_counts(scope, words)
        fresh = {word: _idf(total, counts.get(word, 0)) for word in words}
        with self._lock:
            self._kept.update({(scope.org_id, scope.source_ids, word): value for word, value in fresh.items()})
        return fresh


def _idf(total: int, having: int) -> float:
    return math.log(1 + (max(0, total - having) + 0.5) / (having + 0.5))
