"""Circuit breaker: a provider that keeps failing is left alone for a while, then tried with one request."""

import time
from collections.abc import Callable
from threading import Lock
from weakref import WeakSet

from pipelines.metrics import COLLECTOR

FAILURES = 3
COOL_DOWN_SECONDS = 15.0
# A provider that nobody has tried for so long is not called broken any more.
FORGET_SECONDS = 600.0


class CircuitBreaker:
    """Opens after so many failures in a row; after the cool-down one trial decides. Thread-safe.

    ``kind`` of provider: those of a kind are counted together while they are broken (metric ``breakers_open``).
    After Nygard, "Release It!", 2nd edition, chapter 5.
    """

    def __init__(
        self,
        *,
        kind: str | None = None,
        failures: int = FAILURES,
        cool_down: float = COOL_DOWN_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = failures
        self._cool_down = cool_down
        self._clock = clock
        self._lock = Lock()
        self._failed = 0
        self._open_until: float | None = None
        if kind is not None:
            _watch(kind, self)

    def allows(self) -> bool:
        """Whether a request may go out now. While open, one per cool-down may: the trial."""
        with self._lock:
            if self._open_until is None:
                return True
            if self._clock() < self._open_until:
                return False
            # The trial takes the place of the next ones, also if it never reports back.
            self._open_until = self._clock() + self._cool_down
            return True

    def succeeded(self) -> None:
        """A usable answer came: closed again."""
        with self._lock:
            self._failed = 0
            self._open_until = None

    def failed(self) -> None:
        """No usable answer came."""
        with self._lock:
            self._failed += 1
            if self._failed >= self._limit:
                self._open_until = self._clock() + self._cool_down

    @property
    def is_broken(self) -> bool:
        """Whether it has opened and no trial has closed it since, up to ten minutes after the last one."""
        with self._lock:
            return self._open_until is not None and self._clock() < self._open_until + FORGET_SECONDS

    @property
    def is_open(self) -> bool:
        """Whether the provider is being left alone."""
        with self._lock:
            return self._open_until is not None and self._clock() < self._open_until


_watched: dict[str, WeakSet[CircuitBreaker]] = {}
_watching = Lock()


def _watch(kind: str, breaker: CircuitBreaker) -> None:
    with _watching:
        if kind not in _watched:
            breakers = _watched[kind] = WeakSet[CircuitBreaker]()
            COLLECTOR.watch("breakers_open", lambda: float(sum(one.is_broken for one in list(breakers))), kind=kind)
        _watched[kind].add(breaker)
