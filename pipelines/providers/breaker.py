"""Circuit breaker: a provider that keeps failing is left alone for a while, then tried with one request."""

import time
from collections.abc import Callable
from threading import Lock

FAILURES = 3
COOL_DOWN_SECONDS = 15.0


class CircuitBreaker:
    """Opens after so many failures in a row; after the cool-down one trial decides. Thread-safe.

    After Nygard, "Release It!", 2nd edition, chapter 5.
    """

    def __init__(
        self,
        *,
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
    def is_open(self) -> bool:
        """Whether the provider is being left alone."""
        with self._lock:
            return self._open_until is not None and self._clock() < self._open_until
