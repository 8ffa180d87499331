"""Who may have a page read now: few at a time, a share for every organisation, and nobody queues for ever.

One slow page asked for by a hundred tabs holds a place or two, not the threads that answer everybody.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from cachetools import TTLCache

from pipelines.turns import Turns
from webapp.errors import Unavailable

AT_ONCE, WAITING, OF_ONE = 2, 32, 12
RETRY_SECONDS = 2
FAILURES, FAILED_SECONDS = 1_000, 60.0


class TooManyLooks(Unavailable):
    """Every place is taken, or every one of this organisation's."""

    code, title = "too_many_looks", "Too many pages at once"


class Looks:
    """Places for work on files. ``at_once`` work, an organisation on all of them but one. Thread-safe."""

    def __init__(self, at_once: int = AT_ONCE, *, waiting: int = WAITING, of_one: int = OF_ONE) -> None:
        self._turns = Turns(at_once, of_one=at_once - 1)
        self._most, self._of_one = at_once + waiting, of_one
        self._lock = Lock()
        self._held: Counter[str] = Counter()
        self._failed: TTLCache[str, Unavailable] = TTLCache(FAILURES, FAILED_SECONDS)

    @contextmanager
    def of_page(self, org_id: str, tag: str, gone: Callable[[], bool]) -> Iterator[None]:
        """A turn to read a page. One that could not be read a moment ago is refused again without work."""
        with self._lock:
            failed = self._failed.get(tag)
        if failed is not None:
            raise failed
        with self.of(org_id, gone):
            try:
                yield
            except Unavailable as failure:
                with self._lock:
                    self._failed[tag] = failure
                raise

    @contextmanager
    def of(self, org_id: str, gone: Callable[[], bool] = lambda: False) -> Iterator[None]:
        """A turn, as soon as it comes. Raises ``TooManyLooks``, also once whoever asked is ``gone``."""
        with self._place(org_id), self._turns.turn(org_id, gone=gone, lost=_nobody):
            yield

    @contextmanager
    def _place(self, org_id: str) -> Iterator[None]:
        with self._lock:
            if self._held[org_id] >= self._of_one or self._held.total() >= self._most:
                raise TooManyLooks(
                    "Too many pages are being made ready; this one comes when it is asked for again.",
                    headers={"Retry-After": str(RETRY_SECONDS)},
                )
            self._held[org_id] += 1
        try:
            yield
        finally:
            with self._lock:
                self._held -= Counter([org_id])


def _nobody() -> TooManyLooks:
    return TooManyLooks("Nobody waits for this page any more.")
