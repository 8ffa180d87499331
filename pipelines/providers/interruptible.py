"""Blocking work that is left behind as soon as nobody wants it: a socket that says nothing cannot be interrupted."""

import contextvars
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Any, Generic, TypeVar

T = TypeVar("T")

# So many threads may wait for what nobody wants any more, of one provider: then it is asked no more.
MOST_LEFT = 128
# How soon it is noticed that the work is not wanted any more while it says nothing.
LOOK_SECONDS = 0.1


class _Made(Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value


class Left:
    """The threads of one provider that work for nobody: a server may keep each of them for as long as it likes."""

    def __init__(self) -> None:
        self._working: set[Event] = set()
        self._lock = Lock()

    def __len__(self) -> int:
        """How many work, for anybody."""
        return len(self._working)

    @property
    def count(self) -> int:
        """How many there are."""
        with self._lock:
            return sum(left.is_set() for left in self._working)

    def begins(self, left: Event) -> None:
        """A thread that is told by ``left`` begins."""
        with self._lock:
            self._working.add(left)

    def ends(self, left: Event) -> None:
        """It has ended."""
        with self._lock:
            self._working.discard(left)


class _Looking:
    """Looks after everybody who waits, in one thread: a hundred that each look ten times a second take the processor
    from who has something to do. ``check`` must not wait; what it raises ends the waiting.
    """

    def __init__(self) -> None:
        self._checks: dict[SimpleQueue[Any], Callable[[], None]] = {}
        self._lock, self._some = Lock(), Event()
        self._thread: Thread | None = None

    @contextmanager
    def after(self, ended: "SimpleQueue[Any]", check: Callable[[], None]) -> Iterator[None]:
        """While the block waits for what is put into the queue."""
        with self._lock:
            self._checks[ended] = check
            self._some.set()
            # A fork has the object, and not its thread.
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="looking", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._lock:
                self._checks.pop(ended, None)

    def _run(self) -> None:
        while True:
            self._some.wait()
            time.sleep(LOOK_SECONDS)
            with self._lock:
                checks = list(self._checks.items())
                if not checks:
                    self._some.clear()
            for ended, check in checks:
                self._look(ended, check)

    def _look(self, ended: "SimpleQueue[Any]", check: Callable[[], None]) -> None:
        try:
            check()
        except Exception as error:  # noqa: BLE001 - a thread's edge: who waits raises it
            with self._lock:
                self._checks.pop(ended, None)
            ended.put(error)


_LOOKING = _Looking()


def interruptible(
    work: Callable[[Callable[[str], None], Event], T],
    say: Callable[[str], None],
    check: Callable[[], None],
    *,
    among: Left | None = None,
) -> T:
    """Run ``work(put, left)`` in a thread of its own, whose pieces reach ``say`` until the caller goes on.

    ``check`` is called before each piece and while none come: what it raises ends the waiting at once. The thread is
    then told by ``left``, says nothing more, and ends with its next piece or its own timeout. What the work, ``say`` or
    ``check`` raises is raised here. ``among``: where such threads are counted.
    """
    ended: SimpleQueue[_Made[T] | BaseException] = SimpleQueue()
    left, saying, among = Event(), Lock(), Left() if among is None else among

    def put(piece: str) -> None:
        # Said where it was read: handing a hundred streams' pieces to a second thread costs as much as the rest.
        with saying:
            if not left.is_set():
                check()
                say(piece)

    def run() -> None:
        try:
            ended.put(_Made(work(put, left)))
        except Exception as error:  # noqa: BLE001 - a thread's edge: the caller raises it
            ended.put(error)
        finally:
            among.ends(left)

    among.begins(left)
    Thread(target=contextvars.copy_context().run, args=(run,), name="provider", daemon=True).start()
    try:
        check()
        with _LOOKING.after(ended, check):
            made = ended.get()
        if isinstance(made, _Made):
            return made.value
        raise made
    finally:
        with saying:
            left.set()
