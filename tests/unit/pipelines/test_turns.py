"""Turns: an organisation that asks for all of them leaves one, and stands behind whoever has fewer."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from pipelines.turns import Turns


class Work:
    """Work of organisations, each piece of which ends when it is told to."""

    def __init__(self, turns: Turns, pool: ThreadPoolExecutor) -> None:
        self.turns, self.pool = turns, pool
        self.begun: list[str] = []
        self.ends: dict[str, threading.Event] = {}

    def begin(self, name: str) -> Future[None]:
        """``a1`` is a piece of organisation ``a``."""
        self.ends[name] = threading.Event()
        return self.pool.submit(self._do, name)

    def _do(self, name: str) -> None:
        with self.turns.turn(name[0]):
            self.begun.append(name)
            self.ends[name].wait(10)


@contextmanager
def working(turns: Turns) -> Iterator[Work]:
    with ThreadPoolExecutor(20) as pool:
        work = Work(turns, pool)
        try:
            yield work
        finally:
            for end in work.ends.values():
                end.set()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_one_that_asks_for_everything_leaves_a_turn() -> None:
    """Of four an organisation has three; another one's document begins at once."""
    with working(Turns(4, of_one=3)) as work:
        for number in range(9):
            work.begin(f"a{number}")
        until(lambda: len(work.begun) == 3)
        work.begin("b1")
        until(lambda: "b1" in work.begun)
        assert len(work.begun) == 4


def test_the_next_turn_is_whose_has_fewest() -> None:
    """Not of those who asked first: an upload waits for one document of others, not for all that they asked before."""
    with working(Turns(2, of_one=1)) as work:
        for number in range(4):
            work.begin(f"a{number}")
            work.begin(f"b{number}")
        until(lambda: len(work.begun) == 2)
        work.begin("c1")
        until(lambda: len(work.turns._waiting) == 7)
        work.ends[work.begun[0]].set()
        until(lambda: len(work.begun) == 3)
        assert work.begun[-1] == "c1"


def test_who_waits_too_long_is_told_and_takes_no_turn() -> None:
    """What it leaves is not kept for it."""
    turns = Turns(1)
    with turns.turn("a"), pytest.raises(TimeoutError), turns.turn("b", seconds=0.01):
        pass
    with turns.turn("c", seconds=0.01):
        pass
