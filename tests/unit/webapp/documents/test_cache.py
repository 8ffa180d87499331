"""What is kept of files: made once, and never more than fit."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from webapp.documents.cache import SizedCache


def made(size: int) -> bytes:
    return bytes(size)


def kept(most: int) -> SizedCache[tuple[str, str], bytes]:
    return SizedCache(len, most=most)


def fails() -> bytes:
    raise AssertionError("made again")


def test_callers_at_the_same_time_make_it_once() -> None:
    """The second waits for the first."""
    things, calls, entered = kept(1_000), [], threading.Barrier(8)

    def look() -> bytes:
        entered.wait()
        return things.get(("a", "1"), lambda: calls.append(1) or made(3))  # type: ignore[func-returns-value]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: look(), range(8)))
    assert calls == [1]


def test_the_least_recently_used_leaves() -> None:
    """Bounded by the sum of sizes; one that alone is too large is not kept."""
    things = kept(10)
    for name in "ab":
        things.get((name, "1"), lambda: made(5))
    things.get(("a", "1"), fails)
    things.get(("c", "1"), lambda: made(5))
    things.get(("a", "1"), fails)
    with pytest.raises(AssertionError):
        things.get(("b", "1"), fails)
    things.get(("d", "1"), lambda: made(11))
    things.get(("c", "1"), fails)
    with pytest.raises(AssertionError):
        things.get(("d", "1"), fails)


def test_what_is_there_is_kept_without_making() -> None:
    """A value that came another way."""
    things = kept(10)
    things.put(("a", "1"), made(5))
    assert things.get(("a", "1"), fails) == made(5)
