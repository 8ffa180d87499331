"""What is made of files for those who look at them, kept for the next look: pages, places of quotes, pictures."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """At most ``most`` in the sum of their sizes; the least recently used leaves first. Thread-safe."""

    def __init__(self, size: Callable[[V], int], *, most: int) -> None:
        self._size = size
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._sum = 0
        self._making: dict[K, threading.Lock] = {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value, made unless it is kept; callers of one key at the same time make it once."""
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        try:
            with making:
                found = self._found(key)
                return found if found is not None else self._keep(key, make())
        finally:
            with self._lock:
                self._making.pop(key, None)

    def put(self, key: K, value: V) -> None:
        """Keep a value that is there already."""
        self._keep(key, value)

    def _found(self, key: K) -> V | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: K, value: V) -> V:
        size = self._size(value)
        with self._lock:
            if size <= self._most and key not in self._kept:
                self._kept[key] = value
                self._sum += size
            while self._sum > self._most:
                _, oldest = self._kept.popitem(last=False)
                self._sum -= self._size(oldest)
        return value
