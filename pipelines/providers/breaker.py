"""Circuit breaker: a provider that keeps failing is left alone for a while, then tried with one request."""

import asyncio
import time
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from threading import Lock
from types import TracebackType
from typing import Protocol, TypeVar
from weakref import WeakSet

from pipelines.metrics import COLLECTOR

FAILURES = 3
COOL_DOWN_SECONDS = 15.0
# A provider that nobody has tried for so long is not called broken any more.
FORGET_SECONDS = 600.0

T = TypeVar("T")


class LeftAlone(Exception):
    """The provider failed again and again: no request goes out now."""


class State(Protocol):
    """What is known of a provider's health, here or with other processes. Thread-safe, and never raises."""

    def permit(self, lease: float) -> bool | None:
        """Whether a request may go out. While open, one per cool-down may, the trial: then None, and until it reports,
        or ``lease`` seconds are over, no other.
        """
        ...

    def failed(self) -> None:
        """No usable answer came."""
        ...

    def succeeded(self) -> None:
        """A usable answer came: closed again."""
        ...

    def released(self) -> None:
        """A trial ended that told nothing: the next request is one."""
        ...

    def opened(self) -> float | None:
        """Seconds until the next trial may go out, negative when it may; None while it is closed."""
        ...

    @property
    def told_here(self) -> bool:
        """Whether this process counts it among the broken ones: of all that share it, one does."""
        ...


class LocalState:
    """Of this process alone."""

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

    def permit(self, lease: float) -> bool | None:
        """As ``State``."""
        with self._lock:
            if self._open_until is None:
                return True
            if self._clock() < self._open_until:
                return False
            # The trial takes the place of the next ones, also if it never reports back.
            self._open_until = self._clock() + max(lease, self._cool_down)
            return None

    def failed(self) -> None:
        """As ``State``."""
        with self._lock:
            self._failed += 1
            if self._failed >= self._limit:
                self._open_until = self._clock() + self._cool_down

    def succeeded(self) -> None:
        """As ``State``."""
        with self._lock:
            self._failed = 0
            self._open_until = None

    def released(self) -> None:
        """As ``State``."""
        with self._lock:
            if self._open_until is not None:
                self._open_until = self._clock()

    def opened(self) -> float | None:
        """As ``State``."""
        with self._lock:
            return None if self._open_until is None else self._open_until - self._clock()

    @property
    def told_here(self) -> bool:
        """It is nobody else's."""
        return True


class CircuitBreaker:
    """Opens after so many failures in a row; after the cool-down one trial decides. Thread-safe.

    A call is an ``attempt``, entered by ``with`` or ``async with`` and left when all of its answer is there; a stream
    goes through ``heard`` or ``aheard`` and counts when it ends. What ``fails`` names counts against the provider,
    unless the exception's ``blames`` is false; any other exception says nothing about it.

    ``kind`` of provider: those of a kind are counted together while they are broken (metric ``breakers_open``).
    After Nygard, "Release It!", 2nd edition, chapter 5.
    """

    def __init__(
        self,
        state: State | None = None,
        *,
        kind: str | None = None,
        fails: type[Exception] | tuple[type[Exception], ...] = Exception,
    ) -> None:
        self._state = state or LocalState()
        self._fails = fails
        if kind is not None:
            _watch(kind, self)

    def attempt(self, *, lease: float = 0.0) -> "Attempt":
        """One call. ``lease``: seconds that it may take, for which a trial is the only one.

        Entering it raises ``LeftAlone`` while the provider is left alone.
        """
        return Attempt(self._state, self._fails, lease)

    def heard(self, stream: Iterable[T], *, lease: float = 0.0) -> Iterator[T]:
        """A stream as an attempt: whole it is a success, broken off a failure, left by its reader neither."""
        with self.attempt(lease=lease):
            yield from stream

    async def aheard(self, stream: AsyncIterable[T], *, lease: float = 0.0) -> AsyncIterator[T]:
        """Likewise."""
        async with self.attempt(lease=lease):
            async for piece in stream:
                yield piece

    @property
    def is_broken(self) -> bool:
        """Whether it has opened and no trial has closed it since, up to ten minutes after the last one."""
        left = self._state.opened()
        return left is not None and left > -FORGET_SECONDS

    @property
    def is_open(self) -> bool:
        """Whether the provider is being left alone."""
        left = self._state.opened()
        return left is not None and left > 0

    @property
    def told(self) -> bool:
        """Whether it is broken, and this process is the one to say so."""
        return self._state.told_here and self.is_broken


class Attempt:
    """A call of a provider; used once."""

    def __init__(self, state: State, fails: type[Exception] | tuple[type[Exception], ...], lease: float) -> None:
        self._state = state
        self._fails = fails
        self._lease = lease
        self._trial = False

    def __enter__(self) -> None:
        permitted = self._state.permit(self._lease)
        if permitted is False:
            raise LeftAlone("The provider failed again and again: left alone.")
        self._trial = permitted is None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _where: TracebackType | None
    ) -> None:
        if error is None:
            self._state.succeeded()
        elif isinstance(error, self._fails) and getattr(error, "blames", True):
            self._state.failed()
        elif self._trial:
            self._state.released()

    async def __aenter__(self) -> None:
        # The state may be another machine's.
        await asyncio.to_thread(self.__enter__)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.__exit__, kind, error, where)


_watched: dict[str, WeakSet[CircuitBreaker]] = {}
_watching = Lock()


def _watch(kind: str, breaker: CircuitBreaker) -> None:
    with _watching:
        if kind not in _watched:
            breakers = _watched[kind] = WeakSet[CircuitBreaker]()
            COLLECTOR.watch("breakers_open", lambda: float(sum(one.told for one in list(breakers))), kind=kind)
        _watched[kind].add(breaker)
