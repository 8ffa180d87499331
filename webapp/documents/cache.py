"""What is made of files for those who look at them, kept for the next look: pages, places of quotes, pictures."""

from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Condition
from typing import Generic, TypeVar

from cachetools import LRUCache, cached

from pipelines.metrics import track_metric

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class SizedCache(Generic[K, V]):
    """At most ``most`` in the sum of their sizes; the least recently used leaves first. Thread-safe.

    Lookups are counted under ``name``, one of those of the metric ``cache_lookups``.
    """

    def __init__(self, size: Callable[[V], int], *, most: int, name: str | None = None) -> None:
        self._name = name
        self._values = LRUCache[K, V](most, getsizeof=size)
        self._changed = Condition()
        self._made = cached(self._values, key=_key, condition=self._changed)(_make)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value, made unless it is kept; callers of one key at the same time make it once."""
        made = False

        def counted() -> V:
            nonlocal made
            made = True
            return make()

        value: V = self._made(key, counted)
        self._count(hit=not made)
        return value

    def find(self, key: K) -> V | None:
        """The value, if it is kept."""
        with self._changed:
            value = self._values.get(key)
        self._count(hit=value is not None)
        return value

    def put(self, key: K, value: V) -> None:
        """Keep a value that is there already; one that alone is too large is not kept."""
        with self._changed, suppress(ValueError):
            self._values[key] = value

    def _count(self, *, hit: bool) -> None:
        if self._name is not None:
            track_metric("cache_lookups", cache=self._name, outcome="hit" if hit else "miss")


def _key(key: K, _make: Callable[[], V]) -> K:
    return key


def _make(_key: K, make: Callable[[], V]) -> V:
    return make()
