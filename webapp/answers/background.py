"""What takes too long to be waited for: made in the background of this process, each thing once. Free of Flask."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import RLock
from typing import Generic, TypeVar

THREADS, MOST_WAITING = 2, 64

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Making(Generic[K, V]):
    """Two at a time; whoever asks for the same thing meanwhile waits for the same work. Thread-safe."""

    def __init__(self, name: str) -> None:
        # A piece of work that has ended already tells so at once, in the thread that began it.
        self._lock = RLock()
        self._running: dict[K, Future[V]] = {}
        self._workers = ThreadPoolExecutor(THREADS, thread_name_prefix=name)

    def begun(self, key: K, make: Callable[[], V]) -> Future[V] | None:
        """The work that makes it, begun unless it runs; None where too much waits already."""
        with self._lock:
            running = self._running.get(key)
            if running is None and len(self._running) < MOST_WAITING:
                running = self._workers.submit(make)
                self._running[key] = running
                running.add_done_callback(lambda _: self._ended(key))
            return running

    def close(self) -> None:
        """Begin no more."""
        self._workers.shutdown(wait=False, cancel_futures=True)

    def _ended(self, key: K) -> None:
        with self._lock:
            self._running.pop(key, None)
