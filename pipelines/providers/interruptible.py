"""Blocking work that is left behind as soon as nobody wants it: a socket that says nothing cannot be interrupted."""

import contextvars
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")

# How soon it is noticed that the work is not wanted any more.
LOOK_SECONDS = 0.05


class _Made(Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value


def interruptible(
    work: Callable[[Callable[[str], None], Event], T], say: Callable[[str], None], check: Callable[[], None]
) -> T:
    """Run ``work(put, left)`` in a thread of its own; its pieces reach ``say`` in the caller's thread.

    ``check`` is called between pieces and while none come: what it raises ends the waiting at once. The thread is then
    told by ``left`` and ends with its next piece or its own timeout. What the work raises is raised here.
    """
    pieces: SimpleQueue[str | _Made[T] | BaseException] = SimpleQueue()
    left = Event()

    def run() -> None:
        try:
            pieces.put(_Made(work(pieces.put, left)))
        except Exception as error:  # noqa: BLE001 - a thread's edge: the caller raises it
            pieces.put(error)

    Thread(target=contextvars.copy_context().run, args=(run,), name="provider", daemon=True).start()
    try:
        while True:
            check()
            try:
                piece = pieces.get(timeout=LOOK_SECONDS)
            except Empty:
                continue
            if isinstance(piece, str):
                say(piece)
            elif isinstance(piece, _Made):
                return piece.value
            else:
                raise piece
    finally:
        left.set()
