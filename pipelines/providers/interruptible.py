"""Blocking work that is left behind as soon as nobody wants it: a socket that says nothing cannot be interrupted."""

import contextvars
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

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
    left, saying, among = Event(), Lock(), among or Left()

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
        return _outcome(ended, check)
    finally:
        with saying:
            left.set()


def _outcome(ended: "SimpleQueue[_Made[T] | BaseException]", check: Callable[[], None]) -> T:
    while True:
        check()
        try:
            made = ended.get(timeout=LOOK_SECONDS)
        except Empty:
            continue
        if isinstance(made, _Made):
            return made.value
        raise made
