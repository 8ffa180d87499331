"""Work that is left behind: whoever waits for it is ended by one thread that looks after all of them."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipelines.providers.interruptible import LOOK_SECONDS, Left, interruptible

MANY, PATIENCE = 50, 10.0


class Gone(Exception):
    """Nobody wants it any more."""


def test_one_thread_looks_after_all_who_wait() -> None:
    """Silent work keeps none of its threads awake; each waiting ends for its own reason, and the work is told."""
    left, gone, told = Left(), threading.Event(), list[threading.Event]()
    looked: set[int] = set()

    def waiting(number: int) -> str:
        def work(_put: object, stop: threading.Event) -> str:
            if number == 0:
                return "done"
            told.append(stop)
            assert stop.wait(PATIENCE)
            return "too late"

        calls = 0

        def check() -> None:
            nonlocal calls
            calls += 1
            if calls > 1:
                looked.add(threading.get_ident())
            if gone.is_set():
                raise Gone(number)

        return interruptible(work, lambda _piece: None, check, among=left)

    with ThreadPoolExecutor(MANY) as pool:
        made = [pool.submit(waiting, number) for number in range(MANY)]
        assert made[0].result(PATIENCE) == "done"
        threading.Event().wait(4 * LOOK_SECONDS)
        gone.set()
        for number, one in enumerate(made[1:], 1):
            with pytest.raises(Gone, match=str(number)):
                one.result(PATIENCE)
    assert len(looked) == 1
    assert all(stop.is_set() for stop in told)


def test_pieces_are_said_until_the_caller_goes_on() -> None:
    """What the work raises is raised; a piece behind the end is nobody's."""
    said: list[str] = []

    def work(put: object, _left: threading.Event) -> None:
        assert callable(put)
        put("a")
        put("b")
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        interruptible(work, said.append, lambda: None)
    assert said == ["a", "b"]


def test_what_is_not_wanted_is_not_begun_for_long() -> None:
    """A check that fails at once is told at once."""
    stops: list[threading.Event] = []

    def work(_put: object, left: threading.Event) -> None:
        stops.append(left)
        left.wait(PATIENCE)

    def check() -> None:
        raise Gone

    with pytest.raises(Gone):
        interruptible(work, lambda _piece: None, check)
    assert all(stop.wait(PATIENCE) for stop in stops)
