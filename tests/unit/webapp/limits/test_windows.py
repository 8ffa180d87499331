"""Windows in this process: places come back one by one, and memory is bounded whoever comes."""

from webapp.limits.windows import MemoryWindows, Taken, Window


class Clock:
    """Time that the test sets."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_places_come_back_as_they_were_taken() -> None:
    """Each a window's length after it was taken; what did not fit takes nothing."""
    clock = Clock()
    windows = MemoryWindows(clock=clock)
    wanted = [(0, True, 1), (4, True, 2), (4, True, 3), (5, False, 3), (10.5, True, 3), (10.6, False, 3)]
    for moment, free, count in wanted:
        clock.now = 1_000 + moment
        (taken,) = windows.take([Window("a", 3, 10)])
        assert (taken.free, taken.held) == (free, count)
    assert taken.oldest == 1_004
    clock.now = 2_000.0
    assert windows.take([Window("a", 3, 10)]) == [Taken(free=True, oldest=2_000, held=1)]
    assert windows.take([Window("b", 0, 10)]) == [Taken(free=False, oldest=2_000, held=0)]


def test_a_place_of_each_window_or_of_none() -> None:
    """What one window refuses takes nothing from the others, before it or after it."""
    windows = MemoryWindows(clock=Clock())
    own, shared, day = Window("own", 5, 60), Window("shared", 2, 60), Window("day", 9, 86_400)
    counts = [[one.held for one in windows.take([own, shared, day])] for _ in range(4)]
    assert counts == [[1, 1, 1], [2, 2, 2], [2, 2, 2], [2, 2, 2]]
    assert [one.free for one in windows.take([own, shared, day])] == [True, False, True]
    assert [one.held for one in windows.take([own, day])] == [3, 3]


def test_memory_is_bounded_whoever_comes() -> None:
    """A hundred thousand addresses: those that were heard of last are known."""
    windows = MemoryWindows(most=1_000)
    for number in range(100_000):
        windows.take([Window(f"{number}", 5, 60)])
    assert len(windows._windows) <= 500
    for _ in range(5_000):
        (taken,) = windows.take([Window("one", 10_000, 60)])
    assert taken == Taken(free=True, oldest=taken.oldest, held=5_000)
