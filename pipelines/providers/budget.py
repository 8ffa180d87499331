"""Retry budget: retries may add a tenth to a provider's load, not multiply it while it is down."""

from threading import Lock

SHARE = 0.1
RESERVE = 5.0


class RetryBudget:
    """Every request pays in a tenth of a retry, a retry takes one out. Thread-safe.

    After Google, "Site Reliability Engineering", chapter 21.
    """

    def __init__(self, *, share: float = SHARE, reserve: float = RESERVE) -> None:
        self._share = share
        self._most = reserve
        self._left = reserve
        self._lock = Lock()

    def request(self) -> None:
        """A first attempt goes out."""
        with self._lock:
            self._left = min(self._most, self._left + self._share)

    def retry(self) -> bool:
        """Whether a retry may go out; if so it is taken from the budget."""
        with self._lock:
            if self._left < 1:
                return False
            self._left -= 1
            return True
