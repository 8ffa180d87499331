"""Who may have a page read now: few at a time, a share for every organisation, and nobody queues for ever.

One slow page asked for by a hundred tabs holds a place or two, not the threads that answer everybody.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition

from cachetools import TTLCache

from webapp.errors import Unavailable

AT_ONCE, WAITING, OF_ONE = 2, 32, 12
RETRY_SECONDS = 2
LOOK_SECONDS = 0.5
FAILURES, FAILED_SECONDS = 1_000, 60.0


class TooManyLooks(Unavailable):
    """Every place is taken, or every one of this organisation's."""

    code, title = "too_many_looks", "Too many pages at once"


class Turns:
    """Places for work on files. ``at_once`` work, an organisation on all of them but one. Thread-safe."""

    def __init__(self, at_once: int = AT_ONCE, *, waiting: int = WAITING, of_one: int = OF_ONE) -> None:
        self._at_once, self._share = at_once, max(1, at_once - 1)
        self._most, self._of_one = at_once + waiting, of_one
        self._changed = Condition()
        self._held: Counter[str] = Counter()
        self._working: Counter[str] = Counter()
        self._queue: OrderedDict[object, str] = OrderedDict()
        self._failed: TTLCache[str, Unavailable] = TTLCache(FAILURES, FAILED_SECONDS)

    @contextmanager
    def of_page(self, org_id: str, tag: str, gone: Callable[[], bool]) -> Iterator[None]:
        """A turn to read a page. One that could not be read a moment ago is refused again without work."""
        with self._changed:
            failed = self._failed.get(tag)
        if failed is not None:
            raise failed
        with self.of(org_id, gone):
            try:
                yield
            except Unavailable as failure:
                with self._changed:
                    self._failed[tag] = failure
                raise

    @contextmanager
    def of(self, org_id: str, gone: Callable[[], bool] = lambda: False) -> Iterator[None]:
        """A turn, as soon as it comes. Raises ``TooManyLooks``, also once whoever asked is ``gone``."""
        with self._place(org_id):
            self._wait(org_id, gone)
            try:
                yield
            finally:
                with self._changed:
                    self._working -= Counter([org_id])
                    self._changed.notify_all()

    @contextmanager
    def _place(self, org_id: str) -> Iterator[None]:
        with self._changed:
            if self._held[org_id] >= self._of_one or self._held.total() >= self._most:
                raise TooManyLooks(
                    "Too many pages are being made ready; this one comes when it is asked for again.",
                    headers={"Retry-After": str(RETRY_SECONDS)},
                )
            self._held[org_id] += 1
        try:
            yield
        finally:
            with self._changed:
                self._held -= Counter([org_id])

    def _wait(self, org_id: str, gone: Callable[[], bool]) -> None:
        mine = object()
        with self._changed:
            self._queue[mine] = org_id
            try:
                while self._next() is not mine:
                    self._changed.wait(LOOK_SECONDS)
                    if gone():
                        raise TooManyLooks("Nobody waits for this page any more.")
                self._working[org_id] += 1
            finally:
                del self._queue[mine]
                self._changed.notify_all()

    def _next(self) -> object | None:
        """Who has waited longest, of those whose organisation works least."""
        if self._working.total() >= self._at_once:
            return None
        free = [(self._working[org], place) for place, org in self._queue.items() if self._working[org] < self._share]
        return min(free, key=lambda one: one[0])[1] if free else None
