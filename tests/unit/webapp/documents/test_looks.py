"""Places for reading pages: few, fair, and nobody queues for ever."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from webapp.documents.looks import Looks, TooManyLooks
from webapp.errors import Unavailable


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_hundred_looks_of_one_leave_a_place_for_another() -> None:
    """One works, eleven wait, the rest is refused at once; another organisation's look does not wait for them."""
    places, release, started = Looks(), Event(), []

    def slow() -> None:
        with places.of("a"):
            started.append(1)
            release.wait(10)

    with ThreadPoolExecutor(120) as pool:
        looks = [pool.submit(slow) for _ in range(100)]
        until(lambda: sum(one.done() for one in looks) == 88)
        assert len(started) == 1
        with places.of("b"):
            pass
        release.set()
    refused = [one.exception() for one in looks if one.exception()]
    assert len(refused) == 88
    assert all(isinstance(one, TooManyLooks) and one.headers["Retry-After"] for one in refused)
    assert len(started) == 12


def test_all_places_together_are_bounded() -> None:
    """However many organisations ask."""
    places, release = Looks(2, waiting=3, of_one=2), Event()

    def slow(org: int) -> None:
        with places.of(str(org)):
            release.wait(10)

    with ThreadPoolExecutor(20) as pool:
        looks = [pool.submit(slow, number) for number in range(20)]
        until(lambda: sum(one.done() for one in looks) == 15)
        release.set()
    assert sum(one.exception() is None for one in looks) == 5


def test_nobody_works_for_a_client_that_left() -> None:
    """Its place is free again."""
    places, release, gone = Looks(1), Event(), Event()

    def look(left: Callable[[], bool]) -> None:
        with places.of("a", left):
            release.wait(10)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(look, lambda: False)
        until(lambda: places._turns._total == 1)
        second = pool.submit(look, gone.is_set)
        gone.set()
        assert isinstance(second.exception(10), TooManyLooks)
        release.set()
    assert first.exception() is None
    assert places._held.total() == 0


def test_a_page_that_failed_is_not_tried_again_at_once() -> None:
    """The same refusal, without a turn; other pages are read."""
    places = Looks()
    with pytest.raises(Unavailable, match="too slow"), places.of_page("a", "page 1", lambda: False):
        raise Unavailable("too slow", code="page_unavailable")
    with pytest.raises(Unavailable, match="too slow"), places.of_page("a", "page 1", lambda: False):
        pytest.fail("tried again")
    with places.of_page("a", "page 2", lambda: False):
        pass
