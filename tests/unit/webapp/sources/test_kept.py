"""What is kept of files: made once, and never more than fit."""

import threading
from array import array
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipelines.convert.source import Layout
from webapp.sources.kept import Kept


def made(runs: int) -> Layout:
    numbers = array("i", range(runs))
    return Layout("hash", numbers, numbers, numbers)


def kept(most: int) -> Kept[tuple[str, str], Layout]:
    return Kept(lambda layout: len(layout.starts), most=most)


def fails() -> Layout:
    raise AssertionError("made again")


def test_callers_at_the_same_time_make_it_once() -> None:
    """The second waits for the first."""
    layouts, calls, entered = kept(1_000), [], threading.Barrier(8)

    def look() -> Layout:
        entered.wait()
        return layouts.get(("a", "1"), lambda: calls.append(1) or made(3))  # type: ignore[func-returns-value]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: look(), range(8)))
    assert calls == [1]


def test_the_least_recently_used_leaves() -> None:
    """Bounded by the sum of sizes; one that alone is too large is not kept."""
    layouts = kept(10)
    for name in "ab":
        layouts.get((name, "1"), lambda: made(5))
    layouts.get(("a", "1"), fails)
    layouts.get(("c", "1"), lambda: made(5))
    layouts.get(("a", "1"), fails)
    with pytest.raises(AssertionError):
        layouts.get(("b", "1"), fails)
    layouts.get(("d", "1"), lambda: made(11))
    layouts.get(("c", "1"), fails)
    with pytest.raises(AssertionError):
        layouts.get(("d", "1"), fails)
