"""The breakers of a program, by the name of what is left alone: shared through Redis where there is one."""

from collections.abc import Callable
from threading import Lock

from cachetools import LRUCache

from pipelines.providers.breaker import CircuitBreaker, LocalState, State
from pipelines.providers.budget import RetryBudget
from pipelines.providers.failures import ProviderFailure
from pipelines.providers.shared_state import Link, SharedState

MOST = 1_024


class Guard:
    """What stands before one provider: its breaker, and the budget of retries, which is this process's own."""

    def __init__(self, breaker: CircuitBreaker) -> None:
        self.breaker = breaker
        self.budget = RetryBudget()


class Guards:
    """A guard for each name, made at its first use. Thread-safe; those used longest ago are forgotten.

    ``fails``: what counts against a provider.
    """

    def __init__(
        self,
        kind: str,
        link: Link | None = None,
        *,
        fails: type[Exception] | tuple[type[Exception], ...] = ProviderFailure,
        state: Callable[[str], State] | None = None,
    ) -> None:
        self._kind = kind
        self._link = link
        self._fails = fails
        self._state = state or self._opened
        self._lock = Lock()
        self._guards = LRUCache[tuple[str, ...], Guard](MOST)

    def of(self, *name: str) -> Guard:
        """The guard of what these words name together."""
        with self._lock:
            if name not in self._guards:
                state = self._state("\0".join((self._kind, *name)))
                self._guards[name] = Guard(CircuitBreaker(state, kind=self._kind, fails=self._fails))
            return self._guards[name]

    def _opened(self, name: str) -> State:
        return LocalState() if self._link is None else SharedState(self._link, name)
