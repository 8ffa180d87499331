"""Who was asked to stop: one ``threading.Event`` per flow run, set by the worker, looked at between batches."""

import threading
from functools import cache


class Stops:
    """Thread-safe. A request that comes before its run has begun is kept for it."""

    def __init__(self) -> None:
        self._events: dict[str, threading.Event] = {}
        self._lock = threading.Lock()

    def of(self, run_id: str) -> threading.Event:
        """The event of a run; set means: stop between batches and end cancelled."""
        with self._lock:
            return self._events.setdefault(run_id, threading.Event())

    def request(self, run_id: str) -> None:
        """Ask a run to stop."""
        self.of(run_id).set()

    def forget(self, run_id: str) -> bool:
        """The run is over. Answers whether it had been asked to stop."""
        with self._lock:
            event = self._events.pop(run_id, None)
        return event is not None and event.is_set()

    def running(self) -> frozenset[str]:
        """Runs that somebody holds an event of."""
        with self._lock:
            return frozenset(self._events)


@cache
def stops() -> Stops:
    """This process's requests to stop."""
    return Stops()
